"""What one face lacks, lent by others: letters of a word together, a base and its marks from one face, small capitals from
a face that has them; a plain box for what nobody has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Place
from bookbuild.setting.clusters import clusters, is_mark, stretches
from bookbuild.setting.faces import face_at
from bookbuild.setting.marks import placed
from bookbuild.setting.scripts import script_named
from bookbuild.setting.shaping import letter_box
from bookbuild.setting.wording import is_small_letter
from bookbuild.style.style import Typeface

if TYPE_CHECKING:
    from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase

BOX: Final = "\u25a1"
"""What stands for a character that no face has."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A word whose fount lacks some of it: its pieces, and what is to be told of each, with the offset it is told of."""

    pieces: tuple[Shaped, ...]
    notes: tuple[tuple[int, str, str], ...]
    """Offset, code, message."""


@dataclass(slots=True)
class Lender:
    """Knows who lends what to which fount."""

    case: Typecase
    _known: dict[tuple[Fount, str, bool | None], Lent] = field(default_factory=dict)
    _told: set[tuple[str, str, int]] = field(default_factory=set)

    def pieces(self, fount: Fount, text: str, place: Place | None, rtl: bool | None = None) -> list[Shaped]:
        """A word of which the fount lacks some, in pieces. Warns: T011 another face, T013 no small capitals; each once a
        line of the manuscript. Boxes are not told of here: `repertoire` has looked for what no face has before."""
        known = self._known.get((fount, text, rtl))
        if known is None:
            known = self._known[fount, text, rtl] = self._lent(fount, text, rtl)
        for offset, code, message in known.notes:
            line = (message, place.file, place.line) if place else (message, "", 0)
            if line not in self._told:
                self._told.add(line)
                where = place.moved(offset) if place else None
                self.case.findings.warn(code, message, "", where)
        return list(known.pieces)

    def is_nobodys(self, fount: Fount, character: str) -> bool:
        """Whether a character is private or stands for something lost, and the fount itself has no shape for it: what
        others have there means something else."""
        return _is_nobodys(character) and ord(character) not in fount.face.unicodes

    def lacks(self, fount: Fount, character: str) -> bool:
        """Whether no face has a character."""
        return self._source(fount, [character]) is None

    def _lent(self, fount: Fount, text: str, rtl: bool | None) -> Lent:
        """Every stretch of a word from the fount that has it; neighbours of one fount are set together."""
        parts: list[tuple[Fount | None, str]] = []
        for source, part in self._parted(fount, text):
            if parts and source is not None and parts[-1][0] is source:
                parts[-1] = (source, parts[-1][1] + part)
            else:
                parts.append((source, part))
        pieces: list[Shaped] = []
        notes: list[tuple[int, str, str]] = []
        offset = 0
        for source, part in parts:
            if source is None:
                pieces += self._made_up(fount, part)
            else:
                pieces.append(source.word(part) if rtl is None else source.directed(part, rtl))
                notes += ((offset, *note) for note in _notes(fount, source, part))
            offset += len(part)
        return Lent(tuple(pieces), tuple(notes))

    def _parted(self, fount: Fount, text: str) -> Iterator[tuple[Fount | None, str]]:
        """The stretches of a word with the founts that have them; cluster by cluster where no fount has all."""
        for stretch in stretches(text):
            source = self._source(fount, stretch)
            if source is not None:
                yield source, "".join(stretch)
            else:
                yield from ((self._source(fount, [cluster]), cluster) for cluster in stretch)

    def _source(self, fount: Fount, stretch: list[str]) -> Fount | None:
        """The first fount that has all of a stretch: this one, then others of its kind; one that makes a single glyph of
        an emoji's parts before one that does not. None where nobody has it."""
        text = "".join(stretch)
        if not fount.word(text).lacks:
            return fount
        found = [one for one in self._others(fount, text) if not one.word(text).lacks]
        if not found and _suited(fount.spec, text).small_caps:
            return self._in_small_letters(fount, stretch)
        if len(stretch) == 1 and len(text) > 1 and len(found) > 1:
            return min(found, key=lambda one: len(one.word(text).glyphs))
        return found[0] if found else None

    def _others(self, fount: Fount, text: str) -> Iterator[Fount]:
        """The same fount in every other face that may have a text, upright where a face has no more, in the order in which
        they are asked."""
        for typeface in self.case.lenders:
            if typeface.name == fount.spec.typeface.name or not _may_have(typeface, fount.size, text):
                continue
            spec = self.case.exchanged(_suited(fount.spec, text), typeface)
            if spec.small_caps:
                upright = replace(spec, italic=False, bold=False)
                if self.case.has_small_caps(upright):
                    yield self.case.fount(upright)
                continue
            yield from (self.case.fount(one) for one in _as_near_as_it_has(spec, typeface))

    def _in_small_letters(self, fount: Fount, stretch: list[str]) -> Fount | None:
        """Words for which nobody has small capitals are set in small letters, as far apart as these are."""
        plain = self.case.fount(replace(fount.spec, small_caps=False, tracking=0.0))
        return self._source(plain, stretch)

    def _made_up(self, fount: Fount, cluster: str) -> Iterator[Shaped]:
        """A letter that no face has with all that belongs to it: with its marks put over it, else its parts one by one; a
        box for what nobody has."""
        source = self._source(fount, [cluster[0]])
        patched = self._patched(source, cluster) if source else None
        if patched is not None:
            yield patched
        elif source is None or len(cluster) == 1:
            yield self._box(fount, cluster)
        else:
            for part in cluster:
                found = self._source(fount, [part])
                yield found.word(part) if found else self._box(fount, part)

    def _patched(self, source: Fount, cluster: str) -> Shaped | None:
        """A letter with marks from the first faces that have them put over it. None where nobody has one of them."""
        marks = [one for one in cluster[1:] if is_mark(one)]
        if len(marks) < len(cluster) - 1:
            return None
        letter = source.word(cluster[0])
        box = letter_box(source.face, source.scale, letter.glyphs[0], letter.marks) if letter.glyphs else None
        donors = [(mark, self._donor(source, mark)) for mark in marks]
        if box is None or any(donor is None for _, donor in donors):
            return None
        given = [(mark, one.face, one.face.font.get_nominal_glyph(ord(mark)), one.scale) for mark, one in donors if one]
        over = placed(0, box, given, source.size, source.face.slant)
        return replace(letter, text=cluster, texts=(cluster, *letter.texts[1:]), marks=(*letter.marks, *over))

    def _donor(self, fount: Fount, mark: str) -> Fount | None:
        """The first fount that has a mark."""
        return next((one for one in (fount, *self._others(fount, mark)) if ord(mark) in one.face.unicodes), None)

    def _box(self, fount: Fount, cluster: str) -> Shaped:
        """The plain box that stands for what no face has, and says so to whoever reads the file."""
        self.case.boxed.setdefault(cluster)
        plain = self.case.fount(replace(fount.spec, small_caps=False, italic=False, bold=False))
        source = self._source(plain, [BOX])
        box = (source or plain).word(BOX)
        return replace(box, text=cluster, texts=(cluster, *("" for _ in box.texts[1:])))


