"""What readers get of a picture: the prints, what is in each of them, and what is not."""

import dataclasses
import io
import json
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from roundups import galley
from roundups.imaging import renditions
from roundups.imaging.words import NAMESPACES, SOURCE_TYPES, packet
from roundups.models import Photo, Roundup, SourceType, Story
from tests import factories
from tests.roundups.imaging.making import (
    ARTIST,
    GPS,
    ORIENTATION,
    SECRET,
    XMP,
    drawn,
    everything,
    prints_of,
    saved,
    shown,
    tagged,
    taken,
    used,
)  # fmt: skip

pytestmark = pytest.mark.django_db

# --- What of a file is left ---------------------------------------------------------------------------------------


def test_the_file_of_this_test_is_full_of_secrets() -> None:
    data = tagged()
    assert data.count(SECRET.encode()) >= 6
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)


def test_readers_get_no_location_no_owner_no_comment_no_history() -> None:
    prints = prints_of(tagged())
    assert SECRET.encode() not in everything(prints)
    for name, data in prints.items():
        picture = Image.open(io.BytesIO(data))
        assert not dict(picture.getexif()), name
        assert not picture.getexif().get_ifd(GPS), name
        assert not {"comment", "exif", "icc_profile", "photoshop", "mp"} & set(picture.info), name


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_picture_has_no_location_either(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0)})
    data = everything(prints_of(saved(drawn(), "JPEG", exif=exif, xmp=XMP, comment=SECRET.encode())))
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
    prints = prints_of(data)
    assert all(made.count(b"\xff\xd8\xff") == 1 for name, made in prints.items() if name.endswith(".jpg"))
    assert SECRET.encode() not in everything(prints)


def test_what_was_hung_behind_the_picture_is_gone() -> None:
    data = tagged() + b"PK\x03\x04" + SECRET.encode() * 10
    assert SECRET.encode() not in everything(prints_of(data))


def test_the_words_inside_a_png_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add_itxt("Comment", SECRET, zip=True)
    data = saved(drawn(), "PNG", pnginfo=words)
    assert SECRET.encode() not in everything(prints_of(data))


@pytest.mark.parametrize(
    ("form", "options"),
    [("WEBP", {"xmp": XMP}), ("AVIF", {"xmp": XMP}), ("GIF", {"comment": SECRET.encode()}), ("PNG", {})],
)
def test_the_metadata_of_other_kinds_is_gone(form: str, options: dict[str, Any]) -> None:
    exif = Image.Exif()
    exif[ARTIST] = SECRET
    data = saved(drawn(), form, **({} if form == "GIF" else {"exif": exif}), **options)
    assert SECRET.encode() in data
    assert SECRET.encode() not in everything(prints_of(data))


# --- Sizes and shapes ---------------------------------------------------------------------------------------------


def test_every_width_that_the_picture_has_is_there_in_three_kinds() -> None:
    prints = prints_of(saved(drawn(size=(1500, 1000)), "JPEG"))
    widths = {1500, 1280, 960, 640, 480}
    crops = {"16x9.jpg", "4x3.jpg", "1x1.jpg", "card.jpg"}
    assert set(prints) == {f"{width}.{kind}" for width in widths for kind in ("avif", "webp", "jpg")} | crops


def test_every_print_has_the_size_and_the_kind_that_the_page_says() -> None:
    photo = used(taken(saved(drawn(size=(1500, 1001)), "JPEG")))
    prints = dict(renditions.make(photo))
    for print_ in [*renditions.ladder(photo), *renditions.crops(photo)]:
        picture = Image.open(io.BytesIO(prints.pop(print_.file)))
        assert picture.size == (print_.width, print_.height), print_
        assert str(picture.format).lower().replace("jpeg", "jpg") == print_.file.rsplit(".", 1)[1]
    assert not prints


@pytest.mark.parametrize("size", [(1, 20000), (20000, 1), (300, 9000), (1920, 17000), (5, 5)])
def test_a_shape_that_nobody_expects_gets_its_prints_too(size: tuple[int, int]) -> None:
    photo = used(taken(saved(Image.new("L", size), "PNG")))
    prints = dict(renditions.make(photo))
    for print_ in [*renditions.ladder(photo), *renditions.crops(photo)]:
        assert Image.open(io.BytesIO(prints[print_.file])).size == (print_.width, print_.height)
        assert print_.width <= size[0]
        assert print_.height <= min(size[1], renditions.TALLEST)


