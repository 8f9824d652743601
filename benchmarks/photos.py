"""`make bench-photos`: the prints of a 12-megapixel photograph, ours and the plain way, in turns; and one upload.

The plain way opens the original anew for each print, turns it upright, scales it and saves it with the same settings.
"""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import django
from django.core.management import call_command

ROUNDS = 7
PROJECT = Path(__file__).resolve().parent.parent
SIZE = (4000, 3000)  # pixels: 12 million
PLAIN = """
import io, json, sys
from PIL import Image, ImageOps
from roundups.imaging.darkroom.printing import SETTINGS
job = json.loads(sys.stdin.buffer.readline())
data = sys.stdin.buffer.read()
total = 0
for name, width, height in job["ladder"]:
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    file = io.BytesIO()
    picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS).save(file, **SETTINGS[name.split(".")[1]])
    total += len(file.getvalue())
sys.stdout.buffer.write(json.dumps({"prints": [["all", total]]}).encode() + b"\\n")
"""


@dataclasses.dataclass(frozen=True)
class Run:
    """One run of a program: seconds by the clock and of the processor, peak megabytes, bytes made."""

    clock: float
    processor: float
    megabytes: float
    bytes: int


def measured(command: list[str], job: dict[str, Any], data: bytes) -> Run:
    started = time.perf_counter()
    process: Any = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT)  # noqa: S603
    with process:
        process.stdin.write(json.dumps(job).encode() + b"\n" + data)
        process.stdin.close()
        made = process.stdout.read()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    clock = time.perf_counter() - started
    sizes = json.loads(made.partition(b"\n")[0])["prints"]
    return Run(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sum(size for _name, size in sizes))


def compare(data: bytes) -> None:
    """Print one line a way of doing it, and how much more the plain one takes."""
    from roundups.galley import Photo
    from roundups.imaging.renditions import crops, ladder

    photo = Photo(width=SIZE[0], height=SIZE[1])
    rungs = [dataclasses.astuple(each) for each in ladder(photo)]
    shapes = [dataclasses.astuple(each) for each in crops(photo)]
    darkroom = [sys.executable, "-m", "roundups.imaging.darkroom"]
    order = {"do": "print", "words": "", "focal": (0.5, 0.5), "seconds": 60}
    jobs: dict[str, tuple[list[str], dict[str, Any]]] = {
        f"ours, {len(rungs)} prints": (darkroom, {**order, "ladder": rungs, "crops": []}),
        f"plain, {len(rungs)} prints": ([sys.executable, "-c", PLAIN], {"ladder": rungs}),
        f"ours, with {len(shapes)} crops": (darkroom, {**order, "ladder": rungs, "crops": shapes}),
    }
    runs: dict[str, list[Run]] = {name: [] for name in jobs}
    for _round in range(ROUNDS):
        for name, (command, job) in jobs.items():
            runs[name].append(measured(command, job, data))
    say(f"{'':<20}{'seconds':>9}{'of CPU':>9}{'±':>7}{'MB':>6}{'bytes made':>13}")
    for name, done in runs.items():
        clock, processor = [run.clock for run in done], [run.processor for run in done]
        peak, spread = max(run.megabytes for run in done), (max(processor) - min(processor)) / 2
        say(f"{name:<20}{median(clock):>9.2f}{median(processor):>9.2f}{spread:>7.2f}{peak:>6.0f}{done[0].bytes:>13,}")
    ours, plain = (median(run.processor for run in done) for done in list(runs.values())[:2])
    say(f"The plain way takes {plain / ours:.1f} times the processor.")


def uploads(data: bytes) -> list[float]:
    """Seconds that the tray takes to answer for a picture which has arrived; each differs from the others."""
    from django.contrib.auth.models import Group
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from newsroom.models import Staff
    from newsroom.roles import Role
    from tests.signing_in import sign_in

    someone = Staff.objects.create(username="bench", is_staff=True)
    someone.groups.add(Group.objects.get(name=Role.PHOTO_EDITOR))
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept": "application/json"})
    sign_in(client, someone)
    took = []
    for number in range(ROUNDS + 1):
        upload = SimpleUploadedFile("picture.jpg", data + bytes([number]), "image/jpeg")
        started = time.perf_counter()
        answer: Any = client.post("/admin/roundups/photo/bring/", {"pictures": upload})
        took.append(time.perf_counter() - started)
        if answer.status_code != 200 or not answer.json()["photos"]:
            raise SystemExit(f"the upload was answered with {answer.status_code}")
    return took[1:]  # the first one loads what the others find


def main() -> None:
    photograph = [sys.executable, "-m", "benchmarks.photograph"]
    data = subprocess.run(photograph, capture_output=True, check=True, cwd=PROJECT).stdout  # noqa: S603
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/news.sqlite3", "MEDIA_ROOT": folder}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        say(f"A JPEG of {SIZE[0]} × {SIZE[1]}, {len(data) / 2**20:.1f} MB; medians of {ROUNDS} rounds in turns.")
        compare(data)
        took = [1000 * seconds for seconds in uploads(data)]
        say(f"Once it has arrived, an upload is answered in {median(took):.0f} ms, the slowest in {max(took):.0f} ms.")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
