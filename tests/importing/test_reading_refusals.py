"""What is no roundup is refused with a sentence that says what to do."""

import contextlib
import time

import pytest

from roundups.importing.reading import NotARoundup, decode, read
from tests.importing.pages import COUNTERS, Page, text


def refusal(pasted: str) -> str:
    with pytest.raises(NotARoundup) as caught:
        read(pasted, counters=COUNTERS)
    return str(caught.value.args[0])


def refusal_of_file(data: bytes) -> str:
    with pytest.raises(NotARoundup) as caught:
        decode(data)
    return str(caught.value.args[0])


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n\t\n", "\u200b\ufeff", "* * *\n\n---"])
def test_nothing_is_refused(nothing: str) -> None:
    assert "no text" in refusal(nothing)


def test_one_line_is_refused() -> None:
    assert "one line" in refusal("Dockers return to talks, Flood closes the Sella road")


def test_a_letter_is_refused() -> None:
    assert "No story" in refusal(text("letter"))


def test_an_article_without_headlines_inside_is_refused() -> None:
    assert "No story" in refusal(text("one_article"))


def test_headlines_without_text_are_refused() -> None:
    assert "No story" in refusal("One thing\nAnother thing\nA third thing")


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html>\n<html><body><p>One</p></body></html>",
        "\n <html lang=en>\n<p>One</p>",
        "<p>One</p>\n<p>Two</p>\n<p>Three</p>",
        "Title\n<h2>One</h2>\n<p>Two</p>\n<p>Three</p>",
    ],
)
def test_the_source_of_a_page_is_refused(source: str) -> None:
    assert "HTML" in refusal(source)


def test_the_inside_of_an_rtf_file_is_refused() -> None:
    assert "RTF" in refusal("{\\rtf1\\ansi\\deff0\n{\\b Headline}\\par\nText\\par}")


def test_a_text_that_is_too_long_is_refused_at_once() -> None:
    endless = "Word, word. " * 500_000
    started = time.perf_counter()

    assert "300,000" in refusal(endless)
    assert time.perf_counter() - started < 0.1


def test_too_many_paragraphs_are_refused() -> None:
    assert "paragraphs" in refusal("Line\n" * 5_000)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "Word"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"photos/1.jpg", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"{\\rtf1\\ansi}", "RTF"),
    ],
)
def test_a_file_that_is_no_text_is_named(data: bytes, kind: str) -> None:
    assert f"{kind}" in refusal_of_file(data)
    assert "paste the text instead" in refusal_of_file(data)


def test_other_binary_files_are_refused() -> None:
    assert "binary" in refusal_of_file(b"\x7fELF\x02\x01\x01\x00\x00\x00")


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "300,000" in refusal_of_file(b"a" * 2_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_read(encoding: str) -> None:
    page = "Обзор дня — “one”\n\nand two\n"

    assert decode(page.encode(encoding)) == page


def test_big_endian_utf_16_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + "Обзор".encode("utf-16-be")) == "Обзор"


def test_an_old_russian_file_is_read() -> None:
    assert decode(text("russian").encode("cp1251")) == text("russian")


def test_an_old_western_file_is_read() -> None:
    page = "The café’s naïve roundup — a résumé of the day"

    assert decode(page.encode("cp1252")) == page


def test_curly_quotes_alone_tell_nothing_and_need_not() -> None:
    page = "The Lantern’s “roundup” – today"

    assert decode(page.encode("cp1252")) == decode(page.encode("cp1251")) == page


@pytest.mark.parametrize(
    "data",
    [
        text("russian").encode("koi8-r", errors="replace"),
        text("russian").encode("cp866", errors="replace"),
        b"\xe9\xff\xe9\xff \xdf\xdf\xdf",
        "ღამე".encode()[:-1] + b"\xff\xff",
    ],
)
def test_an_encoding_that_can_only_be_guessed_is_refused(data: bytes) -> None:
    assert "encoding" in refusal_of_file(data)


@pytest.mark.parametrize(
    "unit",
    [
        ", ",
        "a, ",
        "1 000 ",
        "It is day 1 ",
        "Photo: a. ",
        "Editor in chief — ",
        "Terms of use. ",
        "e\u0316\u0301",
        "\u0316\u0301",
        "\u200c\u200d",
        "“”",
        "?! ",
        "**",
        "(" * 50,
        "a\n" * 900 + " ",
        "Ab cd ef\nSome text that ends. " * 1_000 + "\n\n",
    ],
)
def test_hostile_text_is_answered_in_time(unit: str) -> None:
    hostile = "A headline, and more\n" + (unit * (290_000 // len(unit) + 1))[:290_000]
    started = time.perf_counter()
    with contextlib.suppress(NotARoundup):
        read(hostile, counters=COUNTERS)
    assert time.perf_counter() - started < 10


def test_a_usual_page_is_read_in_a_moment() -> None:
    started = time.perf_counter()
    read(Page().pasted(), counters=COUNTERS)
    assert time.perf_counter() - started < 2
