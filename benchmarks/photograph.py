"""`python -m benchmarks.photograph`: a JPEG of 12 megapixels on standard output, always the same.

A program of its own, because a process passes the memory that it once had on to those that it starts.
"""

import random
import sys

from PIL import Image

SIZE = (4000, 3000)  # pixels
QUALITY = 90


def main() -> None:
    """Large shapes, small shapes and grain."""
    dice = random.Random(12)  # noqa: S311  (the same for everybody)

    def shapes(width: int, height: int) -> Image.Image:
        grain = Image.frombytes("RGB", (width, height), dice.randbytes(width * height * 3))
        return grain.resize(SIZE, Image.Resampling.BICUBIC)

    picture = Image.blend(shapes(40, 30), shapes(400, 300), 0.3)
    picture = Image.blend(picture, shapes(*SIZE), 0.06)
    picture.save(sys.stdout.buffer, "JPEG", quality=QUALITY)


main()
