"""The two jobs: look at what came in, and print what goes out."""

from typing import Any

from PIL import Image

from roundups.imaging.darkroom import printing, reading
from roundups.imaging.darkroom.negative import DECODER_ERRORS, Refused, opened, upright_size

# Pixels from which prints are made. A very wide picture has more at the height that its crops want; they are scaled up
# a little then, because the picture itself and the print would not fit into the memory together.
MOST_PRINTED = 8_000_000
Answer = tuple[dict[str, Any], list[tuple[str, bytes]]]


def do(job: dict[str, Any], data: bytes) -> Answer:
    """Do the job; what cannot be used is answered with {"refused": word}."""
    try:
        return {"look": look, "print": print_set}[job["do"]](job, data)
    except Refused as refusal:
        return {"refused": str(refusal)}, []
    except MemoryError:
        return {"refused": "heavy"}, []
    except DECODER_ERRORS:
        return {"refused": "damaged"}, []


def look(job: dict[str, Any], data: bytes) -> Answer:
    """Size, words and private traces of the file, and its proofs: `job["proofs"]` are widths in pixels."""
    negative = opened(data)
    width, height = upright_size(negative)
    answer: dict[str, Any] = {"width": width, "height": height, **reading.read(negative)}
    widths = sorted(job["proofs"], reverse=True)
    picture = printing.developed(negative, _fitting(width, height, widths[0]))
    prints = []
    for most in widths:
        picture = printing.scaled(picture, _fitting(width, height, most))
        prints.append((f"{most}.jpg", printing.encoded(picture, "jpg", b"")))
    return answer, prints


def print_set(job: dict[str, Any], data: bytes) -> Answer:
    """Every print of `job["ladder"]` ([[name, width, height], …], largest first) and of `job["crops"]`."""
    words, focal = job["words"].encode(), tuple(job["focal"])
    ladder = job["ladder"]
    picture = opened(data)
    full = _large_enough(picture, job)
    widest = printing.developed(picture, full)
    prints, step = [], widest
    for name, width, height in ladder:
        step = printing.scaled(step, (width, height))
        prints.append((name, printing.encoded(step, name.rsplit(".", 1)[1], words)))
    for name, width, height in job["crops"]:
        crop = printing.cropped(widest, (width, height), focal)
        prints.append((name, printing.encoded(crop, name.rsplit(".", 1)[1], words)))
    return {}, prints


def _large_enough(picture: Image.Image, job: dict[str, Any]) -> tuple[int, int]:
    """The size from which every print is made: as wide as the widest, and as high as the crops ask for."""
    width, height = upright_size(picture)
    crops = [max(wide / width, high / height) for _name, wide, high in job["crops"]]
    share = min(1.0, max([job["ladder"][0][1] / width, *crops]), (MOST_PRINTED / (width * height)) ** 0.5)
    return max(1, round(width * share)), max(1, round(height * share))


def _fitting(width: int, height: int, most: int) -> tuple[int, int]:
    """As wide as `most` at the most, and three times as high as that at the most; never scaled up."""
    share = min(1.0, most / width, most * 3 / height)
    return max(1, round(width * share)), max(1, round(height * share))
