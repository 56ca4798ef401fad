"""What a file says of itself: the kind of file it claims to be, and all that must be said with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from bookbuild.preflight.claim import claim_of
from bookbuild.preflight.demands import PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.rule import Fault, Rule, always, by_standard
from bookbuild.preflight.values import elements, entry, is_stream, name, text, unpacked, whole
from bookbuild.press.standards import Standard

_DATE: Final = re.compile(r"D:\d{4}")
_CHANNELS: Final = {"GRAY": 1, "RGB ": 3, "CMYK": 4}
_ICC_SIGNATURE: Final = b"acsp"
_REGISTRY: Final = "http://www.color.org"
_SINCE: Final = {
    "transparency": "1.4",
    "JBIG2Decode": "1.4",
    "JPXDecode": "1.5",
    "layers": "1.5",
    "objects in compressed streams": "1.5",
}
"""The PDF version that something came with."""


def _pdfx(standard: Standard) -> bool:
    return standard.is_pdfx


def _kind(document: Document, demands: Demands) -> Iterator[Fault]:
    press, claim = demands.press, claim_of(document)
    if press is None:
        return
    taken = [one.lower() for one in press.accepts]
    if "plain" in taken or "screen" in taken or press.standard in ("plain", "screen"):
        return
    shown = ", ".join(one.upper().replace("1A", "1a") for one in press.accepts)
    if not claim.label:
        yield Fault(f"The file does not say that it is PDF/X; the press takes {shown}.")
    elif claim.standard is None or claim.standard.name.lower() not in taken:
        yield Fault(f"The file says it is {claim.label}; the press takes {shown}.")


def _kind_asked(demands: Demands) -> str:
    return demands.of_press("standard") if demands.press and demands.press.standard not in ("plain", "screen") else ""


def _labels(document: Document, demands: Demands) -> Iterator[Fault]:
    claim = claim_of(document)
    if claim.label and claim.standard is None:
        yield Fault(f"The file says it is {claim.label}, which is not known here.", severity="unchecked")
    said = document.xmp
    for standard in filter(_pdfx, demands.standards):
        for key, due in standard.info.items():
            has = text(entry(document.info, key))
            if has != due:
                yield Fault(f"The Info dictionary's {key} is {has or 'not there'}, not {due}.", standard=standard)
        for key, due in standard.xmp.items():
            has = (said or {}).get(key, "")
            if has != due:
                yield Fault(f"The XMP packet's {key} is {has or 'not there'}, not {due}.", standard=standard)
        if standard.info and claim.xmp and claim.xmp not in (claim.info, claim.conformance):
            yield Fault(f"The XMP packet says {claim.xmp}, Info {claim.label}.", standard=standard)


def _required(document: Document, demands: Demands) -> Iterator[Fault]:
    said = document.xmp
    for standard in filter(_pdfx, demands.standards):
        for key in standard.info_required:
            value = text(entry(document.info, key))
            if not value:
                yield Fault(f"The Info dictionary has no {key}.", standard=standard)
            elif key.endswith("Date") and not _DATE.match(value):
                yield Fault(f"The Info dictionary's {key} is no date: {value}.", standard=standard)
        if said is None and standard.xmp_required:
            yield Fault("The XMP packet is damaged.", standard=standard)
            continue
        for key in standard.xmp_required:
            if not (said or {}).get(key):
                yield Fault(f"The XMP packet has no {key}.", standard=standard)


def _trapped(document: Document, demands: Demands) -> Iterator[Fault]:
    for standard in filter(_pdfx, demands.standards):
        value = entry(document.info, "Trapped")
        said = document.xmp or {}
        if (value is not None or standard.info_required) and name(value) not in ("True", "False"):
            yield Fault(f"Trapped is {text(value) or 'not there'}; it must be True or False.", standard=standard)
        in_xmp = said.get("pdf:Trapped")
        if in_xmp and value is not None and in_xmp != name(value):
            yield Fault(f"Trapped is {name(value)} in Info, {in_xmp} in the XMP packet.", standard=standard)


def _identity(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: one.file_id)
    if len(list(elements(entry(document.pdf.trailer, "ID")))) != 2:
        yield Fault("The file has no ID.", standard=standard)


def _intents(document: Document) -> list[Any]:
    return [one for one in elements(entry(document.root, "OutputIntents")) if name(entry(one, "S")) == "GTS_PDFX"]


def _intent(document: Document, demands: Demands) -> Iterator[Fault]:
    for standard in filter(_pdfx, demands.standards):
        intents = _intents(document)
        if len(intents) != 1:
            yield Fault(f"The file has {len(intents) or 'no'} output intents for PDF/X, not one.", standard=standard)
            continue
        intent, rule = intents[0], standard.intent
        profile = entry(intent, "DestOutputProfile")
        if not text(entry(intent, "OutputConditionIdentifier")):
            yield Fault("The output intent names no printing condition.", standard=standard)
        registered = text(entry(intent, "RegistryName")).rstrip("/") == _REGISTRY
        if rule and rule.profile == "always" and profile is None:
            yield Fault("The output intent embeds no profile.", standard=standard)
        elif rule and profile is None and not registered:
            yield Fault("The output intent names no registry, and embeds no profile.", standard=standard)
        elif rule and rule.profile == "device-independent" and profile is None and _is_managed(document):
            yield Fault("Colours are tied to profiles, and the output intent embeds none.", standard=standard)
        if not registered and not text(entry(intent, "Info")):
            yield Fault("The output intent says nothing of a condition that is not registered.", standard=standard)


def _is_managed(document: Document) -> bool:
    """Whether any colour is not the device's own."""
    kinds = {kind for page in document.pages for area in page.marks.areas for kind in area.paint.space.kinds}
    kinds |= {kind for page in document.pages for use in page.marks.pictures for kind in use.picture.space.kinds}
    return bool(kinds & {"ICCBased", "CalGray", "CalRGB", "Lab"})


