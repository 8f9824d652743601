"""A picture comes in: what is accepted, what is refused with a sentence, and what of a file is left."""

import copy
import io
import random
import re
import stat
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from newsroom import settings as ours
from roundups import imaging
from roundups.imaging.intake import LARGEST_FILE
from roundups.models import Photo
from tests import factories

pytestmark = pytest.mark.django_db
ORIENTATION, MAKE, ARTIST, GPS = 0x0112, 0x010F, 0x013B, 0x8825
SECRET = "Secretmark"
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
    imaging.take_in(photo, data)
    photo.save()
    return photo


def shown(data: bytes) -> Image.Image:
    """The picture as readers would get it."""
    with Image.open(imaging.make_rendition(taken(data))) as picture:
        picture.load()
        return picture


def refusal(data: bytes) -> str:
    """The sentence with which the picture is refused; nothing of it is kept."""
    photo = Photo()
    with pytest.raises(imaging.PictureRefused) as refused:
        imaging.take_in(photo, data)
    assert (photo.digest, photo.original.name) == (None, "")
    sentence = str(refused.value)
    assert re.fullmatch(r"[A-Z].+\.", sentence)
    return sentence


def tagged(**options: Any) -> bytes:
    """A JPEG with everything in it that says who took it, with what and where."""
    exif = Image.Exif()
    exif[MAKE] = f"{SECRET} camera"
    exif[ARTIST] = f"{SECRET} owner"
    exif.get_ifd(0x8769)[0xA431] = f"{SECRET} serial"
    exif.get_ifd(0x8769)[0x927C] = f"{SECRET} maker note".encode()
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0), 3: "E", 4: (24.0, 6.0, 18.0)})
    return saved(drawn(), "JPEG", exif=exif, comment=f"{SECRET} comment".encode(), xmp=XMP, **options)


# --- What is accepted ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_of_a_usual_kind_is_taken_in(form: str) -> None:
    photo = taken(saved(drawn(), form))
    assert (photo.width, photo.height) == (60, 40)
    assert photo.digest is not None
    assert re.fullmatch(r"[0-9a-f]{64}", photo.digest)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_readers_get_a_jpeg_whatever_came_in(form: str) -> None:
    picture = shown(saved(drawn(), form))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (60, 40))


@pytest.mark.parametrize(
    ("mode", "form"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP"),
     ("RGBA", "AVIF"), ("P", "GIF"), ("I;16", "PNG")],
)  # fmt: skip
def test_a_picture_of_any_mode_stays_dark_on_the_left_and_light_on_the_right(mode: str, form: str) -> None:
    if mode == "I;16":
        values = [x * 1100 for _y in range(40) for x in range(60)]
        picture = Image.frombytes("I;16", (60, 40), struct.pack(f"<{len(values)}H", *values))
    else:
        picture = drawn(mode)
    seen = shown(saved(picture, form)).convert("L").resize((4, 1), Image.Resampling.BOX)
    left, right = seen.getpixel((0, 0)), seen.getpixel((3, 0))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left < 100 < 160 < right


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white_paper(mode: str) -> None:
    picture = Image.new(mode, (20, 20), (0, 0, 0, 0) if mode == "RGBA" else (0, 0))
    middle = shown(saved(picture, "PNG")).convert("L").getpixel((10, 10))
    assert isinstance(middle, int)
    assert middle > 240


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_shown(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("white", "black", "black")]
    seen = shown(saved(frames[0], form, save_all=True, append_images=frames[1:], duration=50)).convert("L")
    middle = seen.getpixel((10, 10))
    assert isinstance(middle, int)
    assert middle > 240


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_one_pixel_works(form: str) -> None:
    assert shown(saved(Image.new("RGB", (1, 1)), form)).size == (1, 1)


@pytest.mark.parametrize("size", [(1, 20000), (20000, 1), (3, 9000)])
def test_a_very_narrow_picture_works(size: tuple[int, int]) -> None:
    width, height = shown(saved(Image.new("RGB", size), "PNG")).size
    assert width <= imaging.WIDEST
    assert min(width, height) >= 1


