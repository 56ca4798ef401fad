"""Settings read from a style become a Style: points, faces, lettering, all faults of size found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.style.drawing import Device, Drawing, read_device, read_svg
from bookbuild.style.settings import ROLES, LetteringSettings, SceneBreakSettings, StyleSettings
from bookbuild.style.style import (
    SAFE,
    Bar,
    Characters,
    Division,
    Extract,
    FaceFile,
    Furniture,
    Grid,
    Lettering,
    LineCosts,
    Listing,
    Microtype,
    Opening,
    Ornament,
    Style,
    Trim,
    Typeface,
    WordSpace,
)
from bookbuild.style.typefaces import find_typeface, shipped_typefaces
from bookbuild.units import inches
from bookbuild.yamltext import Mapping, Node

NARROWEST_EMS: Final = 10
FEWEST_LINES: Final = 5
PICTURES: Final = (".svg", ".png")
"""The files that an ornament may be."""
CHARACTERS: Final = {"asterism": "\u2042", "asterisks": "*\u2003*\u2003*"}
"""Ornaments with names of their own; the asterisks stand an em apart."""


HIGHEST_ORNAMENT: Final = 1 / 3
"""The highest ornament, in text blocks."""
LEAST_LEADING: Final = 0.9
"""The least leading of the text, in its sizes: below it, lines are printed on one another."""
LARGEST: Final = {
    "lead-in": 1.0, "epigraph": 1.0, "epigraph-source": 1.0, "running-head": 1.2, "folio": 1.2,
    "head-2": 1.7, "head-3": 1.7, "caption": 2.0, "copyright": 2.0, "dedication": 2.5, "publisher": 2.5,
}  # fmt: skip
"""How large a role may be, in leadings of the text: larger, its lines run into their neighbours or off the page."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Where what is wrong was said: the merged layers, the names of the shipped designs' files, and where trim or style
    were asked for."""

    tree: Mapping
    shipped: frozenset[str]
    asked: Place | None

    def place(self, *paths: tuple[str, ...]) -> Place | None:
        """The place of the first of these settings that a user's own file says; else where the design was asked for.

        Lines of the shipped designs are nobody's fault.
        """
        own = (node.place for path in paths if (node := self._at(path)) and node.place.file not in self.shipped)
        return next(own, self.asked)

    def _at(self, path: tuple[str, ...]) -> Node | None:
        node: Node | None = self.tree
        for key in path:
            node = node.items.get(key) if isinstance(node, Mapping) else None
        return node


def resolved(name: str, settings: StyleSettings, trim: Trim, blame: Blame, own_faces: dict[str, Typeface]) -> Style:
    """Settings as points, faces and lettering; `blame` knows the places of what they were read from.

    Raises BookError as `load_style` says."""
    place = blame.tree.place
    text = settings.text
    typeface = find_typeface(
        text.face.text if text.face else "EB Garamond", text.face.place if text.face else place, own_faces
    )
    typeface = _pinned(typeface, text.weight, text.optical_size)
    leading = text.leading or round(text.size * 1.27 * 2) / 2
    if leading < LEAST_LEADING * text.size - 1e-6:
        message = f"Lines {leading:g} pt apart of type of {text.size:g} pt would be printed on one another."
        hint = f"A leading of at least {LEAST_LEADING * text.size:.1f}pt; {1.27 * text.size:.1f}pt is usual."
        raise error("S016", message, hint, blame.place(("text", "leading"), ("text", "size")))
    grid = _grid(settings, trim, leading, blame)
    chapter, extract = settings.chapter, settings.extract
    faces = shipped_typefaces()
    fallbacks = {face.name: face for face in (*own_faces.values(), *faces.values())}
    return Style(
        name=name,
        trim=trim,
        grid=grid,
        typeface=typeface,
        mono=next(face for face in faces.values() if face.use == "mono"),
        fallbacks=tuple(face for face in fallbacks.values() if face.name != typeface.name),
        size=text.size,
        indent=leading if text.indent is None else text.indent,
        justified=text.align == "justify",
        lining=text.figures == "lining",
        bold_emphasis=text.emphasis == "bold",
        large_print=settings.large_print,
        opening=Opening(
            chapter.opens == "recto",
            chapter.sink,
            chapter.number,
            chapter.title,
            chapter.subtitle,
            chapter.numbers == "words",
        ),
        initial_lines=settings.initial.lines,
        lead_in="phrase" if settings.initial.lead_in == "small caps" else settings.initial.lead_in,
        scene_break=_fitting(_ornament(settings.scene_break, text.size), grid, settings.scene_break, blame),
        furniture=Furniture(
            settings.running_heads.verso,
            settings.running_heads.recto,
            settings.running_heads.above,
            settings.folio.at,
            settings.folio.below,
        ),
        contents=Listing(settings.contents.folio == "before", settings.contents.spacing),
        division=Division(**vars(settings.hyphenation)),
        word_space=WordSpace(**vars(settings.word_space)),
        microtype=Microtype(**vars(settings.microtypography)),
        costs=LineCosts(**vars(settings.costs)),
        extract=Extract(extract.size * text.size, extract.left * leading, extract.right * leading),
        lettering=_lettering(settings, typeface, own_faces, leading, blame),
    )


def _grid(settings: StyleSettings, trim: Trim, leading: float, blame: Blame) -> Grid:
    """The text block. Raises BookError S010 when the margins leave no room for one, S011 for too many lines,
    S012 for a margin narrower than the safe box."""
    margins = settings.margins
    shares = {
        "head": 0.1 * trim.height,
        "foot": 0.12 * trim.height,
        "spine": 0.15 * trim.width,
        "fore-edge": 0.12 * trim.width,
    }
    given = {"head": margins.head, "foot": margins.foot, "spine": margins.spine, "fore-edge": margins.fore_edge}
    head, foot, spine, fore_edge = (max(shares[name], SAFE) if one is None else one for name, one in given.items())
    for name, margin in given.items():
        if margin is not None and margin < SAFE - 1e-6:
            message = (
                f"The {name} margin is {margin:.1f} pt; text must stay {SAFE:.0f} pt (half an inch) inside the trim."
            )
            hint = "Presses refuse less: make the margin wider."
            raise error("S012", message, hint, blame.place(("margins", name)))
    measure = trim.width - spine - fore_edge
    room = trim.height - head - foot
    fit = int(room / leading + 1e-6)
    lines = settings.lines or fit
    page = f"{inches(trim.width)} x {inches(trim.height)} in"
    if measure < NARROWEST_EMS * settings.text.size or fit < FEWEST_LINES:
        message = (
            f"The margins leave {max(measure, 0):.0f} x {max(room, 0):.0f} pt of a page of {page}: too little for text."
        )
        across = [("margins", "spine"), ("margins", "fore-edge"), ("text", "size")]
        down = [("margins", "head"), ("margins", "foot"), ("text", "leading"), ("text", "size")]
        where = blame.place(*(down if fit < FEWEST_LINES else across), ("trim",))
        raise error("S010", message, "Choose a larger trim or smaller margins.", where)
    if lines > fit:
        raise error(
            "S011",
            f"{lines} lines don't fit between the margins; {fit} do.",
            "Take lines away, or lower the leading.",
            blame.place(("lines",), ("text", "leading"), ("margins", "head"), ("margins", "foot")),
        )
    return Grid(head, spine, fore_edge, measure, leading, lines)


def _fitting(ornament: Ornament | None, grid: Grid, settings: SceneBreakSettings, blame: Blame) -> Ornament | None:
    """An ornament that has room between texts. Raises BookError S022 for one wider than a line or higher than a third of
    the page."""
    width = 0.0 if ornament is None or isinstance(ornament, Characters) else ornament.width
    height = ornament.height if isinstance(ornament, Drawing | Device) else 0.0
    most = grid.lines * grid.leading * HIGHEST_ORNAMENT
    if width > grid.measure or height > most:
        size = f"{width:.0f} x {height:.0f} pt" if height else f"{width:.0f} pt wide"
        message = f"The ornament is {size}; there is room for {grid.measure:.0f} x {most:.0f}."
        named = settings.ornament.place if settings.ornament else None
        where = blame.place(("scene-break", "width")) or named
        raise error("S022", message, "Give a smaller `width`, or crop its file.", where)
    return ornament


def _ornament(settings: SceneBreakSettings, size: float) -> Ornament | None:
    """What stands between scenes, None for a blank line. Raises BookError S020, S021 for a picture's file."""
    named = settings.ornament
    word = named.text if named else "blank"
    if word.lower().endswith(".svg"):
        return read_svg(Path(word), settings.width, named.place if named else None)
    if word.lower().endswith(PICTURES):
        return read_device(Path(word), settings.width, named.place if named else None)
    if word.lower() == "rule":
        return Bar(settings.width, settings.thickness)
    if word.lower() == "blank" or not word.strip():
        return None
    if not any(map(_has_ink, word)):
        hint = "Name a character that prints, or `blank` for an empty line."
        raise error("S021", "The ornament has no character that prints.", hint, named.place if named else None)
    return Characters(CHARACTERS.get(word.lower(), word), settings.size * size, named.place if named else None)


