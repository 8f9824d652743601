"""Requests as hostile programs make them: real forms with values that fit nowhere, broken bodies, odd addresses."""

import dataclasses
import random
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

from tests.journeys.desk import Form
from tests.newsroom.hostile import values
from tests.newsroom.hostile.values import File

Pairs = list[tuple[str, str | File]]
URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "hostile0boundary"
MANAGEMENT = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")
# What an honest person might have typed, so that a form is refused, or not, for the one field that is hostile.
PLAUSIBLE = {
    "date": "2026-03-05",
    "time": "09:30",
    "number": "1",
    "email": "a@example.org",
    "url": "https://example.org/",
    "file": "",
}


@dataclasses.dataclass
class Shot:
    """One request, as it stands on the wire."""

    method: str
    target: str
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.method[:20]} {self.target[:200]} {str(self.headers)[:300]} {self.body[:1500]!r}"


def shots(dice: random.Random, address: str, forms: list[Form], token: tuple[str, str]) -> Iterator[Shot]:
    """Some shots at the address, the more the more its forms ask for, and most of them at one of these.

    With `token` what is posted is taken for a form of ours.
    """
    for _shot in range(1 + min(5, sum(len(form.names) for form in forms) // 4)):
        if forms and dice.random() < 0.75:
            shot = _at_a_form(dice, address, dice.choice(forms))
        else:
            shot = _at_the_address(dice, address, token)
        if dice.random() < 0.25:
            for name in dice.sample(sorted(values.HEADERS), dice.randrange(1, 4)):
                shot.headers[name] = dice.choice(values.HEADERS[name])
        if dice.random() < 0.05:
            shot.method = dice.choice(values.METHODS)
        yield shot


def _at_the_address(dice: random.Random, address: str, token: tuple[str, str]) -> Shot:
    kind = dice.random()
    if kind < 0.35:
        at = dice.randrange(1, len(address) + 1)
        return Shot("GET", address[:at] + dice.choice(values.PIECES) + address[at + dice.choice((0, 0, 1, 3, 99)) :])
    if kind < 0.7:
        query = "&".join(dice.sample(values.QUERIES, dice.randrange(1, 3)))
        return Shot(dice.choice(("GET", "GET", "HEAD", "POST")), f"{address}?{query}")
    pairs: Pairs = [(values.text(dice)[:200], values.value(dice, "number")) for _field in range(dice.randrange(6))]
    pairs += [token] if dice.random() < 0.8 else []
    return _posted(dice, address, pairs)


# --- Forms ----------------------------------------------------------------------------------------------------------


def _at_a_form(dice: random.Random, address: str, form: Form) -> Shot:
    goal = form.action or address
    pairs = _distorted(dice, form)
    if form.method == "get":
        query = "&".join(f"{_quoted(name)}={_quoted(str(value))}" for name, value in pairs)
        return Shot("GET", f"{goal.partition('?')[0]}?{query[:LONGEST_QUERY]}")
    return _posted(dice, goal, pairs)


LONGEST_QUERY = 60_000


def _plausible(form: Form, name: str, value: str) -> str:
    kind = form.kinds.get(name, "text")
    if value or kind in {"hidden", "select"}:
        return value
    return PLAUSIBLE.get(kind, "Some words about the bridge")


def _distorted(dice: random.Random, form: Form) -> Pairs:
    """The form as it would be sent, with a few fields, or all, made hostile, and one of its buttons pressed."""
    pairs: Pairs = [(name, _plausible(form, name, value)) for name, value in form.fields]
    have = {name for name, _value in pairs}
    pairs += [(name, dice.choice(form.choices.get(name) or [""])) for name in sorted(form.names - have) if name]
    if form.buttons:
        pairs.append(dice.choice(sorted(form.buttons.values())))
    targets = sorted({name for name, _value in pairs} - {"csrfmiddlewaretoken", ""})
    if not targets:
        return pairs
    many = len(targets) if dice.random() < 0.1 else min(len(targets), dice.choice((0, 1, 1, 1, 2, 3)))
    for name in dice.sample(targets, many):
        pairs = _made_hostile(dice, pairs, name, form.kinds.get(name, "text"))
    return pairs


def _made_hostile(dice: random.Random, pairs: Pairs, name: str, kind: str) -> Pairs:
    rest = [pair for pair in pairs if pair[0] != name]
    how = dice.random()
    if name.endswith(MANAGEMENT):
        return [*rest, (name, dice.choice((*values.NUMBERS, "", "1000000000", "x")))]
    if how < 0.1:
        return rest
    if how < 0.2:
        return [*pairs, (name, values.value(dice, kind)), (name, values.value(dice, kind))]
    if how < 0.25:
        return [*rest, (f"{name}[]", values.value(dice, kind)), (f"{name}\x00", "x")]
    if (kind == "file" and how < 0.9) or how < 0.28:
        return [*rest, (name, values.file(dice))]
    if name == "text" and how < 0.8:
        return [*rest, (name, values.finished(dice))]
    if name == "credential":
        return [*rest, (name, values.as_json(dice))]
    return [*rest, (name, values.value(dice, kind))]


# --- Bodies ---------------------------------------------------------------------------------------------------------


def _posted(dice: random.Random, address: str, pairs: Pairs) -> Shot:
    if any(isinstance(value, File) for _name, value in pairs) or dice.random() < 0.25:
        kind, body = f"multipart/form-data; boundary={BOUNDARY}", multipart(pairs)
    else:
        kind = URLENCODED
        body = "&".join(f"{_quoted(name)}={_quoted(str(value))}" for name, value in pairs).encode()
    odd = dice.random()
    if odd < 0.05:
        kind += f"; charset={dice.choice(values.CHARSETS)}"
    elif odd < 0.08:
        kind = dice.choice(values.KINDS)
    elif odd < 0.12:
        body = _broken(dice, body)
    return Shot("POST", address, {"Content-Type": kind}, body)


def _quoted(words: str) -> str:
    return quote_from_bytes(words.encode(errors="surrogatepass"), safe="")


def multipart(pairs: Pairs) -> bytes:
    """The body of a form with files."""
    parts = []
    for name, value in pairs:
        head = f'Content-Disposition: form-data; name="{_quoted(name) if chr(34) in name else name}"'
        if isinstance(value, File):
            head += f'; filename="{value.name}"\r\nContent-Type: {value.kind}'
        content = value.content if isinstance(value, File) else value.encode(errors="surrogatepass")
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode(errors="surrogatepass") + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _broken(dice: random.Random, body: bytes) -> bytes:
    at = dice.randrange(len(body) + 1)
    how = dice.randrange(5)
    if how == 0:
        return body[:at]
    if how == 1:
        return body[:at] + bytes(dice.randrange(256) for _byte in range(9)) + body[at:]
    if how == 2:
        return body.replace(b"\r\n", b"\n")
    if how == 3:
        return body.replace(b"form-data; name=", b"form-data; name*=utf-8''%ff%00; x=").replace(b"=", b"=%")
    return body.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
