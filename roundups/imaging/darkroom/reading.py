"""What a file says of its picture: XMP before IIM before EXIF, as the IPTC's own guidelines have it.

Nothing of it is believed: words are cut to a length, cleaned of control characters, and marked as the file's. Where a
picture was taken and with whose camera is not read out, only noticed.
"""

import unicodedata
from typing import Any

from PIL import ImageFile

from roundups.imaging.darkroom import exif, iim, xmp
from roundups.imaging.darkroom.negative import DECODER_ERRORS

LONGEST = 2000  # characters of one field


def read(picture: ImageFile.ImageFile) -> dict[str, Any]:
    """{"words": {field: text}, "private": ["location", "camera", "owner"]}: what the file says, and what it gives away.

    Broken metadata is no reason to refuse a picture: a block that cannot be read says nothing.
    """
    words: dict[str, str] = {}
    private: set[str] = set()
    for source in (xmp, iim, exif):
        try:
            said, traces = source.read(picture)
        except DECODER_ERRORS:
            continue
        for name, text in said.items():
            if clean := cleaned(text):
                words.setdefault(name, clean)
        private |= traces
    return {"words": words, "private": sorted(private)}


def cleaned(text: str) -> str:
    """One line of plain text: NFC, no control or invisible formatting characters, no more than `LONGEST`."""
    text = " ".join(text.split())
    kept = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return unicodedata.normalize("NFC", kept)[:LONGEST].strip()
