"""Founts: a face at a size with its features, and the words it has set so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import uharfbuzz as hb

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.blocks import Mark
from bookbuild.setting.faces import Face, face_at, ink_gap
from bookbuild.setting.hanging import hang_of
from bookbuild.setting.metal import FITTED, fitted
from bookbuild.style.style import FaceFile, Lettering, Style, Typeface

MISSING_GLYPH: Final = 0
"""The glyph a face shows for what it lacks; it must never be printed."""

LEAST_INK_GAP: Final = 0.02
"""Ems of white where the face changes inside a word (design-spec.md section 5): an italic f before a roman quote."""

FLOOR_GUARD: Final = 0.001
"""Ems above the floor of a word space at which it stops, so that numbers cut short in the file don't go under it."""

FIXED_SPACES: Final = {
    "\u2002": 1 / 2, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 1 / 4, "\u2006": 1 / 6, "\u2007": 1 / 2, "\u2008": 1 / 4,
    "\u2009": 1 / 5, "\u200a": 1 / 10, "\u202f": 1 / 5, "\u205f": 4 / 18, "\u3000": 1.0,
}  # fmt: skip
"""Spaces of fixed width in ems, for faces that lack them (Unicode Standard, table 6-2)."""

_STAND_INS: Final = dict.fromkeys(FIXED_SPACES, " ") | {"\u2011": "-", "\u2010": "-"}
"""What is drawn for a character that the face has under another name."""

TURNOVERS: Final = "↩⮐⏎"
LAST_TURNOVER: Final = "\\"
"""The marks of a line that goes on in the next one, the best first."""

_ONE_EACH: Final = list(range(64))
"""The clusters of a word in which every character has its own glyph."""

_LANGUAGE_OF_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True, eq=False)
class Shaped:
    """Some text as glyphs of one fount. `width` is in points, advances and offsets in the face's units.

    `texts` holds for each glyph the characters it stands for, so that the printed page can be read back:
    a ligature has several, a small capital its small letter, a mark joined to its base none.
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
    left_hang: float = 0.0
    right_hang: float = 0.0
    """Points by which its first and its last glyph hang out of the measure at a line's edge."""
    spaced: float = field(init=False)
    """How much wider it is, in points, when its letters are set an em apart."""

    def __post_init__(self) -> None:
        self.spaced = (len(self.glyphs) - 1) * self.fount.size


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
        self.hangs = hangs and not self.is_mono
        self._hangs: dict[int, tuple[float, float]] = {}
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
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

    def _shape(self, text: str) -> Shaped:
        ascii_only = text.isascii()
        drawn = text
        if not ascii_only:
            unicodes = self.face.unicodes
            drawn = "".join([_STAND_INS.get(c, c) if ord(c) not in unicodes else c for c in text])
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_str(drawn)
        rtl = False
        if ascii_only:
            buffer.script = "Latn"
            buffer.direction = "ltr"
        else:
            buffer.guess_segment_properties()
            rtl = buffer.direction == "rtl"
        buffer.language = self.language
        hb.shape(self.face.font, buffer, self.features)
        infos = buffer.glyph_infos
        positions = [
            position.position for position in buffer.glyph_positions
        ]  # x offset, y offset, x advance, y advance
        glyphs = tuple([info.codepoint for info in infos])
        clusters = [info.cluster for info in infos]
        advances = [position[2] for position in positions]
        if self.track:
            advances = [advance + self.track if advance else 0.0 for advance in advances]
        if drawn is not text and drawn != text:
            for at, cluster in enumerate(clusters):
                if text[cluster] in FIXED_SPACES and drawn[cluster] == " ":
                    advances[at] = FIXED_SPACES[text[cluster]] * self.face.upem
        offsets = None
        for position in positions:
            if position[0] or position[1]:
                offsets = tuple([(one[0], one[1]) for one in positions])
                break
        texts = tuple(text) if clusters == _ONE_EACH[: len(text)] else _texts_of_glyphs(text, clusters, rtl)
        lacks = MISSING_GLYPH in glyphs
        if not ascii_only and not (rtl or lacks or offsets or self.is_mono) and not FITTED.isdisjoint(text):
            fitting = fitted(self.face, glyphs, advances, texts)
            glyphs, advances, texts = tuple(fitting[0]), fitting[1], tuple(fitting[2])
        width = sum(advances) * self.scale
        shaped = Shaped(self, text, width, glyphs, tuple(advances), offsets, texts, rtl, lacks)
        if self.hangs and glyphs and not (rtl or lacks):
            shaped.left_hang = self._hang(glyphs[0], text[0])[0] * self.scale
            shaped.right_hang = self._hang(glyphs[-1], text[-1])[1] * self.scale
        return shaped

    def _hang(self, glyph: int, character: str) -> tuple[float, float]:
        known = self._hangs.get(glyph)
        if known is None:
            known = self._hangs[glyph] = hang_of(self.face, glyph, character)
        return known


