"""`python -m tests.roundups.press.crashing FAULT FOLDER STEP COUNT`: a step and its printing, disturbed at its calls.

FAULT is killed (the process dies at a system call: 5-promises, S5) or full (the disk takes no more from that call on:
S27). STEP is publish, reissue or retract; COUNT system calls are chosen evenly from all (0: every one). After each
fault the rows must be old or new, and new if the step said so; every file whole, every link in the files answered; the
next round must heal all of it. Prints one line of JSON. Wants strace.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

CALLS = "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,utimensat"
FAULTS = {"killed": "signal=KILL:when={number}", "full": "error=ENOSPC:when={number}+"}
NEVER = 65_535  # the largest count that strace takes
REFUSED, UNPRINTED = 3, 4  # how a process ends that could not take the step, or took it and could not print
LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')


def main(fault: str, folder: Path, step: str, count: int) -> int:
    kept, work = folder / "kept", folder / "work"
    use(kept)
    prepare(step)
    _ended, calls = disturbed(FAULTS[fault], "write", NEVER, restored(kept, work), step)
    chosen = calls if count == 0 else [calls[len(calls) * number // count] for number in range(count)]
    seen = {"old": 0, "new": 0}
    broken = []
    for name, number in chosen:
        # SQLite writes a page more or less from run to run: a call that is not reached lets the step end: new.
        ended, _calls = disturbed(FAULTS[fault], name, number, restored(kept, work), step)
        try:
            seen[check(step, ended)] += 1
        except AssertionError as error:
            broken.append(f"{name} {number}: {error}")
    print(json.dumps({"calls": len(calls), "tried": len(chosen), **seen, "broken": broken}))  # noqa: T201
    return 1 if broken else 0


def use(folder: Path) -> None:
    """Django, on the database and the files in `folder`; children inherit it."""
    import django

    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/news.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()


def prepare(step: str) -> None:
    """Two printed days, and one between them on which the step is to be taken."""
    import datetime

    from django.core.management import call_command

    from newsroom.roles import Role
    from roundups.press import pictures, rounds
    from tests import factories

    call_command("migrate", verbosity=0)
    editor = factories.person(Role.EDITOR)
    for number in (1, 3):
        factories.published(factories.roundup(datetime.date(2026, 3, number)), stories=1, editor=editor)
    day = factories.roundup(datetime.date(2026, 3, 2), photo=factories.photo())
    factories.story_in("approved", day)
    if step != "publish":
        factories.step("publish", day, editor)
    if step == "reissue":
        factories.story_in("approved", day)
    list(rounds.print_everything())
    # As the worker does while a day is at work; otherwise the kill could hit the darkroom instead of the press.
    assert not pictures.keep_pictures_ready()


def restored(kept: Path, work: Path) -> Path:
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(kept, work)
    connections["default"].settings_dict["NAME"] = str(work / "news.sqlite3")
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = work / "media", work / "media" / "private"
    settings.SITE_ROOT = work / "media" / "site"
    return work


def disturbed(fault: str, call: str, number: int, work: Path, step: str) -> tuple[int, list[tuple[str, int]]]:
    """How the process of the step ended, disturbed at its call of that name and number; its calls, in their order."""
    log = work / "calls"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{work}/news.sqlite3",
        "MEDIA_ROOT": str(work / "media"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    inject = f"inject={call}:{fault.format(number=number)}"
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}", "-e", inject]
    command += [sys.executable, "-m", "tests.roundups.press.crashing", "take", step]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    assert done.returncode <= 0 or done.returncode in {128 + 9, REFUSED, UNPRINTED}, done.stderr.decode()[-800:]
    counts: dict[str, int] = {}
    calls = []
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), flags=re.MULTILINE):
        counts[name] = counts.get(name, 0) + 1
        calls.append((name, counts[name]))
    return done.returncode, calls


def take(step: str) -> None:
    """The step, and the printing that follows it: what is disturbed. Ends as the worker would go on after it."""
    import django

    django.setup()
    from django.db import DatabaseError

    from newsroom.models import Staff
    from roundups.models import Roundup
    from roundups.press import rounds
    from tests import factories

    try:
        day = Roundup.objects.get(date="2026-03-02")
        factories.step(step, day, Staff.objects.get(groups__name="Editor-in-chief", username="person1"))
    except DatabaseError:
        sys.exit(REFUSED)
    try:
        rounds.print_waiting()
    except (DatabaseError, OSError):
        sys.exit(UNPRINTED)


def check(step: str, ended: int) -> str:
    """Whether the rows are old or new. Raises AssertionError for anything between, also in the files, and unhealed."""
    from roundups.models import Edition, EditionText, Move, Roundup
    from roundups.press import rounds

    before = {"publish": 0, "reissue": 1, "retract": 1}[step]
    day = Roundup.objects.get(date="2026-03-02")
    editions = Edition.objects.filter(roundup=day).count()
    moves = Move.objects.filter(roundup=day, step=step).count()
    texts = EditionText.objects.filter(edition__roundup=day).count()
    assert editions in {before, before + 1}, f"{editions} editions"
    assert (texts, moves) == (editions, editions - before), f"{editions} editions, {texts} texts, {moves} moves"
    assert editions > before or ended not in {0, UNPRINTED}, "the step said that it was taken, and was not"
    check_files()
    while rounds.print_waiting(all_of_them=True).changed:
        pass
    rounds.print_stale()
    left = [*rounds.differences(), *rounds.troubles()]
    assert not left, f"not healed: {left[:3]}"
    assert not [path for path in site().rglob("*.html") if path.stat().st_size == 0]
    return "new" if editions > before else "old"


def check_files() -> None:
    """Every file whole, and everything that it links to answered by the files or by Django behind them."""
    import brotli
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    known: dict[str, bool] = {}
    for file in site().rglob("*"):
        if file.is_dir() or "pictures" in file.parts or file.name.startswith("."):
            continue
        content = file.read_bytes()
        content = {".br": brotli.decompress, ".gz": gzip.decompress}.get(file.suffix, bytes)(content)
        name = file.with_suffix("").name if file.suffix in {".br", ".gz"} else file.name
        if not name.endswith(".html"):
            continue
        assert content.rstrip().endswith(b"</html>"), f"{file} is not whole"
        for link in LINK.findall(content.decode()):
            if link not in known:
                known[link] = there(link) or client.get(link).status_code == 200
            assert known[link], f"{file.relative_to(site())} links to {link}, which is not there"


def there(path: str) -> bool:
    from roundups.press import sheets

    return sheets.location(path).is_file()


def site() -> Path:
    from django.conf import settings

    return Path(settings.SITE_ROOT)


def arguments(given: list[str]) -> Any:
    return given[0], Path(given[1]).resolve(), given[2], int(given[3])


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(sys.argv[2])
    else:
        sys.exit(main(*arguments(sys.argv[1:])))
