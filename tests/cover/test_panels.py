"""Front, spine and back: words inside their zones in every design, on every press; what does not fit is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from studios import (
    ISBN,
    SENTENCE,
    a_book,
    a_picture,
    a_studio,
    cached_style,
    holds,
    ink_zone,
    lines_in,
    paragraphs,
)

from bookbuild.cover.back import back
from bookbuild.cover.compose import composed
from bookbuild.cover.front import front
from bookbuild.cover.geometry import Zone, spine_letters
from bookbuild.cover.spine import direction, spine
from bookbuild.cover.studio import CREAM, RED, Studio
from bookbuild.diagnostics import BookError
from bookbuild.manuscript.cover import CoverCopy
from bookbuild.manuscript.inks import BLACK, WHITE, Ink
from bookbuild.press.paint import CutPicture, Field, InkedDrawing, InkedLine
from bookbuild.style.drawing import Drawing, Outline
from bookbuild.style.style import Bar

HANG = 4.0
"""Points by which ink may hang over its measure's left edge: quotation marks, and the arms of large letters."""

PRESSES = [
    ("kdp-paperback", "cream", None),
    ("kdp-hardcover", "cream", 0.789),
    ("ingramspark", "white", 0.505),
    ("lulu", "paperback", None),
    ("lulu", "case-wrap", 0.813),
    ("offset", "", 0.6),
]
DESIGNS = ["classic", "modern", "large-print"]
TITLES = [
    "Emma",
    "The Safe Side",
    "The Curious Incident of the Dog in the Night-Time",
    "Supercalifragilisticexpialidocious",
    "The Curious and Altogether Unlikely History of the Tide Table of Tarry Island",
    "Ferry\\And\\Back",
]
COPY = CoverCopy(text=paragraphs(SENTENCE * 3, "“Quoted,” " + SENTENCE * 2), about=paragraphs(SENTENCE))


def grown(zone: Zone, by: float) -> Zone:
    return zone.inset(-by, -by, -by, -by)


def one_fault(studio: Studio) -> tuple[str, str]:
    """The code and the words of what is wrong with a cover."""
    with pytest.raises(BookError) as caught:
        composed(studio)
    (one,) = caught.value.diagnostics
    return one.code, f"{one.message} {one.hint}"


# Inside their zones


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("press", "paper", "spine_width"), PRESSES)
def test_all_ink_is_where_the_press_allows_it(design: str, press: str, paper: str, spine_width: float | None) -> None:
    for title in TITLES:
        book = a_book(title, "Ada Marsh", subtitle="A Story of the River")
        copy = replace(COPY, spine_title="A Short One")
        studio = a_studio(book, copy, press, paper, design, spine=spine_width)
        letters = spine_letters(studio.press, studio.wrap, studio.pages)
        assert letters
        for one in lines_in(front(studio)):
            assert holds(grown(studio.wrap.front_text, 0.01), ink_zone(one)), (title, one.line.text)
        for one in lines_in(spine(studio)):
            assert holds(grown(letters, 0.01), ink_zone(one)), (title, one.line.text)
    for one in lines_in(back(studio)):
        assert holds(grown(studio.wrap.back_text, HANG), ink_zone(one)), one.line.text


@examples(15)
@given(
    st.lists(st.text("ABCÉgjpqy’", min_size=1, max_size=14), min_size=1, max_size=9).map(" ".join),
    st.lists(st.text("abcÉgjpqy", min_size=1, max_size=10), max_size=12).map(" ".join),
    st.sampled_from(DESIGNS),
    st.sampled_from([*PRESSES]),
    st.floats(0.1, 2.0),
)
def test_any_title_fits_or_is_told(
    title: str, subtitle: str, design: str, press: tuple[str, str, float | None], width: float
) -> None:
    book = a_book(title, subtitle=subtitle)
    studio = a_studio(book, CoverCopy(), press[0], press[1], design, spine=width)
    try:
        things = composed(studio)
    except BookError as told:
        assert {one.code for one in told.diagnostics} <= {"J021", "J022"}
        return
    texts = " ".join(one.line.text for one in lines_in(things))
    assert "".join(title.split()) in "".join(texts.split())
    for one in lines_in(things):
        assert holds(studio.wrap.seen, ink_zone(one)), one.line.text


