"""Bytes of an uploaded file become text, or a sentence that says what kind of file it is."""

import re

from django.utils.translation import gettext as _

from roundups.importing.blocks import LONGEST, too_long
from roundups.importing.values import NotARoundup

# The first bytes of files that people take for text.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\xd0\xcf\x11\xe0", "Word"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"bplist", "webarchive"),
    (b"SQLite format 3", "SQLite"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "Word"),
    (b"opendocument.text", "OpenDocument"),
    (b"xl/", "Excel"),
    (b"ppt/", "PowerPoint"),
)
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]+")
_COMMON_VOWELS = frozenset("оеаиіОЕАИІ")
_LATIN_LETTERS = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]")


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or an old encoding when only one can be meant.

    Raises NotARoundup for pictures, PDF, Word and other binary files, and when nobody can tell the encoding.
    """
    kind = _kind(data)
    if kind:
        raise NotARoundup(
            _("This is a %(kind)s file, paste the text instead: open it, select all, copy.") % {"kind": kind}
        )
    if len(data) > 4 * LONGEST + 4:
        raise too_long(len(data))
    text = _unicode(data)
    if text is None and b"\x00" not in data:
        text = _one_byte(data)
        if text is None:
            raise NotARoundup(_("This file is in an unknown encoding. Save it as UTF-8 or paste the text."))
    if text is None or "\x00" in text:
        raise NotARoundup(_("This is a binary file, paste the text instead or upload it as plain text."))
    return text


def _kind(data: bytes) -> str:
    head = data[:16]
    if head[:4] == b"PK\x03\x04":
        return next((kind for mark, kind in _ZIPPED if mark in data[:100_000]), "zip")
    if head[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        return "HEIC/AVIF" if data[8:12] in {b"heic", b"heix", b"mif1", b"avif", b"avis"} else "MP4"
    return next((kind for mark, kind in _MAGIC if head.startswith(mark)), "")


def _unicode(data: bytes) -> str | None:
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encoding = "utf-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _one_byte(data: bytes) -> str | None:
    """The text in Windows' Cyrillic or Western encoding if exactly one of the two makes sense."""
    cyrillic, western = _in(data, "cp1251"), _in(data, "cp1252")
    if cyrillic is not None and cyrillic == western:
        return cyrillic  # curly quotes and dashes lie at the same places in both
    is_cyrillic = cyrillic is not None and _reads_as_cyrillic(cyrillic)
    is_western = western is not None and _reads_as_western(western)
    if is_cyrillic == is_western:
        return None
    return cyrillic if is_cyrillic else western


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_as_cyrillic(text: str) -> bool:
    """Words of Cyrillic letters, mostly small ones, with the vowels that such a language has.

    KOI8 and DOS texts turn to Cyrillic letters here too; their case and their vowels give them away.
    """
    words = _CYRILLIC.findall(text)
    letters = "".join(words)
    if not letters or max(map(len, words)) < 3:
        return False
    small = sum(letter.islower() for letter in letters)
    vowels = sum(letter in _COMMON_VOWELS for letter in letters)
    return small >= 0.6 * len(letters) and vowels >= 0.25 * len(letters)


def _reads_as_western(text: str) -> bool:
    """Accented letters stand alone among plain ones: "café", never "ÏÐÈÂÅÒ"."""
    accented = len(_LATIN_LETTERS.findall(text))
    alone = len(re.findall(r"(?<![À-ÿ])[À-ÖØ-öø-ÿŒœŠšŽžŸ](?![À-ÿ])", text))
    beside_plain = len(re.findall(r"(?<=[A-Za-z])[À-ÿŒœŠšŽžŸ]|[À-ÿŒœŠšŽžŸ](?=[A-Za-z])", text))
    return accented > 0 and alone >= 0.8 * accented and beside_plain >= 0.8 * accented
