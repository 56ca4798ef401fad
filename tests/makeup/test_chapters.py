"""Chapters composed in classic: sinks that never vary, everything on the grid, ornaments in the middle."""

from __future__ import annotations

import pytest
from conftest import CLASSIC_TRIMS, OLDEN, Room, inked, parts_of, placed_glyphs, room, typed

from bookbuild.makeup.galley import LINE, FurnishedPage, Galley, PageShape, Piece, Placed, Tie
from bookbuild.makeup.pagination import paginate
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Attributes,
    Block,
    Chapter,
    Heading,
    ItemList,
    Paragraph,
    Preformatted,
    Quotation,
    SceneBreak,
    plain,
)
from bookbuild.setting.lines import Line
from bookbuild.style.style import SAFE, Characters

TEXT = "T" + OLDEN
every_trim = pytest.mark.parametrize("trim", CLASSIC_TRIMS)


def paragraph(text: str = TEXT) -> Paragraph:
    return Paragraph(typed(text))


def everything() -> tuple[Block, ...]:
    """A chapter with every kind of block that holds text."""
    verse = f"Roses are red{LINE_SEPARATOR}Violets are blue{LINE_SEPARATOR}Sugar is sweet, and so on and on without end"
    return (
        paragraph("“" + TEXT + "”"),
        paragraph(),
        Heading(2, plain("A Head")),
        paragraph(),
        SceneBreak(),
        paragraph(),
        Quotation((paragraph(), paragraph(OLDEN))),
        paragraph("and on."),
        Quotation((Paragraph(typed(verse)), Paragraph(typed(verse)))),
        Heading(3, plain("A Lower Head")),
        ItemList(("1.", "2."), ((paragraph(),), (paragraph("Short."),))),
        Preformatted(("def f(x):", "    return x  # so far so good")),
        paragraph(),
    )


def pieces_of(galley: Galley) -> list[Piece]:
    return [piece for passage in galley.passages for piece in passage.variants[0]]


def chapter(here: Room, *blocks: Block, **more: object) -> list[Piece]:
    return pieces_of(here.composer.chapter(Chapter(blocks, **more)))  # type: ignore[arg-type]


def pages(here: Room, made: Chapter, first: int = 1, binding: str = "left") -> list[FurnishedPage]:
    """A chapter's pages, with heads and folios but for the opening."""
    result = paginate(here.composer.chapter(made), PageShape(here.style.grid.lines), first)
    furnisher = here.furnisher(binding)
    return [
        furnisher.furnish(page, "" if page.opens else "A Head", "" if page.opens else str(page.number))
        for page in result.pages
    ]


def first_text(furnished: FurnishedPage, words: str) -> float:
    """The baseline of the line that begins with these words."""
    return next(one.y for one in furnished.text if isinstance(one.thing, Line) and one.thing.text.startswith(words))


def text_of_piece(piece: Piece) -> str:
    return " ".join(one.thing.text for one in piece.content if isinstance(one.thing, Line))


# Openings


TITLES: dict[str, dict[str, object]] = {
    "nothing": {},
    "title": {"title": plain("The Frog King")},
    "number": {"number": "I"},
    "both": {"number": "I", "title": plain("The Frog King")},
    "all three": {"number": "I", "title": plain("The Frog King"), "subtitle": plain("Or Iron Henry")},
    "wordy title": {"title": plain("A"), "subtitle": plain("B")},
}


@every_trim
@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES)
def test_the_sink_never_varies(trim: str, titles: dict[str, object]) -> None:
    here = room(trim=trim)
    made = Chapter((paragraph("It was so." + OLDEN),), **titles)  # type: ignore[arg-type]
    page = pages(here, made)[0]
    grid = here.style.grid
    second = [one.y for one in page.text if isinstance(one.thing, Line)]
    assert grid.baseline(here.style.opening.sink) in [pytest.approx(y, abs=1e-6) for y in second]


@pytest.mark.parametrize("trim", ["5x8", "5.5x8.5", "6x9"])
def test_a_title_of_two_lines_moves_the_text_by_whole_lines(trim: str) -> None:
    here = room(trim=trim)
    short = chapter(here, paragraph(), title=plain("The Frog"))[0]
    long = chapter(here, paragraph(), title=plain("The Wonderful and Terrible Story of the Frog and His Well"))[0]
    assert len(long.content) == 2
    moved = long.height - short.height
    assert moved > 0
    assert moved % LINE == 0
    middle = (long.content[0].y + long.content[1].y) / 2
    assert middle == pytest.approx(short.content[0].y + moved / LINE / 2 * here.style.leading), "centred in its lines"
    assert long.content[0].y >= short.content[0].y


