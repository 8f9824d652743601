"""A step and its printing, killed in the middle: rows old or new, files whole, healed by the next round."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="no strace here; tests/__main__ says so")
COUNT = os.environ.get("CRASHES", "6")  # system calls of a step at which it is killed; 0 for every one


@pytest.mark.parametrize("step", ["publish", "reissue", "retract"])
def test_a_step_that_is_killed_leaves_old_or_new_and_the_next_round_heals_it(step: str, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.roundups.press.crashing", str(tmp_path), step, COUNT],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-800:]
    found = json.loads(done.stdout)
    assert found["broken"] == []
    assert found["old"]
    assert found["new"]