def _texts_of_glyphs(text: str, clusters: list[int], rtl: bool) -> tuple[str, ...]:
    """The characters of each glyph: those from its cluster up to the next one; a cluster's later glyphs get none."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    seen: set[int] = set()
    texts: list[str] = []
    for cluster in reversed(clusters) if rtl else clusters:
        texts.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return tuple(reversed(texts)) if rtl else tuple(texts)


@dataclass(slots=True)
class Typecase:
    """All founts of a book, made when first asked for."""

    style: Style
    language: str
    findings: Findings
    _founts: dict[FountSpec, Fount] = field(default_factory=dict)
    _gaps: dict[tuple[Fount, int, Fount, int], float] = field(default_factory=dict)
    _small_caps: dict[int, bool] = field(default_factory=dict)
    _borrowed: set[str] = field(default_factory=set)
    _turnovers: dict[Fount, Shaped] = field(default_factory=dict)

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

    def marked(self, spec: FountSpec, mark: Mark) -> FountSpec:
        """The spec for marked text: emphasis turns italic on or off, code is set in the mono face."""
        if not mark:
            return spec
        if mark & Mark.CODE:
            spec = replace(self.exchanged(spec, self.style.mono), small_caps=False)
        if mark & Mark.EMPHASIS:
            spec = replace(spec, bold=True) if self.style.bold_emphasis else replace(spec, italic=not spec.italic)
        return replace(spec, bold=True) if mark & Mark.STRONG else spec

    def exchanged(self, spec: FountSpec, typeface: Typeface) -> FountSpec:
        """The spec in another typeface at the same x-height (design-spec.md section 1)."""
        old, new = face_at(spec.typeface.roman, spec.size), face_at(typeface.roman, spec.size)
        factor = (old.x_height / old.upem) / (new.x_height / new.upem)
        return replace(spec, typeface=typeface, size=spec.size * factor)

    def pieces(self, fount: Fount, text: str, place: Place | None) -> list[Shaped]:
        """A word as glyphs: one piece, or several where characters come from another face.

        Raises BookError T010 when no shipped face has a character.
        """
        shaped = fount.word(text)
        if not shaped.lacks:
            return [shaped]
        pieces: list[tuple[Fount, str]] = []
        for at, character in enumerate(text):
            source = (
                fount
                if self._has(fount, character)
                else self._fallback(fount, character, place.moved(at) if place else None)
            )
            if pieces and pieces[-1][0] is source:
                pieces[-1] = (source, pieces[-1][1] + character)
            else:
                pieces.append((source, character))
        return [source.word(part) for source, part in pieces]

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

    def _has(self, fount: Fount, character: str) -> bool:
        return ord(character) in fount.face.unicodes or character in _STAND_INS or not fount.word(character).lacks

    def _fallback(self, fount: Fount, character: str, place: Place | None) -> Fount:
        """A fount of another shipped face that has the character, text faces first."""
        shown = f"“{character}” (U+{ord(character):04X})"
        for typeface in self.style.fallbacks:
            if ord(character) in face_at(typeface.roman, fount.size).unicodes:
                spec = replace(self.exchanged(fount.spec, typeface), small_caps=False)
                chosen = self.fount(spec)
                if ord(character) not in chosen.face.unicodes:
                    chosen = self.fount(replace(spec, italic=False, bold=False))
                if character not in self._borrowed:
                    self._borrowed.add(character)
                    message = f"{fount.spec.typeface.name} has no {shown}; it is set in {typeface.name}."
                    self.findings.warn("T011", message, "", place)
                return chosen
        raise error("T010", f"No face has the character {shown}.", "Replace it, or write it in letters.", place)

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

    def _has_small_caps(self, face: Face) -> bool:
        """Whether small capitals change every letter: a face that has some but not all has none."""
        known = self._small_caps.get(id(face))
        if known is None:
            known = self._small_caps[id(face)] = all(_changes(face, letter) for letter in _LANGUAGE_OF_LETTERS)
        return known


def _changes(face: Face, letter: str) -> bool:
    """Whether `smcp` replaces the letter's glyph."""
    shapes: list[Any] = []
    for features in ({}, {"smcp": True}):
        buffer = hb.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        hb.shape(face.font, buffer, features)
        shapes.append([info.codepoint for info in buffer.glyph_infos])
    return bool(shapes[0] != shapes[1])
