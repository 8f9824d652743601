"""XMP: the field's present way of saying who, what, where, and under which rights."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ImageFile

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
CC = "{http://creativecommons.org/ns#}"
EXIF_EX = "{http://cipa.jp/exif/1.0/}"
AUX = "{http://ns.adobe.com/exif/1.0/aux/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# IPTC Photo Metadata Standard 2025.1: property → what the newsroom calls it.
WORDS = {
    DC + "description": "caption",
    PHOTOSHOP + "Headline": "headline",
    PHOTOSHOP + "Credit": "credit",
    DC + "creator": "creator",
    PHOTOSHOP + "Source": "source",
    DC + "rights": "copyright",
    RIGHTS + "UsageTerms": "usage_terms",
    RIGHTS + "WebStatement": "web_statement",
    CC + "license": "license",
    PLUS + "LicensorURL": "licensor",
    CORE + "AltTextAccessibility": "alt",
    CORE + "ExtDescrAccessibility": "description",
    PHOTOSHOP + "DateCreated": "taken",
    PHOTOSHOP + "City": "city",
    PHOTOSHOP + "Country": "country",
    PHOTOSHOP + "Instructions": "instructions",
    EXT + "DigitalSourceType": "source_type",
    EXT + "AISystemUsed": "ai_system",
    EXT + "AIPromptInformation": "ai_prompt",
    PLUS + "DataMining": "data_mining",
}
LOCATION = ("gps", "sublocation")  # in the names of properties: each maker has a namespace of its own
CAMERA = {AUX + "SerialNumber", AUX + "LensSerialNumber", EXIF_EX + "BodySerialNumber", EXIF_EX + "LensSerialNumber"}
OWNER = {AUX + "OwnerName", EXIF_EX + "CameraOwnerName"}
LONGEST_PACKET = 4 * 2**20  # bytes


def read(picture: ImageFile.ImageFile) -> tuple[dict[str, str], set[str]]:
    """The words and the private traces of the XMP packet; raises ValueError for one that is no XML or too long."""
    packet = picture.info.get("xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    packet = packet.strip(b"\x00 \n\r\t")
    if not packet:
        return {}, set()
    if len(packet) > LONGEST_PACKET:
        raise ValueError("too long")
    try:
        root = fromstring(packet, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError("no XMP") from error
    words: dict[str, str] = {}
    found: set[str] = set()
    for element in root.iter():
        found.add(str(element.tag))
        found |= set(element.attrib)
        if element.tag in WORDS:
            words.setdefault(WORDS[element.tag], _value(element))
        for name, value in element.attrib.items():
            if name in WORDS:
                words.setdefault(WORDS[name], value)
    words["taken"] = words.get("taken", "")[:10]
    return words, _private(found)


def _private(found: set[str]) -> set[str]:
    private = {name for name, tags in (("camera", CAMERA), ("owner", OWNER)) if tags & found}
    names = {tag.rpartition("}")[2].casefold() for tag in found}
    return private | ({"location"} if any(part in name for name in names for part in LOCATION) else set())


def _value(element: Element) -> str:
    """A property's text: its own, its resource, its default language's, or its list's."""
    if resource := element.get(RDF + "resource"):
        return resource
    items = element.findall(f".//{RDF}li")
    if not items:
        return element.text or ""
    if element.find(f"{RDF}Alt") is not None:
        chosen = next((item for item in items if item.get(LANGUAGE) == "x-default"), items[0])
        return chosen.text or ""
    return ", ".join(item.text for item in items if item.text)
