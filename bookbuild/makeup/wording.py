"""The few words that a book needs and its author did not write, by language: `words/`, one file a language.

A word in a file is followed by where it was found. Two sources at least, of those that know nothing of each other:
DocBook XSL 1.79 (docbook), babel 3.84 and biblatex 3.18 of TeX Live 2022, the Citation Style Language's locales (csl),
calibre 6.13, Sigil 2, Pressbooks, BookWyrm, Open Library, darktable 4.2, docutils 0.19, Gramps 5.1, GIMP 2.10;
`texts` are two public texts and more that print the word so. `house` is our own. Where they differ, what books print
was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from bookbuild.makeup.numerals import in_words
from bookbuild.manuscript.language import family

_SCRIPT: Final = 4
"""The letters of a script's name in a language tag, and of nothing else's."""
_FOLDER: Final = Path(__file__).resolve().parent / "words"


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and formulas of the matter; ``{}`` is a name or a number."""

    contents: str
    acknowledgements: str
    about_the_author: str
    also_by: str
    rights: str
    chapter: str
    large_print: str
    edited: str
    translated: str
    illustrated: str
    part: str
    notes: str
    edition: str
    glossary: str
    bibliography: str
    index: str
    figure: str
    table: str
    lacking: frozenset[str] = frozenset()
    """Those that are English because the language has none here."""


_NUMBER_ONLY = re.compile(r"(?:chapter\s+)?(?:\d+|[ivxlcdm]+)\.?", re.IGNORECASE)


@cache
def wording(language: str) -> Wording:
    """The wording of a language tag; of its language without the country; English where there is none."""
    words: dict[str, str] = {}
    for tag in reversed([*_alike(language)]):
        words |= _words_of(tag)
    lacking = frozenset(one.name for one in fields(Wording) if one.name not in words) - {"lacking"}
    return Wording(**{**_words_of("en"), **words}, lacking=lacking)


def _alike(language: str) -> Iterator[str]:
    """The tags of a language whose words are in the same letters: Serbian in Latin ones borrows nothing from Cyrillic."""
    for tag in family(language):
        yield tag
        if len(tag.rpartition("-")[2]) == _SCRIPT:
            return


@cache
def _words_of(tag: str) -> dict[str, str]:
    """The words of one file, by what they are for; none when there is no such file."""
    file = _FOLDER / f"{tag}.yaml"
    if not file.is_file():
        return {}
    return {name: found[0] for name, found in yaml.load(file.read_text("utf-8"), yaml.SafeLoader).items()}


def unbroken(text: str) -> str:
    """A title in one line: a backslash that breaks it on the title page is a space everywhere else; spaces that hold
    stay."""
    return re.sub(r"[ \t\n\u2028\\]+", " ", text).strip(" ") or text.strip()


def is_number_only(title: str) -> bool:
    """Whether a chapter's title is just its number: XII, 12, Chapter 12."""
    return bool(_NUMBER_ONLY.fullmatch(title.strip()))


def printed_number(number: str, language: str, spelt_out: bool) -> str:
    """A chapter's number as it is printed: as its author wrote it, or a figure in words (`chapter one`).

    In words only where the language has a formula and the numerals for it.
    """
    spelt = in_words(int(number), language) if spelt_out and number.isascii() and number.isdigit() else ""
    return wording(language).chapter.format(spelt) if spelt else number


def roman(number: int) -> str:
    """A number from 1 in small roman numerals, as front matter is counted."""
    values = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")  # fmt: skip
    text = ""
    for value, letters in values:
        while number >= value:
            text += letters
            number -= value
    return text