def test_nothing_is_scaled_up() -> None:
    photo = used(taken(saved(drawn(size=(700, 500)), "JPEG")))
    for print_ in [*renditions.ladder(photo), *renditions.crops(photo)]:
        assert print_.width <= 700
        assert print_.height <= 500


def test_the_shapes_for_search_engines_are_1200_wide_where_the_picture_is() -> None:
    photo = used(taken(saved(drawn(size=(2000, 1500)), "JPEG")))
    assert {(print_.file, print_.width, print_.height) for print_ in renditions.crops(photo)} == {
        ("16x9.jpg", 1200, 675), ("4x3.jpg", 1200, 900), ("1x1.jpg", 1200, 1200), ("card.jpg", 1200, 630),
    }  # fmt: skip


MARK = (255, 0, 0)


def marked(size: tuple[int, int], focal: tuple[float, float]) -> Photo:
    """A grey picture with a red spot at the focal point."""
    picture = Image.new("RGB", size, "gray")
    across, down = round(focal[0] * size[0]), round(focal[1] * size[1])
    radius = min(size) // 20
    picture.paste(MARK, (across - radius, down - radius, across + radius, down + radius))
    photo = taken(saved(picture, "PNG"))
    photo.focal_x, photo.focal_y = focal
    return photo


@pytest.mark.parametrize("focal", [(0.1, 0.1), (0.9, 0.5), (0.5, 0.95), (0.3, 0.7), (0.5, 0.5)])
@pytest.mark.parametrize("size", [(1600, 400), (400, 1600), (900, 900)])
def test_every_crop_keeps_the_focal_point(size: tuple[int, int], focal: tuple[float, float]) -> None:
    prints = dict(renditions.make(used(marked(size, focal))))
    for name in ("16x9.jpg", "4x3.jpg", "1x1.jpg", "card.jpg"):
        red, green, blue = Image.open(io.BytesIO(prints[name])).split()
        assert (
            max(r - (g + b) / 2 for r, g, b in zip(red.tobytes(), green.tobytes(), blue.tobytes(), strict=True)) > 150
        )


def test_a_place_with_a_focal_point_of_its_own_has_other_crops_and_another_name() -> None:
    photo = factories.photo()
    here = galley.photo_used(Story(photo=photo))
    there = galley.photo_used(Story(photo=photo, photo_focal_x=0.0, photo_focal_y=1.0))
    assert here
    assert there
    assert (here.focal, there.focal) == ((0.5, 0.5), (0.0, 1.0))
    assert renditions.set_name(here) != renditions.set_name(there)


# --- Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"caption": "Other"}, {"credit": "Other"}, {"alt": "Other"}, {"copyright": "Other"}, {"creator": "Other"},
     {"focal": (0.1, 0.1)}, {"source_type": "digitalCapture"}, {"web_statement": "https://example.org/"},
     {"digest": "0" * 64}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_prints_that_differ_have_different_names(change: dict[str, Any]) -> None:
    photo = used(factories.photo())
    assert renditions.set_name(photo) != renditions.set_name(dataclasses.replace(photo, **change))


@pytest.mark.parametrize("change", [{"source": "A friend"}, {"rights": "cc"}], ids=lambda change: next(iter(change)))
def test_what_is_not_in_the_prints_does_not_change_their_name(change: dict[str, Any]) -> None:
    photo = used(factories.photo())
    assert renditions.set_name(photo) == renditions.set_name(dataclasses.replace(photo, **change))


def test_a_caption_without_a_picture_has_no_prints_and_no_name() -> None:
    waiting = galley.photo_used(Roundup(photo=Photo(caption="Soon")))
    assert waiting
    assert renditions.set_name(waiting) == ""


# --- Words inside -------------------------------------------------------------------------------------------------

FULL = {
    "caption": "Gulls & “ships” <Łódź>", "credit": "City archive", "alt": "Two gulls 🕊", "creator": "Jana Ostrova",
    "copyright": "© 2026 City archive", "source_type": SourceType.CAPTURE,
    "web_statement": "https://archive.example/terms?a=1&b=2", "source": f"{SECRET} friend", "creator_public": True,
    "proof": f"{SECRET} drawer",
}  # fmt: skip


