"""Judges of pages as markup: the Nu HTML checker, html-validate, linkinator."""

import json

from judges.site import NOT_THERE, Judge, Site
from judges.tools import MODULES, BrokeDownError, node, run

HTML_VALIDATE = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    "rules": {"require-sri": ["error", {"target": "crossorigin"}]},
}
ELSEWHERE = r"^https?://(?!127\.0\.0\.1)"  # without it JSON-LD is followed off loopback


def nu(site: Site) -> list[str]:
    """One Java machine for all pages."""
    files = [str(page.file) for page in site.pages.values()]
    jar = str(MODULES / "vnu-jar/build/dist/vnu.jar")
    printed = run("java", "-jar", jar, "--Werror", "--format", "gnu", "--stdout", *files)
    return [site.address_of(line).replace('"', "") for line in printed.splitlines() if line.strip()]


def html_validate(site: Site) -> list[str]:
    settings = site.folder / "html-validate.json"
    settings.write_text(json.dumps(HTML_VALIDATE), encoding="utf-8")
    files = [str(page.file) for page in site.pages.values()]
    printed = node("html-validate/bin/html-validate.mjs", "--config", str(settings), "--formatter", "text", *files)
    return [site.address_of(line) for line in printed.splitlines() if line.strip()]


def linkinator(site: Site) -> list[str]:
    """Every link and every fragment of the site, from its pages on."""
    starts = [url for url in site.urls() if not url.endswith(NOT_THERE)]
    options = ["--recurse", "--check-fragments", "--check-css", "--skip", ELSEWHERE, "--format", "json"]
    answer = json.loads(node("linkinator/build/src/cli.js", *starts, *options))
    if not answer["links"]:
        raise BrokeDownError("it found nothing to follow")
    return [
        f"{link.get('parent', '')} leads to {link['url']}: {link.get('status')}"
        for link in answer["links"]
        if link["state"] == "BROKEN"
    ]


JUDGES = [Judge("Nu HTML checker", nu), Judge("html-validate", html_validate), Judge("linkinator", linkinator)]
