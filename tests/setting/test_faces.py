"""Font files opened: every axis pinned, bad files refused by their codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TEXT_FACES, room
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bookbuild.diagnostics import BookError
from bookbuild.setting.faces import Face, face_at, open_face
from bookbuild.style.style import FaceFile
from bookbuild.style.typefaces import shipped_typefaces

ALL_FILES = [
    pytest.param(file, id=f"{name}-{kind}")
    for name, face in shipped_typefaces().items()
    for kind, file in (
        ("roman", face.roman), ("italic", face.italic), ("bold", face.bold), ("bold-italic", face.bold_italic)
    )
    if file is not None
]  # fmt: skip


def made_font(path: Path, rights: int = 0) -> Path:
    """A font of one letter, an empty box, with these licence bits."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (500, 700), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A", "space"])
    builder.setupCharacterMap({65: "A", 32: "space"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph(), "space": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (600, 100), "space": (250, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular", "psName": "Made-Regular"})
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    builder.save(path)
    return path


def refusal(path: Path) -> BookError:
    with pytest.raises(BookError) as caught:
        open_face(FaceFile(path))
    return caught.value


def axes_of(face: Face) -> set[str]:
    return {axis.tag for axis in face.hb_face.axis_infos}


@pytest.mark.parametrize("file", ALL_FILES)
def test_every_axis_of_a_shipped_face_is_pinned(file: FaceFile) -> None:
    face = face_at(file, 11.0)
    assert set(face.axes) == axes_of(face)
    for tag, value in file.axes:
        assert face.axes[tag] == value


@pytest.mark.parametrize("file", ALL_FILES)
def test_the_name_tells_where_the_axes_are_pinned(file: FaceFile) -> None:
    face = face_at(file, 11.0)
    assert face.name.isascii()
    assert all(character.isalnum() or character in "-_" for character in face.name)
    for tag in face.axes:
        assert f"_{tag}" in face.name


def test_source_serif_follows_its_size_and_source_sans_does_not_fall_to_its_lightest() -> None:
    faces = shipped_typefaces()
    serif, sans = faces["Source Serif 4"].roman, faces["Source Sans 3"].roman
    assert face_at(serif, 9.5).axes["opsz"] == 9.5
    assert face_at(serif, 28.0).axes["opsz"] == 28.0
    assert face_at(serif, 500.0).axes["opsz"] == 60.0, "the axis ends at 60"
    assert face_at(sans, 9.0).axes["wght"] == 400.0, "the file's own default is 200"


def test_a_pinned_optical_size_does_not_follow_the_size() -> None:
    file = FaceFile(shipped_typefaces()["Literata"].roman.path, (("opsz", 12.0), ("wght", 440.0)))
    assert face_at(file, 16.0).axes == {"opsz": 12.0, "wght": 440.0}
    assert face_at(file, 30.0) is face_at(file, 16.0)


def test_the_same_file_with_the_same_axes_is_one_face() -> None:
    file = shipped_typefaces()["EB Garamond"].roman
    assert face_at(file, 9.0) is face_at(file, 30.0), "EB Garamond has no optical size"


def test_pinned_axes_change_the_outlines() -> None:
    typeface = shipped_typefaces()["EB Garamond"]
    assert typeface.bold is not None
    roman, bold = face_at(typeface.roman, 11.0), face_at(typeface.bold, 11.0)
    glyph = roman.font.get_nominal_glyph(ord("n"))
    assert bold.advance(glyph) > roman.advance(glyph)


@pytest.mark.parametrize("rights", [0x0002, 0x0200, 0x0300], ids=["restricted", "bitmap only", "and no subsets"])
def test_a_face_that_forbids_embedding_is_refused(tmp_path: Path, rights: int) -> None:
    caught = refusal(made_font(tmp_path / "forbids.ttf", rights))
    assert [one.code for one in caught.diagnostics] == ["F002"]
    assert str(caught.diagnostics[0].place) == "forbids.ttf"
    assert caught.diagnostics[0].hint


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008], ids=["installable", "preview and print", "editable"])
def test_a_face_that_allows_embedding_is_opened(tmp_path: Path, rights: int) -> None:
    face = open_face(FaceFile(made_font(tmp_path / "allows.ttf", rights)))
    assert face.name == "Made-Regular"
    assert face.top_of("A") == 700.0


@pytest.mark.parametrize("magic", [b"wOFF", b"wOF2", b"ttcf"])
def test_web_fonts_and_collections_are_refused(tmp_path: Path, magic: bytes) -> None:
    path = made_font(tmp_path / "web.ttf")
    path.write_bytes(magic + path.read_bytes()[4:])
    assert refusal(path).diagnostics[0].code == "F003"


def test_a_damaged_or_missing_font_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.ttf"
    text.write_text("not a font", "utf-8")
    whole = made_font(tmp_path / "whole.ttf").read_bytes()
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(whole[:120])
    empty = tmp_path / "empty.otf"
    empty.write_bytes(b"")
    for path in (text, cut, empty, tmp_path / "none.ttf", tmp_path):
        assert refusal(path).diagnostics[0].code == "F001", path.name


@pytest.mark.parametrize("name", TEXT_FACES)
def test_heights_come_from_the_outlines(name: str) -> None:
    face = room(name).fount.face
    assert 0.55 < face.cap_height / face.upem < 0.75
    assert 0.38 < face.x_height / face.upem < face.cap_height / face.upem


def test_a_profile_sees_the_ink_and_not_the_advance() -> None:
    face = room().fount.face
    glyph = face.font.get_nominal_glyph(ord("T"))
    profile, box = face.profile(glyph), face.font.get_glyph_extents(glyph)
    assert max(profile.right.values()) == pytest.approx(box.x_bearing + box.width, abs=2)
    assert min(profile.left.values()) == pytest.approx(box.x_bearing, abs=2)
    stem = max(x for band, x in profile.right.items() if 100 <= band * profile.band <= 300)
    assert stem < box.x_bearing + 0.8 * box.width, "below the bar there is only the stem"
    assert max(profile.right) * profile.band <= box.y_bearing
