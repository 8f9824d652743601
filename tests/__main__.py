"""Runs every test on SQLite, and on PostgreSQL where one is named: `python -m tests [--coverage | --promises]`.

What knows no database runs on SQLite only (tests/conftest.py); `--promises` runs those that have a figure to keep.
"""

import os
import shutil
import subprocess
import sys

from tests import programs

POSTGRES = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
IN_CI = os.environ.get("CI", "") not in {"", "false"}
WATCHED = ["--cov", "--cov-report="]
LOWEST_COVERAGE = "90"  # per cent of branches and lines together, on SQLite: being watched takes half as long again


def main(arguments: list[str]) -> int:
    """0 when every run is green; says what is not tested here, and fails for it in CI."""
    coverage = "--coverage" in arguments
    databases = {"SQLite": ""}
    if POSTGRES.startswith("postgres"):
        databases["PostgreSQL"] = POSTGRES
    missing = [
        what
        for what, there in {
            "PostgreSQL (name one: TEST_DATABASE_URL=postgres://…)": "PostgreSQL" in databases,
            "a real browser (install Chromium)": programs.chromium(),
            "pictures by exiftool's eyes (install libimage-exiftool-perl)": shutil.which("exiftool"),
            "the real nginx (install nginx-light and libnginx-mod-http-brotli-static)": programs.nginx_with_brotli(),
            "a crash at every system call (install strace)": shutil.which("strace"),
        }.items()
        if not there
    ]
    for what in missing:
        print(f"NOT TESTED HERE: {what}", flush=True)  # noqa: T201
    if missing and IN_CI:
        return 1
    chosen = ["-m", "promise"] if "--promises" in arguments else []
    failed = [
        name
        for name, url in databases.items()
        if _pytest(name, url, *chosen, *(WATCHED if coverage and not url else []))
    ]
    if coverage and not failed:
        return _run("coverage", "report", f"--fail-under={LOWEST_COVERAGE}")
    return 1 if failed else 0


def _pytest(name: str, url: str, *options: str) -> int:
    print(f"— Tests on {name} —", flush=True)  # noqa: T201
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "NEWSROOM_MODE"}}
    if url:
        environment["DATABASE_URL"] = url
    return _run("pytest", *options, environment=environment)


def _run(*command: str, environment: dict[str, str] | None = None) -> int:
    return subprocess.run([sys.executable, "-m", *command], env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