def _has_ink(character: str) -> bool:
    """Whether a character prints anything by itself."""
    return unicodedata.category(character)[0] in "LNPS"


def _lettering(
    settings: StyleSettings, typeface: Typeface, own_faces: dict[str, Typeface], leading: float, blame: Blame
) -> dict[str, Lettering]:
    """Every role's lettering; roles the style does not mention are set in the text's face.

    Raises BookError S015 for a size that leaves the role's lines no room."""
    given = settings.lettering or {}
    lettering: dict[str, Lettering] = {}
    for role in ROLES:
        one = given.get(role, LetteringSettings())
        face = find_typeface(one.face.text, one.face.place, own_faces) if one.face else typeface
        value, fixed = one.size
        size = value if fixed else value * settings.text.size
        most = LARGEST.get(role, 0) * leading
        if most and size > most:
            message = f"`{role}` of {size:.1f} pt has no room where it stands, between lines {leading:g} pt apart."
            hint = f"At most {most:.1f}pt, or a larger `leading` under `text`."
            raise error("S015", message, hint, blame.place(("lettering", role, "size"), ("text", "leading")))
        lettering[role] = Lettering(
            _pinned(face, one.weight, one.optical_size),
            size,
            size * one.leading,
            one.shape == "italic",
            one.caps == "small",
            one.tracking,
            one.align,
            (one.figures or settings.text.figures) == "lining",
        )
    return lettering


def _pinned(typeface: Typeface, weight: float | None, optical_size: float | None) -> Typeface:
    """A typeface with its weight and optical size as the style sets them (bold keeps its own weight)."""

    def pinned(file: FaceFile | None, wght: float | None) -> FaceFile | None:
        if file is None:
            return None
        pins = dict(file.axes) | {
            tag: value for tag, value in (("wght", wght), ("opsz", optical_size)) if value is not None
        }
        return replace(file, axes=tuple(sorted(pins.items())))

    roman = pinned(typeface.roman, weight)
    assert roman is not None
    return replace(
        typeface,
        roman=roman,
        italic=pinned(typeface.italic, weight),
        bold=pinned(typeface.bold, None),
        bold_italic=pinned(typeface.bold_italic, None),
    )
