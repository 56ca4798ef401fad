"""A word shaped: what HarfBuzz makes of it in one face, its marks lifted off, every glyph with what it stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from bookbuild.setting.faces import Face
from bookbuild.setting.marks import LOOSE, Box, Glyph, Over, bases, ink_box, lifted, placed, stands_beside
from bookbuild.setting.wording import Features, Speller, Wording

MISSING_GLYPH: Final = 0
"""The glyph a face shows for what it lacks; it must never be printed."""

_ONE_EACH: Final = list(range(64))
"""The clusters of a word in which every character has its own glyph."""


class Shaping(NamedTuple):
    """A word's glyphs in the order in which they are drawn, in the face's units. `lacks`: some of it can't be set in this
    face."""

    glyphs: Sequence[int]
    advances: list[float]
    offsets: tuple[tuple[int, int], ...] | None
    texts: Sequence[str]
    marks: tuple[Over, ...]
    rtl: bool
    lacks: bool


class Shaper:
    """Shapes words in one face at one size, language and set of features."""

    def __init__(self, face: Face, size: float, features: Features, language: str) -> None:
        self.face = face
        self.scale = size / face.upem
        self.size = size
        self.features = features
        self.language = language
        self.speller = Speller(face, language, "smcp" in features)
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS

    def shaped(self, text: str, rtl: bool | None = None) -> Shaping:
        """A word as glyphs, from the side that `rtl` says; by default from the side that its letters ask for."""
        ascii_only = text.isascii() and not self.speller.small_caps
        wording = Wording(text) if ascii_only else self.speller.wording(text)
        run = self._run(wording, rtl)
        if ascii_only or not (wording.over or any(not position[2] for position in run.positions)):
            return self._plain(text, wording, run)
        marked = self._marked_run(text, wording, run)
        loose = self._loose(text, wording, marked)
        if loose:
            wording = self.speller.wording(text, loose)
            marked = self._marked_run(text, wording, self._run(wording, rtl))
        return self._marked(wording, marked)

    def _plain(self, text: str, wording: Wording, run: _Run) -> Shaping:
        """A word without marks."""
        glyphs, clusters, positions, rtl = run
        offsets = None
        for position in positions:
            if position[0] or position[1]:
                offsets = tuple([(one[0], one[1]) for one in positions])
                break
        is_one_each = clusters == _ONE_EACH[: len(text)] and wording.origins is None
        texts = tuple(text) if is_one_each else _texts(wording, text, clusters, rtl)
        lacks = wording.lacks or MISSING_GLYPH in glyphs
        return Shaping(glyphs, [position[2] for position in positions], offsets, texts, (), rtl, lacks)

    def _run(self, wording: Wording, rtl: bool | None) -> _Run:
        """What HarfBuzz makes of a word, from the side that is asked for."""
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_str(wording.drawn)
        if wording.drawn.isascii() and not rtl:
            buffer.script = "Latn"
            buffer.direction = "ltr"
        else:
            buffer.guess_segment_properties()
            if rtl is not None:
                buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = self.language
        hb.shape(self.face.font, buffer, self.features | wording.features if wording.features else self.features)
        infos = buffer.glyph_infos
        glyphs, clusters = tuple([info.codepoint for info in infos]), [info.cluster for info in infos]
        return _Run(glyphs, clusters, [one.position for one in buffer.glyph_positions], buffer.direction == "rtl")

    def _marked_run(self, text: str, wording: Wording, run: _Run) -> _Marked:
        """The same with the texts of its glyphs, its marks told from its letters."""
        texts = _texts(wording, text, run.clusters, run.rtl)
        glyphs = [
            Glyph(number, said, position[2], position[0], position[1])
            for number, said, position in zip(run.glyphs, texts, run.positions, strict=True)
        ]
        return _Marked(glyphs, run.clusters, bases(glyphs, run.rtl), run.rtl)

    def _loose(self, text: str, wording: Wording, run: _Marked) -> set[int]:
        """The indices in a word of the marks that the face does not place, and of all others on their letters."""
        beside = {base for at, base in run.marks.items() if stands_beside(self.face, run.glyphs, at, base)}
        if not beside:
            return set()
        origins = wording.origins or range(len(text))
        found = {origins[run.clusters[at]] for at, base in run.marks.items() if base in beside}
        return {at for at in found if unicodedata.combining(text[at]) in LOOSE}

    def _marked(self, wording: Wording, run: _Marked) -> Shaping:
        """A word with its marks over its letters: the face's own first, then those placed by outlines."""
        lacks = wording.lacks or any(glyph.number == MISSING_GLYPH for glyph in run.glyphs)
        lacks = lacks or any(stands_beside(self.face, run.glyphs, at, base) for at, base in run.marks.items())
        glyphs, marks = lifted(self.face, self.scale, run.glyphs, run.marks)
        marks += tuple(self._placed(wording, run, glyphs, marks))
        offsets = tuple((glyph.dx, glyph.dy) for glyph in glyphs)
        return Shaping(
            tuple(glyph.number for glyph in glyphs),
            [glyph.advance for glyph in glyphs],
            offsets if any(map(any, offsets)) else None,
            tuple(glyph.text for glyph in glyphs),
            marks,
            run.rtl,
            lacks,
        )

    def _placed(self, wording: Wording, run: _Marked, glyphs: list[Glyph], marks: Sequence[Over]) -> Iterator[Over]:
        """The marks that the wording keeps back, placed by outlines."""
        kept = [at for at in range(len(run.glyphs)) if at not in run.marks]
        for drawn_at, group in groupby(wording.over, key=lambda one: one[0]):
            reached = [place for place, at in enumerate(kept) if run.clusters[at] <= drawn_at]
            if not reached:
                continue
            at = reached[0] if run.rtl else reached[-1]
            letter = letter_box(self.face, self.scale, glyphs[at].number, [one for one in marks if one.at == at])
            over = [(mark, self.face, self.face.font.get_nominal_glyph(ord(mark)), self.scale) for _, mark in group]
            if letter:
                yield from placed(at, letter, over, self.size, self.face.slant)


class _Run(NamedTuple):
    """What HarfBuzz gives back: glyphs, the characters they begin with, their positions (x offset, y offset, x advance,
    y advance), whether they run to the left."""

    glyphs: tuple[int, ...]
    clusters: list[int]
    positions: list[Any]
    rtl: bool


class _Marked(NamedTuple):
    """What HarfBuzz has made of a word, marks and letters alike, and which glyph is a mark of which."""

    glyphs: list[Glyph]
    clusters: list[int]
    marks: dict[int, int]
    rtl: bool


def letter_box(face: Face, scale: float, glyph: int, marks: Sequence[Over]) -> Box | None:
    """The box round a letter and the marks that it has already, None without ink."""
    boxes = [box for box in (ink_box(face, glyph, scale), *(one.box for one in marks)) if box]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _texts(wording: Wording, text: str, clusters: list[int], rtl: bool) -> tuple[str, ...]:
    """The characters of each glyph: those from its cluster up to the next one; a cluster's later glyphs get none."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(wording.drawn)], strict=True))
    seen: set[int] = set()
    texts: list[str] = []
    for cluster in reversed(clusters) if rtl else clusters:
        texts.append("" if cluster in seen else wording.stretch(text, cluster, ends[cluster]))
        seen.add(cluster)
    return tuple(reversed(texts)) if rtl else tuple(texts)
