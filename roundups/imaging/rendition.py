"""The picture as readers get it: made anew from the pixels, so that nothing of the sender's file is left in it."""

from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from roundups.imaging.intake import opened
from roundups.models import Photo

WIDEST = 1280  # pixels; the column is 42rem wide, twice that for fine screens
QUALITY = 78


def rendition_path(digest: str) -> Path:
    """Where the rendition of an original lies before anything of it is public."""
    return Path(settings.PRIVATE_ROOT) / "renditions" / f"{digest}.jpg"


def make_rendition(photo: Photo) -> Path:
    """Make the rendition if it is not there; returns its path. Any number of processes may do so at once."""
    assert photo.digest  # noqa: S101  (a caption without a picture has nothing to make)
    path = rendition_path(photo.digest)
    if path.exists():
        return path
    with photo.original.open("rb") as file:
        picture = ImageOps.exif_transpose(opened(file.read())).convert("RGB")
    picture.thumbnail((WIDEST, WIDEST * 3), Image.Resampling.LANCZOS)
    picture.info.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{id(picture)}.part")
    # Pillow keeps a JPEG comment unless told otherwise (5-promises, facts).
    picture.save(beside, "JPEG", quality=QUALITY, optimize=True, progressive=True, comment=b"")
    beside.replace(path)
    return path
