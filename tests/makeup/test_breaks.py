"""Scene breaks of every kind: whole lines, the ink in the middle, an ornament at a page's edge."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from conftest import Room, paragraphs, room
from PIL import Image, ImageChops, ImageOps

from bookbuild.diagnostics import BookError, Place
from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.galley import LINE, PictureBox, Piece, Placed, Rule
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book, Chapter, Matter, SceneBreak
from bookbuild.setting.lines import Line
from bookbuild.style.drawing import Device, Drawing, read_device, read_svg
from bookbuild.style.load import load_style
from bookbuild.style.style import BASELINE_IN_LINE, Bar, Characters, Ornament

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
LEAF = SVG.format('<g transform="translate(10 20)"><path d="M0 0 C10 10 20 10 30 0 Q15 -20 0 0 Z" fill="#000"/></g>')
MATTER = Matter(half_title=False, title_page=False, copyright=False)


def broken(here: Room) -> Piece:
    """The piece that a scene break is between two paragraphs."""
    first, second = paragraphs("One.", "Two.")
    galley = here.composer.chapter(Chapter((first, SceneBreak(), second)), with_initial=False)
    pieces = [piece for passage in galley.passages for piece in passage.variants[0]]
    (found,) = [piece for piece in pieces if piece.at_edge is not None and piece.at_edge.content]
    return found


def ink(placed: Placed) -> tuple[float, float]:
    """Top and bottom of what is placed, downwards."""
    thing = placed.thing
    if isinstance(thing, Line):
        top, bottom = ink_of(thing)
        return placed.y - top, placed.y - bottom
    return placed.y, placed.y + thing.height


def drawing(tmp_path: Path, text: str, width: float = 24.0) -> Drawing:
    path = tmp_path / "leaf.svg"
    path.write_text(text, "utf-8")
    return read_svg(path, width, None)


def a_png(tmp_path: Path, box: tuple[int, int, int, int]) -> Path:
    """A transparent picture of 200 x 100 dots, black in a box."""
    picture = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), box)
    path = tmp_path / "leaf.png"
    picture.save(path)
    return path


@pytest.mark.parametrize("kind", ["characters", "rule", "drawing", "device"])
@pytest.mark.parametrize("trim", ["5x8", "6x9"])
def test_the_ink_is_in_the_middle_of_three_lines(kind: str, trim: str, tmp_path: Path) -> None:
    kinds: dict[str, Ornament] = {
        "characters": Characters("* * *", 12),
        "rule": Bar(24, 0.75),
        "drawing": drawing(tmp_path, LEAF),
        "device": read_device(a_png(tmp_path, (40, 10, 160, 50)), 40, None),
    }
    here = room(trim=trim, scene_break=kinds[kind])
    piece = broken(here)
    assert piece.height == 2 * LINE, "three lines from text to text"
    (placed,) = piece.content
    top, bottom = ink(placed)
    if kind == "device":  # the tenth to the fiftieth of a hundred rows of dots are black
        top, bottom = placed.y + 0.1 * 20, placed.y + 0.5 * 20
    x_height = here.fount.face.x_height * here.fount.scale
    above = -(1 - BASELINE_IN_LINE) * here.style.leading
    below = (2 + BASELINE_IN_LINE) * here.style.leading - x_height
    assert (top + bottom) / 2 == pytest.approx((above + below) / 2, abs=0.5)


@pytest.mark.parametrize(("width", "lines"), [(24.0, 2), (60.0, 4), (120.0, 6)])
def test_a_tall_drawing_takes_more_whole_lines(width: float, lines: int, tmp_path: Path) -> None:
    here = room(scene_break=drawing(tmp_path, LEAF, width))
    piece = broken(here)
    assert piece.height == lines * LINE
    (placed,) = piece.content
    top, bottom = ink(placed)
    assert top >= 0
    assert bottom <= piece.height / LINE * here.style.leading


def test_a_blank_line_becomes_asterisks_at_a_pages_edge() -> None:
    here = room(scene_break=None)
    piece = broken(here)
    assert (piece.height, piece.content) == (LINE, ())
    assert piece.at_edge is not None
    (placed,) = piece.at_edge.content
    assert isinstance(placed.thing, Line)
    assert placed.thing.text.split() == ["*", "*", "*"]


def test_every_ornament_is_a_line_at_a_pages_edge() -> None:
    for kind in (Characters("❦", 12), Bar(24, 0.75)):
        piece = broken(room(scene_break=kind))
        assert piece.at_edge is not None
        assert piece.at_edge.height == LINE


# What a style says


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asterism", "⁂"),
        ("asterisks", "*\u2003*\u2003*"),
        ("❧", "❧"),
        ("'* * *'", "* * *"),
    ],
)
def test_characters_and_their_names(text: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(f"scene-break: {text}\n", "utf-8")
    style = load_style("s.yaml", folder=tmp_path)
    assert isinstance(style.scene_break, Characters)
    assert (style.scene_break.text, style.scene_break.size) == (found, style.size)


def test_a_rule(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("scene-break: {ornament: rule, width: 2in, thickness: 1pt}\n", "utf-8")
    assert load_style("s.yaml", folder=tmp_path).scene_break == Bar(144, 1)


def test_pictures_are_looked_for_beside_the_style(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "leaf.svg").write_text(LEAF, "utf-8")
    a_png(tmp_path / "house", (0, 0, 200, 100))
    for name, kind in (("leaf.svg", Drawing), ("leaf.png", Device)):
        (tmp_path / "house" / "s.yaml").write_text(f"scene-break: {name}\n", "utf-8")
        (tmp_path / "mine.yaml").write_text("base: house/s.yaml\n", "utf-8")
        found = load_style("mine.yaml", folder=tmp_path).scene_break
        assert isinstance(found, kind)
        assert found.width == 24


REFUSED = {
    "absent": (None, "S020"),
    "no SVG": ("not a drawing", "S020"),
    "cut short": (LEAF[:60], "S020"),
    "empty": (SVG.format(""), "S021"),
    "invisible": (SVG.format('<rect width="10" height="10" fill="none"/>'), "S021"),
    "text": (SVG.format('<text x="1" y="9">no</text>'), "S021"),
    "a gray fill": (SVG.format('<rect width="9" height="9"/><rect width="3" height="3" fill="#777"/>'), "S023"),
    "a coloured fill": (SVG.format('<rect width="9" height="9" fill="#b85"/>'), "S023"),
    "a gray stroke": (SVG.format('<rect width="9" height="9" fill="none" stroke="gray"/>'), "S023"),
    "a fill that shines through": (SVG.format('<rect width="9" height="9" fill-opacity=".5"/>'), "S023"),
    "a shape that does": (SVG.format('<g opacity="40%"><rect width="9" height="9"/></g>'), "S023"),
    "a picture": (SVG.format('<rect width="9" height="9"/><image href="x.png" width="9" height="9"/>'), "S021"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_drawings_that_can_not_be_used(text: str | None, code: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "leaf.svg").write_text(text, "utf-8")
    (tmp_path / "s.yaml").write_text("base: classic\nscene-break: leaf.svg\n", "utf-8")
    with pytest.raises(BookError) as caught:
        load_style("s.yaml", folder=tmp_path)
    (one,) = caught.value.diagnostics
    assert (one.code, one.place and one.place.line) == (code, 2)
    assert "leaf.svg" in one.message


def test_what_is_nearly_black_or_white_is_no_tint(tmp_path: Path) -> None:
    shapes = '<rect width="9" height="9" fill="#231f20"/><rect width="4" height="4" fill="#eee"/>'
    found = drawing(tmp_path, SVG.format(shapes), 9.0)
    assert [one.fill for one in found.outlines] == [0, 1]


def test_a_png_without_black_is_a_tint(tmp_path: Path) -> None:
    from PIL import Image

    for shade, code in ((120, "S023"), (40, "")):
        Image.new("L", (30, 20), shade).save(tmp_path / "gray.png")
        try:
            assert read_device(tmp_path / "gray.png", 24, Place("s.yaml", 2)).place == Place("s.yaml", 2)
            assert not code
        except BookError as refused:
            assert refused.diagnostics[0].code == code


def test_a_blank_or_broken_png(tmp_path: Path) -> None:
    path = a_png(tmp_path, (0, 0, 0, 0))
    for code in ("S021", "S020"):
        with pytest.raises(BookError, match=code):
            read_device(path, 24, None)
        path.write_bytes(b"no picture")


def test_an_ornament_that_no_face_has_names_the_style(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("base: classic\nscene-break: 漢\n", "utf-8")
    first, second = paragraphs("One.", "Two.")
    book = Book("T", (Chapter((first, SceneBreak(), second)),), matter=MATTER, folder=str(tmp_path))
    made = build(book, style="s.yaml", output=tmp_path / "t.pdf")
    assert made.file.name == "t.draft.pdf"
    (one,) = (one for one in made.warnings if one.code == "T010")
    assert one.draft and str(one.place) == "s.yaml:2:14"


# On paper


def painted(ornament: Ornament, tmp_path: Path, scale: float = 8.0) -> tuple[tuple[float, ...], bool]:
    """The box of the ornament's ink on the printed page (left, top, right, bottom, in points), and whether all of it is
    gray, that is black."""
    here = room(scene_break=ornament, initial_lines=0)
    style_file = tmp_path / "s.yaml"
    style_file.write_text("initial: 0\nfolio: none\n", "utf-8")
    first, second = paragraphs("One.", "Two.")
    book = Book("T", (Chapter((first, SceneBreak(), second)),), matter=MATTER, folder=str(tmp_path))
    style = replace(load_style("s.yaml", folder=tmp_path), scene_break=ornament)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bookbuild.making.load_style", lambda *_, **_more: style)
        build(book, style="s.yaml", output=tmp_path / "t.pdf")
    page = pypdfium2.PdfDocument(BytesIO((tmp_path / "t.pdf").read_bytes()))[0]
    picture = page.render(scale=scale).to_pil().convert("RGB")
    middle = here.style.grid.spine + here.style.grid.measure / 2
    begin = (middle - 80) * scale  # the two short paragraphs end before that
    part = picture.crop((round(begin), 0, round((middle + 80) * scale), picture.height))
    ink_box = ImageOps.invert(part.convert("L")).point(lambda value: 255 if value > 127 else 0).getbbox()
    assert ink_box is not None
    left, top, right, bottom = (edge / scale for edge in ink_box)
    red, green, blue = picture.split()
    gray = not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())
    return (left + round(begin) / scale, top, right + round(begin) / scale, bottom), gray


def test_a_drawing_is_painted_where_and_as_wide_as_it_should_be(tmp_path: Path) -> None:
    leaf = drawing(tmp_path, LEAF, 40.0)
    (left, top, right, bottom), gray = painted(leaf, tmp_path)
    style = load_style("classic")
    middle = style.grid.spine + style.grid.measure / 2
    assert (left + right) / 2 == pytest.approx(middle, abs=0.3)
    assert right - left == pytest.approx(40, abs=0.4)
    assert bottom - top == pytest.approx(leaf.height, abs=0.4)
    assert gray


def test_strokes_and_white_fills(tmp_path: Path) -> None:
    shapes = '<rect x="0" y="0" width="40" height="20" stroke="red" stroke-width="4" fill="white"/><circle cx="20" cy="10" r="4" fill="#223"/>'
    ring = drawing(tmp_path, SVG.format(shapes), 44.0)
    assert ring.height == pytest.approx(24, abs=1e-6), "the stroke counts"
    assert [(one.fill, one.stroke) for one in ring.outlines] == [(1, 0), (0, None)]
    (left, top, right, bottom), gray = painted(ring, tmp_path)
    assert (right - left, bottom - top) == pytest.approx((44, 24), abs=0.5)
    assert gray


def test_a_rule_is_painted(tmp_path: Path) -> None:
    (left, top, right, bottom), gray = painted(Bar(24, 0.75), tmp_path)
    assert (right - left, bottom - top) == pytest.approx((24, 0.75), abs=0.3)
    assert gray
    assert isinstance(broken(room(scene_break=Bar(24, 0.75))).content[0].thing, Rule)


def test_a_png_is_painted(tmp_path: Path) -> None:
    device = read_device(a_png(tmp_path, (50, 20, 150, 60)), 40, None)
    (left, top, right, bottom), _ = painted(device, tmp_path)
    assert (right - left, bottom - top) == pytest.approx((20, 8), abs=0.6)
    assert isinstance(broken(room(scene_break=device)).content[0].thing, PictureBox)
