"""A picture comes in: what is accepted, what is refused with a sentence, and where its file lies."""

import base64
import copy
import os
import random
import re
import shutil
import stat
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from newsroom import settings as ours
from roundups.imaging import renditions
from roundups.imaging.developing import AT_ONCE, PictureRefused, in_turn
from roundups.imaging.intake import LARGEST_FILE, PROOF, THUMBNAIL, clear_forgotten, proof_path, restore_proofs, take_in
from roundups.models import Photo
from tests import factories
from tests.roundups.imaging.making import ORIENTATION, drawn, saved, shown, tagged, taken, used

pytestmark = pytest.mark.django_db


def refusal(data: bytes) -> str:
    """The sentence with which the picture is refused; nothing of it is kept."""
    photo = Photo()
    with pytest.raises(PictureRefused) as refused:
        take_in(photo, data)
    assert (photo.digest, photo.original.name) == (None, "")
    sentence = str(refused.value)
    assert re.fullmatch(r"[A-Z].+\.", sentence)
    return sentence


# --- What is accepted ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_of_a_usual_kind_is_taken_in(form: str) -> None:
    photo = taken(saved(drawn(), form))
    assert (photo.width, photo.height) == (60, 40)
    assert photo.digest is not None
    assert re.fullmatch(r"[0-9a-f]{64}", photo.digest)


# The slope of `drawn`, 96 by 64 pixels, as heif-enc writes it; the decoder that we use cannot write this kind.
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRt"
    "AAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAAKAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlw"
    "cnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AA"
    "AAMAkAAAAwAAAwAeoDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAA"
    # pragma: allowlist nextline secret (a picture)
    "AwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAwbWRhdAAAACQoAa9Y+Iw9y3TomvFfwUjg8QGpnQS5njiB+WIrhM4tDeajD4A="
)


def test_a_heic_as_phones_take_it_is_taken_in() -> None:
    photo = taken(base64.b64decode(HEIC))
    assert (photo.width, photo.height) == (96, 64)
    with Image.open(proof_path(str(photo.digest), PROOF)) as picture:
        seen = picture.convert("L").resize((4, 1), Image.Resampling.BOX)
    assert int(str(seen.getpixel((0, 0)))) < 100 < 160 < int(str(seen.getpixel((3, 0))))


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
    assert width <= 1920
    assert min(width, height) >= 1


def test_a_wide_picture_is_made_narrower_in_proportion() -> None:
    assert shown(saved(drawn(size=(4000, 2000)), "JPEG")).size == (1920, 960)


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
    with Image.open(proof_path(str(photo.digest), PROOF)) as picture:
        assert picture.size == upright


@pytest.mark.parametrize("orientation", range(1, 9))
def test_prints_are_upright_too(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert shown(saved(drawn(), "JPEG", exif=exif)).size == ((40, 60) if orientation >= 5 else (60, 40))


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
    assert "Use a JPEG, PNG, WebP, AVIF, GIF or HEIC" in refusal(data)


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
    take_in(photo, saved(drawn(), "JPEG"))
    assert photo.width == 60


def test_a_photo_that_has_its_picture_takes_no_other() -> None:
    photo = taken(saved(drawn(), "JPEG"))
    before = (photo.digest, photo.original.name, photo.width)
    with pytest.raises(PictureRefused, match="Bring the other to the tray"):
        take_in(photo, saved(drawn(size=(30, 20)), "JPEG"))
    assert (photo.digest, photo.original.name, photo.width) == before


def test_a_caption_that_waits_takes_a_picture() -> None:
    photo = Photo.objects.create(caption="A pier.")
    take_in(photo, saved(drawn(), "JPEG"))
    assert photo.width == 60


# --- In turn ------------------------------------------------------------------------------------------------------


def test_a_third_picture_at_once_is_refused_and_taken_in_a_moment_later() -> None:
    with in_turn(), in_turn():
        assert "Bring this one again in a moment" in refusal(saved(drawn(), "JPEG"))
    assert taken(saved(drawn(), "JPEG")).width == 60


def test_pictures_that_were_refused_keep_nobody_waiting() -> None:
    for _number in range(AT_ONCE + 1):
        refusal(b"no picture")
    assert taken(saved(drawn(), "JPEG")).width == 60


def test_prints_are_made_while_other_pictures_are_opened() -> None:
    photo = taken(saved(drawn(), "JPEG"))
    with in_turn(), in_turn():
        assert renditions.make(used(photo))


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


def test_proofs_are_for_the_newsroom_only(settings: Any, real_storage: None) -> None:
    photo = taken(saved(drawn(), "JPEG"))
    for width in (THUMBNAIL, PROOF):
        path = proof_path(str(photo.digest), width)
        assert path.is_relative_to(settings.PRIVATE_ROOT)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_original_is_kept_as_it_came() -> None:
    data = tagged()
    with taken(data).original.open("rb") as file:
        assert file.read() == data


def aged(path: Path) -> Path:
    os.utime(path, (0, 0))
    return path


def test_files_that_no_photo_has_go_after_a_month(settings: Any, real_storage: None) -> None:
    kept, gone = taken(saved(drawn(), "JPEG")), taken(saved(drawn(size=(30, 20)), "JPEG"))
    private = settings.PRIVATE_ROOT
    files = {
        photo: [aged(private / str(photo.original.name)), aged(proof_path(str(photo.digest), PROOF).parent)]
        for photo in (kept, gone)
    }
    Photo.objects.filter(pk=gone.pk).delete()
    clear_forgotten()
    assert all(path.exists() for path in files[kept])
    assert not any(path.exists() for path in files[gone])


@pytest.mark.parametrize("days", [0, 2, 29])
def test_a_file_that_is_younger_than_a_month_stays(settings: Any, real_storage: None, days: int) -> None:
    taken(saved(drawn(size=(30, 20)), "JPEG"))
    photo = Photo()
    take_in(photo, saved(drawn(), "JPEG"))
    files = (settings.PRIVATE_ROOT / str(photo.original.name), proof_path(str(photo.digest), PROOF).parent)
    for path in files:
        os.utime(path, (time.time() - days * 24 * 60 * 60,) * 2)
    clear_forgotten()
    assert all(path.exists() for path in files)


def test_a_database_without_any_picture_takes_no_file_away(settings: Any, real_storage: None) -> None:
    photo = taken(saved(drawn(), "JPEG"))
    files = (aged(settings.PRIVATE_ROOT / str(photo.original.name)), aged(proof_path(str(photo.digest), PROOF).parent))
    Photo.objects.all().delete()
    Photo.objects.create(caption="A caption that waits.")
    clear_forgotten()
    assert all(path.exists() for path in files)


def test_proofs_come_back_from_the_originals(settings: Any, real_storage: None) -> None:
    photo, lost = taken(saved(drawn(), "JPEG")), taken(saved(drawn(size=(30, 20)), "JPEG"))
    shutil.rmtree(settings.PRIVATE_ROOT / "proofs")
    lost.original.storage.delete(str(lost.original.name))
    (trouble,) = restore_proofs()
    assert "cannot be shown" in trouble
    for width in (THUMBNAIL, PROOF):
        with Image.open(proof_path(str(photo.digest), width)) as picture:
            assert picture.size == (60, 40)
