"""The standards a file may claim: one file that keeps each, and what only some of them ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import printfiles as pf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from spoils import icc, xmp

from bookbuild.preflight import check
from bookbuild.preflight.findings import Preflight

X4 = (
    "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A Book</rdf:li></rdf:Alt></dc:title>'
    "<xmp:CreateDate>2026-01-01</xmp:CreateDate><xmp:ModifyDate>2026-01-01</xmp:ModifyDate>"
    "<xmp:MetadataDate>2026-01-01</xmp:MetadataDate><xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>"
    "<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
)


Make = Callable[[Pdf], dict[str, Any]]


def x1a_2003(pdf: Pdf) -> dict[str, Any]:
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-1a:2003")
    del pdf.trailer.Info["/GTS_PDFXConformance"]
    return {"version": "1.4"}


def x3(pdf: Pdf) -> dict[str, Any]:
    """Text in gray tied to a profile, which X-3 allows."""
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-3:2002")
    del pdf.trailer.Info["/GTS_PDFXConformance"]
    pdf.Root.OutputIntents[0].DestOutputProfile = icc(pdf, 4, b"CMYK", b"prtr")
    pf.name_it(pdf, "ColorSpace", "Cs1", Array([Name.ICCBased, icc(pdf, 1, b"GRAY")]))
    pf.add(pdf, 4, b"/Cs1 cs 1 scn 90 300 40 40 re f")
    return {}


def x4(pdf: Pdf) -> dict[str, Any]:
    """Transparency, which X-4 allows, in an object stream."""
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        del pdf.trailer.Info[key]
    pdf.Root.OutputIntents[0].DestOutputProfile = icc(pdf, 4, b"CMYK", b"prtr", version=4)
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(ca=0.5))
    xmp(pdf, X4)
    from pikepdf import ObjectStreamMode

    return {"version": "1.6", "object_stream_mode": ObjectStreamMode.generate}


def found(make: Make, *spoil: Callable[[Pdf], Any]) -> Preflight:
    """The preflight of a file of some standard, with something spoilt."""

    def change(pdf: Pdf) -> dict[str, Any]:
        how = make(pdf)
        for one in spoil:
            one(pdf)
        return how

    return check(pf.spoilt(change))


NAMES: dict[Make, str] = {x1a_2003: "PDF/X-1a:2003", x3: "PDF/X-3:2002", x4: "PDF/X-4"}


@pytest.mark.parametrize("make", NAMES, ids=lambda make: NAMES[make])
def test_a_file_that_keeps_its_standard(make: Make) -> None:
    flight = found(make)
    assert flight.findings == ()
    assert flight.claims == NAMES[make]
    assert "K081" in {one.code for one in flight.passed}


def codes(flight: Preflight) -> set[str]:
    return {one.code for one in flight.errors}


def test_x4_needs_its_profile_embedded() -> None:
    def without(pdf: Pdf) -> None:
        del pdf.Root.OutputIntents[0].DestOutputProfile

    assert codes(found(x4, without)) == {"K086", "K081"}


@pytest.mark.parametrize("key", ["dc:title", "pdf:Trapped", "xmpMM:DocumentID", "xmp:MetadataDate"])
def test_x4_needs_every_property(key: str) -> None:
    assert codes(found(x4, lambda pdf: xmp(pdf, X4.replace(key, f"{key}X")))) == {"K083", "K081"}


def test_an_xmp_packet_that_would_explode_is_not_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    flight = found(x4, lambda pdf: xmp(pdf, X4, bomb))
    assert flight.claims == ""
    flight = check(pf.spoilt(lambda pdf: xmp(pdf, X4, bomb)))
    assert flight.claims == "PDF/X-1a:2001"


def test_x3_needs_a_profile_for_tied_colours() -> None:
    def without(pdf: Pdf) -> None:
        del pdf.Root.OutputIntents[0].DestOutputProfile

    assert codes(found(x3, without)) == {"K086", "K081"}


def test_x3_forbids_rgb_of_the_device() -> None:
    assert codes(found(x3, lambda pdf: pf.add(pdf, 4, b"1 0 0 rg 90 300 40 40 re f"))) == {"K020", "K081"}


def test_properties_may_be_attributes() -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" '
        'pdfxid:GTS_PDFXVersion="PDF/X-4"/></rdf:RDF></x:xmpmeta>'
    )

    def say(pdf: Pdf) -> None:
        pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, packet.encode(), Dictionary(Type=Name.Metadata)))

    assert found(x4, say).claims == "PDF/X-4"
