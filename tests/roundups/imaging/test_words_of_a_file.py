"""What a file says of its picture: read, marked as the file's, never believed."""

import pytest
from PIL import Image, PngImagePlugin

from roundups.imaging.intake import take_in
from roundups.models import KnownCredit, Photo, Rights, SourceType
from tests.roundups.imaging.making import ARTIST, GPS, SECRET, drawn, iim, saved, taken, with_iim, xmp

pytestmark = pytest.mark.django_db

EVERYTHING = {
    "dc:description": "Pier, Łódź", "photoshop:Headline": "The pier", "photoshop:Credit": "City archive",
    "dc:creator": "Jana Ostrova", "photoshop:Source": "Archive", "dc:rights": "© 2026 City archive",
    "xmpRights:UsageTerms": "Editorial use only", "xmpRights:WebStatement": "https://archive.example/terms",
    "Iptc4xmpCore:AltTextAccessibility": "A pier and two gulls", "Iptc4xmpCore:ExtDescrAccessibility": "Two gulls.",
    "photoshop:DateCreated": "2026-03-02T07:15:00", "photoshop:City": "Kelmora", "photoshop:Country": "Ormavia",
    "photoshop:Instructions": "Crop freely",
    "Iptc4xmpExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}  # fmt: skip


def test_everything_that_xmp_says_is_read() -> None:
    packet = xmp("".join(f"<{name}>{value}</{name}>" for name, value in EVERYTHING.items()))
    words = taken(saved(drawn(), "JPEG", xmp=packet)).from_file["words"]
    assert words == {
        "caption": "Pier, Łódź", "headline": "The pier", "credit": "City archive", "creator": "Jana Ostrova",
        "source": "Archive", "copyright": "© 2026 City archive", "usage_terms": "Editorial use only",
        "web_statement": "https://archive.example/terms", "alt": "A pier and two gulls", "description": "Two gulls.",
        "taken": "2026-03-02", "city": "Kelmora", "country": "Ormavia", "instructions": "Crop freely",
        "source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    }  # fmt: skip


def test_what_the_file_says_fills_the_columns_that_are_empty() -> None:
    packet = xmp("".join(f"<{name}>{value}</{name}>" for name, value in EVERYTHING.items()))
    photo = Photo(credit="Our own words")
    take_in(photo, saved(drawn(), "JPEG", xmp=packet))
    assert (photo.caption, photo.credit, photo.alt) == ("Pier, Łódź", "Our own words", "A pier and two gulls")
    assert (photo.copyright, photo.source_type) == ("© 2026 City archive", SourceType.CAPTURE)
    assert photo.web_statement == "https://archive.example/terms"


def test_a_list_of_photographers_and_an_alternative_in_the_default_language_are_read() -> None:
    packet = xmp(
        "<dc:creator><rdf:Seq><rdf:li>Jana</rdf:li><rdf:li>Ivo</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt>"
        '<rdf:li xml:lang="de">Ein Pier</rdf:li><rdf:li xml:lang="x-default">A pier</rdf:li></rdf:Alt></dc:description>'
    )
    words = taken(saved(drawn(), "JPEG", xmp=packet)).from_file["words"]
    assert (words["creator"], words["caption"]) == ("Jana, Ivo", "A pier")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_in_every_kind_of_file(form: str) -> None:
    packet = xmp("", 'photoshop:Credit="City archive"')
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_itxt("XML:com.adobe.xmp", packet.decode())
        data = saved(drawn(), form, pnginfo=words)
    else:
        data = saved(drawn(), form, xmp=packet)
    assert taken(data).credit == "City archive"


def test_xmp_comes_before_iim_and_iim_before_exif() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[ARTIST], exif[0x8298] = "EXIF caption", "EXIF creator", "EXIF copyright"
    data = with_iim(iim((120, b"IIM caption"), (80, b"IIM creator")), exif=exif, xmp=xmp("", 'photoshop:Credit="X"'))
    words = taken(data).from_file["words"]
    assert words["credit"] == "X"
    assert (words["caption"], words["creator"], words["copyright"]) == ("IIM caption", "IIM creator", "EXIF copyright")


@pytest.mark.parametrize(
    ("value", "charset"),
    [("Łódź".encode(), b"\x1b%G"), ("Łódź".encode(), b""), ("Zürich".encode("latin-1"), b"")],
    ids=["utf-8, said", "utf-8, not said", "latin-1"],
)
def test_iim_is_read_as_utf_8_where_it_is_and_as_latin_1_where_it_is_not(value: bytes, charset: bytes) -> None:
    words = taken(with_iim(iim((90, value), charset=charset))).from_file["words"]
    assert words["city"] in {"Łódź", "Zürich"}


def test_a_caption_that_is_too_long_for_the_column_is_shortened_and_kept_whole_beside_it() -> None:
    long = "A pier and a gull. " * 60
    photo = Photo()
    take_in(photo, saved(drawn(), "JPEG", xmp=xmp(f"<dc:description>{long}</dc:description>")))
    assert len(photo.caption) <= 500
    assert photo.caption.endswith("…")
    assert photo.from_file["words"]["caption"] == long.strip()


def test_control_and_invisible_characters_are_taken_out_of_the_files_words() -> None:
    packet = xmp("<photoshop:Credit>\u202eEVIL\u200b  city\n archive\u0085</photoshop:Credit>")
    assert taken(saved(drawn(), "JPEG", xmp=packet)).from_file["words"]["credit"] == "EVIL city archive"


def test_an_address_that_is_none_is_not_taken_over() -> None:
    packet = xmp("<xmpRights:WebStatement>javascript:alert(1)</xmpRights:WebStatement>")
    photo = taken(saved(drawn(), "JPEG", xmp=packet))
    assert photo.web_statement == ""


def test_a_picture_of_a_machine_is_marked_as_generated() -> None:
    packet = xmp("<Iptc4xmpExt:AISystemUsed>Some model</Iptc4xmpExt:AISystemUsed>")
    assert taken(saved(drawn(), "JPEG", xmp=packet)).source_type == SourceType.GENERATED


def test_rights_are_never_taken_from_a_file() -> None:
    packet = xmp("<dc:rights>Public domain, free for all</dc:rights>")
    assert taken(saved(drawn(), "JPEG", xmp=packet)).rights == Rights.NONE


@pytest.mark.parametrize("state", [True, False])
def test_a_known_credit_in_a_file_brings_no_rights_and_says_whether_it_is_a_states(state: bool) -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY, state_agency=state)
    photo = taken(saved(drawn(), "JPEG", xmp=xmp("", 'photoshop:Credit="KELMORA wire"')))
    assert (photo.credit, photo.rights, photo.state_agency) == ("KELMORA wire", Rights.NONE, state)


def test_rights_that_are_there_stay_whatever_the_credit() -> None:
    KnownCredit.objects.create(name="Kelmora Wire", rights=Rights.AGENCY)
    photo = Photo(rights=Rights.STAFF, credit="Kelmora Wire")
    take_in(photo, saved(drawn(), "JPEG"))
    assert photo.rights == Rights.STAFF


def test_location_camera_and_owner_are_noticed_and_not_written_down() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA431] = f"{SECRET} serial"
    exif.get_ifd(0x8769)[0xA430] = f"{SECRET} owner"
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 56.0, 24.0), 3: "E", 4: (24.0, 6.0, 18.0)})
    photo = taken(saved(drawn(), "JPEG", exif=exif))
    assert photo.from_file["private"] == ["camera", "location", "owner"]
    assert "56" not in str(photo.from_file["words"])
    assert SECRET not in str(photo.from_file)


