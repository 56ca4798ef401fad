"""Which words are names, by the capitals of a book."""

from __future__ import annotations

import pytest
from conftest import paragraphs

from bookbuild.manuscript.blocks import Book, Chapter, Heading, ItemList, Mark, Paragraph, Quotation, Run, plain
from bookbuild.setting.names import INSIDE, SMALL, names_in, names_of


@pytest.mark.parametrize(
    "text",
    [
        "They met Watson there.",
        "They met, Watson and she.",
        "They met; Watson came.",
        "Mr Watson came.",
        "Mr.\u00a0Watson came.",
        "J. Watson came.",
        "The “Watson” sank.",
        "The (Watson) sank.",
        "“Yes,” Watson said.",
        "‘Yes,’ Watson said.",
        "He—Watson—went.",
        "The Holmes-Watson case.",
        "In 1895 Watson went.",
        "The boys’ Watson went.",
        "Watson’s went.\u2028It was Watson’s.",
    ],
)
def test_a_capital_inside_a_sentence_marks_a_name(text: str) -> None:
    names = names_in([text, "a watson, too"])
    assert names.seen["Watson"] == INSIDE | SMALL
    assert names.is_name("Watson")


@pytest.mark.parametrize(
    "text",
    [
        "Perhaps he came.",
        "He came. Perhaps not.",
        "He came? Perhaps. Oh! Perhaps.",
        "“Perhaps,” he said.",
        "He said, “Perhaps.”",
        "He said: Perhaps.",
        "“No.” Perhaps he came.",
        "(No.) Perhaps.",
        "one line\u2028Perhaps another",
        "Never . . .  … Perhaps.",
    ],
)
def test_a_capital_at_a_beginning_marks_none(text: str) -> None:
    names = names_in([text, "and perhaps"])
    assert not names.seen.get("Perhaps", 0) & INSIDE
    assert not names.is_name("Perhaps")


def test_a_word_that_never_stands_in_small_letters_is_taken_for_a_name() -> None:
    assert names_in(["Watson came. Perhaps.", "perhaps"]).is_name("Watson")
    assert names_in([]).is_name("Watson")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Watson's", True),
        ("Watson’s", True),
        ("Watsonʼs", True),
        ("L’Watson", True),
        ("D’accord", False),
        ("watson", False),
        ("Rose", True),
        ("rose", False),
    ],
)
def test_forms_of_a_name_are_names_and_small_letters_never_are(word: str, name: bool) -> None:
    assert names_in(["They met Watson and Rose, d’accord; the sun rose."]).is_name(word) is name


def test_a_word_stands_or_falls_by_its_own_places() -> None:
    before, after = names_in(["They met Watson. Perhaps."]), names_in(["They met Watson. Perhaps, perhaps."])
    changed = {word for word in {*before.seen, *after.seen} if before.seen.get(word) != after.seen.get(word)}
    assert changed == {"Perhaps"}


def test_a_book_is_asked_in_paragraphs_lists_and_quotations_but_not_in_heads_and_code() -> None:
    blocks = (
        Heading(2, plain("Of Understanding")),
        Quotation(paragraphs("a Bohemian here")),
        ItemList(("1.",), (paragraphs("a Gascon here"),)),
        Paragraph((Run("the "), Run("Winterbottom", Mark.STRONG), Run(" and "), Run("Variable", Mark.CODE))),
    )
    seen = names_of(Book("Of Misunderstanding", (Chapter(blocks, plain("The Whole Misery")),))).seen
    assert seen == dict.fromkeys(("Bohemian", "Gascon", "Winterbottom"), INSIDE)
