"""`python -m tests.roundups.imaging.fuzzing COUNT [SEED]`: malformed pictures, under the darkroom's limits.

Prints one line of JSON: how many were tried, shown and refused, what else happened, the slowest in seconds of processor
time, and the peak of memory in megabytes (5-promises, S24).
"""

import io
import json
import os
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator

from PIL import Image, PngImagePlugin

from roundups.imaging.darkroom import jobs
from roundups.imaging.darkroom.limits import limit

FORMS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
SECONDS = 5
Bytes = bytearray


def flipped(dice: random.Random, data: Bytes) -> Bytes:
    for _byte in range(dice.randrange(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return data


def flipped_at_the_head(dice: random.Random, data: Bytes) -> Bytes:
    for _byte in range(dice.randrange(1, 12)):
        data[dice.randrange(min(len(data), 700))] = dice.randrange(256)
    return data


def cut(dice: random.Random, data: Bytes) -> Bytes:
    return data[: dice.randrange(len(data))]


def doubled(dice: random.Random, data: Bytes) -> Bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[dice.randrange(at + 1) :]


def swollen(dice: random.Random, data: Bytes) -> Bytes:
    """A number somewhere in the head becomes the largest or the smallest of its kind."""
    at = dice.randrange(min(len(data), 200))
    data[at : at + 4] = dice.choice(
        [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"\x00\x00\xff\xff"]
    )
    return data


def crossed(dice: random.Random, data: Bytes) -> Bytes:
    """The head of one kind of file on the body of another."""
    other = dice.choice(list(whole().values()))
    at = dice.randrange(4, 200)
    return bytearray(other[:at]) + data[at:]


MUTATIONS: tuple[Callable[[random.Random, Bytes], Bytes], ...] = (
    flipped, flipped_at_the_head, cut, doubled, swollen, crossed,
)  # fmt: skip
_whole: dict[str, bytes] = {}


def whole() -> dict[str, bytes]:
    """A sound picture of each kind, with metadata in it."""
    if not _whole:
        picture = Image.linear_gradient("L").rotate(90).resize((60, 40)).convert("RGB")
        exif = Image.Exif()
        exif[0x0112], exif[0x013B] = 6, "Somebody"
        exif.get_ifd(0x8825).update({1: "N", 2: (56.0, 56.0, 24.0)})
        xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>'
        for form in FORMS:
            file = io.BytesIO()
            options: dict[str, object] = {} if form == "GIF" else {"exif": exif}
            if form in {"JPEG", "WEBP", "AVIF"}:
                options["xmp"] = xmp
            picture.save(file, form, **options)
            _whole[form] = file.getvalue()
        words = PngImagePlugin.PngInfo()
        words.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
        file = io.BytesIO()
        picture.convert("P").save(file, "PNG", pnginfo=words, exif=exif)
        _whole["palette"] = file.getvalue()
        _whole["heic brand on avif"] = _whole["AVIF"].replace(b"ftypavif", b"ftypheic")
    return _whole


def pictures(count: int, seed: str) -> Iterator[bytes]:
    dice = random.Random(seed)
    kinds = list(whole().values())
    for _number in range(count):
        yield bytes(dice.choice(MUTATIONS)(dice, bytearray(dice.choice(kinds))))


OUTCOMES = ("shown", "refused", "exception", "no picture")


def tried(data: bytes) -> str:
    """What became of one file; an exception is printed."""
    try:
        answer, prints = jobs.do({"do": "look", "proofs": [320, 1280]}, data)
    except BaseException:  # noqa: BLE001  (whatever comes here is the finding)
        traceback.print_exc()
        return "exception"
    if "refused" in answer:
        return "refused"
    return "shown" if len(prints) == 2 and all(made.startswith(b"\xff\xd8") for _name, made in prints) else "no picture"


def main(count: int, seed: str) -> None:
    whole()
    outcomes: Counter[str] = Counter()
    slowest, peak = 0.0, 0
    for data in pictures(count, seed):
        child = os.fork()  # a fresh process for each, as in the product, and cheaper than starting Python
        if child == 0:
            limit(SECONDS)
            os._exit(OUTCOMES.index(tried(data)))
        _pid, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        outcomes[OUTCOMES[code] if code >= 0 else f"ended by signal {-code}"] += 1
        slowest, peak = max(slowest, used.ru_utime + used.ru_stime), max(peak, used.ru_maxrss)
    print(json.dumps({"tried": count, **outcomes, "slowest": round(slowest, 3), "peak": round(peak / 1024)}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "one")
