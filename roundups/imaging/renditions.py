"""What readers get of a picture: a set of prints, whole or not there, named by everything that is in it."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from newsroom.files import write_whole_folder
from roundups import models
from roundups.galley import Photo
from roundups.imaging.developing import Prints, develop
from roundups.imaging.words import packet

RECIPE = 1  # add one when prints are to be made anew for everybody: other widths, other settings
WIDTHS = (1920, 1280, 960, 640, 480)  # pixels
TALLEST = 8000  # pixels; WebP ends at 16,383, and no page shows more
KINDS = ("avif", "webp", "jpg")  # the best first, and what everybody reads last
CROPS = {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200), "card": (1200, 630)}  # 4-public: JSON-LD, card
SECONDS = 20  # of processor time; 60 million pixels of noise take 5


@dataclasses.dataclass(frozen=True)
class Rendition:
    """One print: the name of its file within the set, its width and height in pixels."""

    file: str
    width: int
    height: int


def set_name(photo: Photo) -> str:
    """The name of the folder that holds the photo's prints; "" for a caption without a picture."""
    return f"{photo.print_name}-{RECIPE}" if photo.digest else ""


def ladder(photo: Photo) -> Iterator[Rendition]:
    """The whole picture at every width that it has, in every kind, largest first; nothing is scaled up."""
    wide, high = photo.width or 1, photo.height or 1
    widest = max(1, min(wide, WIDTHS[0], wide * TALLEST // high))
    for width in (widest, *(width for width in WIDTHS if width < widest)):
        for kind in KINDS:
            yield Rendition(f"{width}.{kind}", width, max(1, min(TALLEST, round(high * width / wide))))


def crops(photo: Photo) -> Iterator[Rendition]:
    """The shapes that search engines and social networks ask for; smaller where the picture is."""
    wide, high = photo.width or 1, photo.height or 1
    for name, (width, height) in CROPS.items():
        share = min(1.0, wide / width, high / height)
        yield Rendition(f"{name}.jpg", max(1, round(width * share)), max(1, round(height * share)))


def make(photo: Photo) -> Prints:
    """Make all prints of a photo as it is used: (file, bytes) of each. Raises PictureRefused, OSError, DoesNotExist."""
    original = models.Photo.objects.get(digest=photo.digest).original
    with original.open("rb") as file:
        data = file.read()
    job = {
        "do": "print",
        "ladder": [dataclasses.astuple(rendition) for rendition in ladder(photo)],
        "crops": [dataclasses.astuple(rendition) for rendition in crops(photo)],
        "focal": photo.focal or (0.5, 0.5),
        "words": packet(photo),
    }
    return develop(job, data, seconds=SECONDS)[1]


def keep_ready(photo: Photo) -> Path:
    """The private folder with the photo's prints, made now if they are not there. Any number of processes may."""
    folder = ready_folder() / set_name(photo)
    if not folder.is_dir():
        write_whole_folder(folder, make(photo), mode=0o600)
    return folder


def ready_folder() -> Path:
    """Where prints lie before anything of them is public."""
    return Path(settings.PRIVATE_ROOT) / "prints"
