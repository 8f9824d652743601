"""Judges that open pages in Chromium: axe, pa11y, Lighthouse. None of them may see a request that leaves loopback."""

import json
import re
from collections.abc import Iterator
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from judges.site import NOT_THERE, Judge, Site
from judges.tools import CHROMIUM, BrokeDownError, ask, node
from tests.programs import CHROMIUM_FLAGS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
HERE = {"127.0.0.1", "localhost", None}  # None: data: and blob:
LOOKS = [("light", 1280), ("dark", 320)]  # colours and width in pixels
LOWEST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PACE = "performance"
ONCE = re.compile(r"/\d{4}/\d\d/|/about/|/corrections/")
SPLIT = [flag.partition("=") for flag in CHROMIUM_FLAGS]
RUNS = 3
ATTEMPTS = 3  # at each run


def axe(site: Site) -> list[str]:
    """WCAG 2.2 AA and best practice on every page, light and wide, dark and narrow; and every request they make."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for look in LOOKS:
            for url in [*site.urls(), site.base + NOT_THERE]:
                complaints += _axe_on(chromium, url, *look)
        chromium.close()
    return list(dict.fromkeys(complaints))


def _axe_on(chromium: Browser, url: str, colours: Any, width: int) -> Iterator[str]:
    size: Any = {"width": width, "height": 800}
    context = chromium.new_context(bypass_csp=True, color_scheme=colours, viewport=size)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    for violation in results.response["violations"]:
        for spot in violation["nodes"]:
            where = " ".join(map(str, spot["target"]))
            yield f"{urlsplit(url).path} ({colours}, {width} px) {where}: {violation['help']} ({violation['id']})"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"{urlsplit(url).path} ({width} px): wider than the window"
    for elsewhere in (address for address in asked if urlsplit(address).hostname not in HERE):
        yield f"{urlsplit(url).path} asks {elsewhere}"
    context.close()


def pa11y(site: Site) -> list[str]:
    return [complaint.removeprefix(site.base) for complaint in ask("pa11y", *site.urls())]


def lighthouse(site: Site) -> list[str]:
    """The home page three times, one after another: its pace differs from run to run. Other kinds of pages once."""
    reports = [_lighthouse_once(site.base + "/")]
    complaints = _low(reports, "/", {key: lowest for key, lowest in LOWEST.items() if key != PACE})
    if complaints:
        return complaints
    reports += [_lighthouse_once(site.base + "/") for _run in range(RUNS - 1)]
    complaints = _low(reports, "/", LOWEST)
    for address in (page for page in site.pages if ONCE.fullmatch(page)):
        complaints += _low([_lighthouse_once(site.base + address)], address, LOWEST)
    return complaints


def _low(reports: list[dict[str, Any]], address: str, wanted: dict[str, int]) -> list[str]:
    """The categories whose median is too low, with what pulled them down."""
    complaints = []
    for category, lowest in wanted.items():
        if (score := _score(reports, category)) < lowest:
            weighed = [each["id"] for each in reports[0]["categories"][category]["auditRefs"] if each["weight"]]
            names = [name for name in weighed if (reports[0]["audits"][name]["score"] or 0) < 1]
            complaints.append(f"{address} has {score:.0f} for {category}, not {lowest}: {', '.join(names)}")
    return complaints


def _score(reports: list[dict[str, Any]], category: str) -> float:
    return median(100 * (report["categories"][category]["score"] or 0) for report in reports)


def _lighthouse_once(url: str) -> dict[str, Any]:
    flags = " ".join(f'{name}="{value}"' if " " in value else name + equals + value for name, equals, value in SPLIT)
    options = ["--quiet", "--no-enable-error-reporting", "--output=json", f"--chrome-flags={flags}"]
    for attempt in range(ATTEMPTS):
        try:
            printed = node(
                "lighthouse/cli/index.js", url, *options, verdicts=(0,), environment={"CHROME_PATH": CHROMIUM}
            )
            break
        except BrokeDownError:  # now and then the trace of a run on a busy machine has no beginning
            if attempt == ATTEMPTS - 1:
                raise
    report: dict[str, Any] = json.loads(printed)
    return report


JUDGES = [Judge("axe", axe), Judge("pa11y", pa11y), Judge("Lighthouse", lighthouse)]
