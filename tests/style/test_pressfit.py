"""The arithmetic of presses against their published tables."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, Diagnostic, Place
from bookbuild.style.press import Counting, Paper, Press, Spine
from bookbuild.style.pressfit import (
    find_paper,
    inside_margin,
    outer_margin,
    padded,
    page_range,
    paper_fits,
    press_trim,
    prints,
    require_paper_fits,
    spine_width,
    text_area,
)
from bookbuild.style.pressload import find_press, shipped_presses
from bookbuild.style.style import Trim
from bookbuild.style.trims import find_trim, named_trims

INCH = 72.0
PLACE = Place("book.yaml", 4, 9)


def one_fault(call: object, *arguments: object, **more: object) -> Diagnostic:
    """The one thing that is wrong, where it was asked for."""
    assert callable(call)
    with pytest.raises(BookError) as caught:
        call(*arguments, **more, place=PLACE)
    (one,) = caught.value.diagnostics
    assert one.place == PLACE
    assert one.hint.endswith((".", "?"))
    return one


def paper_of(press: Press, name: str = "") -> Paper:
    paper = find_paper(press, name)
    assert paper
    return paper


# Margins

INSIDE = {
    "kdp-paperback": {
        24: 0.375, 150: 0.375, 151: 0.5, 300: 0.5, 301: 0.625, 500: 0.625,
        501: 0.75, 700: 0.75, 701: 0.875, 828: 0.875, 2: 0.375, 900: 0.875,
    },
    "lulu": {
        32: 0.5, 59: 0.5, 60: 0.5, 61: 0.5, 150: 0.5, 151: 0.7, 399: 0.7,
        400: 0.825, 600: 0.825, 601: 0.95, 800: 0.95,
    },
    "ingramspark": {18: 0.5, 1200: 0.5},
    "bn-press": {40: 0.5, 800: 0.5},
    "offset": {16: 0.5, 640: 0.5},
    "generic-pod": {150: 0.5, 151: 0.7, 399: 0.7, 400: 0.825, 600: 0.825, 601: 0.95},
    "screen": {1: 0.0, 5000: 0.0},
}  # fmt: skip
"""Inches by page count, on both sides of every step."""


@pytest.mark.parametrize("name", INSIDE)
def test_inside_margins(name: str) -> None:
    press = find_press(name)
    found = {pages: inside_margin(press, pages) / INCH for pages in INSIDE[name]}
    assert found == pytest.approx(INSIDE[name])


def test_lulus_gutter_without_its_safe_distance() -> None:
    """60 and 400 pages stand twice in the guide: the wider is taken."""
    press = find_press("lulu")
    bare = replace(press, margins=replace(press.margins, safe=0.0))
    found = {pages: round(inside_margin(bare, pages) / INCH, 3) for pages in (59, 60, 150, 151, 399, 400, 600, 601)}
    assert found == {59: 0.2, 60: 0.325, 150: 0.325, 151: 0.7, 399: 0.7, 400: 0.825, 600: 0.825, 601: 0.95}


@pytest.mark.parametrize("name", shipped_presses())
def test_the_inside_margin_never_shrinks(name: str) -> None:
    press = find_press(name)
    margins = [inside_margin(press, pages) for pages in range(1300)]
    assert margins == sorted(margins)


def test_outer_margins() -> None:
    kdp, lulu = find_press("kdp-paperback"), find_press("lulu")
    assert (outer_margin(kdp, bleed=False), outer_margin(kdp, bleed=True)) == (18, 27)
    assert (outer_margin(lulu, bleed=False), outer_margin(lulu, bleed=True)) == (36, 36)


def test_where_text_may_stand() -> None:
    kdp, trim = find_press("kdp-paperback"), find_trim("6x9")
    assert text_area(kdp, trim, 320, recto=True, bleed=False) == (45, 18, 432 - 18, 648 - 18)
    assert text_area(kdp, trim, 320, recto=False, bleed=True) == (27, 27, 432 - 45, 648 - 27)


# Trims


@pytest.mark.parametrize(
    ("press", "trim", "width", "height"),
    [
        ("kdp-paperback", "B-format", 5.06, 7.81),
        ("kdp-paperback", "129mm x 198mm", 5.06, 7.81),
        ("kdp-paperback", "5.06x7.81", 5.06, 7.81),
        ("ingramspark", "B-format", 5.06, 7.81),
        ("generic-pod", "B-format", 5.06, 7.81),
        ("offset", "B-format", 129 / 25.4, 198 / 25.4),
        ("lulu", "A5", 5.83, 8.27),
        ("generic-pod", "A5", 5.83, 8.27),
        ("kdp-paperback", "A5", 148 / 25.4, 210 / 25.4),
        ("kdp-paperback", "5.2x8", 5.2, 8),
        ("lulu", "6x9", 6, 9),
        ("screen", "3x3", 3, 3),
    ],
)
def test_a_trim_is_the_presss_own(press: str, trim: str, width: float, height: float) -> None:
    found = press_trim(find_press(press), find_trim(trim))
    assert (found.width / INCH, found.height / INCH) == pytest.approx((width, height))


@pytest.mark.parametrize(
    ("press", "trim", "nearest"),
    [
        ("lulu", "B-format", "5x8, 5.5x8.5, "),
        ("lulu", "5.2x8", "5x8, "),
        ("kdp-hardcover", "5x8", "5.5x8.5, "),
        ("kdp-paperback", "12x12", "8.27x11.69, "),
        ("bn-press", "A5", "5.5x8.5, "),
    ],
)
def test_a_trim_no_press_prints(press: str, trim: str, nearest: str) -> None:
    assert not prints(find_press(press), find_trim(trim))
    one = one_fault(press_trim, find_press(press), find_trim(trim))
    assert one.code == "S033"
    assert one.hint.startswith(f"The nearest it prints: {nearest}")
    assert ("any size from 4 x 6 to 8.5 x 11.69 in" in one.hint) == (press == "kdp-paperback")


def test_a_range_of_sizes_has_both_ends_in_it() -> None:
    kdp = find_press("kdp-paperback")
    for size, printed in (
        ("4x6", True),
        ("3.98x6", False),
        ("8.5x11.69", True),
        ("8.5x11.71", False),
        ("8.52x9", False),
    ):
        assert prints(kdp, find_trim(size)) == printed, size


# Papers


def test_a_paper_by_its_name() -> None:
    kdp = find_press("kdp-paperback")
    assert paper_of(kdp).name == "white"
    assert paper_of(kdp, " Cream ").name == "cream"
    assert paper_of(kdp, "standard colour").name == "standard-colour"
    assert find_paper(find_press("screen")) is None


def test_no_such_paper() -> None:
    one = one_fault(find_paper, find_press("kdp-paperback"), "creme")
    assert (one.code, one.hint) == ("S034", "Did you mean `cream`?")
    assert one_fault(find_paper, find_press("lulu"), "bible").hint == "Its papers: paperback, case-wrap."
    assert one_fault(find_paper, find_press("screen"), "white").code == "S034"


LIMITS = {
    ("kdp-paperback", "white", "6x9"): (24, 828),
    ("kdp-paperback", "white", "8.5x11"): (24, 590),
    ("kdp-paperback", "white", "8.5x8.5"): (24, 590),
    ("kdp-paperback", "white", "8.25x8.25"): (24, 800),
    ("kdp-paperback", "cream", "8.5x11"): (24, 550),
    ("kdp-paperback", "groundwood", "8.5x11"): (24, 578),
    ("kdp-paperback", "premium-colour", "8.5x11"): (24, 590),
    ("kdp-paperback", "standard-colour", "8.5x11"): (72, 600),
    ("kdp-paperback", "standard-colour", "8.27x11.69"): None,
    ("kdp-hardcover", "white", "6x9"): (75, 550),
    ("ingramspark", "white", "6x9"): (18, 1200),
    ("ingramspark", "cream", "6x9"): (18, 1050),
    ("ingramspark", "cream", "7x10"): None,
    ("ingramspark", "groundwood", "5x8"): (18, 900),
    ("lulu", "paperback", "9x7"): (32, 250),
    ("lulu", "paperback", "6x9"): (32, 800),
    ("lulu", "case-wrap", "9x7"): (24, 800),
    ("offset", "uncoated", "6x9"): (2, None),
}


@pytest.mark.parametrize(("name", "paper", "trim"), LIMITS)
def test_page_counts_by_paper_and_trim(name: str, paper: str, trim: str) -> None:
    press, limits = find_press(name), LIMITS[name, paper, trim]
    stock, page = paper_of(press, paper), press_trim(press, find_trim(trim))
    assert page_range(stock, page) == limits
    if limits is None:
        assert one_fault(require_paper_fits, press, stock, page, 100).code == "S035"
        return
    least, most = limits
    for pages, fits in ((least - 1, False), (least, True), (most or 5000, True), ((most or 5000) + 1, most is None)):
        assert paper_fits(stock, page, pages) == fits
        if fits:
            require_paper_fits(press, stock, page, pages)
        else:
            assert one_fault(require_paper_fits, press, stock, page, pages).code == "S036"


def said_of(press_name: str, paper: str, trim: str, pages: int) -> tuple[str, str]:
    press = find_press(press_name)
    one = one_fault(require_paper_fits, press, paper_of(press, paper), press_trim(press, find_trim(trim)), pages)
    return one.message, one.hint


def test_what_would_fit_is_said() -> None:
    message, hint = said_of("kdp-paperback", "cream", "6x9", 800)
    assert message == "Amazon KDP (paperback) binds at most 776 pages of 6x9 on cream; the book has 800."
    assert hint == "800 pages of 6x9 can be had on white or groundwood."
    assert said_of("kdp-paperback", "white", "8.5x11", 700)[1] == (
        "700 pages on white can be had in 8.27x11.69, 8x10, 7.44x9.69 or 7x10."
    )
    assert said_of("kdp-paperback", "standard-colour", "8.27x11.69", 100)[1].startswith(
        "100 pages on standard-colour can be had in 8.5x11, "
    )
    assert said_of("ingramspark", "cream", "7x10", 300)[1] == (
        "300 pages of 7x10 can be had on white or white-70. 300 pages on cream can be had in 6x9, A5, 5.5x8.5 or 5.25x8."
    )


def test_what_makes_more_or_fewer_pages_is_said() -> None:
    assert said_of("kdp-paperback", "white", "6x9", 900)[1].startswith("A larger trim makes fewer pages: 6.14x9.21, ")
    message, hint = said_of("kdp-hardcover", "white", "6x9", 60)
    assert message == "Amazon KDP (hardcover) binds at least 75 pages of 6x9 on white; the book has 60."
    assert hint == "A smaller trim makes more pages: 5.5x8.5."
    assert said_of("ingramspark", "white", "6x9", 1300)[1] == "A larger trim makes fewer pages: 7x10."
    assert said_of("bn-press", "", "5x8", 20)[1] == "The press has no smaller trim; choose another press."


@examples(60)
@given(
    name=st.sampled_from(shipped_presses()),
    trim=st.sampled_from(sorted(named_trims())),
    pages=st.integers(1, 1500),
)
def test_a_hint_never_names_what_does_not_fit(name: str, trim: str, pages: int) -> None:
    press = find_press(name)
    if not prints(press, find_trim(trim)):
        return
    page = press_trim(press, find_trim(trim))
    for paper in press.papers.values():
        try:
            require_paper_fits(press, paper, page, pages)
        except BookError as refused:
            for named in re.findall(r"can be had (?:on|in) (.*?)\.(?= |$)", refused.diagnostics[0].hint):
                for one in named.replace(" or ", ", ").split(", "):
                    stock, on = (one, page) if one in press.papers else (paper.name, press_trim(press, find_trim(one)))
                    assert paper_fits(press.papers[stock], on, pages), one
        else:
            assert paper_fits(paper, page, pages)


# Page counts


@pytest.mark.parametrize(
    ("name", "pages", "blank", "whole"),
    [
        ("kdp-paperback", 300, 0, 300),
        ("kdp-paperback", 301, 0, 302),
        ("lulu", 301, 0, 302),
        ("ingramspark", 300, 0, 302),
        ("ingramspark", 299, 0, 300),
        ("ingramspark", 300, 1, 300),
        ("ingramspark", 301, 1, 302),
        ("generic-pod", 299, 0, 300),
        ("offset", 1, 0, 16),
        ("offset", 288, 0, 288),
        ("offset", 289, 0, 304),
        ("screen", 301, 0, 301),
    ],
)
def test_padding(name: str, pages: int, blank: int, whole: int) -> None:
    assert padded(find_press(name), pages, blank) == whole


def counted(multiple: int, last_blank: bool = False, blank_at_end: int | None = None) -> Press:
    return replace(find_press("offset"), counting=Counting(multiple, last_blank, None, blank_at_end))


@pytest.mark.parametrize("multiple", [2, 4, 16, 32])
def test_signatures(multiple: int) -> None:
    assert [padded(counted(multiple), pages) for pages in (1, multiple, multiple + 1)] == [
        multiple,
        multiple,
        2 * multiple,
    ]


def test_too_many_blank_pages() -> None:
    one = one_fault(padded, counted(32, blank_at_end=10), 290)
    assert one.code == "S037"
    assert one.message == "290 pages become 320, with 30 blank at the end; An offset house takes at most 10 blank."
    assert one.hint == "The nearest page count is 288: 2 pages fewer."
    assert one_fault(padded, counted(32, blank_at_end=10), 309).hint == "The nearest page count is 310: 1 page more."
    assert one_fault(padded, find_press("kdp-paperback"), 300, 11).code == "S037"


def test_padding_past_the_most_pages() -> None:
    """A blank last page that no longer fits."""
    ingram = find_press("ingramspark")
    assert padded(ingram, 1199, most=1200) == 1200
    one = one_fault(padded, ingram, 1200, most=1200)
    assert one.message == (
        "1200 pages become 1202, with 2 blank at the end; IngramSpark binds at most 1200 on this trim and paper."
    )
    assert one.hint == "The nearest page count is 1199: 1 page fewer."
    assert one_fault(padded, find_press("kdp-paperback"), 2000, most=828).hint == (
        "The nearest page count is 828: 1172 pages fewer."
    )
    assert one_fault(padded, counted(16), 9, most=8).hint.startswith("No page count would do")


@given(
    pages=st.integers(1, 400),
    blank=st.integers(0, 12),
    multiple=st.sampled_from([1, 2, 4, 16, 32]),
    last=st.booleans(),
    limit=st.none() | st.integers(0, 12),
    most=st.none() | st.integers(33, 400),
)
@examples(150)
def test_padding_is_the_least_that_will_do(
    pages: int, blank: int, multiple: int, last: bool, limit: int | None, most: int | None
) -> None:
    blank = min(blank, pages)
    press = counted(multiple, last, limit)
    try:
        whole = padded(press, pages, blank, most)
    except BookError as refused:
        hint = refused.diagnostics[0].hint
        if hint.startswith("The nearest"):
            nearest = int(hint.split(":")[0].rsplit(" ", 1)[1])
            assert nearest != pages
            assert padded(press, nearest, blank, most)
        return
    assert whole % multiple == 0
    assert pages <= whole < pages + multiple + 1
    assert not last or whole > pages or blank
    assert most is None or whole <= most
    assert limit is None or whole - pages + blank <= limit


# Spines


def spine_inches(press: str, paper: str, pages: int) -> float | None:
    width = spine_width(paper_of(find_press(press), paper), pages)
    return None if width is None else round(width / INCH, 4)


def test_spines() -> None:
    assert spine_inches("kdp-paperback", "white", 300) == 0.6756
    assert spine_inches("kdp-paperback", "cream", 300) == 0.75
    assert spine_inches("kdp-paperback", "standard-colour", 100) == 0.2252
    assert spine_inches("kdp-paperback", "premium-colour", 100) == 0.2347
    assert spine_inches("lulu", "paperback", 444) == 1.06


@pytest.mark.parametrize(
    ("pages", "inches"),
    [(23, None), (24, 0.25), (83, 0.25), (84, 0.5), (139, 0.5), (140, 0.625), (168, 0.625), (169, None), (800, None)],
)
def test_a_spine_in_steps_ends_where_the_table_does(pages: int, inches: float | None) -> None:
    assert spine_inches("lulu", "case-wrap", pages) == inches


@pytest.mark.parametrize(
    ("press", "paper"),
    [("kdp-paperback", "groundwood"), ("kdp-hardcover", "white"), ("ingramspark", "white"), ("generic-pod", "white"),
     ("bn-press", ""), ("offset", "")],
)  # fmt: skip
def test_a_spine_nobody_publishes_is_asked(press: str, paper: str) -> None:
    assert spine_inches(press, paper, 200) is None


def test_a_spine_with_steps_and_a_cover() -> None:
    paper = replace(paper_of(find_press("lulu"), "case-wrap"), spine=Spine(0.5, 2.0, ()))
    assert spine_width(paper, 100) == 52.0


def test_the_trims_of_the_designs_are_all_printed_somewhere() -> None:
    for trim in named_trims().values():
        assert isinstance(trim, Trim)
        assert sum(prints(find_press(name), trim) for name in shipped_presses()) >= 5
