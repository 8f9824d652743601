"""EXIF: what the camera wrote."""

from typing import Any

from PIL import ImageFile
from PIL.ExifTags import IFD, Base

WORDS = {Base.ImageDescription: "caption", Base.Artist: "creator", Base.Copyright: "copyright"}
SERIALS = (Base.BodySerialNumber, Base.LensSerialNumber, Base.CameraSerialNumber, Base.MakerNote, Base.ImageUniqueID)


def read(picture: ImageFile.ImageFile) -> tuple[dict[str, str], set[str]]:
    """The words and the private traces of the EXIF block."""
    block = picture.getexif()
    details = block.get_ifd(IFD.Exif)
    words = {name: _text(block.get(tag)) for tag, name in WORDS.items()}
    words["taken"] = _date(_text(details.get(Base.DateTimeOriginal)))
    private = set()
    if block.get_ifd(IFD.GPSInfo):
        private.add("location")
    if any(details.get(tag) or block.get(tag) for tag in SERIALS):
        private.add("camera")
    if details.get(Base.CameraOwnerName) or block.get(Base.CameraOwnerName):
        private.add("owner")
    return words, private


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")  # Pillow reads ASCII as Latin-1; many programs write UTF-8
    except UnicodeError:
        return value


def _date(text: str) -> str:
    """EXIF writes 2026:03:02 07:15:00."""
    return text[:10].replace(":", "-") if text[:4].isdigit() and text[:4] != "0000" else ""
