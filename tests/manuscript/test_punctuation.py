"""Punctuation by language: one file of title, input and output a rule. In the output ~ is a no-break space,
_ a thin one and ^ a hair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import NO_BREAK_SPACE, Book, Chapter, Contributor, Mark, Paragraph, Run, plain, text_of
from bookbuild.manuscript.editing import edited
from bookbuild.manuscript.marks import THIN
from bookbuild.manuscript.punctuation import punctuate_blocks, punctuate_runs, punctuated
from bookbuild.manuscript.quotes import HAIR
from bookbuild.wordcheck.letters import letters_of

FOLDER = Path(__file__).parent.parent / "data" / "punctuation"


def triples() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(FOLDER.glob("*.txt")):
        kind, _, language = path.stem.partition("-")
        language = language if kind in ("quotes", "apostrophes", "spaces") else "en-US"
        for part in path.read_text("utf-8").split("\n.\n\n"):
            title, given, wanted = part.removesuffix("\n.\n").split("\n.\n")
            yield f"{path.stem}: {title.strip()}", language, given, wanted


TRIPLES = list(triples())


def shown(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, "~").replace(THIN, "_").replace(HAIR, "^")


@pytest.mark.parametrize(("language", "given", "wanted"), [row[1:] for row in TRIPLES], ids=[row[0] for row in TRIPLES])
def test_punctuation(language: str, given: str, wanted: str) -> None:
    assert shown(punctuated(given, language)) == wanted


@pytest.mark.parametrize(("language", "given"), [row[1:3] for row in TRIPLES], ids=[row[0] for row in TRIPLES])
def test_done_twice_is_done_once(language: str, given: str) -> None:
    once = punctuated(given, language)
    assert punctuated(once, language) == once


@pytest.mark.parametrize(("language", "given"), [row[1:3] for row in TRIPLES], ids=[row[0] for row in TRIPLES])
def test_the_words_are_the_same_to_the_proof(language: str, given: str) -> None:
    assert letters_of(punctuated(given, language)) == letters_of(given)


def warned(*texts: str, language: str = "en-US") -> list[tuple[str, str]]:
    findings = Findings()
    blocks = [Paragraph(plain(text, Place("a.md", at, 1))) for at, text in enumerate(texts, 1)]
    punctuate_blocks(blocks, language, findings)
    return [(one.code, str(one.place)) for one in findings]


def test_dialogue_that_runs_on_needs_no_closing_mark() -> None:
    assert warned('"One.', '"Two."') == []


def test_a_quotation_never_closed_is_reported_once_with_its_place() -> None:
    assert warned('He said "oh.', "Next.") == [("M040", "a.md:1:9")]


def test_a_quotation_never_opened_is_reported() -> None:
    assert warned('He said oh."') == [("M040", "a.md:1:12")]


def test_quotes_reach_over_marked_runs_and_code_is_left_alone() -> None:
    runs = (Run('"So '), Run("this", Mark.EMPHASIS), Run('," he said, '), Run('"x"', Mark.CODE), Run("."))
    assert text_of(punctuate_runs(runs, "en-US", Findings(), False)) == '“So this,” he said, "x".'


def test_a_guessed_apostrophe_is_told_with_its_place() -> None:
    assert warned("a real 'lligator") == [("M041", "a.md:1:8")]
    assert warned("'so it was, he thought", "'And on.", language="en-GB") == [], "speech that goes on is not closed"


@pytest.mark.parametrize("language", ["sv", "da", "de", "nl", "ru", "pl", "hu", "bg", "he"])
def test_the_marks_of_a_language_raise_no_doubt(language: str) -> None:
    text = 'Hm: "abc," def, "ghi \'jkl\' mno".'
    assert warned(text, punctuated(text, language), language=language) == []


def mixed(language: str, *texts: str) -> list[tuple[str, str]]:
    findings = Findings()
    blocks = tuple(Paragraph(plain(text, Place("a.md", at, 1))) for at, text in enumerate(texts, 1))
    edited(Book("T", (Chapter(blocks),), language=language), findings)
    return [(one.code, str(one.place)) for one in findings]


def test_single_and_double_marks_outside_are_told_once() -> None:
    speeches = ["'So,' he said."] * 5 + ['"No," she said.'] * 3
    assert mixed("en-GB", *speeches) == [("M042", "a.md:6:1")]
    assert mixed("en-GB", *speeches[:7]) == [], "two are a quotation, not a habit"
    assert mixed("en-GB", *["'Tis so."] * 3, *speeches[5:]) == [], "apostrophes are no marks of speech"
    assert mixed("fr", *speeches) == []


def test_names_get_their_apostrophes_and_keep_their_spaces() -> None:
    people = (Contributor("J. R. O'Neil"), Contributor("Pat O'Hara", "editor"))
    book = Book("O'T", (), people, publisher="Cat's Press", place_of_publication="King's Lynn", series="Writers' Row")
    made = edited(replace(book, edition="'First' edition"), Findings())
    assert [one.name for one in made.contributors] == ["J. R. O’Neil", "Pat O’Hara"]
    assert (made.title, made.publisher, made.place_of_publication) == ("O’T", "Cat’s Press", "King’s Lynn")
    assert (made.series, made.edition) == ("Writers’ Row", "‘First’ edition")


OWN = re.compile(r"[^\W_]+")


@pytest.mark.parametrize(("language", "given"), [row[1:3] for row in TRIPLES], ids=[row[0] for row in TRIPLES])
def test_letters_and_figures_are_never_touched(language: str, given: str) -> None:
    assert "".join(OWN.findall(punctuated(given, language))) == "".join(OWN.findall(given))
