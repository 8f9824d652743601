"""What may stand in an address: each converter admits what can exist, anything else is no page."""

import datetime

from django.conf import settings
from django.urls import register_converter

from newsroom.models.page import Slug


class Date:
    """2023/09/13, a date that exists."""

    regex = r"\d{4}/\d{2}/\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value: datetime.date) -> str:
        return f"{value:%Y/%m/%d}"


class Month:
    """2023/09 as the first of the month."""

    regex = r"\d{4}/\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(f"{value.replace('/', '-')}-01")

    def to_url(self, value: datetime.date) -> str:
        return f"{value:%Y/%m}"


class Year:
    """2023."""

    regex = r"[12]\d{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class OtherLanguage:
    """Two letters that are not the first language's: each page has one address."""

    regex = r"[a-z]{2}"

    def to_python(self, value: str) -> str:
        if value == settings.PAPER_LANGUAGE:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class PageSlug:
    regex = "|".join(Slug.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Digest:
    """A SHA-256 in hexadecimal."""

    regex = r"[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Token:
    """The token of a preview link: its id, and two signatures of 256 bits."""

    regex = r"[0-9]{1,19}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Print:
    """A print of a picture: its set's folder and its file."""

    regex = r"[0-9a-f]{32}-[0-9]{1,4}/[0-9a-z]{1,8}\.(?:avif|webp|jpg)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Asset:
    """A file of the site's look, named by its content."""

    regex = r"[a-z-]+\.[0-9a-f]{12}\.[a-z]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayNumber:
    """A day's number without leading zeros, small enough for the column."""

    regex = r"[1-9][0-9]{0,6}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


for _name, _converter in {
    "date": Date,
    "month": Month,
    "year": Year,
    "other_language": OtherLanguage,
    "page_slug": PageSlug,
    "digest": Digest,
    "token": Token,
    "print": Print,
    "asset": Asset,
    "day_number": DayNumber,
}.items():
    register_converter(_converter, _name)  # type: ignore[arg-type]  # they share no base class
