"""The picture as readers get it: made anew from the pixels, so that nothing of the sender's file is left in it."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from roundups.imaging.intake import DECODER_ERRORS, PictureRefused, opened
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
        picture = _on_paper(_upright(file.read()))
    picture.thumbnail((WIDEST, WIDEST * 3), Image.Resampling.LANCZOS)
    picture.info.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{id(picture)}.part")
    # Pillow keeps a JPEG comment unless told otherwise (5-promises, facts).
    picture.save(beside, "JPEG", quality=QUALITY, optimize=True, progressive=True, comment=b"")
    beside.chmod(0o600)  # nothing of it is public until the press puts it there
    beside.replace(path)
    return path


def _upright(data: bytes) -> Image.Image:
    try:
        return ImageOps.exif_transpose(opened(data))
    except DECODER_ERRORS as error:
        raise PictureRefused(_("The picture is damaged and cannot be read to its end. Export it again.")) from error


def _on_paper(picture: Image.Image) -> Image.Image:
    """As it looks printed: what is transparent becomes white, sixteen bits of grey become eight."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture.convert("RGB")
