"""Styles: trims, bases, the classic design's numbers, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, Diagnostic, Place
from bookbuild.resources import shipped
from bookbuild.style.fontfiles import x_height
from bookbuild.style.load import load_style, shipped_styles
from bookbuild.style.settings import ROLES
from bookbuild.style.style import SAFE, Characters, Style, Trim
from bookbuild.style.trims import find_trim, named_trims, trim_notes
from bookbuild.style.typefaces import find_typeface, shipped_typefaces

MILLIMETRE = 72 / 25.4

CLASSIC = {
    # trim: size, leading, inner, measure, fore-edge, first baseline, lines, last baseline
    "5x8": (11, 14, 54, 264, 42, 68.5, 32, 502.5),
    "B-format": (11, 14, 56, 264, 45.7, 68.5, 31, 488.5),  # on 129 x 198 mm
    "5.25x8": (11, 14, 56, 276, 46, 68.5, 32, 502.5),
    "5.5x8.5": (11.5, 14.5, 60, 288, 48, 69.5, 33, 533.5),
    "A5": (12, 15, 64, 300, 55.5, 70, 31, 520),
    "6x9": (12, 15.5, 66, 312, 54, 71, 33, 567),
    "7x10": (13, 17, 84, 348, 72, 74, 34, 635),
}
"""The table of the design's specification, in points."""


def one_fault(call: object, *arguments: object, **more: object) -> Diagnostic:
    """The one thing that is wrong."""
    assert callable(call)
    with pytest.raises(BookError) as caught:
        call(*arguments, **more)
    (one,) = caught.value.diagnostics
    return one


def written(tmp_path: Path, text: str, name: str = "mine.yaml") -> str:
    """A style file's name."""
    (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / name)


# Trims


def test_the_named_trims() -> None:
    assert set(named_trims()) == set(CLASSIC)
    assert all(trim_notes().values())
    assert named_trims()["B-format"].width == pytest.approx(129 * MILLIMETRE)


@pytest.mark.parametrize("name", ["6x9", "6X9", " 6x9 ", "6in x 9in", "432pt x 648pt", "152.4 x 228.6 mm"])
def test_a_size_that_has_a_name_gets_it(name: str) -> None:
    assert find_trim(name) == Trim("6x9", 432.0, 648.0)


def test_capitals_do_not_count() -> None:
    assert find_trim("a5").name == "A5"
    assert find_trim("b-FORMAT").name == "B-format"


def test_another_size_is_named_in_inches() -> None:
    trim = find_trim("120 x 190 mm")
    assert trim.name == "4.724x7.48"
    assert (trim.width, trim.height) == pytest.approx((120 * MILLIMETRE, 190 * MILLIMETRE))


@pytest.mark.parametrize(
    ("name", "code"), [("huge", "S002"), ("5 by 8", "S002"), ("1x1", "S003"), ("20x30", "S003"), ("0x0", "S003")]
)
def test_no_trim(name: str, code: str) -> None:
    place = Place("book.yaml", 3, 7)
    one = one_fault(find_trim, name, place)
    assert (one.code, one.place) == (code, place)
    assert one.hint


def test_a_trim_misspelt() -> None:
    assert one_fault(find_trim, "B-fromat").hint == "Did you mean `B-format`?"


# Classic


@pytest.mark.parametrize("trim", CLASSIC)
def test_classic_is_as_designed(trim: str) -> None:
    style = load_style("classic", trim)
    grid = style.grid
    found = (
        style.size,
        grid.leading,
        grid.spine,
        grid.measure,
        grid.fore_edge,
        grid.baseline(0),
        grid.lines,
        grid.baseline(grid.lines - 1),
    )
    assert found == pytest.approx(CLASSIC[trim], abs=0.05)


@pytest.mark.parametrize("trim", CLASSIC)
def test_a_paragraphs_indent_is_one_leading(trim: str) -> None:
    style = load_style("classic", trim)
    assert style.indent == style.leading


@pytest.mark.parametrize("trim", CLASSIC)
def test_the_page_adds_up(trim: str) -> None:
    style = load_style("classic", trim)
    grid = style.grid
    assert grid.spine + grid.measure + grid.fore_edge == pytest.approx(style.trim.width)
    assert grid.head + (grid.lines + 1) * grid.leading > style.trim.height - 75 - grid.leading


