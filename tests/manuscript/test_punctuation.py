"""Punctuation by language: one file of title, input and output a rule. In the output ~ is a no-break space,
_ a thin one and ^ a hair."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import NO_BREAK_SPACE, Mark, Paragraph, Run, plain, text_of
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
