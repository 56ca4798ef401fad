"""A cover's arithmetic against sizes that presses' own calculators gave, and its zones against one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from studios import holds

from bookbuild.cover.geometry import Wrap, Zone, barcode_place, press_box, spine_letters, wrap_of
from bookbuild.diagnostics import BookError
from bookbuild.style.press import Press
from bookbuild.style.pressfit import find_paper, press_trim, spine_width
from bookbuild.style.pressload import find_press
from bookbuild.style.trims import find_trim

INCH = 72.0

PUBLISHED = [
    # press, paper, trim, pages, spine given, sheet's width and height: as the presses' calculators and guides have them
    ("kdp-paperback", "cream", "6x9", 240, None, 12.85, 9.25),
    ("kdp-paperback", "white", "6x9", 240, None, 12.79, 9.25),
    ("kdp-paperback", "premium-colour", "6x9", 240, None, 12.813, 9.25),
    ("kdp-paperback", "groundwood", "6x9", 240, 0.564, 12.814, 9.25),
    ("kdp-paperback", "white", "6x9", 200, None, 12.7, 9.25),
    ("kdp-paperback", "white", "7.5x9.25", 600, None, 16.6012, 9.5),
    ("kdp-hardcover", "cream", "6x9", 240, 0.789, 14.364, 10.417),
    ("kdp-hardcover", "white", "6x9", 116, 0.45, 14.025, 10.417),
    ("kdp-hardcover", "white", "6x9", 138, 0.5, 14.075, 10.417),
    ("kdp-hardcover", "white", "6x9", 198, 0.635, 14.21, 10.417),
    ("kdp-hardcover", "white", "6x9", 232, 0.711, 14.286, 10.417),
    ("ingramspark", "cream", "6x9", 240, 0.545, 12.795, 9.25),
    ("lulu", "paperback", "6x9", 240, None, 12.851, 9.25),
    ("lulu", "case-wrap", "6x9", 240, 0.813, 14.563, 10.75),
]


def wrap(
    name: str, paper: str = "", trim: str = "6x9", pages: int = 240, spine: float | None = None, right: bool = False
) -> tuple[Press, Wrap]:
    """A press's cover; the spine in inches, None for the press's own."""
    press = find_press(name)
    found = find_paper(press, paper)
    assert found
    width = spine_width(found, pages) if spine is None else spine * INCH
    assert width
    return press, wrap_of(press, found, press_trim(press, find_trim(trim)), width, right)


@pytest.mark.parametrize(("name", "paper", "trim", "pages", "spine", "width", "height"), PUBLISHED)
def test_the_sheet_is_as_published(
    name: str, paper: str, trim: str, pages: int, spine: float | None, width: float, height: float
) -> None:
    _, made = wrap(name, paper, trim, pages, spine)
    assert (made.sheet.width / INCH, made.sheet.height / INCH) == pytest.approx((width, height), abs=0.0015)


def test_the_panels_of_a_published_paperback() -> None:
    """KDP, 6 x 9, 240 pages on cream: the calculator's own places, from the file's left edge."""
    press, made = wrap("kdp-paperback", "cream")
    edges = [made.back.x, made.back.right, made.spine.right, made.front.right, made.sheet.right]
    assert [edge / INCH for edge in edges] == pytest.approx([0.125, 6.125, 6.725, 12.725, 12.85])
    letters = spine_letters(press, made, 240)
    assert letters and (letters.x / INCH, letters.right / INCH) == pytest.approx((6.1875, 6.6625))
    box = press_box(press, made)
    assert box and [one / INCH for one in (box.x, box.right, box.y, box.bottom)] == pytest.approx(
        [3.875, 5.875, 7.675, 8.875]
    )


def test_the_panels_of_a_published_hardcover() -> None:
    press, made = wrap("kdp-hardcover", "cream", spine=0.789)
    edges = [made.back.x, made.back.right, made.spine.right, made.front.right]
    assert [edge / INCH for edge in edges] == pytest.approx([0.591, 6.787, 7.576, 13.773], abs=0.0015)
    assert (made.spine.x - made.hinge) / INCH == pytest.approx(6.393, abs=0.001)
    clear = made.front_text
    assert (made.sheet.right - clear.right) / INCH == pytest.approx(0.716, abs=0.001), "what KDP refuses less of"
    assert clear.x - made.spine.right >= made.hinge
    box = press_box(press, made)
    assert box and (made.spine.x - made.hinge - box.right) / INCH == pytest.approx(0.25)
    assert (made.back.bottom - box.bottom) / INCH == pytest.approx(0.76)


def test_ingramsparks_narrow_spines() -> None:
    press, wide = wrap("ingramspark", spine=0.35)
    _, narrow = wrap("ingramspark", spine=0.34)
    for made, clear in ((wide, 0.0625), (narrow, 0.03125)):
        letters = spine_letters(press, made, 240)
        assert letters and (letters.x - made.spine.x) / INCH == pytest.approx(clear)


@pytest.mark.parametrize(
    ("name", "spine", "first"), [("kdp-paperback", 0.2, 80), ("ingramspark", 0.2, 48), ("lulu", 0.3, 81)]
)
def test_from_how_many_pages_on_the_spine_has_letters(name: str, spine: float, first: int) -> None:
    press, made = wrap(name, spine=spine)
    assert spine_letters(press, made, first - 1) is None
    assert spine_letters(press, made, first) is not None


def test_a_spine_with_no_room_at_all() -> None:
    press, made = wrap("kdp-paperback", spine=0.125)
    assert spine_letters(press, made, 100) is None


EVERY = [
    ("kdp-paperback", "white", None),
    ("kdp-hardcover", "white", 0.6),
    ("ingramspark", "white", 0.5),
    ("lulu", "paperback", None),
    ("lulu", "case-wrap", 0.8),
    ("generic-pod", "white", 0.5),
    ("offset", "", 0.6),
]


@pytest.mark.parametrize(("every", "right"), [*product(EVERY, (False, True))])
def test_the_zones_lie_inside_one_another(every: tuple[str, str, float | None], right: bool) -> None:
    name, paper, spine = every
    press, made = wrap(name, paper, spine=spine, right=right)
    assert holds(made.sheet, made.seen)
    panels = (made.back, made.spine, made.front)
    assert all(holds(made.seen, panel) for panel in panels)
    assert sum(panel.width for panel in panels) == pytest.approx(made.seen.width)
    assert holds(made.back, made.back_text) and holds(made.front, made.front_text)
    assert (made.front.x < made.back.x) == right, "bound on the right, the front is the left panel"
    letters = spine_letters(press, made, 240)
    assert letters and holds(made.spine, letters)
    assert letters.centre == pytest.approx(made.spine.centre)
    box = press_box(press, made)
    assert box is None or holds(made.back, box)


@pytest.mark.parametrize("right", [False, True])
def test_bled_panels_cover_the_sheet_and_stop_at_the_spine(right: bool) -> None:
    _, made = wrap("kdp-paperback", right=right)
    back, front = made.bled(made.back), made.bled(made.front)
    assert back.width + made.spine.width + front.width == pytest.approx(made.sheet.width)
    assert (back.height, front.y) == (made.sheet.height, 0)
    assert front.width - made.front.width == pytest.approx(9)


def test_a_right_bound_cover_is_the_mirror_of_a_left_bound_one() -> None:
    press, left = wrap("kdp-hardcover", "cream", spine=0.789)
    _, right = wrap("kdp-hardcover", "cream", spine=0.789, right=True)

    def mirrored(zone: Zone) -> Zone:
        return replace(zone, x=left.sheet.width - zone.right)

    for one, other in (
        (left.front_text, right.front_text),
        (left.back_text, right.back_text),
        (left.front, right.front),
    ):
        assert mirrored(one) == pytest.approx(other) or mirrored(one).x == pytest.approx(other.x)
    mine, theirs = barcode_place(press, left, 100, 60, 40), barcode_place(press, right, 100, 60, 40)
    assert mirrored(mine).x == pytest.approx(theirs.x)


@pytest.mark.parametrize(("margin", "away"), [(10, 18), (40, 40), (100, 62)])
def test_the_barcode_is_level_with_the_text_but_inside_the_presss_box(margin: float, away: float) -> None:
    press, made = wrap("kdp-paperback")
    place = barcode_place(press, made, 100, 60, margin)
    box = press_box(press, made)
    assert box and holds(box, place)
    assert made.back.right - place.right == pytest.approx(away)


def test_a_barcode_larger_than_the_box() -> None:
    press, made = wrap("ingramspark", spine=0.5)
    assert barcode_place(press, made, 126, 72, 40)
    for size in ((126.1, 60), (100, 72.1)):
        with pytest.raises(BookError, match="J030"):
            barcode_place(press, made, size[0], size[1], 40)


@pytest.mark.parametrize(("name", "spine"), [("lulu", None), ("ingramspark", 0.5)])
def test_where_no_place_is_named_the_barcode_stands_at_the_texts_margin(name: str, spine: float | None) -> None:
    press, made = wrap(name, spine=spine)
    place = barcode_place(press, made, 100, 60, 42)
    assert (made.back.right - place.right, made.back.bottom - place.bottom) == pytest.approx((42, 42))


@pytest.mark.parametrize(
    ("name", "number"), [("bn-press", "bleed"), ("kdp-hardcover", "fore-edge"), ("kdp-hardcover", "hinge")]
)
def test_what_is_not_published_is_refused_not_guessed(name: str, number: str) -> None:
    press = find_press(name)
    nothing: dict[str, Any] = {number.replace("-", "_"): None}
    spoilt = replace(press, cover=replace(press.cover, **nothing))
    paper = next(iter(press.papers.values()))
    with pytest.raises(BookError) as caught:
        wrap_of(spoilt, paper, press.trims["6x9"], 40)
    (one,) = caught.value.diagnostics
    assert one.code == "J006" and number in one.message and f"base: {name}" in one.hint
