"""Directions: which characters of a paragraph run from right to left, and in which order a line shows them.

The Unicode Bidirectional Algorithm (UAX #9), rules by their names there: levels are resolved once on the logical
paragraph, lines are put into visual order afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar

MOST_DEPTH: Final = 125
"""The highest explicit level (BD2)."""
MOST_BRACKETS: Final = 63
"""Openings of brackets that are kept in mind (BD16)."""

T = TypeVar("T")

_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_EMBEDDINGS: Final = {"RLE": (1, ""), "LRE": (0, ""), "RLO": (1, "R"), "LRO": (0, "L")}
_ISOLATES: Final = frozenset({"RLI", "LRI", "FSI"})
_REMOVED: Final = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "RLI", "LRI", "FSI", "PDI"})
_PAIRS: Final = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
"""Brackets that pair (Bidi_Paired_Bracket), each opening one before its closing one."""
_CLOSING_OF: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_ALIKE: Final = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are canonically the same."""


def runs_right(text: str) -> bool:
    """Whether any character of a text may run from right to left."""
    return not text.isascii() and bool(_RIGHT.search(text))


@cache
def bidi_class(character: str) -> str:
    """A character's bidirectional class; left to right where Unicode knows none."""
    return unicodedata.bidirectional(character) or "L"


def levels_of(text: str, base: int | None = 0) -> list[int]:
    """The embedding level of each character of a paragraph: even ones run from left to right, odd ones from right to
    left. `base` is the paragraph's own level, None to take it from its first letter (P2, P3)."""
    return resolved([bidi_class(one) for one in text], text, base)


def resolved(classes: Sequence[str], text: str = "", base: int | None = None) -> list[int]:
    """Levels by the characters' classes; `text` is looked at for brackets that pair. Characters that the algorithm leaves
    out (X9) have the level of the one before them."""
    own = base if base is not None else _first_strong(classes, 0, len(classes))
    paragraph = _Paragraph(list(classes), text, own)
    return paragraph.levels()


