"""The galley's parts as frozen values, their canonical JSON and digest.

Canonical JSON: sorted keys, UTF-8, NFC, no spaces, empty keys left out, so that a new optional field changes no old
digest. The digest is the SHA-256 of those bytes, in hexadecimal.
"""

import dataclasses
import datetime
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Self

FORMAT = 1


class GalleyError(ValueError):
    """What was read is no galley of a format that this code knows."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """Something with canonical JSON."""

    @property
    def canonical(self) -> str:
        """Canonical JSON of this part."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        known = {field.name for field in dataclasses.fields(cls)}
        if unknown := set(data) - known:
            raise GalleyError(f"unknown keys in a galley: {', '.join(sorted(unknown))}")
        return cls(**data)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sealable(Part):
    """Something that is known by its digest."""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Photo(Part):
    """A picture as it is used here. Without a digest it is a caption that waits for its picture."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    creator: str = ""
    source: str = ""
    rights: str = ""
    width: int | None = None
    height: int | None = None
    focal: tuple[float, float] | None = None  # from the left and from the top, 0 to 1
    digest: str = ""  # SHA-256 of the original file
    copyright: str = ""
    source_type: str = ""  # the last part of the IPTC's digital source type
    license: str = ""  # address of a public licence
    web_statement: str = ""  # address of the rights holder's terms

    @property
    def print_name(self) -> str:
        """Names the picture's prints: 128 bits of a hash over all that is in the files. "" without a picture.

        It is sealed with editions: what it covers may only grow by new optional fields.
        """
        if not self.digest:
            return ""
        shown = dataclasses.replace(self, source="", rights="", width=None, height=None)
        return hashlib.sha256(shown.canonical.encode()).hexdigest()[:32]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Source(Part):
    name: str = ""
    url: str = ""
    kind: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Story(Sealable):
    """A story's part of the galley. A withdrawn story has its note and no text."""

    anchor: str = ""
    headline: str = ""
    short_headline: str = ""
    summary: str = ""
    body: str = ""
    sources: tuple[Source, ...] = ()
    photo: Photo | None = None
    withdrawn: str = ""

    @property
    def clause(self) -> str:
        """What this story says in the page's headline."""
        return self.short_headline or self.headline

    def same_words(self, other: "Story | None") -> bool:
        """Whether a reader would read the same; the address of the story does not count."""
        return other is not None and dataclasses.replace(other, anchor=self.anchor) == self


@dataclasses.dataclass(frozen=True, kw_only=True)
class Galley(Sealable):
    """The whole roundup. A retracted one has its notice and neither stories nor headline."""

    format: int = FORMAT
    language: str
    date: datetime.date
    day: int | None = None
    kicker: str = ""
    headline: str = ""
    opening: str = ""
    sign_off: str = ""
    photo: Photo | None = None
    stories: tuple[Story, ...] = ()
    editor_in_chief: str = ""
    notice: str = ""

    @property
    def by_anchor(self) -> dict[str, Story]:
        return {story.anchor: story for story in self.stories}

    @property
    def pictures(self) -> list[str]:
        """The print names of the pictures that this galley shows, each once, sorted."""
        return sorted(self.photos)

    @property
    def photos(self) -> dict[str, Photo]:
        """The photos that have a picture, by print name."""
        shown = [self.photo, *(story.photo for story in self.stories)]
        return {photo.print_name: photo for photo in shown if photo and photo.digest}


def load(text: str) -> Galley:
    """Read a sealed galley's canonical JSON. Raises GalleyError for anything that is not one."""
    data = _object(text)
    if data.get("format") != FORMAT:
        raise GalleyError(f"a galley of format {data.get('format')!r}; this code knows format {FORMAT}")
    try:
        data["date"] = datetime.date.fromisoformat(data["date"])
        data["photo"] = _photo(data.get("photo"))
        data["stories"] = tuple(_story(story) for story in data.get("stories", ()))
        return Galley._read(data)
    except (KeyError, TypeError, ValueError) as error:
        raise GalleyError(f"not a galley: {error}") from error


def load_story(text: str) -> Story:
    """Read a version's text. Raises GalleyError."""
    try:
        return _story(_object(text))
    except (TypeError, ValueError) as error:
        raise GalleyError(f"not a story: {error}") from error


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise GalleyError("not a galley: no JSON") from error
    if not isinstance(data, dict):
        raise GalleyError("not a galley: no JSON object")
    return data


def _story(data: Mapping[str, Any]) -> Story:
    sources = tuple(Source._read(source) for source in data.get("sources", ()))
    return Story._read({**data, "sources": sources, "photo": _photo(data.get("photo"))})


def _photo(data: Mapping[str, Any] | None) -> Photo | None:
    if data is None:
        return None
    focal = data.get("focal")
    return Photo._read({**data, "focal": tuple(focal) if focal else None})


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        pairs = ((field.name, _plain(getattr(value, field.name))) for field in dataclasses.fields(value))
        return {name: plain for name, plain in pairs if plain not in ("", None, [], {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    return value