def test_nothing_stands_on_anything_else() -> None:
    """No line's ink meets another's, nor the barcode's box, on a full back."""
    for design in DESIGNS:
        studio = a_studio(copy=replace(COPY, text=paragraphs(SENTENCE * 4, SENTENCE * 3)), style=design, trim="5.5x8.5")
        things = back(studio)
        zones = [ink_zone(one) for one in lines_in(things) if "ferry" in one.line.text or "bridge" in one.line.text]
        box = next(one for one in things if isinstance(one, Field) and one.ink == WHITE)
        for at, zone in enumerate(zones):
            assert zone.bottom <= box.y
            assert all(_apart(zone, other) for other in zones[at + 1 :])


def _apart(one: Zone, other: Zone) -> bool:
    across = one.right <= other.x or other.right <= one.x
    return across or one.bottom <= other.y + 0.5 or other.bottom <= one.y + 0.5


# The front


def test_a_title_is_as_large_as_its_room() -> None:
    sizes: dict[str, float] = {}
    for title in ("Emma", "The Safe Side", "The Curious and Altogether Unlikely History of the Tide Table"):
        (first, *_) = [one for one in lines_in(front(a_studio(a_book(title, "")))) if one.ink == RED]
        sizes[title] = first.line.segments[0].fount.size
    emma, safe, long = sizes.values()
    assert emma >= safe > long
    assert sizes["Emma"] == pytest.approx(0.23 * 432)


def test_titles_are_broken_by_sense_and_by_hand() -> None:
    def lines(title: str) -> list[str]:
        return [one.line.text for one in lines_in(front(a_studio(a_book(title, "")))) if one.ink == RED][:-1]

    assert lines("The Adventures of Sherlock Holmes") == ["The Adventures", "of Sherlock", "Holmes"]
    assert lines("Ferry\\And Back") == ["Ferry", "And Back"]


def test_names_are_never_parted() -> None:
    book = a_book(author="Adeline Farr", contributors=())
    from bookbuild.manuscript.blocks import Contributor

    people = tuple(map(Contributor, ("Adeline Marie Farr", "Benjamin Holloway-Smythe", "Cornelia Featherstonehaugh")))
    texts = [one.line.text for one in lines_in(front(a_studio(replace(book, contributors=people))))]
    for person in people:
        assert any(person.name in text.replace("\u00a0", " ") for text in texts), texts


def test_a_title_or_a_subtitle_without_end() -> None:
    assert one_fault(a_studio(a_book(" ".join(["Endless"] * 40))))[0] == "J021"
    assert one_fault(a_studio(a_book("T", subtitle="endless " * 900)))[0] == "J021"
    assert one_fault(a_studio(a_book("Wrap" * 40)))[0] == "J021"


def test_the_design_decides_where_lines_stand() -> None:
    for design, centred in (("classic", True), ("modern", False), ("large-print", True)):
        studio = a_studio(style=design)
        assert studio.is_centred == centred
        for one in lines_in(front(studio)):
            ink = ink_zone(one)
            if centred:
                assert ink.centre == pytest.approx(studio.wrap.front.centre, abs=3), one.line.text
            else:
                assert ink.x == pytest.approx(studio.front.x, abs=HANG), one.line.text


def test_on_a_hardcover_the_front_is_centred_between_hinge_and_fore_edge() -> None:
    studio = a_studio(press="kdp-hardcover", paper="cream", spine=0.789)
    board = studio.wrap.front.inset(studio.wrap.hinge, 0, 0, 0)
    for one in lines_in(front(studio)):
        assert ink_zone(one).centre == pytest.approx(board.centre, abs=3)


