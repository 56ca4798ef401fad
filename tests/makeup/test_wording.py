"""The words that a book needs and its author did not write."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

import bookbuild.makeup.wording as module
from bookbuild.diagnostics import Findings
from bookbuild.makeup.matter import tell_lacking
from bookbuild.makeup.wording import Wording, printed_number, wording
from bookbuild.manuscript.blocks import Book, Chapter, Contributor, Matter, Paragraph, plain
from bookbuild.style.load import load_style

FILES = sorted((Path(module.__file__).parent / "words").glob("*.yaml"))
OURS = {"en", "en-us", "fr", "de", "es", "it"}
NAMES = {one.name for one in fields(Wording)} - {"lacking"}
FORMULAS = {"chapter", "edited", "translated", "illustrated"}
LEAST_LANGUAGES = 30


def words_in(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    return found


def test_there_are_words_for_thirty_languages_besides_our_own() -> None:
    assert len({file.stem for file in FILES} - OURS) >= LEAST_LANGUAGES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_word_has_two_sources(file: Path) -> None:
    for name, (word, *sources) in words_in(file).items():
        assert name in NAMES
        assert word == word.strip()
        assert (word.count("{}") == 1) >= (name in FORMULAS), f"{name}: {word}"
        if file.stem not in OURS:
            assert len(sources) >= 2 or "texts" in sources, f"{name}: {word}"
            assert "house" not in sources
        for source in sources:
            assert source in (module.__doc__ or "").lower().replace(" ", ""), source


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_languages_words_are_in_one_script(file: Path) -> None:
    scripts = {
        unicodedata.name(letter).split()[0]
        for word, *_ in words_in(file).values()
        for letter in word
        if letter.isalpha() and not unicodedata.name(letter).startswith(("CJK", "HIRAGANA", "KATAKANA"))
    }
    assert len(scripts) <= 1


@pytest.mark.parametrize(
    ("language", "contents", "rights"),
    [
        ("en-US", "Contents", "All rights reserved."),
        ("pl", "Spis treści", "Wszelkie prawa zastrzeżone."),
        ("no", "Innhold", "Alle rettigheter forbeholdt."),
        ("nb-NO", "Innhold", "Alle rettigheter forbeholdt."),
        ("pt-PT", "Índice", "Todos os direitos reservados."),
        ("pt_BR", "Sumário", "Todos os direitos reservados."),
        ("zh-TW", "目錄", "保留所有權利。"),
        ("tlh", "Contents", "All rights reserved."),
    ],
)
def test_words_are_found_by_tag_and_by_language(language: str, contents: str, rights: str) -> None:
    found = wording(language)
    assert (found.contents, found.rights) == (contents, rights)


def test_english_of_two_countries() -> None:
    assert wording("en-GB").acknowledgements == "Acknowledgements"
    assert wording("en-US").acknowledgements == "Acknowledgments"
    assert not wording("en-US").lacking


def test_serbian_in_latin_letters_borrows_no_cyrillic() -> None:
    assert "acknowledgements" in wording("sr-Latn-RS").lacking
    assert wording("sr").contents == "Садржај"


@pytest.mark.parametrize(
    ("number", "language", "printed"),
    [
        ("3", "en", "chapter three"),
        ("3", "de", "Kapitel drei"),
        ("3", "pl", "3"),
        ("IV", "en", "IV"),
        ("100", "en", "100"),
    ],
)
def test_numbers_are_spelt_out_where_there_are_numerals(number: str, language: str, printed: str) -> None:
    assert printed_number(number, language, True) == printed
    assert printed_number(number, language, False) == number


def told(language: str, rights: str = "") -> list[tuple[str, str]]:
    """What is told of a book with an author, an editor and a page about the author."""
    chapters = tuple(Chapter((Paragraph(plain("Word.")),), plain(f"Title {at}")) for at in range(2))
    people = (Contributor("A. Author"), Contributor("E. Ditor", "editor"))
    page = (Paragraph(plain("She writes.")),)
    book = Book("T", chapters, people, language=language, matter=Matter(about_the_author=page, rights=rights))
    findings = Findings()
    tell_lacking(book, load_style("classic"), findings)
    return [(one.code, one.message) for one in findings]


def test_a_language_without_words_is_told_once_with_what_is_lacking() -> None:
    ((code, message),) = told("tlh")
    assert code == "T030"
    assert "about the author, rights, edited" in message


def test_nothing_is_told_of_words_that_are_there_or_not_printed() -> None:
    assert told("pl") == []
    ((_, message),) = told("tlh", rights="Mine.")
    assert "rights" not in message
