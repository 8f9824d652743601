"""A picture in the page: where its prints lie, and which of them a browser may choose from."""

import dataclasses
from typing import Self

from roundups.galley import Photo
from roundups.imaging.renditions import KINDS, Rendition, crops, ladder, set_name
from roundups.public.assets import CARD, asset
from roundups.public.kinds import TYPES

PLAIN = 960  # pixels: the width for browsers that know no srcset
COLUMN = "(max-width: 44.5rem) calc(100vw - 2.5rem), 42rem"  # the width of the column in paper.css


def folder_of(photo: Photo) -> str:
    """The address of the folder with the photo's prints."""
    return f"/pictures/{set_name(photo)}"


def shapes(photo: Photo) -> dict[str, tuple[str, Rendition]]:
    """The crops for search engines and social networks: name → address and size."""
    return {each.file.partition(".")[0]: (f"{folder_of(photo)}/{each.file}", each) for each in crops(photo)}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Card:
    """The picture that stands for a page in social networks: its address, size in pixels, type, and words."""

    address: str
    width: int
    height: int
    type: str
    alt: str


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
        folder = folder_of(photo)
        prints = list(ladder(photo))
        sets = {
            kind: ", ".join(f"{folder}/{each.file} {each.width}w" for each in prints if each.file.endswith(f".{kind}"))
            for kind in KINDS
        }
        plain = max((each.width for each in prints if each.width <= PLAIN), default=prints[-1].width)
        best = tuple((TYPES[f".{kind}"], sets[kind]) for kind in KINDS if kind != "jpg")
        return cls(photo=photo, src=f"{folder}/{plain}.jpg", srcset=sets["jpg"], sources=best)

    @classmethod
    def proofed(cls, photo: Photo, address: str) -> Self:
        """The picture as staff see it before readers do; the photo's digest follows the address."""
        return cls(photo=photo, src=f"{address}{photo.digest}/")


def card_of(picture: Picture | None, paper: str) -> Card:
    """The card of a picture that readers get; without one, the plain card of the paper of that name."""
    if picture is None or not picture.srcset:
        width, height = CARD
        return Card(address=asset("card.png"), width=width, height=height, type=TYPES[".png"], alt=paper)
    photo = picture.photo
    address, size = shapes(photo)["card"]
    return Card(
        address=address, width=size.width, height=size.height, type=TYPES[".jpg"], alt=photo.alt or photo.caption
    )
