"""Founts: a face at a size with its features, and the words it has set so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Mark
from bookbuild.setting.faces import Face, face_at, ink_gap
from bookbuild.setting.hanging import hang_of
from bookbuild.setting.lending import Lender
from bookbuild.setting.marks import Over
from bookbuild.setting.metal import FITTED, fitted
from bookbuild.setting.shaping import Shaper
from bookbuild.setting.wording import FIXED_SPACES, has_small_capitals
from bookbuild.style.style import FaceFile, Lettering, Style, Typeface

LEAST_INK_GAP: Final = 0.02
"""Ems of white where the face changes inside a word (design-spec.md section 5): an italic f before a roman quote."""

SMALL: Final = 0.85
"""The size of small text, in that of the text round it."""
SUPERIORS: Final = ("sups",)
INFERIORS: Final = ("sinf", "subs")
"""The features of faces that have figures and letters for these places."""
SCRIPT: Final = 0.62
RAISED: Final = 0.33
LOWERED: Final = -0.14
"""Superiors and inferiors made of smaller letters: their size in that of the text, their baseline in ems of it."""

FLOOR_GUARD: Final = 0.001
"""Ems above the floor of a word space at which it stops, so that numbers cut short in the file don't go under it."""

TURNOVERS: Final = "↩⮐⏎"
LAST_TURNOVER: Final = "\\"
"""The marks of a line that goes on in the next one, the best first."""


@dataclass(slots=True, eq=False)
class Shaped:
    """Some text as glyphs of one fount. `width` is in points, advances and offsets in the face's units.

    `texts` holds for each glyph the characters it stands for, so that the printed page can be read back:
    a ligature has several, a small capital its small letter, a letter its marks, too; these are in `marks`.
    """

    fount: Fount
    text: str
    width: float
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[int, int], ...] | None
    texts: tuple[str, ...]
    rtl: bool
    lacks: bool
    """Whether the face has no glyph for some character."""
    marks: tuple[Over, ...] = ()
    """Accents and points, drawn as outlines over their letters."""
    left_hang: float = 0.0
    right_hang: float = 0.0
    """Points by which its first and its last glyph hang out of the measure at a line's edge."""
    spaced: float = field(init=False)
    """How much wider it is, in points, when its letters are set an em apart."""

    def __post_init__(self) -> None:
        self.spaced = (len(self.glyphs) - 1) * self.fount.size

    def inked(self) -> Iterator[tuple[Face, int, float, float, float]]:
        """Every glyph and every mark with its ink: its face, its number, the points to a unit, its origin's x and y in
        points from the word's."""
        scale = self.fount.scale
        face = self.fount.face
        x = 0.0
        origins: list[tuple[float, float]] = []
        for glyph, advance, (dx, dy) in zip(self.glyphs, self.advances, self.offsets or repeat((0, 0)), strict=False):
            origins.append((x * scale, 0.0))
            yield face, glyph, scale, (x + dx) * scale, dy * scale
            x += advance
        for one in self.marks:
            left, up = origins[one.at]
            yield one.face, one.glyph, one.scale, left + one.x, up + one.y


@dataclass(frozen=True, slots=True)
class FountSpec:
    """What to ask the typecase for: a typeface at a size (points) and how it is to look. Tracking in ems."""

    typeface: Typeface
    size: float
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    tracking: float = 0.0
    lining: bool = False
    script: str = ""
    """The feature by which the face sets its own superiors or inferiors."""
    rise: float = 0.0
    """Ems above the baseline."""
    struck: bool = False
    underlined: bool = False

    @classmethod
    def of(cls, lettering: Lettering) -> FountSpec:
        """The fount of a role's lettering."""
        return cls(
            lettering.typeface,
            lettering.size,
            lettering.italic,
            False,
            lettering.small_caps,
            lettering.tracking,
            lettering.lining,
        )


