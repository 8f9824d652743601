"""The darkroom: strangers' files are opened in a program of its own, under limits; whatever happens is a sentence."""

import dataclasses
import io
import json
import os
import random
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from roundups import galley
from roundups.imaging import renditions
from roundups.imaging.developing import PictureRefused, develop
from roundups.imaging.intake import SECONDS
from tests import promises
from tests.roundups.imaging.making import drawn, saved

LOOK = {"do": "look", "proofs": [320, 1280]}
MALFORMED = promises.count(100, 2_000)  # files; 5-promises, S24
HEAVIEST = 512  # megabytes; 5-promises, S24


def looked_at(data: bytes, *, seconds: int = SECONDS) -> dict[str, Any]:
    answer, _prints = develop(LOOK, data, seconds=seconds)
    return answer


def test_the_proofs_are_as_wide_as_was_asked() -> None:
    _answer, prints = develop(LOOK, saved(drawn(size=(2000, 1000)), "PNG"), seconds=SECONDS)
    assert {name: Image.open(io.BytesIO(data)).size for name, data in prints} == {
        "1280.jpg": (1280, 640), "320.jpg": (320, 160),
    }  # fmt: skip


def test_a_file_that_takes_too_long_is_ended_and_said() -> None:
    with pytest.raises(PictureRefused, match="too much memory or time"):
        looked_at(saved(drawn(), "JPEG"), seconds=0)


def test_a_file_that_takes_too_much_memory_is_refused_and_said() -> None:
    hungry = saved(Image.new("RGBA", (7700, 7700)), "PNG", compress_level=1)
    with pytest.raises(PictureRefused, match=r"smaller, as a JPEG\.$"):
        looked_at(hungry)


@pytest.mark.parametrize(
    ("mode", "form"), [("L", "JPEG"), ("RGB", "JPEG"), ("RGB", "PNG"), ("P", "PNG"), ("I;16", "PNG")]
)
def test_a_picture_of_60_million_pixels_is_opened(mode: str, form: str) -> None:
    answer = looked_at(sixty_million(mode, form))
    assert (answer["width"], answer["height"]) == (10_000, 6_000)


def sixty_million(mode: str, form: str) -> bytes:
    if mode == "I;16":  # written by hand: Pillow takes its time
        rows = zlib.compressobj(1)
        data = b"".join(rows.compress(b"\x00" + b"\x40\x00" * 10_000) for _row in range(6_000)) + rows.flush()
        head = struct.pack(">IIBBBBB", 10_000, 6_000, 16, 0, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    options = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}}.get(form, {})
    return saved(Image.new(mode, (10_000, 6_000)), form, **options)


def test_sixteen_bits_of_grey_are_scaled_like_any_picture() -> None:
    values = [x * 32 for _y in range(100) for x in range(2000)]
    picture = Image.frombytes("I;16", (2000, 100), struct.pack(f"<{len(values)}H", *values))
    _answer, prints = develop(LOOK, saved(picture, "PNG"), seconds=SECONDS)
    seen = Image.open(io.BytesIO(dict(prints)["1280.jpg"])).convert("L")
    assert [round(int(str(seen.getpixel((x, 30)))) / 25) for x in (0, 640, 1270)] == [0, 5, 10]


def test_black_and_white_points_become_grey_when_they_are_scaled() -> None:
    points = Image.frombytes("1", (2560, 80), b"\xaa" * 320 * 80)  # every other column is white
    _answer, prints = develop(LOOK, saved(points, "PNG"), seconds=SECONDS)
    seen = Image.open(io.BytesIO(dict(prints)["320.jpg"])).convert("L")
    darkest, lightest = seen.getextrema()
    assert 100 < int(str(darkest)) <= int(str(lightest)) < 156