def test_classic_in_the_rest() -> None:
    style = load_style()
    assert (style.name, style.trim.name, style.typeface.name) == ("classic", "5.5x8.5", "EB Garamond")
    assert (style.initial_lines, style.lead_in, style.furniture.folio) == (3, "phrase", "foot")
    assert style.opening.numbers_in_words
    assert ornament(style) == "❦"
    assert (style.opening.sink, style.opening.number, style.opening.title, style.opening.subtitle) == (10, 6, 4, 3)
    assert not style.opening.recto
    division = style.division
    assert (division.on, division.before, division.after, division.shortest, division.ladder) == (True, 2, 3, 6, 2)
    assert not division.capitalised
    assert set(style.lettering) == set(ROLES)
    assert style.extract.size == pytest.approx(0.95 * style.size)
    assert dict(style.typeface.roman.axes)["wght"] == 400


def test_shipped_styles_have_a_sentence() -> None:
    assert "classic" in shipped_styles()
    assert all(len(sentence) > 10 for sentence in shipped_styles().values())


def assert_safe(style: Style) -> None:
    """Text, running head and folio stay 36 pt inside every trim edge."""
    grid, trim = style.grid, style.trim
    assert grid.spine >= SAFE - 1e-6
    assert grid.fore_edge >= SAFE - 1e-6
    assert grid.spine + grid.measure + grid.fore_edge == pytest.approx(trim.width)
    assert grid.head >= SAFE - 1e-6
    assert trim.height - grid.baseline(grid.lines - 1) - 0.25 * grid.leading >= SAFE - 1e-6


def test_an_unnamed_trim() -> None:
    style = load_style("classic", "120 x 190 mm")
    assert_safe(style)
    assert style.size == 11
    assert 20 <= style.grid.lines <= 32
    assert 55 < style.grid.measure / (style.size * 0.3748) < 71, "characters a line"


@examples(40)
@given(st.integers(100, 300), st.integers(150, 380))
def test_any_size_is_safe_or_refused(width: int, height: int) -> None:
    try:
        style = load_style("classic", f"{width} x {height} mm")
    except BookError as refused:
        assert refused.diagnostics[0].code in ("S003", "S010")
        return
    assert_safe(style)


# Styles of one's own


ISSUE = """\
base: classic
trim: 5.5in x 8.5in
margins: {head: 0.75in, foot: 0.875in, spine: 0.875in, fore-edge: 0.625in}
text: {face: EB Garamond, size: 11pt, leading: 14pt, indent: 14pt}
lines: 35
chapter: {opens: any, sink: 8 lines}
initial: {lines: 3, lead-in: small caps}
scene-break: {ornament: "❦"}
running-heads: {verso: title, recto: chapter}
folio: {at: foot}
hyphenation: {before: 2, after: 3, ladder: 2, capitalised: no}
"""


def test_the_style_of_the_issue(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, ISSUE))
    grid = style.grid
    assert (grid.head, grid.spine, grid.fore_edge, grid.leading, grid.lines) == (54, 63, 45, 14, 35)
    assert grid.measure == 288
    assert (style.size, style.indent, style.opening.sink) == (11, 14, 8)


def test_a_derived_style_changes_its_lines_only(tmp_path: Path) -> None:
    mine = load_style(written(tmp_path, "base: classic\nscene-break: {ornament: '*'}\nchapter: {opens: recto}"))
    classic = load_style("classic")
    assert ornament(mine) == "*"
    assert replace(mine, name="classic", scene_break=classic.scene_break) == replace(
        classic, opening=replace(classic.opening, recto=True)
    )


def test_without_a_base_a_style_changes_classic(tmp_path: Path) -> None:
    assert load_style(written(tmp_path, "scene_break: blank\n")).lettering == load_style("classic").lettering


def test_an_empty_style_is_classic(tmp_path: Path) -> None:
    assert replace(load_style(written(tmp_path, "# nothing\n")), name="classic") == load_style("classic")