def test_titles_are_centred_and_keep_within_four_fifths() -> None:
    here = room()
    (opening, *_) = chapter(here, paragraph(), title=plain("The Wonderful and Terrible Story of the Frog and His Well"))
    measure = here.style.grid.measure
    for one in opening.content:
        assert isinstance(one.thing, Line)
        left, right = inked(one.thing)
        assert (left + right) / 2 == pytest.approx(measure / 2, abs=1.5)
        assert right - left <= 0.8 * measure


def test_an_opening_is_tied_to_its_text() -> None:
    here = room()
    for titles in TITLES.values():
        assert chapter(here, paragraph(), **titles)[0].tie is Tie.OPENING


def test_the_first_paragraph_has_an_initial_and_the_next_an_indent() -> None:
    here = room()
    pieces = chapter(here, paragraph(), paragraph())
    begins = [piece for piece in pieces if text_of_piece(piece).startswith("T")]
    assert len(begins[0].content) == 2
    (line,) = begins[-1].content
    assert isinstance(line.thing, Line)
    assert parts_of(line.thing)[0][1] == pytest.approx(here.style.indent)


@pytest.mark.parametrize(
    "before", [SceneBreak(), Heading(2, plain("Head")), Quotation((paragraph(),))], ids=["break", "head", "quotation"]
)
def test_no_indent_after_a_break_or_a_head(before: Block) -> None:
    here = room()
    pieces = chapter(here, paragraph("One. " + TEXT), before, paragraph("Xanadu " + OLDEN))
    line = next(piece.content[0].thing for piece in pieces if text_of_piece(piece).startswith("Xanadu"))
    assert isinstance(line, Line)
    wanted = here.style.indent if isinstance(before, Quotation) else 0.0
    assert parts_of(line)[0][1] == pytest.approx(wanted)


# The grid


@every_trim
def test_all_text_baselines_stand_on_the_grid(trim: str) -> None:
    here = room(trim=trim)
    grid = here.style.grid
    rows = {round(grid.baseline(line), 3) for line in range(grid.lines)}
    for page in pages(here, Chapter(everything())):
        for one in page.text:
            if isinstance(one.thing, Line) and "Head" not in one.thing.text and one.thing.text not in "“T":
                assert round(one.y, 3) in rows, one.thing.text


@every_trim
def test_heads_and_folios_stand_level_on_all_pages_and_clear_of_the_text(trim: str) -> None:
    here = room(trim=trim)
    grid, leading = here.style.grid, here.style.leading
    made = pages(here, Chapter((paragraph(),) * 30))
    furniture = {tuple(round(one.y, 3) for one in page.furniture) for page in made[1:]}
    assert len(furniture) == 1
    ((head, folio),) = furniture
    assert head == pytest.approx(grid.baseline(0) - 1.75 * leading, abs=0.7), "the safe box may push it down a little"
    assert folio == pytest.approx(grid.baseline(grid.lines - 1) + 2 * leading, abs=0.01)
    assert not made[0].furniture


def test_a_head_inside_a_chapter_takes_whole_lines_and_keeps_two_lines_after_it() -> None:
    here = room()
    pieces = chapter(here, paragraph(), Heading(2, plain("A Head")), paragraph())
    at = next(i for i, piece in enumerate(pieces) if text_of_piece(piece) == "A Head")
    assert pieces[at].height == 2 * LINE
    assert pieces[at].tie is Tie.HEAD
    assert pieces[at + 1].tie is not None, "one line more than the one it stands over"
    edge = pieces[at].at_edge
    assert edge is not None
    assert edge.height == LINE


def test_a_head_before_a_quotation_of_single_lines_keeps_two_lines_after_it() -> None:
    here = room()
    quotation = Quotation((paragraph("One."), paragraph("Two."), paragraph("Three.")))
    pieces = chapter(here, paragraph(), Heading(2, plain("A Head")), quotation)
    at = next(i for i, piece in enumerate(pieces) if text_of_piece(piece) == "One.")
    assert pieces[at].tie is not None


def test_heads_are_never_last_on_a_page() -> None:
    here = room(trim="5x8")
    for before in range(1, 24):
        blocks: tuple[Block, ...] = (
            *[paragraph("Short enough.")] * before,
            Heading(2, plain("A Head")),
            paragraph(),
            paragraph(),
        )
        result = paginate(here.composer.chapter(Chapter(blocks)), PageShape(here.style.grid.lines), 1)
        assert not [one for one in result.yieldings if isinstance(one.rule, Tie)]
        for page in result.pages:
            texts = [text_of_piece(one.piece) for one in page.pieces]
            if "A Head" in texts:
                assert len(texts) - texts.index("A Head") >= 3


# Scene breaks


