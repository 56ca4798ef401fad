"""All characters of a book looked at before anything is set: those that no face has are told at once, by script."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from bookbuild.diagnostics import MOST_PLACES, BookError, Diagnostic, Findings, Place
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.printedtexts import PlacedText, printed_texts
from bookbuild.setting.clusters import is_unseen
from bookbuild.setting.faces import face_at
from bookbuild.setting.founts import FountSpec, Typecase
from bookbuild.setting.scripts import Script, script_named
from bookbuild.style.style import Characters, Style

MOST_SHOWN: Final = 10
"""How many characters of a script a message shows."""
TOO_MANY: Final = 1 / 50
"""A book of which more letters than this share have no face is not set."""
FEW: Final = 9
"""So many letters stop no book, however short it is."""


def require_faces(book: Book, style: Style, findings: Findings) -> None:
    """Look for a face for every character of a book and of the design's ornament.

    `style` is the design that the book is set in; nothing is set, and no more font files are opened than are needed. Warns
    T010 for what no face has, once for each script, as what lets only a draft be made: plain boxes stand for it.
    Raises BookError T010, one diagnostic for each script, where more than one letter in fifty has no face.
    """
    texts = list(chain(printed_texts(book), _ornament(style)))
    missing = _missing(frozenset().union(*(text for text, _ in texts)), style, book.language)
    if not missing:
        return
    counts = Counter[str]()
    for text, _ in texts:
        counts.update(text)
    letters = {one: count for one, count in counts.items() if unicodedata.category(one)[0] in "LM"}
    lost = sum(count for one, count in letters.items() if one in missing)
    is_hopeless = lost > max(TOO_MANY * sum(letters.values()), FEW)
    told = [one.diagnostic(counts, is_hopeless) for one in _by_script(missing, texts, book.language)]
    if is_hopeless:
        raise BookError(*told)
    for one in told:
        findings.warn(one.code, one.message, one.hint, one.place, draft=True)


def _ornament(style: Style) -> Iterable[PlacedText]:
    ornament = style.scene_break
    return [(ornament.text, ornament.place)] if isinstance(ornament, Characters) else []


def _missing(characters: frozenset[str], style: Style, language: str) -> frozenset[str]:
    """The characters that no face has: first by what the files say they have, then by setting those that are left."""
    case = Typecase(style, language, Findings())
    left = {ord(one) for one in characters if not (one.isascii() or one.isspace() or is_unseen(one))}
    for typeface in case.lenders:
        if not left:
            break
        left -= face_at(typeface.roman, style.size).unicodes
    fount = case.fount(FountSpec(style.typeface, style.size))
    nobodys = {one for one in characters if case.lender.is_nobodys(fount, one)}
    return frozenset(one for one in map(chr, left) if case.lender.lacks(fount, one)) | nobodys


@dataclass(slots=True)
class _Missing:
    """What is missing of one script, and the first places where it stands."""

    script: Script
    characters: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def diagnostic(self, counts: Counter[str], is_hopeless: bool) -> Diagnostic:
        times = sum(counts[one] for one in self.characters)
        shown = ", ".join(map(_shown, self.characters[:MOST_SHOWN]))
        more = len(self.characters) - MOST_SHOWN
        others = f" and {more} more" if more > 0 else ""
        also = f", also {', '.join(map(str, self.places[1:]))}" if len(self.places) > 1 else ""
        end = "too many letters for a book" if is_hopeless else "a plain box stands for each"
        message = f"No face has these {self.script.name}: {shown}{others} ({times} in all{also}); {end}."
        return Diagnostic("T010", message, self._hint(), self.places[0] if self.places else None)

    def _hint(self) -> str:
        if not self.script.face:
            return "Replace them, or name a face that has them under `faces:` in book.yaml."
        return (
            f"Put an open face that has them, such as {self.script.face}, into the book's folder and name it in book.yaml: "
            f"`faces: [{self.script.file}]`."
        )


def _shown(character: str) -> str:
    """A character and its number; the number alone where nothing would be seen."""
    number = f"U+{ord(character):04X}"
    return f"“{character}” ({number})" if unicodedata.category(character)[0] in "LNPS" else number


def _by_script(missing: frozenset[str], texts: Sequence[PlacedText], language: str) -> list[_Missing]:
    """What is missing, by scripts in the order in which they turn up, the first places of each."""
    found: dict[str, _Missing] = {}
    for text, place in texts:
        if missing.isdisjoint(text):
            continue
        for at, character in enumerate(text):
            if character in missing:
                script = script_named(character, language)
                one = found.setdefault(script.name, _Missing(script))
                if character not in one.characters:
                    one.characters.append(character)
                here = place.moved(at) if place else None
                if here and len(one.places) < MOST_PLACES and here not in one.places:
                    one.places.append(here)
    return list(found.values())