def test_short_forms(tmp_path: Path) -> None:
    text = "initial: 0\nfolio: none\nscene-break: '***'\nhyphenation: no\n"
    style = load_style(written(tmp_path, text))
    assert (style.initial_lines, style.furniture.folio, style.division.on) == (0, "none", False)
    assert ornament(style) == "***"


@pytest.mark.parametrize("text", ["scene-break: {ornament: blank}", "scene-break: Blank"])
def test_a_blank_ornament_is_a_blank_line(tmp_path: Path, text: str) -> None:
    assert load_style(written(tmp_path, text)).scene_break is None


def ornament(style: Style) -> str:
    """The characters of a style's ornament."""
    assert isinstance(style.scene_break, Characters)
    return style.scene_break.text


def test_a_base_of_ones_own(tmp_path: Path) -> None:
    written(tmp_path, "text: {size: 10pt}\nchapter: {sink: 5}", "house.yaml")
    style = load_style(written(tmp_path, "base: house.yaml\nchapter: {opens: recto}"))
    assert (style.size, style.opening.sink, style.opening.recto) == (10, 5, True)


@pytest.mark.parametrize("dash", ["-", "_"])
def test_dashes_or_underscores(tmp_path: Path, dash: str) -> None:
    text = f"margins: {{fore{dash}edge: 50pt}}\nrunning{dash}heads: {{verso: author}}"
    style = load_style(written(tmp_path, text))
    assert (style.grid.fore_edge, style.furniture.verso) == (50, "author")


STALE = {
    "size alone: leading and indent follow": ("text: {size: 10pt}", 10, 12.5, 12.5),
    "size and leading: indent follows": ("text: {size: 10pt, leading: 13pt}", 10, 13, 13),
    "leading alone: indent follows": ("text: {leading: 16pt}", 11.5, 16, 16),
    "indent alone": ("text: {indent: 20pt}", 11.5, 14.5, 20),
    "all": ("text: {size: 10pt, leading: 13pt, indent: 5pt}", 10, 13, 5),
}


@pytest.mark.parametrize(("text", "size", "leading", "indent"), STALE.values(), ids=STALE)
def test_what_follows_from_a_change(tmp_path: Path, text: str, size: float, leading: float, indent: float) -> None:
    style = load_style(written(tmp_path, text))
    assert (style.size, style.leading, style.indent) == pytest.approx((size, leading, indent))


def test_lines_follow_margins_and_leading(tmp_path: Path) -> None:
    assert load_style(written(tmp_path, "margins: {foot: 150pt}")).grid.lines == 27
    assert load_style(written(tmp_path, "text: {leading: 20pt}")).grid.lines == 23


def test_lines_of_a_base_follow_too(tmp_path: Path) -> None:
    written(tmp_path, "lines: 33", "house.yaml")
    assert load_style(written(tmp_path, "base: house.yaml\ntext: {leading: 20pt}")).grid.lines == 23


def test_ones_own_lines_win_on_every_trim(tmp_path: Path) -> None:
    own = written(tmp_path, "text: {size: 10pt, leading: 13pt}\nmargins: {spine: 70pt}")
    for trim in CLASSIC:
        style = load_style(own, trim)
        assert (style.size, style.leading, style.grid.spine) == (10, 13, 70)


def test_ones_own_trims(tmp_path: Path) -> None:
    own = written(
        tmp_path, "trim: 6x9\ntrims:\n  6x9: {text: {size: 13pt}}\n  a5: {chapter: {sink: 4}}".replace("a5", "A5")
    )
    assert load_style(own).size == 13
    assert load_style(own, "5x8").size == 11
    assert load_style(own, "A5").opening.sink == 4


def test_the_call_wins_over_the_style(tmp_path: Path) -> None:
    own = written(tmp_path, "trim: 6x9")
    assert load_style(own).trim.name == "6x9"
    assert load_style(own, "5x8").trim.name == "5x8"


