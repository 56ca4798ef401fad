"""Fonts: all there, readable, whole where the press wants them so, and drawing what they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import HOUSE, PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.fonts import Font
from bookbuild.preflight.rule import Fault, Rule, always
from bookbuild.preflight.truetype import TrueType

_SAME_WIDTH: Final = 1.01
"""Thousandths of an em by which two widths may differ: both are rounded."""
_RESTRICTED, _NO_SUBSETS, _BITMAPS = 0x0002, 0x0100, 0x0200
_RIGHTS: Final = 0x000E


def _fonts(document: Document) -> Iterator[tuple[Font, int]]:
    """Every font that pages name or use, with a page of it."""
    pages = {document.shelf.font(said): page for said, page in document.sightings.fonts}
    for font in document.shelf.fonts.values():
        pages[font] = min(font.pages, default=pages.get(font, 0))
    yield from pages.items()


def _used(document: Document) -> Iterator[tuple[Font, int]]:
    return ((font, page) for font, page in _fonts(document) if font.pages)


def _embedded(document: Document, _demands: Demands) -> Iterator[Fault]:
    for font, page in _fonts(document):
        if not font.is_embedded:
            unused = "" if font.pages else " (no letter is set in it, but it is named)"
            yield Fault(f"The font {font.name} is not embedded{unused}.", page)


def _readable(document: Document, _demands: Demands) -> Iterator[Fault]:
    for font, page in _fonts(document):
        if font.file is not None and font.outlines is None:
            yield Fault(f"The file of the font {font.name} is damaged, or no font.", page)


def _drawn(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: one.is_pdfx)
    for font, page in _used(document):
        glyphs = {code: font.glyph(code) for code in font.codes} if font.kind != "Type3" else {}
        nothing = sorted(code for code, glyph in glyphs.items() if glyph is not None and not glyph)
        if nothing:
            shown = ", ".join(f"{code:02X}" for code in nothing[:5])
            what = f"{font.name} has no glyph for {len(nothing)} of the codes used ({shown})."
            yield Fault(what, font.first_page(nothing[0]), standard=standard)
        elif font.is_embedded and None in glyphs.values():
            yield Fault(f"Which glyphs of {font.name} are drawn can't be told.", page, severity="unchecked")


def _widths(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: one.is_pdfx)
    for font, page in _used(document):
        codes = (code for code in font.codes if font.glyph(code) not in (0, ""))
        drawn = {code: font.drawn_width(code) for code in codes} if font.is_embedded else {}
        wrong = [
            code for code, width in drawn.items() if width is not None and abs(width - font.width(code)) > _SAME_WIDTH
        ]
        if wrong:
            code = min(wrong)
            what = f"{font.name}: {len(wrong)} widths differ from the font file's (code {code:02X}: {font.width(code):g}, {drawn[code]:.4g} in the file)."
            yield Fault(what, page, severity="error" if standard else "warning", standard=standard)
        elif font.kind != "Type3" and None in drawn.values():
            yield Fault(f"Some widths of {font.name} can't be compared.", page, severity="unchecked")


def _rights(document: Document, _demands: Demands) -> Iterator[Fault]:
    silent: list[str] = []
    for font, page in _fonts(document):
        program = font.program
        rights = program.rights if isinstance(program, TrueType) else None
        if rights is None:
            silent += [font.name] if program is not None else []
        elif rights & _RIGHTS == _RESTRICTED:
            yield Fault(f"The licence of {font.name} forbids embedding (fsType {rights}).", page)
        elif rights & _BITMAPS:
            yield Fault(f"The licence of {font.name} allows bitmaps alone (fsType {rights}).", page)
        elif rights & _NO_SUBSETS and font.is_subset:
            yield Fault(f"The licence of {font.name} forbids subsets (fsType {rights}).", page)
    if silent:
        names = ", ".join(dict.fromkeys(silent))
        yield Fault(f"Font files that say nothing of their licence: {names}.", severity="unchecked")


def _whole(document: Document, _demands: Demands) -> Iterator[Fault]:
    for font, page in _fonts(document):
        if font.is_subset and font.is_embedded:
            yield Fault(f"{font.name} is embedded as a subset.", page, severity="warning")


def _all_used(document: Document, _demands: Demands) -> Iterator[Fault]:
    for font, page in _fonts(document):
        if not font.pages and font.is_embedded and not document.has_gaps:
            yield Fault(f"The font {font.name} is in the file, but no letter is set in it.", page, severity="warning")


def _not_drawings(document: Document, _demands: Demands) -> Iterator[Fault]:
    for font, page in _fonts(document):
        if font.kind == "Type3":
            yield Fault(f"{font.name} is a Type 3 font.", page, severity="warning")


def _wants_whole(demands: Demands) -> str:
    return demands.of_press("fonts") if demands.press and demands.press.file.embed == "full" else ""


RULES: Final = (
    Rule(
        "K010", "Every font is embedded, the unused ones too.", always(f"{PDF}, 9.9; every press and PDF/X"), _embedded
    ),
    Rule("K011", "Every font file can be read.", always(f"{PDF}, 9.9"), _readable),
    Rule("K012", "Every letter has a glyph.", always(f"{PDF}, 9.7.6.3; PDF/X"), _drawn, reads=True),
    Rule("K013", "Widths are those of the font files.", always(f"{PDF}, 9.2.4; PDF/X"), _widths, reads=True),
    Rule("K014", "No font's licence forbids embedding.", always("ISO/IEC 14496-22, OS/2 fsType"), _rights),
    Rule("K015", "Fonts are embedded whole.", _wants_whole, _whole),
    Rule("K016", "No font lies in the file for nothing.", always(HOUSE), _all_used, reads=True),
    Rule("K017", "No font is made of drawings (Type 3).", always(HOUSE), _not_drawings),
)
