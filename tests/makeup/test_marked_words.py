"""What else a manuscript may hold, on the page: frames, rules, figures above and below the line, indents, new pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import Room, room, typed

from bookbuild.makeup.galley import LINE, Begins, FurnishedPage, PageShape, Piece, Placed, Rule, Tie
from bookbuild.makeup.pagination import paginate
from bookbuild.manuscript.blocks import (
    INDENT,
    LINE_SEPARATOR,
    Attributes,
    Block,
    Chapter,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
    plain,
)
from bookbuild.manuscript.plates import is_plate
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment
from bookbuild.setting.paragraph import Manner


@pytest.fixture(scope="module")
def here() -> Room:
    return room()


def passages(here: Room, *blocks: Block) -> list[list[Piece]]:
    """The pieces of each passage, behind a paragraph that opens the chapter."""
    first = Paragraph(typed("Once upon a time."))
    return [
        list(one.variants[0]) for one in here.composer.chapter(Chapter((first, *blocks)), with_initial=False).passages
    ]


def page(here: Room, *blocks: Block) -> FurnishedPage:
    """The first page of a chapter."""
    galley = here.composer.chapter(Chapter(blocks), with_initial=False)
    return here.furnisher("left").furnish(paginate(galley, PageShape(here.style.grid.lines), 1).pages[0])


def lines(things: object) -> list[Placed]:
    return [one for one in things if isinstance(one.thing, Line)]  # type: ignore[attr-defined]


def rules(things: object) -> list[Placed]:
    return [one for one in things if isinstance(one.thing, Rule)]  # type: ignore[attr-defined]


# The frame of a missing picture


@pytest.mark.parametrize(("values", "share"), [((), 1.0), ((("width", "40%"),), 0.4)])
def test_a_missing_picture_is_a_frame_with_its_name(
    here: Room, values: tuple[tuple[str, str], ...], share: float
) -> None:
    furnished = page(
        here, Paragraph(typed("Text.")), Picture("", 3, 2, (), None, Attributes(values=values), "my map.png")
    )
    top, bottom, left, right = rules(furnished.furniture)
    width = share * here.style.grid.measure
    assert isinstance(top.thing, Rule)
    assert isinstance(left.thing, Rule)
    assert top.thing.width == pytest.approx(width)
    assert left.thing.height == pytest.approx(width * 2 / 3)
    assert bottom.y - top.y == pytest.approx(left.thing.height - top.thing.height)
    assert right.x - left.x == pytest.approx(width - left.thing.width)
    (name,) = [one for one in lines(furnished.furniture) if isinstance(one.thing, Line) and "map" in one.thing.text]
    assert isinstance(name.thing, Line)
    assert name.thing.text == "my map.png"
    assert top.y < name.y < bottom.y
    assert "my map.png" not in [one.thing.text for one in lines(furnished.text) if isinstance(one.thing, Line)]


def test_a_name_that_no_face_has_is_no_fault(here: Room) -> None:
    before = len(here.findings)
    page(here, Picture("", 3, 2, missing="电" * 400 + ".png"), Paragraph(typed("Text.")))
    assert len(here.findings) == before


def test_a_missing_plate_is_a_frame_among_the_text() -> None:
    plate = Picture("", 3, 2, attributes=Attributes(classes=("full-page",)), missing="a.png")
    assert not is_plate(plate)


# Above and below the line


def segments(here: Room, text: str, mark: Mark) -> list[Segment]:
    runs = (Run("Water ", Mark.PLAIN), Run(text, mark), Run(" rose.", Mark.PLAIN))
    spec = FountSpec(here.style.typeface, here.style.size)
    return list(here.compositor.set_lines(runs, Measure(0, 300), Manner(spec, "left"))[0].segments)


@pytest.mark.parametrize(("mark", "feature"), [(Mark.SUPERIOR, "sups"), (Mark.INFERIOR, "sinf")])
def test_figures_above_and_below_are_the_face_s_own(here: Room, mark: Mark, feature: str) -> None:
    own = segments(here, "2", mark)[1].fount
    assert own.spec.script == feature
    assert own.size == here.style.size
    assert own.word("2").glyphs != here.case.fount(FountSpec(here.style.typeface, here.style.size)).word("2").glyphs
    assert own.word("2").offsets is None


@pytest.mark.parametrize(("mark", "up"), [(Mark.SUPERIOR, 1), (Mark.INFERIOR, -1)])
def test_what_the_face_lacks_is_smaller_and_moved(here: Room, mark: Mark, up: int) -> None:
    own = segments(here, "2Ω", mark)[1].fount
    assert own.spec.script == ""
    assert own.size < 0.7 * here.style.size
    offsets = own.word("2").offsets
    assert offsets is not None
    assert offsets[0][1] * up > 0
    assert own.word("2").texts == ("2",)


def test_small_and_small_capitals(here: Room) -> None:
    assert segments(here, "small", Mark.SMALL)[1].fount.size == pytest.approx(0.85 * here.style.size)
    assert segments(here, "Nato", Mark.SMALL_CAPS)[1].fount.spec.small_caps


# Rules along words


@pytest.mark.parametrize(("mark", "is_above"), [(Mark.STRUCK, True), (Mark.UNDERLINED, False)])
def test_words_are_struck_out_and_underlined(here: Room, mark: Mark, is_above: bool) -> None:
    marked = Run("gone with", mark), Run(" the ", mark | Mark.EMPHASIS), Run("wind", mark)
    furnished = page(here, Paragraph((Run("Here it is ", Mark.PLAIN), *marked, Run(" now.", Mark.PLAIN))))
    (line,) = lines(furnished.text)
    assert isinstance(line.thing, Line)
    found = rules(furnished.furniture)
    first, last = (
        next(one for one in line.thing.segments if word in "".join(part.text for part in one.parts))
        for word in ("gone", "wind")
    )
    assert found[0].x == pytest.approx(line.x + first.x)
    assert isinstance(found[-1].thing, Rule)
    assert found[-1].x + found[-1].thing.width == pytest.approx(line.x + last.x + last.width)
    for one, following in pairwise(found):
        assert isinstance(one.thing, Rule)
        assert one.x + one.thing.width == pytest.approx(following.x)
    assert all((one.y < line.y) == is_above for one in found)
    assert all(abs(one.y - line.y) < 0.4 * here.style.size for one in found)


def test_plain_words_have_no_rules(here: Room) -> None:
    assert not rules(page(here, Paragraph(typed("Here it is _now_."))).furniture)


# Places of lines


@pytest.mark.parametrize(("way", "left", "right"), [("center", 1, 1), ("right", 1, 0)])
def test_paragraphs_in_the_middle_and_at_the_right(here: Room, way: str, left: int, right: int) -> None:
    *_, (piece,) = passages(here, Paragraph(typed("Short words."), attributes=Attributes(classes=(way,))))
    (line,) = [one.thing for one in lines(piece.content)]
    assert isinstance(line, Line)
    spare = here.style.grid.measure - line.width
    assert line.segments[0].x == pytest.approx(spare * left / (left + right), abs=1)


def test_lines_of_verse_keep_their_indents(here: Room) -> None:
    stanza = LINE_SEPARATOR.join(("One", INDENT * 2 + "two", INDENT * 6 + "three", "four"))
    *_, verse, _ = passages(here, Quotation((Paragraph(plain(stanza)),), attributes=Attributes(classes=("verse",))))
    starts = [one.thing.segments[0].x for piece in verse for one in lines(piece.content) if isinstance(one.thing, Line)]
    em = here.style.extract.size
    assert [start - starts[0] for start in starts] == pytest.approx([0, em, 3 * em, 0], abs=0.3)


def test_a_term_stays_with_what_it_means(here: Room) -> None:
    term = Paragraph(typed("Ferry"), attributes=Attributes(classes=("term",)))
    *_, (one,), (meaning,) = passages(here, term, ItemList(("",), ((Paragraph(typed("A boat.")),),)))
    assert one.tie is Tie.LEAD
    (word,), (words,) = lines(one.content), lines(meaning.content)
    assert isinstance(word.thing, Line)
    assert isinstance(words.thing, Line)
    assert word.thing.segments[0].x == pytest.approx(0, abs=0.5)
    assert words.thing.segments[0].x == pytest.approx(1.5 * here.style.leading, abs=0.5)
    assert meaning.height == LINE


@pytest.mark.parametrize(("text", "tie"), [("HAMLET.", Tie.LEAD), ("Hamlet.", None), ("HAMLET ENTERS", None)])
def test_a_name_above_a_speech_stays_with_it(here: Room, text: str, tie: Tie | None) -> None:
    *_, (piece,), _ = passages(here, Paragraph(typed(text)), Paragraph(typed("To be.")))
    assert piece.tie is tie


@pytest.mark.parametrize(
    "block",
    [
        Preformatted(("x",), None, Attributes(classes=("page-break",))),
        Picture("", 3, 2, (), None, Attributes(classes=("page-break",)), "a.png"),
        ItemList(("•",), ((Paragraph(typed("x"), None, Attributes(classes=("page-break",))),),)),
    ],
)
def test_every_block_may_begin_a_page(here: Room, block: Block) -> None:
    made = here.composer.chapter(Chapter((Paragraph(typed("Once.")), block)))
    assert [one.begins for one in made.passages if one.begins] == [Begins.PAGE]