@pytest.mark.parametrize("face", [name for name, face in shipped_typefaces().items() if face.use == "text"])
def test_every_text_face(tmp_path: Path, face: str) -> None:
    style = load_style(written(tmp_path, f"text: {{face: {face.lower()}}}"))
    assert style.typeface.name == face
    assert style.lettering["title"].typeface.name == face
    assert face not in [one.name for one in style.fallbacks]
    for file in (style.typeface.roman, style.typeface.italic, style.typeface.bold, style.typeface.bold_italic):
        assert file is None or file.path.is_file()


def test_every_face_has_its_licence_beside_it() -> None:
    for face in shipped_typefaces().values():
        assert list(face.roman.path.parent.glob("*OFL*")), face.name


def test_weight_and_optical_size_are_pinned(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, "text: {face: Literata, weight: 440, optical-size: 12}"))
    assert dict(style.typeface.roman.axes) == {"wght": 440.0, "opsz": 12.0}


def test_a_face_of_lettering(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, "lettering: {title: {face: Source Sans 3, weight: 600, size: 2}}"))
    title = style.lettering["title"]
    assert (title.typeface.name, title.size, dict(title.typeface.roman.axes)["wght"]) == ("Source Sans 3", 23, 600)
    assert title.align == "center", "the base's other settings stay"


# What is refused

REFUSED = {
    "a face misspelt": ("text: {face: EB Garamont}", "S004", 1, "eb garamond"),
    "a face unknown": ("text:\n  face: Comic Sans", "S004", 2, ""),
    "a trim unknown": ("trim: huge", "S002", None, "bookbuild trims"),
    "a trims section unknown": ("trims:\n  6x10: {lines: 30}", "S002", 2, ""),
    "a trims section misspelt": ("trims:\n  6x9:\n    txt: {size: 11pt}", "Y010", 3, "text"),
    "a base unknown": ("base: clasic", "S001", 1, "classic"),
    "its own base": ("base: mine.yaml", "S005", 1, "classic"),
    "a role unknown": ("lettering: {titel: {size: 2}}", "S006", None, "title"),
    "margins too large": ("margins: {spine: 4in}", "S010", None, "margins"),
    "head too large": ("margins: {head: 7in}", "S010", None, "margins"),
    "lines too many": ("lines: 60", "S011", None, "lines"),
    "a size without unit": ("text: {size: 11}", "Y011", 1, ""),
    "a key misspelt": ("margin: {head: 1in}", "Y010", 1, "margins"),
}


