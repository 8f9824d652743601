"""The foot of the page: the editor in chief's name, and the policies that the page's frame brings along."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roundups.importing.blocks import Paragraph
from roundups.importing.words import WORD, begins_small

_TAIL = 8  # the imprint stands among so many last paragraphs
_LONGEST_LINE = 300

_ROLE = (
    r"(?:acting\s+|deputy\s+)?editor[\s-]+in[\s-]+chief|(?:и\.\s?о\.\s+)?главн(?:ый|ая|ого)\s+редактор(?:ка|а)?"
    r"|главред(?:ка)?|шеф-редактор|голов(?:ний|на)\s+редактор(?:ка)?|галоўны\s+рэдактар"
    r"|chefredakteur(?:in)?|chefredaktion|rédact(?:eur|rice)\s+en\s+chef|redaktor\s+naczeln[ya]"
    r"|მთავარი\s+რედაქტორი|գլխավոր\s+խմբագիր|رئيسة?\s+التحرير"
)
_ROLE_FIRST = re.compile(rf"(?:{_ROLE})(?:\s*[-—–―:：՝|,]\s*|\s+|\.?$)", re.IGNORECASE)
_ROLE_LAST = re.compile(rf"(?P<name>[^,—–:]{{2,60}}?)\s*[,—–]\s*(?:{_ROLE})\s*\.?", re.IGNORECASE)
_FOR_NOW = re.compile(r"acting|deputy|и\.\s?о\.", re.IGNORECASE)

_POLICY = (
    r"(?:our\s+|the\s+)?(?:terms(?:\s+(?:of\s+(?:use|service)|(?:and|&)\s+conditions))?"
    r"|privacy(?:\s+(?:policy|notice))?|(?:we\s+use\s+)?cookies?(?:\s+policy)?"
    r"|(?:условия|правила)\s+(?:использования|пользования)(?:\s+сайта)?|пользовательское\s+соглашение"
    r"|политика\s+(?:конфиденциальности|приватности|обработки\s+персональных\s+данных)|конфиденциальность"
    r"|умови\s+(?:користування|використання)|політика\s+(?:конфіденційності|приватності)"
    r"|nutzungsbedingungen|datenschutz(?:erklärung)?|impressum)"
)
_BETWEEN = r"[\s.,;|·•/&—–-]"
_POLICIES = re.compile(
    rf"(?<!\w){_BETWEEN}*(?:{_POLICY}(?:{_BETWEEN}+|$)(?:(?:and|и)\s+)?)+$",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"[.;|·](?=\s|$)")
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")


@dataclass(frozen=True)
class Imprint:
    """The paragraphs above the foot, the editor in chief, and what else stood in the foot."""

    body: list[Paragraph]
    editor_in_chief: str
    left: tuple[str, ...]


def take_imprint(paragraphs: Sequence[Paragraph]) -> Imprint:
    """Parts the foot of the page from the rest. Links to policies go; other words come back in `left`."""
    places = range(max(2, len(paragraphs) - _TAIL), len(paragraphs))
    first = next((place for place in places if _begins_the_foot(paragraphs[place].text)), len(paragraphs))
    foot = [paragraph.text for paragraph in paragraphs[first:]]
    if any(len(text) > _LONGEST_LINE for text in foot):
        return Imprint(list(paragraphs), "", ())
    editor, left = _read_foot(foot)
    return Imprint(list(paragraphs[:first]), editor, tuple(left))


def _begins_the_foot(text: str) -> bool:
    if len(text) > _LONGEST_LINE:
        return False
    rest = _without_policies(text)
    return not rest or text.startswith("©") or _role(rest) is not None


def _read_foot(foot: Sequence[str]) -> tuple[str, list[str]]:
    editor, left, awaits_name = "", [], False
    for text in foot:
        rest = _without_policies(text)
        role = _role(rest)
        if role is not None and _FOR_NOW.match(text):
            left.append(text)  # the name has a place, "acting" has none
        if not editor and role is not None:
            editor, rest = role
            awaits_name = not editor
        elif not editor and awaits_name and rest:
            editor, rest = _name(rest)
        if rest:
            left.append(rest)
    return editor, left


def _without_policies(text: str) -> str:
    return _POLICIES.sub("", text).strip()


def _role(text: str) -> tuple[str, str] | None:
    """The editor's name and what follows it, "" and "" for the bare role, None if the line has no role."""
    match = _ROLE_FIRST.match(text)
    if match is None:
        last = _ROLE_LAST.fullmatch(text)
        name = last.group("name").strip() if last else ""
        return (name, "") if _is_name(name) else None
    if match.end() == len(text):
        return "", ""
    name, rest = _name(text[match.end() :])
    return (name, rest) if name else None


def _name(text: str) -> tuple[str, str]:
    """The name at the head of the text, and what follows it. A stop after an initial does not end a name."""
    ends = (match.start() for match in _NAME_END.finditer(text))
    end = next((place for place in ends if not _INITIAL.search(text[:place])), len(text))
    name = text[:end].strip(" .,—–-")
    return (name, text[end + 1 :].strip(" .,;|·—–-")) if _is_name(name) else ("", text)


def _is_name(text: str) -> bool:
    """Up to six words, none of them with a small letter first but the short ones: "Ana de la Cruz"."""
    words = WORD.findall(text)
    return 0 < len(words) <= 6 and not any(begins_small(word) and len(word) > 3 for word in words)