def test_ornaments() -> None:
    style = cached_style("classic", "6x9")
    leaf = Drawing((Outline((("m", (0.0, 0.0)), ("l", (20.0, 0.0)), ("l", (20.0, 8.0)), ("h", ())), 0, None),), 20, 8)
    for ornament, kind in ((leaf, InkedDrawing), (Bar(24, 0.75), Field)):
        things = front(a_studio(style=replace(style, scene_break=ornament)))
        (made,) = [one for one in things if isinstance(one, kind)]
        width = made.drawing.width if isinstance(made, InkedDrawing) else made.width
        assert width == pytest.approx(0.19 * 432)
    assert not [
        one for one in front(a_studio(style=replace(style, scene_break=None))) if not isinstance(one, InkedLine)
    ]


# Art


def with_art(folder: Path, size: tuple[int, int], layout: str, gray: int = 128, **more: object) -> Studio:
    copy = CoverCopy(art=a_picture(folder, *size, gray), layout=layout, **more)  # type: ignore[arg-type]
    return a_studio(copy=copy)


def test_art_that_fills_the_front_covers_its_bleed(tmp_path: Path) -> None:
    for layout in ("label", "over", "finished"):
        studio = with_art(tmp_path, (1838, 2775), layout)
        (picture,) = [one for one in front(studio) if isinstance(one, CutPicture)]
        field = picture.field
        assert Zone(field.x, field.y, field.width, field.height) == studio.wrap.bled(studio.wrap.front)
        assert picture.x <= field.x and picture.y <= field.y
        assert picture.picture.width == pytest.approx(field.width, rel=0.01), "no more is cut than must be"
        assert field.x == studio.wrap.spine.right, "nothing on the spine"
        assert bool(lines_in(front(studio))) == (layout != "finished")


def test_art_in_a_window_is_whole_and_inside_the_margins(tmp_path: Path) -> None:
    for size in ((1500, 1500), (2400, 1600), (1200, 1900)):
        studio = with_art(tmp_path, size, "window")
        things = front(studio)
        (picture,) = [one for one in things if isinstance(one, CutPicture)]
        zone = Zone(picture.x, picture.y, picture.picture.width, picture.picture.height)
        assert holds(studio.front, zone)
        assert zone.width / zone.height == pytest.approx(size[0] / size[1])
        assert all(_apart(zone, ink_zone(one)) for one in lines_in(things))


def test_too_few_dots(tmp_path: Path) -> None:
    code, said = one_fault(with_art(tmp_path, (1200, 1812), "label"))
    assert code == "J010" and "196 dots" in said and "1838 x 2775 pixels" in said
    studio = with_art(tmp_path, (1470, 2220), "label")
    composed(studio)
    assert [one.code for one in studio.findings] == ["J011"]
    studio = with_art(tmp_path, (1838, 2775), "label")
    composed(studio)
    assert not [*studio.findings]
    assert one_fault(a_studio(copy=CoverCopy(photo=a_picture(tmp_path, 120, 150))))[0] == "J010"


@pytest.mark.parametrize(
    ("layout", "size", "fault"),
    [
        ("finished", (2000, 2775), "J012"),
        ("finished", (1900, 2775), ""),
        ("label", (3000, 3000), "J012"),
        ("label", (2200, 2775), ""),
        ("label", (2775, 1838), "J012"),
        ("window", (6000, 600), "J012"),
        ("window", (600, 6000), "J012"),
    ],
)
def test_art_of_the_wrong_shape(tmp_path: Path, layout: str, size: tuple[int, int], fault: str) -> None:
    studio = with_art(tmp_path, size, layout)
    if fault:
        assert one_fault(studio)[0] == fault
    else:
        composed(studio)


def test_lettering_over_art_of_its_own_lightness(tmp_path: Path) -> None:
    for gray, ink, codes in ((250, WHITE, ["J014"]), (20, WHITE, []), (20, BLACK, ["J014"]), (250, BLACK, [])):
        studio = with_art(tmp_path, (1838, 2775), "over", gray, ink=ink, accent=ink)
        composed(studio)
        assert sorted({one.code for one in studio.findings}) == codes, (gray, ink)


