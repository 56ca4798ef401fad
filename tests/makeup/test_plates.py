"""Pictures that fill pages: on the first page that suits them, the text cut as if they were not there."""

from __future__ import annotations

import pytest
from conftest import OLDEN, Room, examples, paragraphs, room
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, Findings, Place
from bookbuild.makeup.firstfit import first_fit
from bookbuild.makeup.frame import Frame, frames_of
from bookbuild.makeup.galley import (
    LINE,
    Galley,
    Page,
    PageShape,
    Pagination,
    Passage,
    PictureBox,
    Piece,
    Placed,
    Plate,
    Rule,
)
from bookbuild.makeup.pagination import paginate, solutions
from bookbuild.makeup.plates import laid_out
from bookbuild.manuscript.blocks import (
    Attributes,
    Block,
    Book,
    Chapter,
    ItemList,
    Matter,
    Paragraph,
    Picture,
    Quotation,
    plain,
)
from bookbuild.manuscript.plates import chapters_of_text, has_plates
from bookbuild.setting.lines import Line
from bookbuild.style.press import Bleed
from bookbuild.style.style import Trim

HERE = Place("01.md", 7, 1)
LINES = 10
TRIM = Trim("100 x 150", 100.0, 150.0)
OUTER = Bleed(9.0, ("head", "foot", "outside"), False)
ROUND = Bleed(9.0, ("head", "foot", "outside", "inside"), False)


def plate(*classes: str, caption: str = "", width: str = "") -> Picture:
    values = (("width", width),) if width else ()
    return Picture("/book/map.png", 1000, 1500, plain(caption), HERE, Attributes("", classes, values))


def passage(begin: int, lines: int) -> Passage:
    """Lines that can be told apart by their widths."""
    return Passage((tuple(Piece(LINE, (Placed(0, 0, Rule(begin + at, 1)),)) for at in range(lines)),))


def told(pages: list[Page]) -> str:
    """Pages in short: text, plate, blank."""
    return " ".join("plate" if page.plate else "blank" if page.blank else "text" for page in pages)


def on(*lines: int, plates: tuple[Plate, ...], first: int = 1) -> Pagination:
    """Passages of so many lines on pages of ten."""
    galley = Galley(tuple(passage(100 * at, count) for at, count in enumerate(lines)), plates)
    return paginate(galley, PageShape(LINES), first)


def one(after: int, recto: bool | None = None) -> Plate:
    return Plate("map.png", 1000, 1500, after, recto)


@pytest.mark.parametrize(
    ("plates", "first", "pages"),
    [
        ((one(1),), 1, "text plate text text"),
        ((one(1),), 2, "text plate text text"),
        ((one(1, True),), 1, "text text plate text"),
        ((one(1, False),), 1, "text plate text text"),
        ((one(1, True), one(1)), 1, "text text plate plate text"),
        ((one(1, False), one(1, True)), 1, "text plate plate text text"),
        ((one(1, False), one(1, True)), 2, "text text plate plate text"),
        ((one(0),), 1, "plate text text text"),
        ((one(0), one(3)), 1, "plate text text text plate"),
        ((one(3),), 1, "text text text plate"),
        ((one(3, True),), 1, "text text text blank plate"),
        ((one(3, False), one(3, True)), 2, "text text text blank plate plate"),
    ],
)
def test_a_plate_stands_on_the_first_page_that_suits_it(plates: tuple[Plate, ...], first: int, pages: str) -> None:
    result = on(5, 15, 10, plates=plates, first=first)
    assert told(result.pages) == pages
    assert [page.number for page in result.pages] == list(range(first, first + len(result.pages)))
    opening = next(page for page in result.pages if not page.plate)
    assert [page for page in result.pages if page.opens] == [opening]
    assert all(sum(one.piece.height for one in page.pieces) == 10 * LINE for page in result.pages if page.pieces)


def test_plates_alone_take_pages_too() -> None:
    assert told(on(plates=(one(0), one(0)))
                .pages) == "plate plate"  # fmt: skip
    assert told(on(plates=(one(0, False), one(0, True))).pages) == "blank plate plate"


@st.composite
def chapters(draw: st.DrawFn) -> Galley:
    lines = draw(st.lists(st.integers(1, 14), min_size=1, max_size=8))
    after = sorted(draw(st.lists(st.integers(0, len(lines)), max_size=4)))
    plates = tuple(one(at, draw(st.sampled_from((None, True, False)))) for at in after)
    return Galley(tuple(passage(100 * at, count) for at, count in enumerate(lines)), plates)