def _suited(spec: FountSpec, text: str) -> FountSpec:
    """A spec as it suits some characters: those of a script without capitals have no small ones either, and their letters
    may join, so that they are not set apart."""
    return spec if any(map(is_small_letter, text)) else replace(spec, small_caps=False, tracking=0.0)


def _as_near_as_it_has(spec: FountSpec, typeface: Typeface) -> list[FountSpec]:
    """A spec as a face can set it, then its roman."""
    file = {
        (True, False): typeface.italic,
        (False, True): typeface.bold,
        (True, True): typeface.bold_italic,
    }.get((spec.italic, spec.bold))
    plain = replace(spec, italic=False, bold=False)
    return [plain] if file is None else [spec, plain]


def _may_have(typeface: Typeface, size: float, text: str) -> bool:
    """Whether a face has the letters of a word, or what they are made of; nothing is shaped to find out."""
    unicodes = face_at(typeface.roman, size).unicodes
    return not any(map(_is_nobodys, text)) and all(
        ord(one[0]) in unicodes or ord(unicodedata.normalize("NFD", one)[0]) in unicodes for one in clusters(text)
    )


def _is_nobodys(character: str) -> bool:
    """Whether a character is for private use, or one of the two that stand for something else."""
    return not character.isascii() and (character in "\ufffc\ufffd" or unicodedata.category(character) == "Co")


def _notes(fount: Fount, source: Fount, part: str) -> Iterator[tuple[str, str]]:
    """What is to be told of a part that another fount sets, unless the author has named its face: codes and messages."""
    asked, given = fount.spec, source.spec
    named = script_named(part[0]).name
    if _suited(asked, part).small_caps and not given.small_caps:
        yield "T013", f"No face has all small capitals of {named}; these words are set in small letters."
    if given.typeface.name == asked.typeface.name:
        return
    if given.small_caps and _may_have(asked.typeface, asked.size, part):
        what = f"{asked.typeface.name} lacks small capitals of {named}"
        yield "T013", f"{what}; those of {given.typeface.name} are set."
    elif given.typeface.use != "own":
        yield "T011", f"{asked.typeface.name} lacks {named}; they are set in {given.typeface.name}."