# Colours


def test_the_houses_colours_and_the_authors() -> None:
    assert (a_studio().palette.ground, a_studio().palette.ink, a_studio().palette.accent) == (CREAM, BLACK, RED)
    dark = a_studio(copy=CoverCopy(ground=Ink(0.9, 0.6, 0.4, 0.3))).palette
    assert (dark.ink, dark.accent) == (WHITE, WHITE)
    own = a_studio(copy=CoverCopy(ink=Ink(black=0.8))).palette
    assert (own.ground, own.accent) == (CREAM, Ink(black=0.8))


def test_too_much_ink() -> None:
    heavy = Ink(1, 0.8, 0.6, 0.1)
    a_studio(copy=CoverCopy(ground=heavy))  # KDP names no limit
    with pytest.raises(BookError, match="J041"):
        a_studio(copy=CoverCopy(ground=heavy), press="ingramspark")
    a_studio(copy=CoverCopy(ground=Ink(0.6, 0.4, 0.4, 1)), press="ingramspark")


# The spine


@pytest.mark.parametrize(
    ("language", "asked", "turn"),
    [("en-US", None, "down"), ("en-GB", None, "down"), ("de", None, "down"), ("fr", None, "up"), ("es-MX", None, "up"),
     ("it", None, "up"), ("fr", "down", "down"), ("en-US", "up", "up"), ("nl", None, "down")],
)  # fmt: skip
def test_which_way_the_letters_run(language: str, asked: str | None, turn: str) -> None:
    assert direction(language, asked) == turn
    studio = a_studio(a_book(language=language), CoverCopy(spine_runs=asked))
    assert {one.turn for one in lines_in(spine(studio))} == {turn}


def test_the_spine_reads_author_title_publisher() -> None:
    for language in ("en-US", "fr"):
        studio = a_studio(a_book(language=language))
        placed = sorted((ink_zone(one).y, one.line.text) for one in lines_in(spine(studio)))
        texts = [text for _, text in placed]
        assert texts[-1] == "The Quay Press", "at the foot"
        down = ["Ada Marsh", "The Nine O’Clock Ferry", "The Quay Press"]
        assert texts == (down if language == "en-US" else ["The Nine O’Clock Ferry", "Ada Marsh", "The Quay Press"])


def test_the_spines_letters_are_centred_on_it() -> None:
    """The middle of the capitals is the middle of the spine, in either direction."""
    for language in ("en-US", "fr"):
        studio = a_studio(a_book("HHHH", "HHH", language=language, publisher=""))
        for one in lines_in(spine(studio)):
            assert ink_zone(one).centre == pytest.approx(studio.wrap.spine.centre, abs=0.2)


def test_the_title_is_in_the_middle_if_there_is_room() -> None:
    studio = a_studio()
    (title,) = [one for one in lines_in(spine(studio)) if "Ferry" in one.line.text]
    zone = ink_zone(title)
    assert zone.y + zone.height / 2 == pytest.approx(studio.wrap.spine.y + studio.wrap.spine.height / 2, abs=2)


def test_no_letter_of_the_spine_is_smaller_than_the_press_prints() -> None:
    for width in (0.24, 0.27, 0.3, 0.5):
        for one in lines_in(spine(a_studio(spine=width))):
            assert one.line.segments[0].fount.size >= 7


def test_a_spine_without_letters() -> None:
    assert spine(a_studio(pages=78)) == []
    assert spine(a_studio(pages=80, spine=0.18)) == [], "narrower than 7 point type needs"
    assert spine(a_studio(pages=100)) != []