def xmp_in(data: bytes) -> str:
    found = Image.open(io.BytesIO(data)).info["xmp"]
    return (found if isinstance(found, str) else bytes(found).decode()).strip("\x00")


def test_every_print_carries_the_packet_and_no_print_carries_more() -> None:
    photo = used(factories.photo(**FULL))
    said = packet(photo)
    assert said.isprintable()
    prints = renditions.make(photo)
    for name, data in prints:
        assert xmp_in(data) == said, name
    assert SECRET.encode() not in everything(dict(prints))


def test_a_photographer_who_is_not_to_be_named_is_in_no_print() -> None:
    photo = used(factories.photo(**{**FULL, "creator": SECRET, "creator_public": False}))
    assert SECRET.encode() not in everything(dict(renditions.make(photo)))
    assert "creator" not in packet(photo).split("<rdf:Description", 1)[1]


def test_what_is_empty_is_left_out_of_the_packet() -> None:
    said = packet(used(factories.photo(credit="", alt="")))
    assert re.findall(r"<(?!rdf)(\w+:\w+)>", said) == ["dc:description"]


def test_exiftool_reads_the_words_in_every_kind_of_print_and_nothing_else(tmp_path: Path) -> None:
    program = shutil.which("exiftool")
    if not program:
        pytest.skip("NOT TESTED HERE: install exiftool (libimage-exiftool-perl)")
    photo = used(factories.photo(**FULL))
    folder = tmp_path / "prints"
    folder.mkdir()
    prints = renditions.make(photo)
    for name, data in prints:
        (folder / name).write_bytes(data)
    answer = subprocess.run(  # noqa: S603
        [program, "-json", "-G1", "-charset", "utf8", "-n", str(folder)], capture_output=True, check=True
    )
    seen = json.loads(answer.stdout)
    assert len(seen) == len(prints)
    of_the_file = {
        "ExifTool",
        "System",
        "File",
        "JFIF",
        "RIFF",
        "Composite",
        "QuickTime",
        "Meta",
        "ItemList",
        "XMP-x",
        "AV1",
    }
    for file in seen:
        said = {tag: value for tag, value in file.items() if tag.split(":")[0] not in of_the_file | {"SourceFile"}}
        assert said == {
            "XMP-photoshop:Credit": FULL["credit"], "XMP-dc:Creator": FULL["creator"],
            "XMP-dc:Description": FULL["caption"], "XMP-dc:Rights": FULL["copyright"],
            "XMP-iptcCore:AltTextAccessibility": FULL["alt"],
            "XMP-iptcExt:DigitalSourceType": f"{SOURCE_TYPES}digitalCapture",
            "XMP-xmpRights:WebStatement": FULL["web_statement"],
        }, file["SourceFile"]  # fmt: skip


def test_the_namespaces_are_those_of_the_standards() -> None:
    assert all(address.startswith("http://") and address[-1] in "/#" for address in NAMESPACES.values())


# --- Colour -------------------------------------------------------------------------------------------------------


def wide_gamut() -> bytes:
    """An ICC profile whose red and green are exchanged, made from sRGB's: what it does can be seen from afar."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_in_another_colour_space_is_brought_to_srgb(form: str) -> None:
    red = Image.new("RGB", (40, 40), (200, 30, 30))
    seen = shown(saved(red, form, icc_profile=wide_gamut())).getpixel((20, 20))
    assert isinstance(seen, tuple)
    assert seen[1] > 150 > seen[0]


@pytest.mark.parametrize("profile", [b"", b"not a profile", b"\x00" * 400], ids=["none", "words", "zeros"])
def test_a_profile_that_is_none_changes_nothing(profile: bytes) -> None:
    red = Image.new("RGB", (40, 40), (200, 30, 30))
    seen = shown(saved(red, "JPEG", icc_profile=profile)).getpixel((20, 20))
    assert isinstance(seen, tuple)
    assert seen[0] > 150 > seen[1]


def test_a_cmyk_picture_with_a_profile_for_screens_is_shown_all_the_same() -> None:
    cyan = Image.new("CMYK", (40, 40), (255, 0, 0, 0))
    seen = shown(saved(cyan, "JPEG", icc_profile=wide_gamut())).getpixel((20, 20))
    assert isinstance(seen, tuple)
    assert seen[0] < 100 < seen[2]