def visual(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """A line's items in the order in which they are seen, from left to right (L2)."""
    shown = list(zip(items, levels, strict=True))
    highest = max(levels, default=0)
    for level in range(highest, 0, -1):
        at = 0
        while at < len(shown):
            end = at
            while end < len(shown) and shown[end][1] >= level:
                end += 1
            shown[at:end] = reversed(shown[at:end])
            at = max(end, at + 1)
    return [item for item, _ in shown]


def _first_strong(classes: Sequence[str], begin: int, end: int) -> int:
    """The level that the first letter outside isolates asks for (P2, P3); 0 where there is none."""
    depth = 0
    for one in classes[begin:end]:
        if one in _ISOLATES:
            depth += 1
        elif one == "PDI":
            if depth:
                depth -= 1
        elif not depth and one in ("L", "R", "AL"):
            return int(one != "L")
    return 0


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its levels are resolved."""

    classes: list[str]
    text: str
    base: int
    found: list[int] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    explicit_levels: list[int] = field(default_factory=list)

    def levels(self) -> list[int]:
        self.original = list(self.classes)
        self.found = [self.base] * len(self.classes)
        self.explicit()
        self.explicit_levels = list(self.found)
        for sequence in self.sequences():
            _Sequence(self, sequence).resolve()
        self.trailing()
        last = self.base
        for at, one in enumerate(self.original):
            if one in _REMOVED:
                self.found[at] = last
            last = self.found[at]
        return self.found

    def matching(self) -> dict[int, int]:
        """Each isolate initiator's PDI (BD9)."""
        open_at: list[int] = []
        pairs: dict[int, int] = {}
        for at, one in enumerate(self.classes):
            if one in _ISOLATES:
                open_at.append(at)
            elif one == "PDI" and open_at:
                pairs[open_at.pop()] = at
        return pairs

    def explicit(self) -> None:
        """Explicit levels and directions (X1 to X8)."""
        pairs = self.matching()
        stack: list[tuple[int, str, bool]] = [(self.base, "", False)]
        too_many_isolates = too_many_embeddings = valid_isolates = 0
        for at, one in enumerate(self.original):
            level, override, _ = stack[-1]
            if one in _EMBEDDINGS:
                odd, forced = _EMBEDDINGS[one]
                following = level + 1 + ((level + 1) % 2 != odd)
                if following <= MOST_DEPTH and not too_many_isolates and not too_many_embeddings:
                    stack.append((following, forced, False))
                elif not too_many_isolates:
                    too_many_embeddings += 1
            elif one in _ISOLATES:
                self.found[at] = level
                self.classes[at] = override or one
                odd = (
                    _first_strong(self.original, at + 1, pairs.get(at, len(self.original)))
                    if one == "FSI"
                    else int(one == "RLI")
                )
                following = level + 1 + ((level + 1) % 2 != odd)
                if following <= MOST_DEPTH and not too_many_isolates and not too_many_embeddings:
                    valid_isolates += 1
                    stack.append((following, "", True))
                else:
                    too_many_isolates += 1
            elif one == "PDI":
                if too_many_isolates:
                    too_many_isolates -= 1
                elif valid_isolates:
                    too_many_embeddings = 0
                    while not stack[-1][2]:
                        stack.pop()
                    stack.pop()
                    valid_isolates -= 1
                self.found[at] = stack[-1][0]
                self.classes[at] = stack[-1][1] or one
            elif one == "PDF":
                if too_many_isolates:
                    continue
                if too_many_embeddings:
                    too_many_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
            elif one == "B":
                self.found[at] = self.base
            elif one != "BN":
                self.found[at] = level
                self.classes[at] = override or one

    def sequences(self) -> Iterable[list[int]]:
        """The isolating run sequences (BD13, X10): indices of characters, those left out by X9 aside."""
        kept = [at for at, one in enumerate(self.original) if one not in _REMOVED]
        runs: list[list[int]] = []
        for at in kept:
            if runs and self.found[runs[-1][-1]] == self.found[at]:
                runs[-1].append(at)
            else:
                runs.append([at])
        pairs = self.matching_original()
        closers = set(pairs.values())
        begins = {run[0]: run for run in runs}
        for run in runs:
            if run[0] in closers:
                continue
            sequence = list(run)
            while sequence[-1] in pairs and pairs[sequence[-1]] in begins:
                sequence += begins[pairs[sequence[-1]]]
            yield sequence

    def matching_original(self) -> dict[int, int]:
        """Each isolate initiator's PDI, whatever overrides said of their classes."""
        classes, self.classes = self.classes, self.original
        pairs = self.matching()
        self.classes = classes
        return pairs

    def trailing(self) -> None:
        """Separators, and white space before them or at the end, have the paragraph's level (L1)."""
        white = True
        for at in range(len(self.original) - 1, -1, -1):
            one = self.original[at]
            if one in ("B", "S"):
                white = True
            elif one not in ("WS", *_ISOLATES, "PDI", *_REMOVED):
                white = False
            if white:
                self.found[at] = self.base


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence: weak and neutral characters take their direction from their neighbours."""

    paragraph: _Paragraph
    at: list[int]
    kinds: list[str] = field(init=False)
    level: int = field(init=False)
    before: str = field(init=False)
    after: str = field(init=False)

    def __post_init__(self) -> None:
        paragraph, at = self.paragraph, self.at
        self.kinds = [paragraph.classes[one] for one in at]
        self.level = paragraph.found[at[0]]
        self.before = _direction(max(self.level, self._neighbour(at[0], -1)))
        ends_open = paragraph.original[at[-1]] in _ISOLATES
        after = paragraph.base if ends_open else self._neighbour(at[-1], 1)
        self.after = _direction(max(self.level, after))

    def _neighbour(self, at: int, step: int) -> int:
        """The level of the next character on this side that is not left out; the paragraph's at its ends."""
        at += step
        while 0 <= at < len(self.paragraph.original):
            if self.paragraph.original[at] not in _REMOVED:
                return self.paragraph.explicit_levels[at]
            at += step
        return self.paragraph.base

    def resolve(self) -> None:
        self.weak()
        if self.paragraph.text:
            self.brackets()
        self.neutral()
        for at, kind in zip(self.at, self.kinds, strict=True):
            level = self.level
            if level % 2:
                level += kind in ("L", "EN", "AN")  # I2
            else:
                level += 1 if kind == "R" else 2 if kind in ("EN", "AN") else 0  # I1
            self.paragraph.found[at] = level

    def weak(self) -> None:
        """W1 to W7."""
        kinds = self.kinds
        last = self.before
        for at, kind in enumerate(kinds):  # W1
            if kind == "NSM":
                kinds[at] = "ON" if last in ("LRI", "RLI", "FSI", "PDI") else last
            last = kinds[at]
        strong = self.before
        for at, kind in enumerate(kinds):  # W2
            if kind in ("L", "R", "AL"):
                strong = kind
            elif kind == "EN" and strong == "AL":
                kinds[at] = "AN"
        kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
        for at in range(1, len(kinds) - 1):  # W4
            one, other = kinds[at - 1], kinds[at + 1]
            if one == other and ((kinds[at] in ("ES", "CS") and one == "EN") or (kinds[at] == "CS" and one == "AN")):
                kinds[at] = one
        self._terminators()
        kinds[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]  # W6
        strong = self.before
        for at, kind in enumerate(kinds):  # W7
            if kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":
                kinds[at] = "L"

    def _terminators(self) -> None:
        """Signs beside a European number belong to it (W5)."""
        kinds = self.kinds
        at = 0
        while at < len(kinds):
            end = at
            while end < len(kinds) and kinds[end] == "ET":
                end += 1
            if end > at and "EN" in (kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else ""):
                kinds[at:end] = ["EN"] * (end - at)
            at = max(end, at + 1)

    def brackets(self) -> None:
        """Brackets that pair have one direction (N0)."""
        for opening, closing in self._pairs():
            inside = {_strong(kind) for kind in self.kinds[opening + 1 : closing]} - {""}
            own = _direction(self.level)
            if own in inside:
                self._turn(opening, closing, own)
            elif inside:
                context = next((s for kind in reversed(self.kinds[:opening]) if (s := _strong(kind))), self.before)
                self._turn(opening, closing, context if context != own else own)

    def _turn(self, opening: int, closing: int, direction: str) -> None:
        """Give two brackets, and the marks on them, a direction."""
        for at in (opening, closing):
            self.kinds[at] = direction
            follows = at + 1
            while follows < len(self.at) and self.paragraph.original[self.at[follows]] == "NSM":
                self.kinds[follows] = direction
                follows += 1

    def _pairs(self) -> list[tuple[int, int]]:
        """The brackets that pair, in the order of their openings (BD16)."""
        stack: list[tuple[str, int]] = []
        pairs: list[tuple[int, int]] = []
        for at, (index, kind) in enumerate(zip(self.at, self.kinds, strict=True)):
            if kind != "ON":
                continue
            character = _ALIKE.get(self.paragraph.text[index], self.paragraph.text[index])
            if character in _CLOSING_OF:
                if len(stack) == MOST_BRACKETS:
                    return []
                stack.append((_ALIKE.get(_CLOSING_OF[character], _CLOSING_OF[character]), at))
            else:
                depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == character), -1)
                if depth >= 0:
                    pairs.append((stack[depth][1], at))
                    del stack[depth:]
        return sorted(pairs)

    def neutral(self) -> None:
        """Neutral characters between two of one direction take it, others the embedding's (N1, N2)."""
        kinds = self.kinds
        at = 0
        while at < len(kinds):
            end = at
            while end < len(kinds) and kinds[end] in _NEUTRAL:
                end += 1
            if end > at:
                left = _strong(kinds[at - 1]) if at else self.before
                right = _strong(kinds[end]) if end < len(kinds) else self.after
                kinds[at:end] = [left if left == right else _direction(self.level)] * (end - at)
            at = max(end, at + 1)


def _strong(kind: str) -> str:
    """A character's direction as its neighbours see it: numbers count as right to left (N1)."""
    return kind if kind in ("L", "R") else "R" if kind in ("EN", "AN") else ""


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"