def ink_of(placed: Placed) -> tuple[float, float]:
    """Top and bottom of a placed line's ink, y down."""
    assert isinstance(placed.thing, Line)
    tops: list[float] = []
    for part, x in parts_of(placed.thing):
        for glyph, _ in placed_glyphs(part, x):
            box = part.fount.face.font.get_glyph_extents(glyph)
            tops += [
                placed.y - box.y_bearing * part.fount.scale,
                placed.y - (box.y_bearing + box.height) * part.fount.scale,
            ]
    return min(tops), max(tops)


@every_trim
@pytest.mark.parametrize("ornament", ["❦", "* * *", "***", "⁂", "☙"])
def test_an_ornaments_ink_is_in_the_middle(trim: str, ornament: str) -> None:
    here = room(trim=trim, initial_lines=0)
    here = room(trim=trim, initial_lines=0, scene_break=Characters(ornament, here.style.size))
    (page, *_) = pages(here, Chapter((paragraph("X."), paragraph("One line."), SceneBreak(), paragraph("xenon over"))))
    above, below = first_text(page, "One line."), first_text(page, "xenon over")
    assert below - above == pytest.approx(3 * here.style.leading)
    (mark,) = page.furniture
    top, bottom = ink_of(mark)
    x_height = here.fount.face.x_height * here.fount.scale
    assert (top + bottom) / 2 == pytest.approx((above + below - x_height) / 2, abs=0.5)
    assert isinstance(mark.thing, Line)
    left, right = inked(mark.thing, mark.x)
    block = here.furnisher().block_left(page.page)
    assert (left + right) / 2 == pytest.approx(block + here.style.grid.measure / 2, abs=0.5)


def test_a_blank_break_is_one_empty_line_and_an_ornament_at_a_pages_edge() -> None:
    here = room(scene_break=None)
    pieces = chapter(here, paragraph(), SceneBreak(), paragraph())
    (blank,) = [piece for piece in pieces if piece.at_edge and not piece.content and piece.at_edge.content]
    assert blank.height == LINE
    assert blank.at_edge is not None
    assert blank.at_edge.height == LINE


def test_a_break_at_a_pages_edge_is_still_seen() -> None:
    here = room(trim="5x8")
    for before in range(16, 24):
        blocks: tuple[Block, ...] = (
            *[paragraph("Short enough.")] * before,
            SceneBreak(),
            *[paragraph("And short.")] * 9,
        )
        made = pages(here, Chapter(blocks))
        marks = [
            one for page in made for one in page.furniture if isinstance(one.thing, Line) and one.thing.text == "❦"
        ]
        assert len(marks) == 1
        for one in marks:
            assert ink_of(one)[1] < here.style.grid.baseline(here.style.grid.lines)


# Quotations, verse, lists


def test_quotations_have_one_line_of_white_before_and_after_and_none_between_two() -> None:
    here = room()
    quotation = Quotation((paragraph("Quoted."),))
    pieces = chapter(here, paragraph("First."), quotation, quotation, paragraph("Last."))
    shown = ["_" if not piece.content else text_of_piece(piece) for piece in pieces[1:]]
    assert [text for text in shown if text != "_"] == ["F irst.", "Quoted.", "Quoted.", "Last."]
    joined = " ".join(shown)
    assert "_ Quoted. _ Quoted. _ Last." in joined
    assert "_ _ _ _" not in joined


def test_verse_keeps_its_lines_and_hangs_its_turnovers() -> None:
    here = room()
    long = "A very long line of verse that cannot possibly stand on one line of this narrow page at all"
    verse = Quotation((Paragraph(plain(f"{long}{LINE_SEPARATOR}short")),), attributes=Attributes(classes=("verse",)))
    pieces = [piece for piece in chapter(here, verse) if piece.content]
    lines = [piece.content[0].thing for piece in pieces]
    assert all(isinstance(line, Line) for line in lines)
    lefts = [parts_of(line)[0][1] for line in lines if isinstance(line, Line)]
    assert lefts[1] - lefts[0] == pytest.approx(2 * here.style.leading, abs=0.6), "but for ink that hangs out"
    assert lefts[-1] == pytest.approx(lefts[0], abs=0.6)
    assert text_of_piece(pieces[-1]) == "short"


def test_a_letters_signature_stays_with_its_last_two_lines() -> None:
    here = room()
    end = Paragraph(plain(f"Very truly yours,{LINE_SEPARATOR}Irene Norton"))
    letter = Quotation((paragraph("My dear Mr. Holmes,"), paragraph(), end), attributes=Attributes(classes=("letter",)))
    pieces = chapter(here, paragraph(), letter, paragraph())
    at = next(i for i, piece in enumerate(pieces) if text_of_piece(piece) == "Very truly yours,")
    assert all(piece.tie is not None for piece in pieces[at - 2 : at + 1])
    assert text_of_piece(pieces[at + 1]) == "Irene Norton"
    name = pieces[at + 1].content[0].thing
    assert isinstance(name, Line)
    assert parts_of(name)[0][0].fount.spec.small_caps
    assert parts_of(name)[0][1] > here.style.grid.measure / 3


