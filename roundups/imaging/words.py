"""The words inside a published picture: who is to be named, and what is seen. Nothing else of the newsroom's."""

from xml.sax.saxutils import escape, quoteattr

from roundups.galley import Photo

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def packet(photo: Photo) -> str:
    """The XMP packet of a photo's prints: credit, creator, caption, copyright, alt text, source type, web statement.

    XMP and not EXIF, which turns "©" into "?" (5-promises, facts). What is empty is left out.
    """
    source_type = f"{SOURCE_TYPES}{photo.source_type}" if photo.source_type else ""
    said = (
        _plain("photoshop:Credit", photo.credit),
        _list("dc:creator", "Seq", photo.creator),
        _language("dc:description", photo.caption),
        _language("dc:rights", photo.copyright),
        _language("Iptc4xmpCore:AltTextAccessibility", photo.alt),
        _plain("Iptc4xmpExt:DigitalSourceType", source_type),
        _plain("xmpRights:WebStatement", photo.web_statement or photo.license),
    )
    spaces = " ".join(f"xmlns:{name}={quoteattr(address)}" for name, address in NAMESPACES.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="">'
        f"{''.join(said)}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _list(name: str, kind: str, text: str, attribute: str = "") -> str:
    item = f"<rdf:{kind}><rdf:li{attribute}>{escape(text)}</rdf:li></rdf:{kind}>"
    return f"<{name}>{item}</{name}>" if text else ""


def _language(name: str, text: str) -> str:
    return _list(name, "Alt", text, ' xml:lang="x-default"')
