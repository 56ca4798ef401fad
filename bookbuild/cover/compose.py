"""A whole cover: the ground over all of it, then front, spine and back."""

from __future__ import annotations

from dataclasses import replace

from bookbuild.cover.back import back
from bookbuild.cover.front import front
from bookbuild.cover.geometry import Wrap
from bookbuild.cover.spine import spine
from bookbuild.cover.studio import Studio, palette_of
from bookbuild.diagnostics import Findings, error
from bookbuild.makeup.compose import Composer
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.cover import CoverCopy
from bookbuild.press.paint import Field, Painted
from bookbuild.setting.founts import Typecase
from bookbuild.setting.hyphenation import hyphenator_for
from bookbuild.setting.paragraph import Compositor
from bookbuild.style.press import Press
from bookbuild.style.style import Style


def studio_for(
    book: Book, copy: CoverCopy, style: Style, press: Press, pages: int, wrap: Wrap, findings: Findings
) -> Studio:
    """A studio for one book's cover, in which no word is divided. Raises BookError J041 for colours of too much ink."""
    composer = undivided(style, book.language, findings)
    return Studio(book, copy, composer.style, press, pages, wrap, palette_of(copy, press), composer, findings)


def undivided(style: Style, language: str, findings: Findings) -> Composer:
    """A composing room of the design in which no word is divided."""
    style = replace(style, division=replace(style.division, on=False))
    case = Typecase(style, language, findings)
    hyphenator = hyphenator_for(language, style.division, (), findings)
    return Composer(style, Compositor.of(case, hyphenator, findings), findings)


def composed(studio: Studio) -> list[Painted]:
    """Everything on the cover in the order in which it is painted. Raises BookError: J010 to J030 for what does not fit, T010
    for characters that no face has."""
    sheet = studio.wrap.sheet
    ground = Field(sheet.x, sheet.y, sheet.width, sheet.height, studio.palette.ground)
    painted = [ground, *front(studio), *spine(studio), *back(studio)]
    boxed = studio.composer.compositor.case.boxed
    if boxed:
        shown = ", ".join(f"“{one}” (U+{ord(one[0]):04X})" for one in boxed)
        hint = "Replace them, or name a face that has them under `faces:` in book.yaml."
        raise error("T010", f"No face has these characters of the cover: {shown}.", hint, studio.copy.place)
    return painted