def test_a_wide_picture_is_made_narrower_in_proportion() -> None:
    assert shown(saved(drawn(size=(4000, 2000)), "JPEG")).size == (1280, 640)


def test_a_narrow_picture_is_not_made_wider() -> None:
    assert shown(saved(drawn(size=(300, 200)), "JPEG")).size == (300, 200)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_width_and_height_are_those_of_the_picture_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = saved(drawn(), "JPEG", exif=exif)
    photo = taken(data)
    upright = (40, 60) if orientation >= 5 else (60, 40)
    assert (photo.width, photo.height) == upright
    with Image.open(imaging.make_rendition(photo)) as picture:
        assert picture.size == upright


def test_a_picture_that_was_taken_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the top of what was seen is at the right of the file
    seen = shown(saved(drawn(size=(80, 80)), "JPEG", exif=exif)).convert("L").resize((4, 4), Image.Resampling.BOX)
    top, bottom = seen.getpixel((2, 0)), seen.getpixel((2, 3))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert top < 100 < 160 < bottom


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_passed_over(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert shown(saved(drawn(), "JPEG", exif=exif)).size == (60, 40)


# --- What of a file is left ---------------------------------------------------------------------------------------


def test_the_file_of_this_test_is_full_of_secrets() -> None:
    data = tagged()
    assert data.count(SECRET.encode()) >= 6
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)


def test_readers_get_no_location_no_owner_no_comment_no_xmp() -> None:
    photo = taken(tagged())
    data = imaging.make_rendition(photo).read_bytes()
    picture = Image.open(io.BytesIO(data))
    assert not dict(picture.getexif())
    assert not picture.getexif().get_ifd(GPS)
    assert SECRET.encode() not in data
    assert b"Exif" not in data
    assert b"http://ns.adobe.com" not in data
    assert not {"comment", "exif", "xmp", "icc_profile", "photoshop", "mp"} & set(picture.info)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_picture_has_no_location_either(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0)})
    photo = taken(saved(drawn(), "JPEG", exif=exif, xmp=XMP, comment=SECRET.encode()))
    data = imaging.make_rendition(photo).read_bytes()
    assert SECRET.encode() not in data
    assert b"Exif" not in data


def test_a_thumbnail_inside_the_file_is_gone() -> None:
    inside = saved(drawn(size=(16, 12)), "JPEG", comment=SECRET.encode())
    ifd1 = struct.pack("<HHHII", 3, 0x0103, 3, 1, 6) + struct.pack("<HHII", 0x0201, 4, 1, 56)
    ifd1 += struct.pack("<HHII", 0x0202, 4, 1, len(inside)) + struct.pack("<I", 0)
    tiff = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 0) + struct.pack("<I", 14) + ifd1
    exif = b"Exif\x00\x00" + tiff.ljust(56, b"\x00") + inside
    data = saved(drawn(), "JPEG", exif=exif)
    assert data.count(b"\xff\xd8\xff") == 2
    made = imaging.make_rendition(taken(data)).read_bytes()
    assert made.count(b"\xff\xd8\xff") == 1
    assert SECRET.encode() not in made


def test_what_was_hung_behind_the_picture_is_gone() -> None:
    data = tagged() + b"PK\x03\x04" + SECRET.encode() * 10
    assert SECRET.encode() not in imaging.make_rendition(taken(data)).read_bytes()


def test_the_words_inside_a_png_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add_itxt("Comment", SECRET, zip=True)
    data = saved(drawn(), "PNG", pnginfo=words)
    assert SECRET.encode() not in imaging.make_rendition(taken(data)).read_bytes()


@pytest.mark.parametrize(
    ("form", "options"),
    [("WEBP", {"xmp": XMP}), ("AVIF", {"xmp": XMP}), ("GIF", {"comment": SECRET.encode()}), ("PNG", {})],
)
def test_the_metadata_of_other_kinds_is_gone(form: str, options: dict[str, Any]) -> None:
    exif = Image.Exif()
    exif[ARTIST] = SECRET
    data = saved(drawn(), form, **({} if form == "GIF" else {"exif": exif}), **options)
    assert SECRET.encode() in data
    assert SECRET.encode() not in imaging.make_rendition(taken(data)).read_bytes()


