"""What a file says it is. A label proves nothing: the standard that it names is then checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.preflight.demands import X3_2003
from bookbuild.preflight.document import Document
from bookbuild.preflight.values import entry, text
from bookbuild.press.standards import STANDARDS, Standard

KNOWN: Final = (*(one for one in STANDARDS if one.is_pdfx), X3_2003)
_VERSION, _CONFORMANCE = "GTS_PDFXVersion", "GTS_PDFXConformance"


@dataclass(frozen=True, slots=True)
class Claim:
    """The labels in the Info dictionary and in the XMP packet, and the standard they mean; None for one that is not
    known here, or none at all."""

    info: str
    conformance: str
    xmp: str
    standard: Standard | None

    @property
    def label(self) -> str:
        """The label as a person would say it; nothing when there is none."""
        return self.conformance or self.info or self.xmp


def claim_of(document: Document) -> Claim:
    """What the document claims to be."""
    said = document.xmp or {}
    info, conformance = text(entry(document.info, _VERSION)), text(entry(document.info, _CONFORMANCE))
    label = said.get(f"pdfxid:{_VERSION}") or said.get(f"pdfx:{_CONFORMANCE}") or said.get(f"pdfx:{_VERSION}") or ""
    return Claim(info, conformance, label, _meant(info, conformance, label))


def _meant(info: str, conformance: str, xmp: str) -> Standard | None:
    """The standard that labels mean: by their own words, else by a name alike."""
    labels = [one.strip().lower() for one in (conformance, info, xmp) if one.strip()]
    return next((one for label in labels for one in KNOWN if one.name.lower() == label), None)
