"""Divisions that somebody wrote down."""

from __future__ import annotations

import pytest

from bookbuild.diagnostics import Findings
from bookbuild.setting.exceptions import exceptions_of, straight
from bookbuild.setting.hyphenation import hyphenator_for
from bookbuild.style.style import Division

RULES = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)


def shown(written: str, word: str) -> list[str] | None:
    cuts = exceptions_of([written]).of(straight(word))
    return None if cuts is None else ["-".join(cut.of(word)) for cut in cuts]


@pytest.mark.parametrize(
    ("written", "word", "wanted"),
    [
        ("Win-ter-bottom", "Winterbottom", ["Win-terbottom", "Winter-bottom"]),
        ("Win-ter-bottom", "WINTERBOTTOM", ["WIN-TERBOTTOM", "WINTER-BOTTOM"]),
        ("Winter-bottom", "Winterbottom's", ["Winter-bottom's"]),
        ("Winter-bottom", "Winterbottom’s", ["Winter-bottom’s"]),
        ("Winter-bottom", "Winterbottoms", ["Winter-bottoms"]),
        ("Winter-bottom", "Winterbottoms’", None),
        ("Winter-bottoms", "Winterbottoms’", ["Winter-bottoms’"]),
        ("Winterbottom", "Winterbottom’s", []),
        ("bus", "busses", None),
        ("bus", "buss", None),
        ("au-jourd'hui", "aujourd’hui", ["au-jourd’hui"]),
        ("au-jourd’hui", "aujourd'hui", ["au-jourd'hui"]),
        ("au-jourd'hui", "l’aujourd’hui", ["l’au-jourd’hui"]),
        ("Aca-dé-mie", "l’académie", ["l’aca-démie", "l’acadé-mie"]),
        ("Aca-de\u0301mie", "académies", ["aca-démies"]),
        ("clock", "o’clock", []),
        ("ar-te", "dell’arte", ["dell’ar-te"]),
    ],
)
def test_exceptions_hold_for_forms_of_their_word(written: str, word: str, wanted: list[str] | None) -> None:
    assert shown(written, word) == wanted


@pytest.mark.parametrize(
    ("written", "word", "wanted"),
    [
        ("Schiffahrt = Schiff-fahrt", "Schiffahrt", ["Schiff-fahrt"]),
        ("Schiffahrt=Schiff-fahrt", "SCHIFFAHRT", ["SCHIFF-FAHRT"]),
        ("Schiffahrtsamt = Schiff-fahrts-amt", "schiffahrtsamt", ["schiff-fahrtsamt", "schiffahrts-amt"]),
        ("Zucker = Zuk-ker", "Zuckers", ["Zuk-kers"]),
        ("geïnd = ge-ind", "geïnd", ["ge-ind"]),
        ("asszony = asz-szony", "asszony", ["asz-szony"]),
        ("tuggummi = tugg-gummi", "tuggummi", ["tugg-gummi"]),
        ("omaatje = oma-tje", "omaatje", ["oma-tje"]),
    ],
)
def test_spelling_may_change_at_a_division(written: str, word: str, wanted: list[str]) -> None:
    assert shown(written, word) == wanted


@pytest.mark.parametrize("odd", ["Schiffahrt = Dampf-er", "ab = cd", "Schiffahrt = Schif-f-f-f-f-f-ahrt"])
def test_two_words_are_no_exception(odd: str) -> None:
    findings = Findings()
    made = hyphenator_for("de", RULES, (odd, "Au-to"), findings)
    assert [one.code for one in findings] == ["T005"]
    assert set(made.exceptions.cuts) == {"auto"}