@examples(200)
@given(chapters(), st.integers(1, 2), st.sampled_from((3, 10)))
def test_nothing_is_lost_and_nothing_comes_too_early(galley: Galley, first: int, lines: int) -> None:
    """On pages chosen over the whole chapter, and (three lines) by first fit."""
    shape = PageShape(lines)
    every = solutions(galley, shape, first)
    results = [solution.make(first) for solution in every.values()] + [first_fit(galley, shape, first)]
    assert all(len(solution.make(first).pages) == pages for pages, solution in every.items())
    for result in results:
        pages = result.pages
        shown = [piece for page in pages for piece in (one.piece for one in page.pieces)]
        assert shown == [piece for passage in galley.passages for piece in passage.variants[0]]
        assert [page.plate for page in pages if page.plate] == list(galley.plates)
        starts = [
            0,
            *(sum(len(one.variants[0]) for one in galley.passages[: at + 1]) for at in range(len(galley.passages))),
        ]
        waiting, seen = list(galley.plates), 0
        for page in pages:
            if page.plate:
                assert page.plate is waiting.pop(0)
                assert starts[page.plate.after] <= seen, "the words above it come before it"
                assert page.plate.suits(page.number)
            elif waiting and starts[waiting[0].after] <= seen:
                assert not waiting[0].suits(page.number), "no page that suits it is passed by"
            assert page.pieces or page.plate or seen == len(shown), "a blank page only when the text is over"
            seen += len(page.pieces)


def text_pages(result: Pagination) -> list[list[str]]:
    """The lines of each page that has any."""
    things = [[one.thing for piece in page.pieces for one in piece.piece.content] for page in result.pages]
    return [[thing.text for thing in some if isinstance(thing, Line)] for some in things if some]


def made(here: Room, blocks: tuple[Block, ...], title: str = "T", first: int = 1) -> Pagination:
    galley = here.composer.chapter(Chapter(blocks, plain(title)))
    return paginate(galley, PageShape(here.style.grid.lines, gives=True), first)


@pytest.mark.parametrize("at", [0, 3, 8, 12])
def test_a_spread_changes_no_page_of_the_text(at: int) -> None:
    """Real paragraphs, with their hyphens, widows and level spreads: all on the sides they were on."""
    here = room()
    text = paragraphs(*[f"T{OLDEN[1:]} Number {number}." for number in range(14)])
    without = made(here, text)
    within = made(here, (*text[:at], plate("spread"), *text[at:]))
    assert text_pages(within) == text_pages(without)
    assert [page.number % 2 for page in within.pages if page.plate] == [0, 1]
    assert within.yieldings == without.yieldings


def test_a_word_is_not_divided_over_a_plate() -> None:
    """Before a plate on a right page the reader would have to turn the leaf."""
    divided = Piece(LINE, (Placed(0, 0, Rule(1, 1)),), divided=True)
    whole = Piece(LINE, (Placed(0, 0, Rule(2, 1)),))
    variants = ((*[whole] * 9, divided, *[whole] * 10), (*[whole] * 10, divided, *[whole] * 10))
    galley = Galley((passage(0, 0 + 10), Passage(variants, costs=(0.0, 90_000.0)), passage(0, 10)), (one(1, True),))
    plain_choice = paginate(Galley(galley.passages), PageShape(LINES, gives=True), 1)
    chosen = paginate(galley, PageShape(LINES, gives=True), 1)
    assert any(page.pieces[-1].piece.divided for page in plain_choice.pages if page.number == 2)
    assert told(chosen.pages).startswith("text text plate")
    assert not chosen.pages[1].pieces[-1].piece.divided


def test_a_title_comes_before_its_plates_and_no_title_after_them() -> None:
    here = room()
    text = paragraphs(*["I" + OLDEN] * 6)
    titled = made(here, (plate("full-page"), *text))
    assert told(titled.pages).startswith("text plate")
    bare = made(here, (plate("full-page"), *text), title="", first=2)
    assert told(bare.pages).startswith("plate text")
    assert [page.opens for page in bare.pages[:2]] == [False, True]
    assert here.codes == [], "the first paragraph has its initial"


def test_the_first_words_have_their_initial_behind_a_plate() -> None:
    here = room()
    text = paragraphs("T" + OLDEN[1:])
    assert text_pages(made(here, (plate("verso"), *text))) == text_pages(made(here, text))


def test_a_chapter_of_plates_has_no_other_page() -> None:
    here = room()
    galley = here.composer.chapter(Chapter((plate("full-page"), plate("spread"))))
    assert galley.passages == ()
    assert [(one.recto, one.is_half) for one in galley.plates] == [(None, False), (False, True), (True, True)]


def test_sections_keep_their_plates() -> None:
    galley = Galley(tuple(passage(0, 1) for _ in range(4)), tuple(one(at) for at in range(5)))
    assert [one.after for one in galley.section(0, 2).plates] == [0, 1, 2]
    assert [one.after for one in galley.section(2, 4).plates] == [1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        plate("recto", "verso"),
        plate("spread", "recto"),
        plate("full-page", caption="A map"),
        plate("verso", width="50%"),
    ],
)
def test_what_a_plate_can_t_be(wrong: Picture) -> None:
    with pytest.raises(BookError) as caught:
        room().composer.chapter(Chapter((*paragraphs("Words."), wrong)))
    assert [(one.code, one.place) for one in caught.value.diagnostics] == [("M025", HERE)]