class Fount:
    """A face at a size. Sets words, each once."""

    def __init__(
        self,
        face: Face,
        spec: FountSpec,
        features: dict[str, bool],
        language: str,
        hangs: bool = False,
        kerns_spaces: bool = True,
    ) -> None:
        self.face = face
        self.size = spec.size
        self.spec = spec
        self.features = features
        self.language = language
        self.scale = spec.size / face.upem
        self.track = spec.tracking * face.upem
        self.is_mono = spec.typeface.use == "mono"
        self.words: dict[str, Shaped] = {}
        """Every word set so far."""
        self._turned: dict[tuple[str, bool], Shaped] = {}
        """Those set from a side that was asked for."""
        self.hangs = hangs and not self.is_mono
        self._hangs: dict[int, tuple[float, float]] = {}
        self._shaper = Shaper(face, spec.size, features, language)
        self._space_kerns: dict[tuple[str, str], float] = {}
        space = self.word(" ")
        self.space = space.width + spec.tracking * spec.size
        self.kerns_spaces = kerns_spaces and any(
            self._space_kern(pair[0], pair[1]) for pair in ("To", "Aw", "yA", ".T", ",Y", "rV")
        )

    def word(self, text: str) -> Shaped:
        """The text as glyphs; the same text gives the same object."""
        known = self.words.get(text)
        if known is None:
            known = self.words[text] = self._shape(text)
        return known

    def directed(self, text: str, rtl: bool) -> Shaped:
        """The text as glyphs that run to the left, or to the right, whatever its characters are."""
        known = self._turned.get((text, rtl))
        if known is None:
            known = self._turned[text, rtl] = self._shape(text, rtl)
        return known

    def space_kern(self, before: str, after: str) -> float:
        """Points that the face adds to a word space between these two characters."""
        key = (before, after)
        known = self._space_kerns.get(key)
        if known is None:
            known = self._space_kerns[key] = self._space_kern(before, after)
        return known

    def _space_kern(self, before: str, after: str) -> float:
        parts = self.word(before).width + self.word(" ").width + self.word(after).width
        difference = self._shape(f"{before} {after}").width - parts
        return difference if abs(difference) > 1e-6 else 0.0

    def _shape(self, text: str, asked: bool | None = None) -> Shaped:
        glyphs, advances, offsets, texts, marks, rtl, lacks = self._shaper.shaped(text, asked)
        if self.track:
            advances = [advance + self.track if advance else 0.0 for advance in advances]
        if self.spec.rise:
            rise = round(self.spec.rise * self.face.upem)
            offsets = tuple([(dx, dy + rise) for dx, dy in offsets or ((0, 0),) * len(glyphs)])
        if not text.isascii():
            self._open_spaces(advances, texts)
            if not (rtl or lacks or offsets or marks or self.is_mono) and not FITTED.isdisjoint(text):
                fitting = fitted(self.face, glyphs, advances, texts)
                glyphs, advances, texts = fitting
        width = sum(advances) * self.scale
        shaped = Shaped(self, text, width, tuple(glyphs), tuple(advances), offsets, tuple(texts), rtl, lacks, marks)
        if self.hangs and glyphs and not (rtl or lacks):
            shaped.left_hang = self._hang(glyphs[0], text[0])[0] * self.scale
            shaped.right_hang = self._hang(glyphs[-1], text[-1])[1] * self.scale
        return shaped

    def _open_spaces(self, advances: list[float], texts: Sequence[str]) -> None:
        """Give spaces of fixed width, which the face lacks, their width."""
        for at, text in enumerate(texts):
            if text in FIXED_SPACES and ord(text) not in self.face.unicodes:
                advances[at] = FIXED_SPACES[text] * self.face.upem

    def _hang(self, glyph: int, character: str) -> tuple[float, float]:
        known = self._hangs.get(glyph)
        if known is None:
            known = self._hangs[glyph] = hang_of(self.face, glyph, character)
        return known


