"""Pictures made by hand, with everything in them that a sender's file may carry."""

import io
import struct
from typing import Any

from PIL import Image

from roundups import galley
from roundups.imaging import renditions
from roundups.imaging.intake import take_in
from roundups.imaging.words import NAMESPACES
from roundups.models import Photo, Roundup

ORIENTATION, MAKE, ARTIST, GPS = 0x0112, 0x010F, 0x013B, 0x8825
SECRET = "Secretmark"  # pragma: allowlist secret (stands for a place or a name)
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{SECRET}</rdf:RDF></x:xmpmeta>'.encode()


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture that is dark on the left and light on the right."""
    slope = Image.linear_gradient("L").rotate(90).resize(size)
    return slope.convert("RGB").convert(mode)


def taken(data: bytes) -> Photo:
    photo = Photo(caption="A pier.")
    take_in(photo, data)
    photo.save()
    return photo


def used(photo: Photo) -> galley.Photo:
    """The photo as a day would show it."""
    found = galley.photo_used(Roundup(photo=photo))
    assert found
    return found


def prints_of(data: bytes) -> dict[str, bytes]:
    """Every file that readers would get, by name."""
    return dict(renditions.make(used(taken(data))))


def shown(data: bytes) -> Image.Image:
    """The picture as readers would get it: its widest JPEG."""
    prints = prints_of(data)
    widest = max(
        (name for name in prints if name[0].isdigit() and name.endswith(".jpg") and "x" not in name), key=_width
    )
    picture = Image.open(io.BytesIO(prints[widest]))
    picture.load()
    return picture


def everything(prints: dict[str, bytes]) -> bytes:
    assert len(prints) > 6
    return b"".join(prints.values())


def _width(name: str) -> int:
    return int(name.split(".")[0])


def tagged(**options: Any) -> bytes:
    """A JPEG with everything in it that says who took it, with what and where."""
    exif = Image.Exif()
    exif[MAKE] = f"{SECRET} camera"
    exif[ARTIST] = f"{SECRET} owner"
    exif.get_ifd(0x8769)[0xA431] = f"{SECRET} serial"
    exif.get_ifd(0x8769)[0x927C] = f"{SECRET} maker note".encode()
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0), 3: "E", 4: (24.0, 6.0, 18.0)})
    return saved(drawn(), "JPEG", exif=exif, comment=f"{SECRET} comment".encode(), xmp=XMP, **options)


SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        **NAMESPACES,
        "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "aux": "http://ns.adobe.com/exif/1.0/aux/",
    }.items()
)


def xmp(properties: str, attributes: str = "") -> bytes:
    """A packet as programs write it, with its frame."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"<rdf:RDF {SPACES}><rdf:Description rdf:about='' {attributes}>{properties}</rdf:Description></rdf:RDF>"
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iim(*fields: tuple[int, bytes], charset: bytes = b"") -> bytes:
    """A JPEG's APP13 block with IPTC IIM fields of record 2, by hand."""
    rows = ([(1, 90, charset)] if charset else []) + [(2, number, value) for number, value in fields]
    data = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in rows)
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00" + struct.pack(">I", len(data)) + data
    block = b"Photoshop 3.0\x00" + block + (b"\x00" if len(data) % 2 else b"")
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def with_iim(block: bytes, **options: Any) -> bytes:
    whole = saved(drawn(), "JPEG", **options)
    return whole[:2] + block + whole[2:]
