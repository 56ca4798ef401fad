"""A fault on a page: what kind, where, which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bookbuild.proof.lines import Box


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: its name, one of them, and the definition by which it is found."""

    name: str
    title: str
    definition: str


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("overfull", "overfull line", "its last letter stands more than .2 em beyond the right edge"),
        Kind("widow", "widow", "a paragraph's last line alone at the head of a page"),
        Kind("orphan", "orphan", "a paragraph's first line alone at the foot of a page"),
        Kind("hyphen-recto-foot", "hyphen at a recto's foot", "a right-hand page ends in a divided word"),
        Kind("ladder", "ladder", "three or more lines in a row end in a hyphen"),
        Kind("chapter-end", "chapter end", "a chapter's last page has fewer than five lines"),
        Kind("uneven-spread", "uneven spread", "facing pages of a chapter don't end on one level"),
        Kind("short-page", "short page", "a page ends a line or more above the full depth, and no chapter ends there"),
        Kind("misleading", "misleading division", "a part of a divided word reads as another word"),
        Kind("river", "river", "word spaces overlap, by half of the narrower or more, on five or more lines"),
        Kind("loose", "loose line", "its word space is more than 1.5 times the natural one"),
        Kind("tight", "tight line", "its word space is less than .15 em"),
        Kind("runt", "runt", "a last line narrower than the indent, or only the rest of a divided word"),
        Kind("stack", "stack", "the same word begins or ends three or more lines of a paragraph"),
        Kind("hyphen-foot", "hyphen at a verso's foot", "a left-hand page ends in a divided word"),
        Kind(
            "capital-divided",
            "capitalised word divided",
            "a word with a capital inside a sentence, often a name, is divided",
        ),
        Kind("heteronym", "heteronym divided", "a word that divides in two ways, by its meaning"),
        Kind("off-grid", "lines off the grid", "baselines more than .2 pt off the book's grid"),
    )
}
"""All kinds, the gravest first. Numbers and definitions: W3C latinreq, Bringhurst, Knuth and Plass."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: `box` frames it in points from the trim's top left, `marks` frame its parts; `amount` is how bad it is
    among its kind; `note` says it in words."""

    kind: str
    page: int
    marks: tuple[Box, ...]
    words: str
    amount: float
    note: str = ""

    @property
    def box(self) -> Box:
        return self.marks[0].around(*self.marks[1:])

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "kind": self.kind,
            "page": self.page,
            "box": [round(edge, 2) for edge in self.box],
            "words": self.words,
            "amount": round(self.amount, 4),
            "note": self.note,
        }


_RANK: Final = {name: rank for rank, name in enumerate(KINDS)}


def worst_first(finding: Finding) -> tuple[int, float, int]:
    """The order of findings: by the gravity of their kind, then by how bad they are, then by page."""
    return _RANK[finding.kind], -finding.amount, finding.page
