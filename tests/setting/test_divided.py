"""Words that the patterns divide wrongly, and each language's fewest letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyphen
import pytest

from bookbuild.diagnostics import Findings
from bookbuild.setting.divided import corrected, with_minima
from bookbuild.setting.hyphenation import Hyphenator, hyphenator_for
from bookbuild.setting.patterns import Patterns
from bookbuild.style.style import Division

RULES = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)
LEAST_WORDS = 300


def divided(language: str, word: str, *exceptions: str) -> str:
    """A word with a hyphen at each place where it may be divided."""
    hyphens = hyphenator_for(language, RULES, exceptions, Findings())
    places = [point.at for point in hyphens.points(word)]
    return "".join("-" * (at in places) + letter for at, letter in enumerate(word))


def places_of(word: str) -> set[int]:
    """Where the hyphens of a listed word stand in the word without them."""
    return {at - word[:at].count("-") for at, letter in enumerate(word) if letter == "-"}


@pytest.mark.parametrize("name", ["en-GB", "en-US"])
def test_every_corrected_word_is_one_that_the_patterns_divide_wrongly(name: str) -> None:
    patterns = Patterns(Path(pyphen.LANGUAGES[name.replace("-", "_")]))
    words = corrected(name)
    assert len(set(words)) == len(words) >= LEAST_WORDS
    alone = Hyphenator(patterns, RULES)
    for word in words:
        bare = word.replace("-", "")
        wrong = {at for at, _, _ in alone.divisions(bare)} - places_of(word)
        assert wrong, f"{word} is divided so by the patterns"


@pytest.mark.parametrize(
    ("language", "word", "wanted"),
    [
        ("en-GB", "sounded", "sounded"),
        ("en-GB", "collected", "col-lected"),
        ("en-GB", "consulted", "con-sulted"),
        ("en-GB", "recompense", "rec-om-pense"),
        ("en-GB", "position", "po-si-tion"),
        ("en-AU", "consulted", "con-sulted"),
        ("en-US", "truelove", "true-love"),
        ("en-US", "commander", "com-mander"),
        ("en-US", "hatrack", "hat-rack"),
    ],
)
def test_words_that_were_printed_wrongly(language: str, word: str, wanted: str) -> None:
    assert divided(language, word) == wanted


def test_the_styles_minima_hold_for_corrected_words() -> None:
    strict = hyphenator_for("en-GB", replace(RULES, before=4), (), Findings())
    assert strict.points("consulted") == ()


def test_the_books_own_exceptions_win_over_corrected_words() -> None:
    assert divided("en-GB", "collected", "coll-ected") == "coll-ected"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("sa", 2, 3), ("mr", 3, 4), ("mr-IN", 3, 4), ("de-AT", 2, 3), ("no", 2, 3), ("tlh", 2, 3)],
)
def test_a_language_may_ask_for_more_letters_than_the_style(language: str, before: int, after: int) -> None:
    made = with_minima(RULES, language)
    assert (made.before, made.after) == (before, after)


def test_a_style_is_never_made_laxer_and_the_hyphenator_knows_the_minima() -> None:
    strict = replace(RULES, before=4, after=4)
    assert with_minima(strict, "de") == strict
    lax = hyphenator_for("cs", replace(RULES, before=1, after=1), (), Findings())
    assert (lax.rules.before, lax.rules.after) == (2, 3)


@pytest.mark.parametrize("language", ["no", "no-NO", "iw", "EN-us", "sr-Latn-RS"])
def test_old_and_oddly_written_tags_are_known(language: str) -> None:
    findings = Findings()
    found = hyphenator_for(language, RULES, (), findings).dictionary
    assert (found is None) == (language == "iw")
