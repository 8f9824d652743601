"""A picture in the page: where its prints lie, and which of them a browser may choose from."""

import dataclasses
from typing import Self

from roundups.galley import Photo
from roundups.imaging.renditions import KINDS, ladder, set_name

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
PLAIN = 960  # pixels: the width for browsers that know no srcset
COLUMN = "(max-width: 44.5rem) calc(100vw - 2.5rem), 42rem"  # the width of the column in paper.css


@dataclasses.dataclass(frozen=True, kw_only=True)
class Picture:
    """What the figure's template needs beside the photo's words. `sources` are (type, srcset), the best first."""

    photo: Photo
    src: str
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    sizes: str = COLUMN

    @classmethod
    def printed(cls, photo: Photo) -> Self:
        """The picture as readers get it from the site's own files."""
        folder = f"/pictures/{set_name(photo)}"
        prints = list(ladder(photo))
        sets = {
            kind: ", ".join(f"{folder}/{each.file} {each.width}w" for each in prints if each.file.endswith(f".{kind}"))
            for kind in KINDS
        }
        plain = max((each.width for each in prints if each.width <= PLAIN), default=prints[-1].width)
        best = tuple((TYPES[kind], sets[kind]) for kind in KINDS if kind != "jpg")
        return cls(photo=photo, src=f"{folder}/{plain}.jpg", srcset=sets["jpg"], sources=best)

    @classmethod
    def proofed(cls, photo: Photo, address: str) -> Self:
        """The picture as staff see it before readers do; the photo's digest follows the address."""
        return cls(photo=photo, src=f"{address}{photo.digest}/")
