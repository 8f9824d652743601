"""Judges of headers and small files: CSP, MDN's observatory, security.txt, robots.txt, what pictures tell."""

import json
import re
import subprocess

from protego import Protego
from sectxt import Parser

from judges.site import Judge, NothingError, Site
from judges.tools import MODULES, BrokeDownError, ask, node

SECURITY, ROBOTS = "/.well-known/security.txt", "/robots.txt"
MAY = {"Googlebot": True, "Googlebot-News": True, "bingbot": True, "DuckDuckBot": True}  # search engines
MAY_NOT = dict.fromkeys(["GPTBot", "CCBot", "ClaudeBot", "Google-Extended", "Bytespider", "Meta-ExternalAgent"], False)
TELLTALE = "$GPSLatitude or $SerialNumber or $OwnerName"


def csp(site: Site) -> list[str]:
    """Every policy that a page is sent with, once."""
    bare = [f"{address} has no policy" for address, page in site.pages.items() if not page.headers.get(POLICY)]
    policies = {page.headers[POLICY] for page in site.pages.values() if page.headers.get(POLICY)}
    return bare + ask("csp", words="\n".join(sorted(policies)))


def observatory(site: Site) -> list[str]:
    """Behind TLS; it asks one host and port, and its certificate is trusted for this run."""
    scan = "@mdn/mdn-http-observatory/src/scan.js"
    trusted = {"NODE_EXTRA_CA_CERTS": str(site.certificate)}
    answer = json.loads(node(scan, site.secure, environment=trusted))
    if "error" in answer:
        raise BrokeDownError(answer["error"])
    if answer["scan"]["grade"] == "A+":
        return []
    low = [f"{name}: {test['result']} ({test['scoreModifier']})" for name, test in answer["tests"].items()
           if test["scoreModifier"] < 0 or not test["pass"]]  # fmt: skip
    return [f"grade {answer['scan']['grade']} (score {answer['scan']['score']}), not A+: {', '.join(low)}"]


def security_txt(site: Site) -> list[str]:
    answer = site.files.get(SECURITY)
    if answer is None:
        raise NothingError(f"no {SECURITY}")
    parser = Parser(answer.file.read_bytes())
    return [f"line {error['line']}: {error['message']} ({error['code']})" for error in parser.errors]


def robots(site: Site) -> list[str]:
    """A table of who may read: search engines may, those who train on it may not."""
    answer = site.files.get(ROBOTS)
    if answer is None:
        raise NothingError(f"no {ROBOTS}")
    rules = Protego.parse(answer.text)
    complaints = [
        f"{agent} {'may' if not wanted else 'may not'} read {address}"
        for agent, wanted in {**MAY, **MAY_NOT}.items()
        for address in site.articles()
        if rules.can_fetch(site.base + address, agent) is not wanted
    ]
    return complaints if list(rules.sitemaps) else [*complaints, "it names no sitemap"]


def exif(site: Site) -> list[str]:
    """No published file says where a picture was taken, with which camera, or by whose."""
    if site.root is None:
        raise NothingError("--root names no folder")
    exiftool = str(MODULES / "exiftool-vendored.pl/bin/exiftool")
    command = ["perl", exiftool, "-if", TELLTALE, "-p", "$FileName", "-r", str(site.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    passed = re.search(r"(\d+) files? failed condition", done.stderr)
    if not done.stdout and not passed:
        raise NothingError(f"it read no file: {done.stderr.strip()[:200]}")
    return [f"{name} tells of a place, a camera or an owner" for name in done.stdout.splitlines()]


POLICY = "content-security-policy"
JUDGES = [
    Judge("CSP evaluator", csp),
    Judge("MDN HTTP Observatory", observatory),
    Judge("sectxt", security_txt),
    Judge("protego", robots),
    Judge("exiftool", exif),
]