def test_the_darkroom_has_nothing_of_the_newsrooms_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "Secretmark")
    monkeypatch.setenv("DATABASE_URL", "postgres://Secretmark")
    seen: dict[str, Any] = {}
    real = subprocess.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setattr(subprocess, "run", watched)
    looked_at(saved(drawn(), "JPEG"))
    assert "Secretmark" not in str(seen)
    assert set(seen) <= {"PATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}


def in_the_darkroom(code: str, tmp_path: Path) -> str:
    """What a line of Python says that runs under the darkroom's limits."""
    program = f"from roundups.imaging.darkroom.limits import limit\nlimit(1)\n{code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={}, check=False)  # noqa: S603
    return (done.stdout + done.stderr).decode() or f"ended by {done.returncode}"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = bytearray(500 * 2**20)", "MemoryError"),
        ("import os; os.write(os.open({path!r}, os.O_CREAT | os.O_WRONLY), b'x')", "File too large"),
        ("x = 0\nwhile True: x += 1", f"ended by {-signal.SIGKILL}"),
        ("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))", "(0, 0)"),
    ],
    ids=["memory", "files", "time", "core dumps"],
)
def test_the_limits_hold(code: str, said: str, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert said in in_the_darkroom(code.format(path=str(target)), tmp_path)
    assert not target.exists() or not target.read_bytes()


def test_the_darkroom_knows_nothing_of_the_newsroom() -> None:
    program = "import sys; from roundups.imaging.darkroom import jobs; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={}, check=True)  # noqa: S603
    loaded = done.stdout.decode()
    assert "PIL" in loaded
    assert "django" not in loaded
    assert "roundups.models" not in loaded


@pytest.mark.promise
@pytest.mark.parametrize("seed", ["one", "two"])
def test_malformed_pictures_are_answered_or_refused_and_nothing_else(seed: str) -> None:
    command = [sys.executable, "-m", "tests.roundups.imaging.fuzzing", str(MALFORMED), seed]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S603
    report = json.loads(done.stdout.splitlines()[-1])
    outcomes = {word: count for word, count in report.items() if word not in {"tried", "slowest", "peak"}}
    assert sum(outcomes.values()) == report["tried"] == MALFORMED
    assert not set(outcomes) & {"exception", "no picture"}
    assert report["slowest"] < SECONDS
    assert report["peak"] < HEAVIEST


@pytest.mark.parametrize("size", [(65_535, 915), (30_000, 2_000), (915, 65_535)])
def test_a_very_wide_or_high_picture_that_is_opened_can_be_printed_too(size: tuple[int, int]) -> None:
    wide = saved(Image.new("RGB", size, "slategray"), "PNG", compress_level=1)
    assert looked_at(wide)["width"] == size[0]
    photo = galley.Photo(digest="0" * 64, width=size[0], height=size[1])
    job: dict[str, Any] = {
        "do": "print",
        "ladder": [dataclasses.astuple(print_) for print_ in renditions.ladder(photo)],
        "crops": [dataclasses.astuple(print_) for print_ in renditions.crops(photo)],
        "focal": (0.5, 0.5),
        "words": "",
    }
    _answer, prints = develop(job, wide, seconds=renditions.SECONDS)
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in prints}
    assert sizes == {name: (width, height) for name, width, height in job["ladder"] + job["crops"]}


def with_scans(count: int) -> bytes:
    """A progressive JPEG with its last scan so often that it has `count` of them."""
    whole = saved(drawn(), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * (count - whole.count(b"\xff\xda") + 1) + whole[-2:]


def test_a_jpeg_of_a_thousand_scans_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(PictureRefused, match="too much memory or time"):
        looked_at(with_scans(1000), seconds=60)


@pytest.mark.parametrize("behind", [b"", b"\xff\xda" * 500], ids=["alone", "with a film behind it"])
def test_a_jpeg_of_a_hundred_scans_is_opened(behind: bytes) -> None:
    assert looked_at(with_scans(100) + behind)["width"] == 60


def test_an_end_inside_a_comment_hides_no_scans() -> None:
    whole = with_scans(101)
    comment = b"\xff\xfe\x00\x06\xff\xd9\xff\xd9"
    with pytest.raises(PictureRefused, match="too much memory or time"):
        looked_at(whole[:2] + comment + whole[2:])


def test_noise_under_a_pictures_first_bytes_is_a_sentence() -> None:
    dice = random.Random(7)
    for head in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\x00\x00\x00WEBPVP8 "):
        with pytest.raises(PictureRefused):
            looked_at(head + dice.randbytes(500))
