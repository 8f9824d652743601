"""`python -m judges [URL] [--root FOLDER] [--only WORD]`: every judge on the site, and on pages that it must refuse.

Without a URL the demo newsroom is started for it. One line a judge: "silent", or its complaints. The end is red when
any judge complains of the site, or has nothing to say about `bad/`: a gate that cannot fail is no gate.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from judges import browser, documents, house, pages, wire
from judges.site import Judge, NothingError, Site, addresses, collect

JUDGES = [Judge("addresses", addresses), *pages.JUDGES, *browser.JUDGES, *documents.JUDGES, *wire.JUDGES]
SHOWN = 12  # complaints of one judge; the rest is counted


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m judges", description="What others' validators say of the site.")
    parser.add_argument(
        "url", nargs="?", help="where the site runs: http://127.0.0.1:…; without it the demo is started"
    )
    parser.add_argument("--root", type=Path, help="the folder of the files that everybody may fetch")
    parser.add_argument("--only", help="run only the judges with this word in their name")
    parser.add_argument("--all", action="store_true", help="show every complaint")
    options = parser.parse_args(arguments)
    chosen = [judge for judge in JUDGES if not options.only or options.only in judge.name]
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        good, bad = (_site(folder / name, open_things, options) for name in ("good", "bad"))
        say(f"Pages: {' '.join(good.pages)}\nFiles: {' '.join(good.files)}")
        failed = [judge.name for judge in chosen if not _judged(judge, good, bad, everything=options.all)]
    say(f"Of {len(chosen)} judges {len(failed)} complained: {', '.join(failed)}." if failed else "All are silent.")
    return 1 if failed or not chosen else 0


def _site(folder: Path, open_things: ExitStack, options: argparse.Namespace) -> Site:
    """The site to be judged, or the one that every judge must refuse; fetched, and also behind TLS."""
    folder.mkdir()
    if folder.name == "bad":
        place = open_things.enter_context(house.bad_site())
    elif options.url:
        place = house.Place(options.url.rstrip("/"), options.url.rstrip("/"), options.root)
    else:
        place = open_things.enter_context(house.demo(folder))
    secure, certificate = open_things.enter_context(house.behind_tls(place.behind_proxy, folder))
    return collect(place.base, folder, place.root, secure, certificate)


def _judged(judge: Judge, good: Site, bad: Site, *, everything: bool) -> bool:
    started = time.monotonic()
    try:
        complaints = judge.of(good)
    except NothingError as nothing:
        complaints = [f"nothing to judge: {nothing}"]
    except Exception as error:  # noqa: BLE001  (a judge that breaks down must not silence the others)
        complaints = [f"broke down: {type(error).__name__}: {error}"]
    complaints += _cannot_fail(judge, bad)
    seconds = time.monotonic() - started
    verdict = f"{len(complaints)} complaints" if complaints else "silent"
    say(f"{judge.name:<28} {verdict} ({seconds:.0f} s)")
    shown = complaints if everything else complaints[:SHOWN]
    for complaint in shown:
        say(f"    {complaint}")
    if len(complaints) > len(shown):
        say(f"    and {len(complaints) - len(shown)} more (--all shows them)")
    return not complaints


def _cannot_fail(judge: Judge, bad: Site) -> list[str]:
    """A judge that is silent about what is bad, or does not get to see it, proves nothing."""
    try:
        return [] if judge.of(bad) else ["this judge cannot fail: judges/bad/ pleases it too"]
    except Exception as error:  # noqa: BLE001
        return [f"this judge cannot fail: {type(error).__name__} on judges/bad/: {error}"]


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