def test_list_labels_hang_before_their_items() -> None:
    here = room()
    items = ItemList(("9.", "10."), ((paragraph(),), (paragraph("Short."),)))
    pieces = [piece for piece in chapter(here, items) if text_of_piece(piece).startswith(("9.", "10."))]
    for piece in pieces:
        label, line = (one.thing for one in piece.content)
        assert isinstance(label, Line)
        assert isinstance(line, Line)
        assert inked(label)[1] < inked(line)[0], "the label does not run into its item"
        assert parts_of(line)[0][1] == pytest.approx(1.5 * here.style.leading)


@pytest.mark.parametrize("kind", ["list", "quotation"])
def test_a_label_is_never_on_white_that_vanishes(kind: str) -> None:
    here = room()
    inner = ItemList(("a",), ((paragraph("Inner."),),)) if kind == "list" else Quotation((paragraph("Quoted."),))
    pieces = chapter(here, paragraph(), ItemList(("1.", "2."), ((paragraph("One."),), (inner,))))
    labelled = next(piece for piece in pieces if text_of_piece(piece).startswith("2."))
    assert labelled.at_edge is None or labelled.at_edge.content


def test_wide_labels_do_not_run_into_their_items() -> None:
    here = room()
    (piece,) = (
        piece
        for piece in chapter(here, ItemList(("1914.",), ((paragraph("Short."),),)))
        if text_of_piece(piece).startswith("1914.")
    )
    label, line = (one.thing for one in piece.content)
    assert isinstance(label, Line)
    assert isinstance(line, Line)
    assert inked(label)[1] < inked(line)[0]


def test_quotations_fifty_deep_still_have_room() -> None:
    block: Block = paragraph()
    for _ in range(50):
        block = Quotation((block,))
    here = room()
    for piece in chapter(here, block):
        for one in piece.content:
            assert isinstance(one.thing, Line)
            assert inked(one.thing)[1] <= here.style.grid.measure + 0.5


# The edges of the page


@every_trim
@pytest.mark.parametrize("binding", ["left", "right"])
def test_all_ink_stays_in_the_safe_box(trim: str, binding: str) -> None:
    here = room(trim=trim)
    made = Chapter(everything(), plain("The Wonderful and Terrible Story of the Frog"), plain("Or Henry"), "Twelve")
    for first in (1, 2):
        for page in pages(here, made, first, binding):
            for one in (*page.text, *page.furniture):
                assert isinstance(one.thing, Line)
                left, right = inked(one.thing, one.x)
                top, bottom = ink_of(one)
                assert left >= SAFE
                assert right <= here.style.trim.width - SAFE
                assert top >= SAFE
                assert bottom <= here.style.trim.height - SAFE


@pytest.mark.parametrize("opening", ["“‘T", "“‘W", "“‘A", "«T"])
@pytest.mark.parametrize("trim", ["5x8"])
def test_nested_quotes_before_an_initial_stay_in_the_safe_box(trim: str, opening: str) -> None:
    here = room(trim=trim)
    (page, *_) = pages(here, Chapter((paragraph(opening + OLDEN),)), first=2)
    assert min(inked(one.thing, one.x)[0] for one in page.text if isinstance(one.thing, Line)) >= SAFE - 1e-6


def test_the_spine_side_changes_with_the_page_and_the_binding() -> None:
    here = room()
    grid = here.style.grid
    made = Chapter((paragraph(),) * 12)
    for binding, recto_left, verso_left in (
        ("left", grid.spine, grid.fore_edge),
        ("right", grid.fore_edge, grid.spine),
    ):
        for page in pages(here, made, binding=binding):
            left = recto_left if page.page.recto else verso_left
            assert min(one.x for one in page.text) == pytest.approx(left)
            assert here.furnisher(binding).block_left(page.page) == left


def test_full_pages_end_on_the_last_line() -> None:
    here = room()
    made = pages(here, Chapter((paragraph("One line."),) * 120))
    last = here.style.grid.baseline(here.style.grid.lines - 1)
    for page in made[:-1]:
        assert page.text[-1].y == pytest.approx(last)


def test_a_running_head_too_long_is_replaced_with_a_warning() -> None:
    here = room()
    furnisher = here.furnisher()
    long = "The Wonderful and Terrible Story of the Frog and His Well in the Wood"
    assert furnisher.head_text("Short", "Book", None) == "Short"
    assert furnisher.head_text(long, "Book", None) == "Book"
    assert here.codes == ["P003"]
