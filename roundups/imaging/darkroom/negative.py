"""The picture as it was taken: its type decided by its content, its size judged before anything is unpacked."""

import io
import re
import struct
import warnings
import zlib

from PIL import Image, ImageFile

LARGEST = 60_000_000  # pixels; 5-promises, S24
MOST_SCANS = 100  # of a JPEG, which is unpacked once for each; cameras and programs make a dozen at the most
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
# Everything that Pillow and its decoders were seen to raise on malformed files (5-promises, facts).
DECODER_ERRORS = (
    OSError, ValueError, SyntaxError, LookupError, EOFError, TypeError, ArithmeticError, AttributeError, RuntimeError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")  # of a JPEG; the others stand inside a scan
START_OF_SCAN, END = b"\xda", b"\xd9"
ORIENTATION = 0x0112
LYING = range(5, 9)  # orientations in which the picture was taken on its side
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


class Refused(Exception):
    """The file cannot be used; the argument is one word that the newsroom turns into a sentence."""


def opened(data: bytes) -> ImageFile.ImageFile:
    """The picture, not unpacked yet. Raises Refused("unknown"), Refused("pixels") and Refused("heavy")."""
    warnings.simplefilter("ignore")  # the size is judged below, by our own limit
    try:
        picture = Image.open(io.BytesIO(data), formats=_formats(data))
    except Image.DecompressionBombError as error:
        raise Refused("pixels") from error
    except DECODER_ERRORS as error:
        raise Refused("unknown") from error
    if picture.width * picture.height > LARGEST:
        raise Refused("pixels")
    if data.startswith(b"\xff\xd8") and _scans(data) > MOST_SCANS:
        raise Refused("heavy")
    return picture


def _scans(data: bytes) -> int:
    """How many scans a JPEG has. What lies behind its end, a phone's film for example, is not the picture's."""
    count, place = 0, 2
    while (found := MARKER.search(data, place)) and found[1] != END:
        count += found[1] == START_OF_SCAN
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return count


def _formats(data: bytes) -> tuple[str, ...]:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
        return ("HEIF",)
    return FORMATS


def orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 where the file does not say or says nonsense.

    HEIF pictures were turned by their own boxes on opening, and an EXIF word beside them does not count.
    """
    if picture.format == "HEIF":
        return 1
    found = picture.getexif().get(ORIENTATION, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height in pixels, turned upright."""
    width, height = picture.size
    return (height, width) if orientation(picture) in LYING else (width, height)


def upright(picture: Image.Image, turned: int) -> Image.Image:
    """The picture turned by the orientation that it had."""
    for turn in TURNS.get(turned, ()):
        picture = picture.transpose(turn)
    return picture