def test_the_publisher_is_left_out_before_letters_become_small() -> None:
    def sizes(title: str) -> dict[str, float]:
        studio = a_studio(copy=CoverCopy(spine_title=title), trim="5x8", pages=240)
        return {one.line.text: one.line.segments[0].fount.size for one in lines_in(spine(studio))}

    short, long = sizes("The Ferry"), sizes("A Plain Account of the Ferry, the Ferryman, His Dog, and the Flood")
    assert "The Quay Press" in short and "The Quay Press" not in long
    assert long["A Plain Account of the Ferry, the Ferryman, His Dog, and the Flood"] >= 0.75 * short["The Ferry"]


def test_a_title_too_long_for_the_spine() -> None:
    def on_spine(title: str) -> Studio:
        return a_studio(copy=CoverCopy(spine_title=title), press="lulu", trim="5x8", pages=120, spine=0.3)

    long = (
        "An Account of Everything That Happened at the Ferry in the Year of the Great Flood, and of What Came of It "
        * 2
    )
    code, said = one_fault(on_spine(long))
    assert code == "J022" and "spine_title" in said
    letters = int(said.split("about ")[1].split()[0])
    assert 80 < letters < len(long)
    shorter = long[: letters - 4].strip()
    assert shorter in [one.line.text for one in lines_in(spine(on_spine(shorter)))]
    assert one_fault(on_spine(long[: letters + 12]))[0] == "J022"


# The back


def test_text_that_does_not_fit_is_told_by_the_word() -> None:
    """Taking away as many words as the message says makes it fit; a line fewer does not."""

    def with_words(words: list[str]) -> Studio:
        return a_studio(copy=CoverCopy(text=paragraphs(" ".join(words))), trim="5x8")

    words = (SENTENCE * 36).split()
    code, said = one_fault(with_words(words))
    assert code == "J020"
    over = int(said.split(" is ")[1].split()[0])
    composed(with_words(words[:-over]))
    assert one_fault(with_words(words[: 16 - over]))[0] == "J020"


def test_longer_text_is_set_smaller() -> None:
    sizes = []
    for count in (3, 22, 30):
        things = back(a_studio(copy=CoverCopy(text=paragraphs(SENTENCE * count))))
        sizes.append(max(one.line.segments[0].fount.size for one in lines_in(things) if "ferry" in one.line.text))
    assert sizes[0] == pytest.approx(0.034 * 432)
    assert sizes[0] > sizes[1] > sizes[2] >= 8


def test_no_word_of_the_back_is_divided() -> None:
    text = "Uncharacteristically " * 30
    studio = a_studio(copy=CoverCopy(text=paragraphs(text, text)))
    assert not [one for one in lines_in(back(studio)) if one.line.divided]
    assert not studio.composer.compositor.hyphenator.rules.on


def test_an_author_who_takes_the_whole_back() -> None:
    assert one_fault(a_studio(copy=CoverCopy(about=paragraphs(SENTENCE * 80))))[0] == "J020"


def test_the_photo_and_the_lines_beside_it(tmp_path: Path) -> None:
    copy = CoverCopy(photo=a_picture(tmp_path, 900, 1200), about=paragraphs(SENTENCE), text=paragraphs(SENTENCE))
    studio = a_studio(copy=copy)
    things = back(studio)
    (photo,) = [one for one in things if isinstance(one, CutPicture)]
    zone = Zone(photo.x, photo.y, photo.picture.width, photo.picture.height)
    assert holds(studio.back, zone)
    assert all(_apart(zone, ink_zone(one)) for one in lines_in(things))


def test_publisher_and_price_stand_beside_the_barcode() -> None:
    from bookbuild.manuscript.price import read_price

    things = back(a_studio(copy=CoverCopy(price=read_price("$14.95"))))
    texts = [one.line.text for one in lines_in(things)]
    assert "The Quay Press" in texts and "$14.95" in texts and f"ISBN {ISBN}" in texts
    (publisher,) = [one for one in lines_in(things) if one.line.text == "The Quay Press"]
    box = next(one for one in things if isinstance(one, Field) and one.ink == WHITE)
    assert ink_zone(publisher).right < box.x
    (price,) = [one for one in lines_in(things) if one.line.text == "$14.95"]
    assert price.y == pytest.approx(box.y + box.height)
