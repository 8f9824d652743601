"""The caption line under a picture: "Two men at a table. Photo: The Agency"."""

import re
from dataclasses import dataclass

from roundups.importing.values import ReadPhoto
from roundups.importing.words import CLOSERS, STOPS, WORD, begins_small, same_words

_LONGEST = 600  # characters of a caption line
_LONGEST_CREDIT = 120
_MOST_WORDS = 14

_LABELS = (
    r"photo(?:graph|s)?|picture|pic|image|illustration|foto|фото(?:граф(?:ия|ії|ії)?)?|фота|снимок|снимки|картинка"
    r"|иллюстрация|светлина|ფოტო|լուսանկար[ըն]?|صورة|الصورة|تصوير|צילום|写真|图片|照片"
)
_MARK = re.compile(
    rf"(?<!\w)(?P<label>(?:{_LABELS})(?:\s+credits?)?|credits?)"
    r"(?:\s?[:：՝]\s?|\s?[—–]\s?|\s[-/|]\s|\s(?:by|courtesy of)\s)",
    re.IGNORECASE,
)
# Words that head a line in a headline too ("Credit: banks tighten their rules"): a name must follow.
_DOUBTFUL = re.compile(r"credits?|picture|pic|image|illustration", re.IGNORECASE)


@dataclass(frozen=True)
class Caption:
    """A caption line as it stood, and its parts."""

    line: str
    photo: ReadPhoto

    def repeats(self, text: str) -> bool:
        """Whether the text is this caption again, with or without the credit: pages print alt and caption."""
        words = self.photo.caption
        return same_words(text, self.line) or (words != "" and same_words(text, words))


def caption_of(text: str) -> Caption | None:
    """The line's caption and credit, or None if it credits no photo. The caption keeps its full stop."""
    if len(text) > _LONGEST:
        return None
    for match in reversed(list(_MARK.finditer(text))):
        before, credit = text[: match.start()], _credit(text[match.end() :])
        if credit and _starts_afresh(before, match.group("label")) and _names_somebody(match, before, credit):
            return Caption(text, ReadPhoto(caption=before.rstrip(" (|[/—–").strip(), credit=credit))
    return None


def _credit(text: str) -> str:
    credit = text.strip().removesuffix(".").rstrip()
    if credit.count(")") > credit.count("("):
        credit = credit.removesuffix(")").rstrip()
    if credit.count("]") > credit.count("["):
        credit = credit.removesuffix("]").rstrip()
    few_words = 0 < len(WORD.findall(credit)) <= _MOST_WORDS
    return credit if few_words and len(credit) <= _LONGEST_CREDIT else ""


def _starts_afresh(before: str, label: str) -> bool:
    """Whether the label begins a sentence: "she posted a photo: a burnt car" credits nobody."""
    before = before.rstrip()
    if not before or before[-1] in STOPS + CLOSERS + "([|/—–;":
        return True
    return label[0].isupper() and before[-1] != ":"


def _names_somebody(match: re.Match[str], before: str, credit: str) -> bool:
    if before or not _DOUBTFUL.fullmatch(match.group("label")):
        return True
    return not begins_small(credit) and len(WORD.findall(credit)) <= 6