def test_what_has_plates() -> None:
    """In a chapter or in the back matter, inside other blocks, too."""
    map_, small = plate("recto"), plate()
    text = Chapter(paragraphs("Words."))
    nothing = Book("T", (text, Chapter((small,))))
    assert not has_plates(nothing)
    for blocks in ((map_,), (Quotation((map_,)),), (ItemList(("1.", "2."), ((small,), (map_,))),)):
        assert has_plates(Book("T", (text, Chapter(blocks))))
        assert has_plates(Book("T", (text,), matter=Matter(colophon=blocks)))
    alone, titled = Chapter((map_, map_)), Chapter((map_,), plain("T"))
    assert chapters_of_text(Book("T", (alone, text, titled, Chapter((map_, *text.blocks))))) == [
        text,
        titled,
        Chapter((map_, *text.blocks)),
    ]


# Laid over the page


def shown(placed: Placed) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is seen, from the trim's top left."""
    box = placed.thing
    assert isinstance(box, PictureBox) and box.window is not None
    left, top = placed.x + box.window.x, placed.y + box.window.y
    assert box.window.x > -1e-9 and box.window.y > -1e-9
    assert box.window.x + box.window.width < box.width + 1e-9
    assert box.window.y + box.window.height < box.height + 1e-9
    return left, top, left + box.window.width, top + box.window.height


@pytest.mark.parametrize("size", [(1000, 1500), (3000, 1000), (100, 900)])
@pytest.mark.parametrize(
    ("bleed", "recto", "edges"),
    [
        (None, True, (0, 0, 100, 150)),
        (OUTER, True, (0, -9, 109, 159)),
        (OUTER, False, (-9, -9, 100, 159)),
        (ROUND, True, (-9, -9, 109, 159)),
    ],
)
def test_a_plate_covers_its_page_and_the_bleed(
    bleed: Bleed | None, recto: bool, edges: tuple[float, ...], size: tuple[int, int]
) -> None:
    frame = frames_of(TRIM, bleed).of(1 if recto else 2)
    for half in (False, True):
        placed = laid_out(Plate("a.png", *size, 0, recto, half), frame, recto, Findings())
        assert shown(placed) == pytest.approx(edges)
        assert isinstance(placed.thing, PictureBox)
        assert placed.thing.width / placed.thing.height == pytest.approx(size[0] / size[1]), "never out of shape"


def test_the_halves_of_a_spread_are_one_picture() -> None:
    """It stands on the right page where it stands on the left one, a trim's width further left; bound on the right the
    left page is the recto."""
    for binding in ("left", "right"):
        frames = frames_of(TRIM, OUTER, binding=binding)
        places = {}
        for number in (2, 3):
            spine_is_left = (number % 2 == 1) == (binding == "left")
            half = Plate("a.png", 2180, 1680, 0, number % 2 == 1, True)
            places[spine_is_left] = laid_out(half, frames.of(number), spine_is_left, Findings())
        assert places[False].x == pytest.approx(-9)
        assert places[True].x == pytest.approx(-109)
        assert places[True].thing.width == places[False].thing.width == pytest.approx(218)


@pytest.mark.parametrize(("width", "warned"), [(1090, []), (1200, []), (1300, ["P037"]), (960, ["P037"])])
def test_much_of_it_cut_off(width: int, warned: list[str]) -> None:
    """A page of 109 by 168 points: a tenth is 121 or 98 points across."""
    for half, dots in ((False, width), (True, 2 * width)):
        findings = Findings()
        frames = frames_of(TRIM, OUTER)
        for number in (2, 3):
            laid_out(Plate("a.png", dots, 1680, 0, number == 3, half), frames.of(number), number == 3, findings)
        assert [one.code for one in findings] == warned, "once, for a spread, too"


def test_frames_nest_and_turn_round_with_the_binding() -> None:
    for bleed in (None, OUTER, ROUND):
        for marks in (False, True):
            frames, turned = frames_of(TRIM, bleed, marks), frames_of(TRIM, bleed, marks, "right")
            assert turned == (frames.verso, frames.recto)
            for frame in frames:
                boxes = (frame.media_box, frame.bleed_box, frame.trim_box)
                assert frame.media_box[:2] == (0, 0)
                for outer, inner in ((boxes[0], boxes[1]), (boxes[1], boxes[2])):
                    assert outer[0] <= inner[0] and outer[1] <= inner[1]
                    assert outer[2] >= inner[2] and outer[3] >= inner[3]
                left, bottom, right, top = frame.trim_box
                assert (right - left, top - bottom) == (100, 150)
    assert frames_of(TRIM).recto == Frame(TRIM)


def test_a_quotation_of_nothing_but_a_plate() -> None:
    here = room()
    result = made(here, (*paragraphs("Before."), Quotation((plate("full-page"),)), Paragraph(plain("After."))))
    assert told(result.pages) == "text plate" and here.codes == []
