"""A page taken apart for reading: elements with their attributes, words and order."""

import dataclasses
from collections.abc import Iterator
from html.parser import HTMLParser

from django.test import Client

VOID = {"meta", "link", "img", "br", "input", "hr", "source"}


@dataclasses.dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    children: list["Element | str"] = dataclasses.field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and everything in it, in page order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attrs: str) -> list["Element"]:
        """Elements of that name with those attributes; `cls` is one of its classes, `id_` its id."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items() if name != "cls"}
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and all(element.attrs.get(name) == value for name, value in wanted.items())
            and ("cls" not in attrs or attrs["cls"] in element.attrs.get("class", "").split())
        ]

    def one(self, tag: str = "", **attrs: str) -> "Element":
        """The only such element."""
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} × {tag} {attrs}"
        return found[0]

    @property
    def words(self) -> str:
        """Its text, every run of white space as one space."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        return "".join(child if isinstance(child, str) else child._text() for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str | bytes) -> Element:
    """The page as a tree; fails where the tags are not balanced."""
    builder = _Builder()
    builder.feed(html if isinstance(html, str) else html.decode())
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is never closed"
    return builder.root


def leads_to(client: Client, path: str) -> str:
    """Where a page sends readers on at once."""
    refresh = parsed(client.get(path).content).one("meta", http_equiv="refresh").attrs["content"]
    return refresh.removeprefix("0; url=")