# --- What is refused ----------------------------------------------------------------------------------------------


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"\x00",
        b"Dear desk, here is the picture.",
        SVG,
        b'<?xml version="1.0"?>' + SVG,
        b"<!doctype html><html><script>alert(1)</script></html>",
        b"PK\x03\x04" + b"\x00" * 200,
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    ],
    ids=[
        "nul",
        "text",
        "svg",
        "xml",
        "html",
        "zip",
        "pdf",
        "eps",
        "jpeg head",
        "png head",
        "gif head",
        "webp head",
        "heic",
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do(data: bytes) -> None:
    assert "Use a JPEG, PNG, WebP, AVIF or GIF" in refusal(data)


@pytest.mark.parametrize("form", ["TIFF", "BMP", "ICO", "PPM", "PDF", "TGA", "ICNS"])
def test_a_picture_of_an_unusual_kind_is_refused(form: str) -> None:
    assert "Use a JPEG" in refusal(saved(drawn(size=(32, 32)), form))


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal(b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_truncated_picture_is_refused(form: str) -> None:
    noise = Image.frombytes("RGB", (120, 120), random.Random(1).randbytes(120 * 120 * 3))
    data = saved(noise, form)
    refusal(data[: len(data) // 2])


def test_a_file_of_more_than_25_mb_is_refused() -> None:
    data = saved(drawn(), "JPEG")
    assert "25 MB" in refusal(data.ljust(LARGEST_FILE + 1, b"\x00"))


def test_a_file_of_25_mb_is_taken_in() -> None:
    assert taken(saved(drawn(), "JPEG").ljust(LARGEST_FILE, b"\x00")).width == 60


@pytest.mark.parametrize("size", [(10_000, 6_001), (8_000, 12_000), (16_320, 12_240), (100_000, 100_000)])
def test_a_picture_of_more_than_60_million_pixels_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert "60 million pixels" in refusal(bomb(*size))


def test_a_picture_that_lies_about_its_size_is_refused() -> None:
    refusal(bomb(5_000, 5_000))


def test_a_text_chunk_that_unpacks_to_a_hundred_megabytes_is_refused() -> None:
    words = zlib.compress(b"x" * 100_000_000)
    chunk = b"zTXt" + b"Comment\x00\x00" + words
    whole = saved(drawn(), "PNG")
    hostile = whole[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + whole[33:]
    refusal(hostile)


def test_the_same_file_a_second_time_is_refused_and_the_one_there_is_named() -> None:
    taken(saved(drawn(), "JPEG"))
    assert "“A pier.”" in refusal(saved(drawn(), "JPEG"))


def test_the_same_file_for_the_same_photo_is_no_twin() -> None:
    photo = taken(saved(drawn(), "JPEG"))
    imaging.take_in(photo, saved(drawn(), "JPEG"))
    assert photo.width == 60


# --- Malformed files ----------------------------------------------------------------------------------------------


def flipped(dice: random.Random, data: bytearray) -> bytearray:
    for _byte in range(dice.randrange(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return data


def flipped_at_the_head(dice: random.Random, data: bytearray) -> bytearray:
    for _byte in range(dice.randrange(1, 12)):
        data[dice.randrange(min(len(data), 700))] = dice.randrange(256)
    return data


def cut(dice: random.Random, data: bytearray) -> bytearray:
    return data[: dice.randrange(len(data))]


def doubled(dice: random.Random, data: bytearray) -> bytearray:
    at = dice.randrange(len(data))
    return data[:at] + data[dice.randrange(at + 1) :]


def try_to_show(data: bytes) -> None:
    """Takes the picture in and makes its rendition; a refusal is an answer, anything else is a failure."""
    try:
        photo = taken(data)
    except imaging.PictureRefused as refused:
        said = str(refused)
    else:
        said = f"{imaging.make_rendition(photo).name}."
    assert said.endswith(".")


decoders_may_warn = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


@decoders_may_warn
@pytest.mark.parametrize("mutate", [flipped, flipped_at_the_head, cut, doubled])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_malformed_picture_is_shown_or_refused_and_nothing_else(
    form: str, mutate: Callable[[random.Random, bytearray], bytearray]
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[ARTIST] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0)})
    options = {} if form == "GIF" else {"exif": exif}
    whole = tagged() if form == "JPEG" else saved(drawn(), form, **options)
    dice = random.Random(f"{form} {mutate.__name__}")
    for _try in range(75 if form == "JPEG" else 15):
        try_to_show(bytes(mutate(dice, bytearray(whole))))


def exif_entry(kind: int, count: int, value: bytes) -> bytes:
    """An EXIF block whose only entry is an orientation of that kind."""
    entry = struct.pack("<HHHI", 1, ORIENTATION, kind, count) + value
    return b"Exif\x00\x00II*\x00" + struct.pack("<I", 8) + entry + b"\x00" * 12


@decoders_may_warn
@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\x00\x00",
        b"Exif\x00\x00II*\x00",
        b"Exif\x00\x00II*\x00\xff\xff\xff\xff",
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff",
        b"Exif\x00\x00" + b"\x00" * 40,
        exif_entry(2, 4, b"abc\x00"),
        exif_entry(3, 0, b"\x06\x00\x00\x00"),
        exif_entry(5, 1, struct.pack("<I", 26)),
        exif_entry(12, 1, struct.pack("<I", 26)),
    ],
    ids=["empty", "no-offset", "far-offset", "endless", "zeros", "text", "no-value", "ratio-of-nothing", "float"],
)
def test_a_picture_with_broken_exif_is_shown_or_refused(exif: bytes) -> None:
    try_to_show(saved(drawn(), "JPEG", exif=exif))


# --- Where the originals lie --------------------------------------------------------------------------------------


@pytest.fixture
def real_storage(settings: Any, media: Any) -> None:
    """The storage as the settings have it, in this test's folder."""
    storages: dict[str, Any] = copy.deepcopy(ours.STORAGES)
    storages["default"]["OPTIONS"]["location"] = settings.PRIVATE_ROOT
    settings.STORAGES = storages


def test_originals_lie_under_the_private_root(settings: Any, real_storage: None) -> None:
    photo = taken(saved(drawn(), "JPEG"))
    path = (settings.PRIVATE_ROOT / str(photo.original.name)).resolve()
    assert path.is_file()
    assert path.is_relative_to(settings.PRIVATE_ROOT)
    assert not path.is_relative_to(settings.SITE_ROOT)


def test_an_originals_name_has_128_random_bits_and_nothing_of_the_file() -> None:
    names = {str(taken(factories.jpeg(width=60 + number)).original.name) for number in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"originals/[0-9a-f]{32}", name) for name in names)


def test_an_original_is_for_the_newsroom_only(settings: Any, real_storage: None) -> None:
    photo = taken(saved(drawn(), "JPEG"))
    mode = stat.S_IMODE((settings.PRIVATE_ROOT / str(photo.original.name)).stat().st_mode)
    assert mode == 0o600


def test_a_rendition_that_is_not_public_is_for_the_newsroom_only(real_storage: None) -> None:
    path = imaging.make_rendition(taken(saved(drawn(), "JPEG")))
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_the_original_is_kept_as_it_came() -> None:
    data = tagged()
    with taken(data).original.open("rb") as file:
        assert file.read() == data


def test_a_rendition_is_made_once() -> None:
    photo = taken(saved(drawn(), "JPEG"))
    first = imaging.make_rendition(photo).stat()
    assert imaging.make_rendition(photo).stat().st_mtime_ns == first.st_mtime_ns


def test_making_a_rendition_leaves_nothing_beside_it() -> None:
    path = imaging.make_rendition(taken(saved(drawn(), "JPEG")))
    assert [file.name for file in path.parent.iterdir()] == [path.name]
