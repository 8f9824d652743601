"""A step and its printing, killed or out of disk in the middle: rows old or new, files whole, healed afterwards."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests import promises

pytestmark = [
    pytest.mark.skipif(not shutil.which("strace"), reason="no strace here; tests/__main__ says so"),
    pytest.mark.promise,
]
COUNT = promises.count(4, 0)  # system calls of a step at which it is disturbed; 0 for every one


@pytest.mark.parametrize("step", ["publish", "reissue", "retract"])
def test_a_step_that_is_killed_leaves_old_or_new_and_the_next_round_heals_it(step: str, tmp_path: Path) -> None:
    found = disturbed("killed", step, tmp_path)
    assert found["broken"] == []
    assert found["old"]
    assert found["new"]


def test_a_full_disk_takes_nothing_from_readers_and_heals_when_there_is_room(tmp_path: Path) -> None:
    found = disturbed("full", "publish", tmp_path)
    assert found["broken"] == []
    assert found["old"]
    assert found["new"]


def disturbed(fault: str, step: str, folder: Path) -> Any:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.roundups.press.crashing", fault, str(folder), step, str(COUNT)],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-800:]
    return json.loads(done.stdout)
