"""What somebody might send who means no good, or whose program is broken: words, numbers, dates, files, headers."""

import dataclasses
import json
import random
import re
import sys
from pathlib import Path

from tests.factories import jpeg
from tests.roundups.admin.hostile import EVERYTHING
from tests.roundups.imaging.fuzzing import pictures


@dataclasses.dataclass(frozen=True)
class File:
    """An upload: what it calls itself and what is in it."""

    name: str
    content: bytes
    kind: str = "application/octet-stream"


FINISHED = sorted((Path(__file__).parents[2] / "importing" / "texts").glob("*.txt"))
LARGE, VAST = 100_000, 5_000_000  # characters
TEXTS = (
    "", " ", "\n\r\n\t", "\x00", "a\x00b", "\x01\x08\x0b\x1b\x7f\x85", "\ud800", "a\udfffb", "\ufeff\u200b\u2060",
    "\U0010ffff",
    "\U000f0000\U0001f9ff\U00020000", "\ufffe\uffff", "\u202e\u2067abc\u2069", "e\u0301" * 60, "\u0300" * 500,
    "ﷺ" * 200, "İıſß", EVERYTHING, "<script>alert(1)</script>", "<p>" * 3000, "<a href='" + "x" * 3000,
    "<a href='javascript:alert(1)'>x</a>", "<a href='http://[::1'>x</a>", "<ul><li>" * 900,
    "&#0;&#xD800;&#x110000;&nope",
    "<![CDATA[ ]]>", "'; DROP TABLE roundups_story; --", "' OR 1=1 --", "%s %d %(x)s %", "{day} {0} {x.__class__} {",
    "{{ 7*7 }}",
    "${7*7}", "../../../etc/passwd", "C:\\..\\x", "http://[", "http://[::1", "http://x:99999999/",
    "http://" + "a" * 300 + "/",
    "http://%00/", "http://xn--/", "//evil.example", "javascript:alert(1)", "data:text/html,x", "mailto:", "[", "{",
    "null", "true", "[]", "{}",
    "[" * 20_000, "1.", '{"id": 1, "rawId": null, "response": [], "type": {}}',
    '{"id": "\\u0000", "rawId": "a", "type": "public-key"}',
    "day 99999999999999999999", '"' * 50, "a b " * 400, "no-such-choice", "admin", "-", "None", "NaN", "on",
)  # fmt: skip
NUMBERS = (
    "9e30", "-1", "0", "-0", "1e309", "NaN", "-Infinity", "١", "½", "１２", "1_000", "0x10", "1.5", " 7 ", "+7",
    "2147483648",
    str(2**31 - 1), str(2**63), str(2**63 - 1), str(-(2**63) - 1), str(2**64), "9" * 400, "9" * 5000, "1" * 4301,
    "1e-400", "1,5",
)  # fmt: skip
DATES = (
    "2026-02-30", "2026-13-01", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-01-01", "2026-W10-1",
    "20260302",
    "1899-12-31", "02/03/2026", "2026-03-02T25:61", "2026-03-29 02:30", "24:00", "99:99", "23:59:60", "٢٠٢٦-٠٣-٠٢",
    "yesterday",
    "2026-03-02\x00", "2026-3-2",
)  # fmt: skip
NAMES = (
    "../../x.jpg",
    "..\\..\\x",
    "",
    ".",
    "/etc/passwd",
    "x" * 3000 + ".jpg",
    "a\x00b.jpg",
    "\ud800.png",
    "con",
    "x.svg",
    'a"b\r\nX: y',
)
CHARSETS = (
    "utf-7", "utf-16", "utf-32", "base64", "rot13", "hex", "zlib", "idna", "punycode", "unicode_escape",
    "raw_unicode_escape",
    "undefined", "cp037", "latin-1", "none-such", "utf-8-sig", "x" * 5000, "", "../x", "mbcs", "utf-8\x00",
)  # fmt: skip
KINDS = (
    "application/json", "application/octet-stream", "text/plain", "", "nonsense", "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=é", "multipart/form-data; boundary=" + "x" * 300, "multipart/mixed; boundary=x",
    ";;;=;", "a/b; charset*=x''%FF",
    "application/x-www-form-urlencoded; x*0=a; x*1", "multipart/form-data; boundary*=utf-8''%00",
    "multipart/form-data; boundary=\"",
)  # fmt: skip
METHODS = (
    "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "BREW", "M" * 300, "", "POST ",
    "_", "__INIT__",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": ("application/json", "*/*;q=9e999", "text/html;" * 500, ";,;,", "\xff"),
    "Accept-Encoding": ("br;q=x", "*;q=-1", "gzip;q=nan", ",,,", "br" * 999, "br;q=1e999"),
    "Accept-Language": ("ru", "zz" * 4000, "en;q=1e309", "../../x", "ru\xff", "x-" + "a" * 300, ",;q"),
    "Authorization": ("Basic", "Basic !!!", "Bearer " + "x" * 9000),
    "Content-Encoding": ("gzip", "nonsense"),
    "Content-Length": ("0", "10", "9" * 9, "9" * 18),  # what is no number is refused by any web server
    "Cookie": (
        "sessionid=" + "x" * 4000, "sessionid=\xff; messages=[[", "messages=a:b:c",
        'messages="[[\\"__json_message\\"]]:x:y"', "csrftoken=" + "\xe9" * 64,
        "newsroom_seen=1:2:3", "newsroom_seen=", ";;;===;", "sessionid=%00", "django_language=../x", "a=" + "b" * 9000,
    ),
    "Expect": ("100-continue", "x"),
    "Forwarded": ("host=evil.example;proto=https",),
    "Host": ("evil.example", "testserver:99999", "[::1", "testserver.", "", "testserver@x", "a" * 300, "\xff",
    "testserver:", "TESTSERVER"),
    "If-Match": ("*", '"x"', ",,"),
    "If-Modified-Since": ("yesterday", "Mon, 31 Feb 99999 25:61:61 GMT", "Thu, 01 Jan 0000 00:00:00 GMT", "1" * 400,
    "Sat, 29 Oct 1994 19:43:31 +9999999999"),
    "If-None-Match": ("*", '"', "W/", ",," * 4000, '"\xff"'),
    "If-Range": ("x", '"x"'),
    "If-Unmodified-Since": ("yesterday", "Mon, 02 Mar 1020 00:00:00 GMT"),
    "Origin": ("null", "http://testserver", "http://[", "http://evil.example", "\xff", "http://testserver:x"),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=" + "0-0," * 3000, "bytes=" + "9" * 5000 + "-", "bytes=x",
    "lines=1-2", "bytes=١-٢", "bytes=5-5,7-"),
    "Referer": ("http://[", "http://testserver/admin/\xff", "x" * 9000, "http://testserver:x/"),
    "Transfer-Encoding": ("chunked", "gzip, chunked"),
    "X-CSRFToken": ("x", "é" * 64, "\x00"),
    "X-Forwarded-For": ("127.0.0.1, x", "\xff", "a" * 5000, "::ffff:1.2.3.4%eth0", ""),
    "X-Forwarded-Proto": ("https", "https,http", "x"),
    "X-HTTP-Method-Override": ("DELETE",),
    "X-Requested-With": ("XMLHttpRequest", "x"),
}  # fmt: skip
PIECES = (
    "%00", "%2e%2e/", "..%2f", "%2e%2e%2f%2e%2e%2f", "%c0%ae%c0%ae/", "%c0%af", "%e0%80%af", "%ed%a0%80", "%ff%fe",
    "%f4%90%80%80", ";", ";/", "..;/",
    "//", "/./", "/../", "\\", "%5c", "%0d%0aX:%20y", "%20", "+", "%", "%zz", "%u0041", "%252e", "?", "#", "~", "*",
    "@", "..", "...", "%25",
    "%E2%80%AE", "é", "a" * 5000, "%09", "index.html", ".gz", "%3f", "%23", "-1", "9" * 30, "9" * 5000, "%D9%A1",
    "_5F", "_00", "_ZZ", "1.5", "0",
)  # fmt: skip
QUERIES = (
    "%00", "a=%00", "=", "&&&&", "a[b][c]=1", "q=" + "x" * LARGE, "&".join(f"a{n}=1" for n in range(3000)),
    "page=-1&q=bridge", "page=9e30&q=bridge",
    "q=%ff%fe", "q=%ed%a0%80", "page=" + "9" * 5000 + "&q=a", "q=%22" * 40, "day=0001-01-01", "day=9999-12-31",
    "day=2026-02-30", "day=10000-01-01",
    "day=%D9%A2", "language=../x", "language=%00", "next=//evil.example", "next=http://[", "next=%00",
    "next=javascript:alert(1)", "_popup=1&_to_field=x",
    "_to_field=password", "o=9999.-x", "o=1.2.3.-4.-99", "p=-1", "p=9e30", "p=" + "9" * 30, "all=", "e=1", "q=a" * 200,
    "shown=x", "status__exact=x", "status__regex=(", "rights__range=x", "date__year=9999",
    "date__year=99999999999999999999", "at__year=-1", "id__in=",
    "id__exact=x", "id__exact=9e30", "author__password__startswith=a", "roundup__masthead__language=x", "pk__isnull=x",
    "_changelist_filters=%00%ff", "_facets=x",
    "roundup=x", "roundup=99999999999999999999", "roundup=-1", "photo=x", "from=x&to=y", "from=-1",
    "from=99999999999999999999&to=1", "a=1&b=99999999999999999999",
    "older=x", "at__gte=x", "what=x", "order=best&q=%22%22%22", "q=2026-02-30", "q=31.02.2026", "q=" + "9" * 400,
    "q=day+99999999999999", "q=%2B-%2A%28%29%22%3A",
    "sent=x&day=x", "utm_source=x", "by=x", "headline=" + "x" * 3000, "masthead=x", "date=x", "_selected_action=x",
    "created_at__year=x", "date__gte=x",
)  # fmt: skip


def text(dice: random.Random) -> str:
    """Hostile words; seldom very long ones."""
    kind = dice.random()
    if kind < 0.01:
        return dice.choice("xé🐎<") * (VAST // 4 if dice.random() < 0.5 else VAST)
    if kind < 0.06:
        return dice.choice(("x", "é", "🐎", "<p>", "a ", "<b>")) * LARGE
    if kind < 0.2:
        return "".join(chr(dice.randrange(sys.maxunicode)) for _character in range(dice.randrange(1, 40)))
    if kind < 0.3:
        return dice.choice(TEXTS) + dice.choice(TEXTS)
    return dice.choice(dice.choice((TEXTS, TEXTS, NUMBERS, DATES)))


def value(dice: random.Random, kind: str) -> str:
    """Something hostile for a field of this kind, most often of the sort that nearly fits."""
    if dice.random() < 0.6:
        if kind in {"number", "hidden", "range", "select", "radio", "checkbox"}:
            return dice.choice(NUMBERS)
        if kind in {"date", "time", "datetime-local"}:
            return dice.choice(DATES)
    return text(dice)


def file(dice: random.Random) -> File:
    """An upload that is empty, broken, of the wrong kind or too large, under a name that leads elsewhere."""
    kind = dice.random()
    if kind < 0.3:
        content = next(pictures(1, str(dice.random())))
    elif kind < 0.4:
        content = jpeg()
    elif kind < 0.45:
        content = b"x" * VAST
    else:
        content = dice.choice((
            b"", b"\x00" * 999, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xfe" + b"a\x00\x00\xd8" * 90,
            b"PK\x03\x04", b"%PDF-1.7",
            text(dice).encode(errors="surrogatepass"), text(dice).encode("utf-16", errors="surrogatepass"),
            b"\xff" * 3000, b"GIF89a", b"\r\n" * 5000,
        ))  # fmt: skip
    return File(
        dice.choice((*NAMES, "a.jpg", "a.txt")), content, dice.choice(("image/jpeg", "text/plain", "x", "text/html"))
    )


def finished(dice: random.Random) -> str:
    """A finished roundup as it might be pasted, cut, shuffled, with hostile words in it."""
    lines = dice.choice(FINISHED).read_text().splitlines()
    for _time in range(dice.randrange(1, 5)):
        at = dice.randrange(len(lines))
        change = dice.randrange(5)
        if change == 0:
            lines[at:] = lines[at : at + dice.randrange(20)] or [""]
        elif change == 1:
            lines.insert(at, text(dice)[:3000])
        elif change == 2:
            lines = dice.sample(lines, len(lines))
        elif change == 3:
            lines[at] = re.sub(r"\d+", dice.choice(NUMBERS), lines[at])
        else:
            lines *= dice.choice((2, 2, 40))
    return dice.choice(("\n", "\r\n", "\u2028", "\n\n", "\x0b")).join(lines)


def as_json(dice: random.Random) -> str:
    """JSON of no shape that anybody expects."""
    return json.dumps(dice.choice(({"id": text(dice)}, [text(dice)], {text(dice): {}}, None, 1e308, {"type": [1]})))