@pytest.mark.parametrize(("text", "code", "line", "hint"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, text: str, code: str, line: int | None, hint: str) -> None:
    one = one_fault(load_style, written(tmp_path, text))
    assert one.code == code
    assert hint in one.hint
    if line is not None:
        assert one.place is not None
        assert one.place.line == line


@pytest.mark.parametrize(
    ("text", "line"),
    [("lettering:\n  titel: {size: 2}", 2), ("folio: none\ntrim: huge", 2), ("folio: none\nlines: 60", 2)],
    ids=["role", "trim", "lines"],
)
def test_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    one = one_fault(load_style, written(tmp_path, f"# mine\n{text}"))
    assert one.place is not None
    assert one.place.line == line + 1


def test_two_styles_that_are_each_others_base(tmp_path: Path) -> None:
    written(tmp_path, "base: mine.yaml", "other.yaml")
    assert one_fault(load_style, written(tmp_path, "base: other.yaml")).code == "S005"


def test_no_such_style() -> None:
    assert one_fault(load_style, "clasic").hint == "Did you mean `classic`?"
    assert one_fault(load_style, "nothing-like-it.yaml").code == "S001"


def test_a_style_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes("trim: 6x9 # é".encode("latin-1"))
    assert one_fault(load_style, str(tmp_path / "mine.yaml")).code == "S007"


def test_a_trim_too_small_for_its_margins(tmp_path: Path) -> None:
    own = written(tmp_path, "margins: {spine: 1in, fore-edge: 1in}")
    one = one_fault(load_style, own, "3in x 5in")
    assert one.code == "S010"
    assert "larger trim" in one.hint


def test_no_such_face() -> None:
    assert one_fault(find_typeface, "Garamont", None).code == "S004"


def test_places_name_the_file_as_the_user_did(tmp_path: Path) -> None:
    written(tmp_path, "margin: {}")
    one = one_fault(load_style, "mine.yaml", "", tmp_path)
    assert one.place == Place("mine.yaml", 1, 1)
    assert not re.search(re.escape(str(tmp_path)), str(one))


# Faces


HOUSE = """\
base: classic
faces:
  House_Serif: {{roman: {roman}, italic: fonts/i.otf}}
text: {{face: house_serif}}
"""


def house(tmp_path: Path, roman: str = "fonts/r.otf") -> str:
    """A style with a face of its own beside it."""
    (tmp_path / "fonts").mkdir()
    for name, file in (("r", "LinuxLibertine-Regular"), ("i", "LinuxLibertine-Italic")):
        font = shipped("fonts") / "linux-libertine" / f"{file}.otf"
        (tmp_path / "fonts" / f"{name}.otf").write_bytes(font.read_bytes())
    return written(tmp_path, HOUSE.format(roman=roman))


def test_a_face_of_ones_own_lies_beside_the_style(tmp_path: Path) -> None:
    style = load_style(house(tmp_path))
    assert style.typeface.name == "House_Serif"
    assert style.typeface.roman.path == (tmp_path / "fonts" / "r.otf").resolve()
    assert style.typeface.italic is not None
    assert style.typeface.bold is None
    assert all(one.typeface.name == "House_Serif" for one in style.lettering.values())
    assert "House_Serif" not in [face.name for face in style.fallbacks]
    derived = load_style(
        written(tmp_path, f"base: {tmp_path / 'mine.yaml'}\nlettering: {{title: {{size: 2}}}}", "b.yaml")
    )
    assert derived.typeface == style.typeface


def test_a_styles_own_faces_lend_what_the_texts_lacks_before_ours(tmp_path: Path) -> None:
    house(tmp_path)
    named = written(tmp_path, "faces: {House: {roman: fonts/r.otf}, Other: {roman: fonts/i.otf}}", "n.yaml")
    assert [face.name for face in load_style(named).fallbacks][:3] == ["House", "Other", "Source Serif 4"]
    listed = load_style(written(tmp_path, "faces: [Noto Emoji, fonts/r.otf, literata]", "l.yaml"))
    assert [face.name for face in listed.fallbacks][:4] == [
        "Noto Emoji",
        "Linux Libertine O",
        "Literata",
        "Source Serif 4",
    ]
    assert listed.fallbacks[1].roman.path == (tmp_path / "fonts" / "r.otf").resolve()
    assert len({face.name for face in listed.fallbacks}) == len(listed.fallbacks)
    alone = load_style(written(tmp_path, "faces: fonts/r.otf", "a.yaml"))
    assert alone.fallbacks[0].name == "Linux Libertine O"
    derived = load_style(written(tmp_path, f"base: {tmp_path / 'l.yaml'}\nfaces: [fonts/i.otf]", "d.yaml"))
    assert derived.fallbacks[0].name == "Noto Emoji", "the base's are kept"


def test_a_books_faces_come_before_its_styles(tmp_path: Path) -> None:
    house(tmp_path)
    style = written(tmp_path, "faces: [Literata]", "s.yaml")
    place = Place("book.yaml", 3, 9)
    made = load_style(style, folder=tmp_path, faces=[("fonts/r.otf", place), ("Noto Music", None)])
    assert [face.name for face in made.fallbacks][:3] == ["Linux Libertine O", "Noto Music", "Literata"]
    spoil(tmp_path / "fonts" / "i.otf", b"what")
    for name, code in (("fonts/i.otf", "F001"), ("fonts/none.ttf", "F001"), ("../r.otf", "M021"), ("Notto", "S004")):
        one = one_fault(load_style, style, folder=tmp_path, faces=[(name, place)])
        assert (one.code, one.place) == (code, place), name


def test_a_broken_face_in_a_list_is_refused_with_its_place(tmp_path: Path) -> None:
    house(tmp_path)
    spoil(tmp_path / "fonts" / "i.otf", b"what")
    one = one_fault(load_style, written(tmp_path, "base: classic\nfaces: [fonts/r.otf, fonts/i.otf]", "l.yaml"))
    assert (one.code, one.place and (one.place.line, one.place.column)) == ("F001", (2, 22))


def spoil(path: Path, head: bytes) -> None:
    path.write_bytes(head + path.read_bytes()[len(head) :])


SPOILT = {
    "a web font": (b"wOF2", "F003", "web font"),
    "a collection": (b"ttcf", "F003", "collection"),
    "no font": (b"what", "F001", "not a font"),
}


@pytest.mark.parametrize(("head", "code", "words"), SPOILT.values(), ids=SPOILT)
def test_fonts_that_can_not_be_used(head: bytes, code: str, words: str, tmp_path: Path) -> None:
    name = house(tmp_path)
    spoil(tmp_path / "fonts" / "i.otf", head)
    one = one_fault(load_style, name)
    assert (one.code, one.place and one.place.line) == (code, 3)
    assert words in one.message
    assert "i.otf" in one.message


def test_an_absent_font_and_a_face_without_roman(tmp_path: Path) -> None:
    assert one_fault(load_style, house(tmp_path, "fonts/absent.otf")).code == "F001"
    assert one_fault(load_style, written(tmp_path, "faces: {House: {italic: fonts/i.otf}}")).code == "S014"


def test_a_files_name_is_no_face(tmp_path: Path) -> None:
    one = one_fault(load_style, written(tmp_path, "text: {face: fonts/House.ttf}"))
    assert (one.code, "faces:" in one.hint) == ("S004", True)


@pytest.mark.parametrize("trim", ["5x8", "6x9"])
@pytest.mark.parametrize("face", ["Source Serif 4", "Literata", "Linux Libertine"])
def test_faces_are_exchanged_at_equal_x_height(face: str, trim: str, tmp_path: Path) -> None:
    classic, other = load_style("classic", trim), load_style(written(tmp_path, f"text: {{face: {face}}}"), trim)
    heights = [style.size * x_height(style.typeface.roman, style.size) for style in (classic, other)]
    assert heights[0] == pytest.approx(heights[1], rel=0.02)
    assert other.size < classic.size
    assert (other.leading, other.grid) == (classic.leading, classic.grid)
    assert load_style(written(tmp_path, f"text: {{face: {face}, size: 11pt}}"), trim).size == 11


def test_another_face_keeps_neither_weight_nor_optical_size(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, "base: large-print\ntext: {face: Source Serif 4}"))
    assert dict(style.typeface.roman.axes) == {"wght": 380}