@dataclass(slots=True)
class Typecase:
    """All founts of a book, made when first asked for."""

    style: Style
    language: str
    findings: Findings
    _founts: dict[FountSpec, Fount] = field(default_factory=dict)
    _gaps: dict[tuple[Fount, int, Fount, int], float] = field(default_factory=dict)
    _small_caps: dict[int, bool] = field(default_factory=dict)
    _turnovers: dict[Fount, Shaped] = field(default_factory=dict)
    boxed: dict[str, None] = field(default_factory=dict)
    """The letters for which boxes were set, since no face has them."""
    lender: Lender = field(init=False)

    def __post_init__(self) -> None:
        self.lender = Lender(self)

    @property
    def lenders(self) -> tuple[Typeface, ...]:
        """The faces that are asked for what another lacks, in order: the text's own, then the fallbacks."""
        return (self.style.typeface, *self.style.fallbacks)

    def fount(self, spec: FountSpec, place: Place | None = None) -> Fount:
        """The fount a spec asks for; what its typeface lacks is replaced by what it has, never made up."""
        known = self._founts.get(spec)
        if known is None:
            known = self._founts[spec] = self._cast(spec, place)
        return known

    def glue(self, fount: Fount) -> tuple[float, float, float]:
        """A word space of a fount in points: its width, how far it stretches and shrinks."""
        rules = self.style.word_space
        space = fount.space
        floor = (rules.floor + FLOOR_GUARD) * fount.size
        return space, space * rules.stretch, min(space * rules.shrink, max(0.0, space - floor))

    def marked(self, spec: FountSpec, mark: Mark, text: str = "") -> FountSpec:
        """The spec for marked text: emphasis turns italic on or off, code is set in the mono face; superiors and inferiors
        are the face's own where it has them for all of `text`."""
        if not mark:
            return spec
        if mark & Mark.CODE:
            spec = replace(self.exchanged(spec, self.style.mono), small_caps=False)
        if mark & Mark.EMPHASIS:
            spec = replace(spec, bold=True) if self.style.bold_emphasis else replace(spec, italic=not spec.italic)
        if mark & Mark.STRONG:
            spec = replace(spec, bold=True)
        return self._finely_marked(spec, mark, text) if mark >= Mark.STRUCK else spec

    def _finely_marked(self, spec: FountSpec, mark: Mark, text: str) -> FountSpec:
        """The spec for text that is small, in small capitals, struck, underlined, above or below the line."""
        spec = replace(
            spec,
            size=spec.size * SMALL if mark & Mark.SMALL else spec.size,
            small_caps=spec.small_caps or bool(mark & Mark.SMALL_CAPS),
            struck=bool(mark & Mark.STRUCK),
            underlined=bool(mark & Mark.UNDERLINED),
        )
        if not mark & (Mark.SUPERIOR | Mark.INFERIOR):
            return spec
        above = bool(mark & Mark.SUPERIOR)
        for feature in SUPERIORS if above else INFERIORS:
            if self._has_script(spec, feature, text):
                return replace(spec, script=feature)
        rise = RAISED if above else LOWERED
        return replace(spec, size=spec.size * SCRIPT, rise=rise / SCRIPT, small_caps=False)

    def _has_script(self, spec: FountSpec, feature: str, text: str) -> bool:
        """Whether a face has superiors (or inferiors) of its own for every character of a text."""
        common, own = self.fount(spec), self.fount(replace(spec, script=feature))
        return bool(text.strip()) and all(
            own.word(one).glyphs != common.word(one).glyphs and not own.word(one).lacks
            for one in text
            if not one.isspace()
        )

    def exchanged(self, spec: FountSpec, typeface: Typeface) -> FountSpec:
        """The spec in another typeface at the same x-height (design-spec.md section 1)."""
        old, new = face_at(spec.typeface.roman, spec.size), face_at(typeface.roman, spec.size)
        factor = (old.x_height / old.upem) / (new.x_height / new.upem)
        return replace(spec, typeface=typeface, size=spec.size * factor)

    def pieces(self, fount: Fount, text: str, place: Place | None, rtl: bool | None = None) -> list[Shaped]:
        """A word as glyphs: one piece, or several where characters come from another face; a plain box for each that no
        face has. `rtl` is the side from which it is asked to run. Warns: see `Lender.pieces`."""
        shaped = fount.word(text) if rtl is None else fount.directed(text, rtl)
        return self.lender.pieces(fount, text, place, rtl) if shaped.lacks else [shaped]

    def turnover(self, fount: Fount) -> Shaped:
        """The mark that shows that a line of code goes on: a hooked arrow of the fount or of another face, else what
        shells write there."""
        known = self._turnovers.get(fount)
        if known is None:
            known = self._turnovers[fount] = next(self._turned(fount), None) or fount.word(LAST_TURNOVER)
        return known

    def _turned(self, fount: Fount) -> Iterator[Shaped]:
        """The hooked arrows that there are, the fount's own first."""
        others = [self.exchanged(fount.spec, typeface) for typeface in self.style.fallbacks]
        for one in (fount.spec, *(replace(spec, italic=False, bold=False, small_caps=False) for spec in others)):
            for character in TURNOVERS:
                if ord(character) in face_at(one.typeface.roman, one.size).unicodes:
                    yield self.fount(one).word(character)

    def kern_between(self, left: Shaped, right: Shaped) -> float:
        """Points to add where two pieces of different founts touch, so that their ink stays apart."""
        if left.fount is right.fount or not left.glyphs or not right.glyphs or left.rtl or right.rtl:
            return 0.0
        key = (left.fount, left.glyphs[-1], right.fount, right.glyphs[0])
        known = self._gaps.get(key)
        if known is None:
            known = self._gaps[key] = self._opening(*key)
        return known

    def _opening(self, left: Fount, left_glyph: int, right: Fount, right_glyph: int) -> float:
        size = max(left.size, right.size)
        if abs(left.size - right.size) > 0.3 * size or left.face.upem != right.face.upem:
            return 0.0
        gap = ink_gap(left.face.profile(left_glyph), left.face.advance(left_glyph), right.face.profile(right_glyph))
        return max(0.0, LEAST_INK_GAP * size - gap * left.scale)

    def _cast(self, spec: FountSpec, place: Place | None) -> Fount:
        file = self._file(spec, place)
        face = face_at(file, spec.size)
        small_caps = spec.small_caps
        if small_caps and not self._has_small_caps(face):
            if spec.italic:
                self.findings.warn(
                    "T012", f"{spec.typeface.name} has no italic small capitals; upright ones are set.", "", None
                )
                return self.fount(replace(spec, italic=False), place)
            self.findings.warn(
                "T013", f"{spec.typeface.name} has no small capitals; the words are set in small letters.", "", None
            )
            small_caps = False
        features = {"lnum": True} if spec.lining else {"onum": True, "pnum": True}
        if small_caps:
            features["smcp"] = True
        if spec.script:
            features = {spec.script: True}
        if spec.tracking:
            features |= {"liga": False, "clig": False}
        micro = self.style.microtype
        return Fount(face, spec, features, self.language, micro.protrusion, micro.space_kerning)

    def _file(self, spec: FountSpec, place: Place | None) -> FaceFile:
        """The font file for upright or italic, regular or bold."""
        typeface = spec.typeface
        wanted = {
            (False, False): typeface.roman,
            (True, False): typeface.italic,
            (False, True): typeface.bold,
            (True, True): typeface.bold_italic,
        }[(spec.italic, spec.bold)]
        if wanted is not None:
            return wanted
        missing = " ".join(filter(None, ["bold" if spec.bold else "", "italic" if spec.italic else ""]))
        self.findings.warn("T014", f"{typeface.name} has no {missing}; the words are set in its roman.", "", place)
        return typeface.roman

    def has_small_caps(self, spec: FountSpec) -> bool:
        """Whether the face of a spec has small capitals, all of a to z."""
        return self._has_small_caps(face_at(self._file(spec, None), spec.size))

    def _has_small_caps(self, face: Face) -> bool:
        known = self._small_caps.get(id(face))
        if known is None:
            known = self._small_caps[id(face)] = has_small_capitals(face, self.language)
        return known
