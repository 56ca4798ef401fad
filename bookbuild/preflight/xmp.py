"""The XMP packet of a PDF as plain properties (XMP Specification, part 1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree

from bookbuild.preflight.values import unpacked

_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
}
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST_BYTES: Final = 2 << 20


def properties(stream: Any) -> dict[str, str] | None:
    """Properties by `prefix:Name`, of arrays the first item; None when the packet is damaged, or none that is safe to read."""
    if stream is None:
        return {}
    data = unpacked(stream)
    if data is None or len(data) > _MOST_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        packet = ElementTree.fromstring(data.strip(b"\x00 \t\r\n"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return {name: value for one in packet.iter(f"{_RDF}Description") for name, value in _said(one)}


def _said(description: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for key, value in description.attrib.items():
        yield _name(key), value
    for element in description:
        item = next(element.iter(f"{_RDF}li"), None)
        yield _name(element.tag), ((item if item is not None else element).text or "").strip()


def _name(qualified: str) -> str:
    space, _, name = qualified.removeprefix("{").partition("}")
    return f"{_PREFIXES.get(space, space)}:{name}"