def test_a_location_in_xmp_is_noticed_too() -> None:
    packet = xmp("", 'exif:GPSLatitude="56,56.4N" aux:SerialNumber="4711"')
    assert taken(saved(drawn(), "JPEG", xmp=packet)).from_file["private"] == ["camera", "location"]


@pytest.mark.parametrize(
    "attributes",
    [
        'xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GpsLatitude="+56.9400"',
        'xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GPSLongitude="+24.1000"',
        'exif:GPSImgDirection="120/1"',
        'Iptc4xmpExt:Sublocation="Hill Street 4"',
    ],
)
def test_a_location_is_noticed_whatever_the_maker_calls_it(attributes: str) -> None:
    assert taken(saved(drawn(), "JPEG", xmp=xmp("", attributes))).from_file["private"] == ["location"]


def test_a_location_inside_a_structure_is_noticed() -> None:
    packet = xmp(
        "<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li><rdf:Description><Iptc4xmpExt:Sublocation>Hill Street 4"
        "</Iptc4xmpExt:Sublocation></rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>"
    )
    assert taken(saved(drawn(), "JPEG", xmp=packet)).from_file["private"] == ["location"]


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


@pytest.mark.parametrize(
    "packet",
    [b"<x:xmpmeta", b"\x00" * 50, b"\xff\xfe<", b"<a/>", BILLION.encode(),
     b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
    ids=["cut", "nul", "no utf-8", "other", "billion laughs", "outside entity"],
)  # fmt: skip
def test_broken_or_hostile_xmp_says_nothing_and_the_picture_is_taken_in(packet: bytes) -> None:
    photo = taken(saved(drawn(), "JPEG", xmp=packet))
    assert photo.from_file["words"] == {}
    assert photo.width == 60
