"""Addresses, paths and code are broken after their marks, without a hyphen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import end_of, room

from bookbuild.manuscript.blocks import Mark, Run, plain
from bookbuild.setting.addresses import address_breaks, is_address
from bookbuild.setting.explicit import Kind, explicit_points

LONG = "www.christopherwinterbottom.international.example.org/understanding?beautiful=wonderful&other_things=many-more"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "https://example.com",
        "(http://example.com/a).",
        "john.smith@example.org,",
        "mailto:a@b.de",
        "doi:10.1000/182",
        "example.org",
        "“example.com.”",
        "config.yaml",
        "/usr/local/bin",
        "~/docs/letters",
        "../up/there",
        "C:\\Users\\me",
        "\\\\server\\share",
        "usr/share/doc",
        "my_long_name",
    ],
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "e.g.",
        "i.e.",
        "a.m.",
        "Ph.D.",
        "U.S.A.",
        "z.B.",
        "3.5",
        "1.000",
        "No.5",
        "left.She",
        "he/she",
        "and/or",
        "1/2",
        "km/h",
        "S.p.A.",
        "wait...what",
        "word…and",
        "lime-tree",
        "o’clock",
        "end.",
        "_",
        "/",
        "@",
        ".",
        "…",
        "v1.2.3",
        "12.12.2020",
        "w/o",
        "St.John",
        "f.eks.",
        "m.in.",
    ],
)
def test_no_addresses(text: str) -> None:
    assert not is_address(text)


def shown(text: str, code: bool = False) -> str:
    at, parts = 0, []
    for end in address_breaks(text, code):
        parts.append(text[at:end])
        at = end
    return "|".join([*parts, text[at:]])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://www.example.org/path?a=bc&d_e-fg", "https://|www.|example.|org/|path?|a=|bc&|d_|e-|fg"),
        ("example.org/a", "example.|org/a"),
        ("example.org.", "example.|org."),
        ("/usr/bin", "/usr/|bin"),
        ("C:\\Users\\me", "C:\\|Users\\|me"),
        ("v1.2.3", "v1.2.3"),
    ],
)
def test_they_break_after_their_marks_before_what_comes_next(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def test_code_breaks_after_commas_too() -> None:
    assert shown("call(first,second)", code=True) == "call(|first,|second)"
    assert [point.at for point in explicit_points("call(first,second)", Kind.CODE)] == [5, 11]


@pytest.mark.parametrize("width", [90.0, 120.0, 150.0])
def test_no_line_of_an_address_ends_in_an_added_hyphen(width: float) -> None:
    here = room()
    lines = here.lines(plain(f"See {LONG} beautiful."), width)
    assert not any(line.divided for line in lines if line.divided and line.divided.whole == LONG)
    ends = [line.text[-1] for line in lines[:-1]]
    assert len(ends) > 2
    assert set(ends[1:-1]) <= set("/.?&=_-") or width < 100.0
    assert "".join(line.text for line in lines).replace(" ", "") == f"See{LONG}beautiful."


def test_an_address_longer_than_any_ladder_stays_in_its_measure() -> None:
    here = room()
    lines = here.lines("https://" + "example/" * 30 + "end", 100.0)
    assert max(end_of(line) for line in lines) <= 100.5
    assert "T004" not in here.codes


@pytest.mark.parametrize("word", ["understanding", "internationalization", "lime.understanding_beautiful"])
def test_code_never_gets_a_hyphen(word: str) -> None:
    here = room()
    runs = (*plain("It was "), Run(word, Mark.CODE), *plain(" that was seen everywhere in it."))
    for width in range(80, 200, 7):
        assert not any(line.divided and line.divided.whole == word for line in here.lines(runs, float(width)))


def test_code_that_no_line_holds_is_cut_with_a_mark_that_is_reported() -> None:
    here = room()
    word = "abcdefghij" * 6
    lines = here.lines((*plain("It was "), Run(word, Mark.CODE), *plain(" there, and more of it.")), 100.0)
    assert max(end_of(line) for line in lines) <= 100.5
    cut = [line for line in lines if line.turned]
    assert len(cut) > 2
    text = ""
    for line in lines:
        text += line.text.removesuffix(f" {line.turned.mark}") if line.turned else line.text + " "
    assert text.split() == f"It was {word} there, and more of it.".split()
    assert "T002" in here.codes


def test_a_line_that_ends_after_code_has_no_mark() -> None:
    here = room()
    word = "abcdefghij" * 6
    for width in range(100, 130, 3):
        lines = here.lines((Run(word, Mark.CODE), *plain(" there, and some more of it.")), float(width))
        for line, following in pairwise(lines):
            assert bool(line.turned) == (not following.text.startswith(("there", "and", "some", "more", "of", "it")))