def test_x_heights_are_those_of_the_outlines() -> None:
    for name, height in (("EB Garamond", 0.405), ("Literata", 0.507), ("Linux Libertine", 0.431)):
        assert x_height(shipped_typefaces()[name].roman, 12) == pytest.approx(height, abs=0.006)


# Short forms


@pytest.mark.parametrize("text", ["initial: 4", "initial: {lines: 4}", "initial:\n  lines: 4\n  lead-in:\n"])
def test_a_single_value_leaves_the_rest_of_its_group(text: str, tmp_path: Path) -> None:
    style = load_style(written(tmp_path, text))
    assert style.initial_lines == 4
    assert style.lead_in == load_style().lead_in


def test_an_empty_value_leaves_what_the_base_says(tmp_path: Path) -> None:
    style = load_style(written(tmp_path, "text:\nfolio:\ninitial:\ntrims: {6x9: {initial: 2, text: }}"), "6x9")
    classic = load_style("classic", "6x9")
    assert replace(style, name="classic", initial_lines=3) == classic


def test_a_size_in_points_does_not_follow_the_text(tmp_path: Path) -> None:
    name = written(tmp_path, "lettering: {title: {size: 20pt}, subtitle: {size: 2}}")
    for trim in ("5x8", "7x10"):
        style = load_style(name, trim)
        assert (style.lettering["title"].size, style.lettering["subtitle"].size) == (20, 2 * style.size)


@pytest.mark.parametrize("size", ["0.1", "12", "1pt", "300pt", "large", "-1"])
def test_sizes_that_are_none(size: str, tmp_path: Path) -> None:
    assert one_fault(load_style, written(tmp_path, f"lettering: {{title: {{size: {size}}}}}")).code == "Y011"
