"""IPTC IIM: what agencies wrote into JPEGs before XMP, and many still do."""

from PIL import ImageFile, IptcImagePlugin

WORDS = {
    (2, 120): "caption", (2, 105): "headline", (2, 110): "credit", (2, 80): "creator", (2, 115): "source",
    (2, 116): "copyright", (2, 90): "city", (2, 101): "country", (2, 40): "instructions", (2, 55): "taken",
}  # fmt: skip
CHARACTERS = (1, 90)
UTF8 = b"\x1b%G"


def read(picture: ImageFile.ImageFile) -> tuple[dict[str, str], set[str]]:
    """The words of the IIM block; it has no private traces that we know of.

    The text is UTF-8 where the block says so, and otherwise where it reads as such; else it is Latin-1.
    """
    block = IptcImagePlugin.getiptcinfo(picture) or {}
    said = block.get(CHARACTERS, b"")
    utf8 = said == UTF8
    words = {}
    for tag, name in WORDS.items():
        values = block.get(tag, [])
        texts = [_text(value, utf8) for value in (values if isinstance(values, list) else [values])]
        words[name] = ", ".join(text for text in texts if text)
    taken = words["taken"]
    words["taken"] = f"{taken[:4]}-{taken[4:6]}-{taken[6:8]}" if taken[:8].isdigit() else ""
    return words, set()


def _text(value: bytes, utf8: bool) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if utf8 else value.decode("latin-1")
