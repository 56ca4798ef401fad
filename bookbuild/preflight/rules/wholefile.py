"""The file as a whole: sound, open, without bookmarks and notes, not too large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import PDF, Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.limits import MOST_PAGES
from bookbuild.preflight.painting import TOO_MUCH
from bookbuild.preflight.rule import Fault, Rule, always
from bookbuild.preflight.values import Box, box, elements, entry, is_dictionary, items, name

_PLAIN_INFO: Final = frozenset(("Title", "Author", "Trapped", "Producer", "Creator", "CreationDate", "ModDate"))
_UNSEEN: Final = frozenset(("Popup", "TrapNet", "PrinterMark"))
"""Annotations that print nothing, and those that PDF/X itself knows."""


def _sound(document: Document, _demands: Demands) -> Iterator[Fault]:
    for one in document.repairs[:5]:
        yield Fault(f"The file is damaged: {one}.")
    for page in document.pages:
        gaps = page.marks.gaps - {TOO_MUCH}
        if gaps:
            yield Fault(f"The page can't be read as it is: {', '.join(sorted(gaps))}.", page.number)


def _read(document: Document, _demands: Demands) -> Iterator[Fault]:
    if document.page_count > MOST_PAGES:
        yield Fault(f"Pages after {MOST_PAGES} were not looked at.", MOST_PAGES, severity="unchecked")
    for page in document.pages:
        if TOO_MUCH in page.marks.gaps:
            yield Fault("The page shows more than can be looked through.", page.number, severity="unchecked")


def _open(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: not one.encryption)
    if document.pdf.is_encrypted:
        yield Fault("The file is encrypted.", standard=standard)


def _annotations(document: Document, demands: Demands) -> Iterator[Fault]:
    none = demands.forbidding(lambda one: one.annotations == "none")
    outside = demands.forbidding(lambda one: one.annotations == "outside bleed")
    for page in document.pages:
        for one in elements(entry(page.said, "Annots")):
            kind = name(entry(one, "Subtype"))
            where = box(entry(one, "Rect"))
            if not is_dictionary(one) or kind in _UNSEEN:
                continue
            if none or demands.forbids("annotations"):
                source = "" if none else demands.of_press("forbidden")
                yield Fault(
                    f"There is an annotation ({kind or 'of no kind'}).",
                    page.number,
                    where,
                    standard=none,
                    source=source,
                )
                break
            if outside and (where is None or _meets(where, _bleed(page))):
                yield Fault(
                    f"There is an annotation ({kind or 'of no kind'}) on what is printed.",
                    page.number,
                    where,
                    standard=outside,
                )
                break


def _bleed(page: Page) -> Box:
    return page.boxes["BleedBox"] or page.trim


def _meets(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _annotations_asked(demands: Demands) -> str:
    standard = demands.forbidding(lambda one: one.annotations != "any")
    if standard:
        return demands.of_standard(standard)
    return demands.of_press("forbidden") if demands.forbids("annotations") else ""


def _bookmarks(document: Document, _demands: Demands) -> Iterator[Fault]:
    if entry(document.root, "Outlines", "First") is not None:
        yield Fault("The file has bookmarks.")


def _metadata(document: Document, _demands: Demands) -> Iterator[Fault]:
    more = [key for key, _ in items(document.info) if key not in _PLAIN_INFO and not key.startswith("GTS_")]
    if more:
        yield Fault(f"The Info dictionary says more than title and author: {', '.join(more[:6])}.", severity="warning")
    if entry(document.root, "Metadata") is not None:
        yield Fault("The file has an XMP packet.", severity="warning")


def _size(document: Document, demands: Demands) -> Iterator[Fault]:
    most = demands.press.file.megabytes if demands.press else None
    if most and document.size > most << 20:
        yield Fault(f"The file has {document.size >> 20} MB; the press takes {most}.")


def _size_asked(demands: Demands) -> str:
    return demands.of_press("file-size") if demands.press and demands.press.file.megabytes else ""


RULES: Final = (
    Rule("K070", "The file is not encrypted.", always("every press"), _open),
    Rule("K073", "Nothing is stuck on the pages (annotations).", _annotations_asked, _annotations),
    Rule(
        "K077", "There are no bookmarks.",
        lambda asks: asks.of_press("forbidden") if asks.forbids("bookmarks") else "", _bookmarks,
    ),
    Rule(
        "K078", "The file says no more of itself than title and author.",
        lambda asks: asks.of_press("forbidden") if asks.forbids("metadata") else "", _metadata,
    ),
    Rule("K079", "The file is not too large for the press.", _size_asked, _size),
    Rule("K090", "The file is whole, its pages can be read.", always(f"{PDF}, 7.5 and 7.8"), _sound),
    Rule("K092", "All that pages show was looked at.", always("bookbuild's own bounds"), _read),
)  # fmt: skip