def _profile(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(_pdfx)
    for intent in _intents(document):
        stream = entry(intent, "DestOutputProfile")
        if stream is None:
            continue
        data = unpacked(stream) if is_stream(stream) else None
        if not data or len(data) < 132 or data[36:40] != _ICC_SIGNATURE:
            yield Fault("The output intent's profile is damaged, or no ICC profile.", standard=standard)
            continue
        kind, space = data[12:16].decode("latin-1"), data[16:20].decode("latin-1")
        if kind != "prtr":
            yield Fault(
                f"The output intent's profile is of class {kind}, not prtr: it describes no press.", standard=standard
            )
        if whole(entry(stream, "N")) != _CHANNELS.get(space, -1):
            yield Fault(
                f"The output intent's profile is {space.strip()}, but its N is {whole(entry(stream, 'N'))}.",
                standard=standard,
            )
        most = standard.intent.icc_version if standard and standard.intent else data[8]
        if data[8] > most:
            yield Fault(
                f"The output intent's profile is of ICC version {data[8]}; {most} is the latest allowed.",
                standard=standard,
            )


def _version(document: Document, demands: Demands) -> Iterator[Fault]:
    for standard in filter(_pdfx, demands.standards):
        versions = [document.header, name(entry(document.root, "Version"))]
        wrong = [one for one in versions if one and one not in standard.versions]
        if wrong or not document.header:
            due = " or ".join(standard.versions)
            yield Fault(f"The file is of PDF version {wrong[0] if wrong else 'unknown'}, not {due}.", standard=standard)


def _young(document: Document, _demands: Demands) -> Iterator[Fault]:
    """What the version in the header does not know yet. A version in the catalog counts if it is later."""
    version = max(document.header, name(entry(document.root, "Version")))
    sightings = document.sightings
    met = {kind: one.page for kind in ("transparency", "layers") for one in sightings.of(kind)}
    met |= {one.what: one.page for one in sightings.of("filter")}
    met |= {} if _lies_open(document) else {"objects in compressed streams": 0}
    for thing, since in _SINCE.items():
        if thing in met and version < since:
            what = f"The file says it is PDF {version or 'of no version'}, and has {thing}, which came with {since}."
            yield Fault(what, met[thing], severity="warning")


def _streams(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: not one.streams)
    if not _lies_open(document):
        yield Fault("The file has objects, or its table of objects, in compressed streams.", standard=standard)


def _lies_open(document: Document) -> bool:
    """Whether no object is packed together with others."""
    trailer = document.pdf.trailer
    if name(entry(trailer, "Type")) == "XRef" or entry(trailer, "XRefStm") is not None:
        return False
    return all(one.type != 2 for one in document.pdf.get_xref_table().values())


RULES: Final = (
    Rule("K080", "The file is of a kind that the press takes.", _kind_asked, _kind),
    Rule("K082", "The labels of PDF/X are right, and agree.", always("ISO 15930"), _labels),
    Rule("K083", "The file says of itself what the standard asks.", by_standard(_pdfx), _required),
    Rule("K084", "It says whether it is trapped.", by_standard(_pdfx), _trapped),
    Rule("K085", "The file has an ID.", by_standard(lambda one: one.file_id), _identity),
    Rule("K086", "It says for which printing condition it is made.", by_standard(_pdfx), _intent, reads=True),
    Rule("K087", "The printing condition's profile is one.", by_standard(_pdfx), _profile),
    Rule("K088", "It is of the standard's PDF version.", by_standard(_pdfx), _version),
    Rule("K093", "The file is of the version whose features it uses.", always(f"{PDF}, 7.2.2 and annex I"), _young),
    Rule("K089", "Objects lie open in the file.", by_standard(lambda one: not one.streams), _streams),
)
