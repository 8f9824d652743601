"""The one door for pictures: from a stranger's bytes to a Photo's file, digest and size."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from roundups.models import Photo

LARGEST_FILE = 25 * 2**20  # bytes; 5-promises, S24
LARGEST_PICTURE = 60_000_000  # pixels; 5-promises, S24
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# Everything that Pillow was seen to raise on malformed files (5-promises, facts).
DECODER_ERRORS = (
    OSError, ValueError, SyntaxError, IndexError, EOFError, TypeError, KeyError, MemoryError, RuntimeError,
)  # fmt: skip


class PictureRefused(ValueError):
    """The file is no picture that we can use; the argument is a sentence that says what to do."""


def take_in(photo: Photo, data: bytes) -> None:
    """Give `photo` its picture: the private original, its SHA-256, its width and height as seen upright.

    The row is not saved. Raises PictureRefused.
    """
    if not data:
        raise PictureRefused(_("The file is empty. Choose the picture again."))
    if len(data) > LARGEST_FILE:
        raise PictureRefused(_("The file is larger than 25 MB. Export it smaller, as a JPEG."))
    digest = hashlib.sha256(data).hexdigest()
    twin = Photo.objects.filter(digest=digest).exclude(pk=photo.pk).first()
    if twin:
        raise PictureRefused(_("This picture is here already: “%(photo)s”. Use that one.") % {"photo": twin})
    photo.width, photo.height = size_of(data)
    photo.digest = digest
    photo.original.save("original", ContentFile(data), save=False)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, turned upright, after the picture was decoded whole. Raises PictureRefused."""
    picture = opened(data)
    try:
        picture.load()
        return ImageOps.exif_transpose(picture).size
    except DECODER_ERRORS as error:
        raise PictureRefused(_("The picture is damaged and cannot be read to its end. Export it again.")) from error


def opened(data: bytes) -> Image.Image:
    """The picture, not decoded yet; its type decided by its content. Raises PictureRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged below, by our own limit
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureRefused(_("The picture has more than 60 million pixels. Export it smaller.")) from error
    except DECODER_ERRORS as error:
        raise PictureRefused(_("This is no picture that we can read. Use a JPEG, PNG, WebP, AVIF or GIF.")) from error
    if picture.width * picture.height > LARGEST_PICTURE:
        raise PictureRefused(_("The picture has more than 60 million pixels. Export it smaller."))
    return picture
