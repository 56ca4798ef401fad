"""Which words are names: what a book's capitals say of each of them.

A capital inside a sentence marks a name, one at its beginning does not. A word that has a capital wherever it stands, but
stands at beginnings alone, may be one, so it is taken for one (Bringhurst 2.4.4: names are not divided).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bookbuild.manuscript.blocks import NO_BREAK_SPACE, Book, Chapter, ItemList, Mark, Paragraph, Picture, Quotation

INSIDE: Final = 1
"""The word has a capital inside a sentence."""
SMALL: Final = 2
"""The word stands in small letters somewhere."""

_CAPITALS: Final = "".join(
    chr(code) for begin, end in ((0x41, 0x530), (0x1E00, 0x2000)) for code in range(begin, end) if chr(code).isupper()
)
_CAPITAL = re.compile(rf"[{_CAPITALS}](?<![^\W_].)[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES: Final = re.compile("['’ʼ]")
_OPENING: Final = "“‘„‚«‹\"'([{"
_CLOSING: Final = "”’»›\"')]}"
_REACH: Final = 16
"""Characters before a word in which its sentence is looked for."""
_DASHES: Final = "—–"


@dataclass(frozen=True, slots=True)
class Names:
    """What a book's capitals say, word by word, so that a change of one word's standing touches only where it is used."""

    seen: dict[str, int] = field(default_factory=dict)
    """Every word that has a capital anywhere, and of which kinds its places are: INSIDE, SMALL."""

    def is_name(self, word: str) -> bool:
        """Whether a word, as it is written here, is a name; its possessive and what is elided before it count as the name."""
        stem = _stem(word)
        if not stem[:1].isupper():
            return False
        seen = self.seen.get(stem, 0)
        return bool(seen & INSIDE) or not seen & SMALL


def names_in(texts: Iterable[str]) -> Names:
    """What the capitals of some texts say, each a paragraph; hand-made line ends count as sentence ends."""
    inside: set[str] = set()
    capitals: set[str] = set()
    words: set[str] = set()
    for text in texts:
        words.update(text.split())
        for found in _CAPITAL.finditer(text):
            word = found[0]
            capitals.add(word)
            if word not in inside and word[1:].islower() and _goes_on(text, found.start()):
                inside.add(word)
    words.update(_WORD.findall(" ".join(words)))
    return Names({
        word: INSIDE * (word in inside) | SMALL * (word.lower() in words) for word in sorted(capitals)
    })  # fmt: skip


def names_of(book: Book) -> Names:
    """What the capitals of a book's paragraphs say, in reading order; heads are left out, where any word may have one."""
    return names_in(text for one in book.divisions if isinstance(one, Chapter) for text in _texts(one.blocks))


def _texts(blocks: Iterable[object]) -> Iterator[str]:
    """The texts of paragraphs and captions, depth first; code stands as a space."""
    for block in blocks:
        if isinstance(block, Paragraph | Picture):
            runs = block.runs if isinstance(block, Paragraph) else block.caption
            yield "".join([" " if run.mark & Mark.CODE else run.text for run in runs])
        elif isinstance(block, Quotation):
            yield from _texts(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _texts(item)


def _goes_on(text: str, begin: int) -> bool:
    """Whether a sentence goes on with the word that begins here: a letter, a figure or a comma stands before it, a
    closed quotation that ends in one, or the full point of a title or an initial."""
    before = text[max(begin - _REACH, 0) : begin]
    bare = before.rstrip(_OPENING)
    quoted = bare != before
    if bare[-1:] == "-" or (bare[-1:] in _DASHES and bare[-2:-1].isalpha()):
        return True
    white = bare[len(bare.rstrip(f" \t\n{NO_BREAK_SPACE}")) :]
    bare = bare[: len(bare) - len(white)].rstrip(_CLOSING)
    if not white or not bare:
        return False
    last = bare[-1]
    if last == ".":
        initial = bare[-2:-1].isupper() and not bare[-3:-2].isalpha()
        return white == NO_BREAK_SPACE or initial
    return last.isalnum() or (last in ",;" and not quoted)


def _stem(word: str) -> str:
    """A word without its possessive's ending, or without what is elided before it: the longest of its parts."""
    parts = _APOSTROPHES.split(word)
    return parts[0] if len(parts) == 1 else max(reversed(parts), key=len)
