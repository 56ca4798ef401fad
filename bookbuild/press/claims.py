"""What a file says of itself: its version, Info, XMP, output intent and identity, as its kind asks for.

A press's software believes these words before it looks at the pages; so nothing is said that binding and drawing have
not made true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from bookbuild.press.profile import Profile
from bookbuild.press.standards import Standard

PROGRAM: Final = "bookbuild"
_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Of which book, when, and which bytes: what every way of saying it agrees on."""

    title: str
    author: str
    date: str
    """As PDF writes it, in universal time: `D:20000101000000Z`."""
    digest: bytes
    """Sixteen bytes that follow from the file's content."""


def declare(writer: PdfWriter, standard: Standard, credentials: Credentials, profile: Profile | None) -> None:
    """Write all that a file of this kind says of itself."""
    writer.pdf_header = f"%PDF-{standard.version}"
    writer._ID = ArrayObject([ByteStringObject(credentials.digest)] * 2)
    writer.metadata = None
    said = information(standard, credentials)
    writer.add_metadata({f"/{key}": value for key, value in said.items()})
    if writer._info is not None and "Trapped" in said:
        writer._info[NameObject("/Trapped")] = NameObject(said["Trapped"])
    if standard.intent:
        writer.root_object[NameObject("/OutputIntents")] = ArrayObject([_intent(writer, standard, profile)])
    if standard.xmp_required:
        writer.root_object[NameObject("/Metadata")] = writer._add_object(_metadata(xmp(standard, credentials)))


def information(standard: Standard, credentials: Credentials) -> dict[str, str]:
    """The Info dictionary's keys and values; `Trapped` is a name, the others are text."""
    said = {"Title": credentials.title}
    if credentials.author:
        said["Author"] = credentials.author
    if standard.full_info:
        said |= {"Creator": PROGRAM, "Producer": PROGRAM, "CreationDate": credentials.date, "ModDate": credentials.date}
    if standard.is_pdfx:
        said["Trapped"] = "/False"
    return said | dict(standard.info)


def _intent(writer: PdfWriter, standard: Standard, profile: Profile | None) -> Any:
    """The output intent: the profile's condition, or else the registered one of the standard."""
    intent = DictionaryObject(
        {NameObject("/Type"): NameObject("/OutputIntent"), NameObject("/S"): NameObject("/GTS_PDFX")}
    )
    if profile:
        said = {
            "OutputConditionIdentifier": "Custom",
            "OutputCondition": profile.description,
            "Info": profile.description,
        }
        stream = StreamObject()
        stream.set_data(profile.data)
        stream[NameObject("/N")] = NumberObject(profile.channels)
        intent[NameObject("/DestOutputProfile")] = writer._add_object(stream.flate_encode())
    else:
        assert standard.intent is not None
        condition = standard.intent.default
        said = {
            "OutputConditionIdentifier": condition.identifier,
            "OutputCondition": condition.description,
            "RegistryName": condition.registry,
            "Info": condition.description,
        }
    intent.update({NameObject(f"/{key}"): TextStringObject(value) for key, value in said.items()})
    return writer._add_object(intent)


def _metadata(packet: bytes) -> Any:
    """An XMP packet as a stream, not compressed, so that programs that know no PDF find it."""
    stream = StreamObject()
    stream.set_data(packet)
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    return stream


def xmp(standard: Standard, credentials: Credentials) -> bytes:
    """An XMP packet that says what Info says (XMP Specification, part 1), and the standard's name."""
    from html import escape
    from uuid import UUID

    said = information(standard, credentials)
    properties = {
        "dc:format": "application/pdf",
        "pdf:Producer": said["Producer"],
        "pdf:Trapped": said["Trapped"].removeprefix("/"),
        "xmp:CreatorTool": said["Creator"],
        "xmp:CreateDate": iso_date(said["CreationDate"]),
        "xmp:ModifyDate": iso_date(said["ModDate"]),
        "xmp:MetadataDate": iso_date(said["ModDate"]),
        "xmpMM:DocumentID": f"uuid:{UUID(bytes=credentials.digest)}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
        **standard.xmp,
    }
    spaces = "".join(f'\n    xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    lines = [f"   <{key}>{escape(value, quote=False)}</{key}>" for key, value in properties.items()]
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(said["Title"], quote=False)}</rdf:li></rdf:Alt>'
    lines.append(f"   <dc:title>{title}</dc:title>")
    if "Author" in said:
        author = f"<rdf:Seq><rdf:li>{escape(said['Author'], quote=False)}</rdf:li></rdf:Seq>"
        lines.append(f"   <dc:creator>{author}</dc:creator>")
    body = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""{spaces}>\n{body}\n  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    ).encode()


def iso_date(date: str) -> str:
    """A PDF's date in universal time as XMP writes it: 2000-01-01T00:00:00Z."""
    digits = date.removeprefix("D:").removesuffix("Z")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"
