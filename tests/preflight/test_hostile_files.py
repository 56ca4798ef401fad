"""Files that are broken, or made to do harm: always an answer, never a crash, never long."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import printfiles as pf
import pytest
from effort import within
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from spoils import icc, xmp

from bookbuild.diagnostics import BookError
from bookbuild.preflight import check, limits, painting
from bookbuild.preflight import walk as walking
from bookbuild.preflight.checking import run
from bookbuild.preflight.findings import Preflight
from bookbuild.preflight.guard import guarded_check
from bookbuild.style.pressload import find_press

Spoil = Callable[[Pdf], Any]


def in_time(spoil: Spoil, seconds: float = 6.0) -> Preflight:
    """The preflight of a small file made to do harm; it takes no longer than it may."""
    data = pf.spoilt(spoil, pages=4)
    return within(seconds, lambda: check(data, press=find_press("generic-pod")))


def codes(found: Preflight) -> set[str]:
    return {one.code for one in found.findings}


def deflated(pdf: Pdf, data: bytes) -> Any:
    return pdf.make_indirect(pf.packed(pdf, data))


# What grows without end


def test_forms_that_draw_forms_that_draw_forms() -> None:
    def laughing(pdf: Pdf) -> None:
        inner = pf.form(pdf, b"0 0 9 9 re f", Resources=Dictionary())
        for level in range(20):
            content = b"".join(b"q 1.%d%d7 0 0 1 0 0 cm /In Do Q\n" % (draw, level) for draw in range(20))
            inner = pf.form(pdf, content, Resources=Dictionary(XObject=Dictionary(In=inner)))
        pf.name_it(pdf, "XObject", "Fm2", inner)
        pf.add(pdf, 2, b"/Fm2 Do")

    found = in_time(laughing, 15)
    assert "K092" in codes(found)
    assert "K020" not in {one.code for one in found.passed}
    assert "K020" in {one.code for one in found.unchecked}


def test_a_form_that_draws_itself() -> None:
    def loop(pdf: Pdf) -> None:
        form = pf.form(pdf, b"/In Do 1 0 0 rg 9 9 9 9 re f")
        form.Resources = Dictionary(XObject=Dictionary(In=form))
        pf.name_it(pdf, "XObject", "Fm2", form)
        pf.add(pdf, 2, b"/Fm2 Do")

    assert {"K090", "K020"} <= codes(in_time(loop))


def test_a_tile_painted_with_itself() -> None:
    def loop(pdf: Pdf) -> None:
        tile = pf.form(pdf, b"/Pattern cs /P1 scn 0 0 9 9 re f", PatternType=1, PaintType=1)
        tile.Resources = Dictionary(Pattern=Dictionary(P1=tile))
        pf.name_it(pdf, "Pattern", "P1", tile)
        pf.add(pdf, 2, b"/Pattern cs /P1 scn 0 0 9 9 re f")

    assert "K090" in codes(in_time(loop))


def test_a_drawn_letter_set_in_its_own_font() -> None:
    def loop(pdf: Pdf) -> None:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=[1, 0, 0, 1, 0, 0]))
        font.CharProcs = Dictionary(a=pdf.make_indirect(Stream(pdf, b"1 0 d0 BT /T3 1 Tf (a) Tj ET")))
        font.Resources = Dictionary(Font=Dictionary(T3=font))
        pf.resources(pdf).Font.T3 = font
        pf.add(pdf, 2, b"BT /T3 9 Tf 90 90 Td (aaaa) Tj ET")

    assert "K090" in codes(in_time(loop))


def test_content_that_unpacks_without_end() -> None:
    def bomb(pdf: Pdf) -> None:
        pdf.pages[1].obj.Contents.append(deflated(pdf, b" " * (limits.MOST_STREAM + 1000)))

    assert "K090" in codes(in_time(bomb))


def test_content_packed_twice() -> None:
    def bomb(pdf: Pdf) -> None:
        twice = Stream(pdf, b"")
        data = zlib.compress(zlib.compress(b"q Q " * (limits.MOST_STREAM // 3)))
        twice.write(data, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        pdf.pages[1].obj.Contents.append(pdf.make_indirect(twice))

    assert "K090" in codes(in_time(bomb))


def test_lzw_is_not_unpacked_beyond_a_few_bytes() -> None:
    def bomb(pdf: Pdf) -> None:
        stream = Stream(pdf, b"")
        stream.write(bytes(limits.MOST_LZW + 1), filter=Name.LZWDecode)
        pdf.pages[1].obj.Contents.append(pdf.make_indirect(stream))

    assert {"K090", "K035"} <= codes(in_time(bomb))


def test_more_instructions_than_any_page_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "MOST_INSTRUCTIONS", 500)
    found = in_time(lambda pdf: pf.add(pdf, 2, b"9 9 9 9 re f " * 300))
    assert "K092" in codes(found)
    assert not {"K020", "K024", "K052"} & {one.code for one in found.passed}


def test_more_objects_than_any_file_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "MOST_OBJECTS", 8)
    assert "K091" in codes(in_time(lambda _pdf: None))


def test_no_time_left() -> None:
    found = run(pf.good_file(), "late", find_press("generic-pod"), seconds=0)
    assert "K092" in codes(found) and not found.errors


def test_states_saved_without_end() -> None:
    assert "K092" in codes(in_time(lambda pdf: pf.add(pdf, 2, b"q " * 100_000)))


def test_colours_without_end() -> None:
    content = b"".join(b"%.5f g 9 9 9 9 re f " % (at / 20000) for at in range(20000))
    assert "K090" in codes(in_time(lambda pdf: pf.add(pdf, 2, content)))


@pytest.mark.parametrize(
    "content",
    [b"9e999 0 0 9e999 0 0 cm /Im1 Do", b"nan 0 0 1 0 0 cm 0 0 9 9 re f", b"1e300 1e300 1e300 1e300 re f", b"re f", b"/Im1 Tf (A) Tj",
     b"BT /F1 1e9 Tf (AAAA) Tj ET", b"cm", b"/No Do", b"scn", b"/Pattern cs scn", b"BI ID", b"BI /W (x) ID a EI", b"- - - rg 0 0 9 9 re f",
     b"BT (A) Tj ET", b"BT /F1 0 Tf (A) Tj ET", b"1 2 3 4 5 6 7 8 k 0 0 9 9 re f", b"k 0 0 9 9 re f", b"/F1 gs", b"0 0 0 0 0 0 cm /Im1 Do"],
)  # fmt: skip
def test_content_that_makes_no_sense(content: bytes) -> None:
    found = in_time(lambda pdf: pf.add(pdf, 2, content))
    assert not any("nan" in one.what or "inf" in one.what for one in found.findings)


def broken_objects() -> list[Spoil]:
    """Objects of wrong kinds where a check looks for others."""

    def page(key: str, value: Any) -> Spoil:
        return lambda pdf: pdf.pages[1].obj.__setitem__(f"/{key}", value)

    def root(key: str, value: Any) -> Spoil:
        return lambda pdf: pdf.Root.__setitem__(f"/{key}", value)

    def font(key: str, value: Any) -> Spoil:
        return lambda pdf: pf.resources(pdf).Font.F1.__setitem__(f"/{key}", value)

    def image(key: str, value: Any) -> Spoil:
        return lambda pdf: pf.resources(pdf).XObject.Im1.__setitem__(f"/{key}", value)

    wrong = (42, Array([]), Dictionary(), String("x"), Name.X, Array([Array([]), Dictionary(), Name.X]), True)
    places = [
        page(key, one) for key in ("MediaBox", "TrimBox", "Rotate", "UserUnit", "Annots", "Group") for one in wrong
    ]
    places += [page(key, one) for key in ("Resources", "Contents") for one in wrong]
    places += [root(key, one) for key in ("OutputIntents", "Metadata", "Outlines", "Names", "Version") for one in wrong]
    places += [root(key, one) for key in ("ViewerPreferences", "OpenAction", "AcroForm") for one in wrong]
    places += [
        font(key, one) for key in ("Widths", "Encoding", "FontDescriptor", "Subtype", "BaseFont") for one in wrong
    ]
    return places + [image(key, one) for key in ("Width", "ColorSpace", "Decode", "BitsPerComponent") for one in wrong]


@pytest.mark.parametrize("spoil", broken_objects())
def test_objects_of_the_wrong_kind(spoil: Spoil) -> None:
    data = pf.spoilt(spoil, pages=3)
    try:
        assert isinstance(check(data, press=find_press("generic-pod")), Preflight)
    except BookError as fault:
        assert fault.diagnostics[0].code == "C020"


def test_colour_spaces_inside_one_another() -> None:
    def nest(pdf: Pdf) -> None:
        space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, 255, String(bytes(256))]))
        space[1] = space
        pf.name_it(pdf, "ColorSpace", "Cs1", space)
        pf.add(pdf, 2, b"/Cs1 cs 3 sc 0 0 9 9 re f")

    assert "K021" in codes(in_time(nest))


def test_widths_for_all_there_is() -> None:
    def wide(pdf: Pdf) -> None:
        font = pf.resources(pdf).Font.F1
        descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=font.FontDescriptor)
        descendant.W = Array([0, 2_000_000_000, 500] * 1000)
        font.Subtype, font.Encoding, font.DescendantFonts = Name.Type0, Name("/Identity-H"), Array([descendant])

    assert isinstance(in_time(wide), Preflight)


def test_functions_inside_one_another() -> None:
    def nest(pdf: Pdf) -> None:
        function = pdf.make_indirect(Dictionary(FunctionType=3, Domain=[0, 1]))
        function.Functions = Array([function] * 50)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 1, 1], Function=function)
        pf.name_it(pdf, "Shading", "Sh1", shading)
        pf.add(pdf, 2, b"/Sh1 sh")

    assert "K024" in codes(in_time(nest))


def test_a_picture_that_says_it_is_huge() -> None:
    def huge(pdf: Pdf) -> None:
        image = pf.picture(pdf, Name.DeviceCMYK, bytes(100))
        image.Width = image.Height = 2_000_000_000
        pf.name_it(pdf, "XObject", "Im2", image)
        pf.add(pdf, 2, b"q 90 0 0 90 100 100 cm /Im2 Do Q")

    found = in_time(huge)
    assert "K024" in {one.code for one in found.notes}


def test_profiles_and_packets_that_unpack_without_end() -> None:
    def bombs(pdf: Pdf) -> None:
        data = bytes(limits.MOST_STREAM + 1000)
        profile = icc(pdf, 4, b"CMYK", b"prtr")
        profile.write(zlib.compress(data), filter=Name.FlateDecode)
        pdf.Root.OutputIntents[0].DestOutputProfile = profile
        xmp(pdf, "")
        pdf.Root.Metadata.write(zlib.compress(data), filter=Name.FlateDecode)

    assert "K087" in codes(in_time(bombs))


# Files that are no files


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "C020"), (b"hello", "C020"), (b"%PDF-1.4\n", "C020"), (b"%PDF-1.4\n" + b"1 0 obj\n" * 5000, "C020"),
        (b"\x00" * 100_000, "C020"), (b"PK\x03\x04 a book.docx", "C020"),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 9>>\nendobj\n"
         b"trailer\n<</Root 1 0 R>>\n", "C020"),
        (b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000, "C020"), (b"%PDF-1.4\n1 0 obj\n" + b"<</A" * 100_000, "C020"),
    ],
)  # fmt: skip
def test_what_is_no_pdf(data: bytes, code: str) -> None:
    with pytest.raises(BookError) as fault:
        within(3, lambda: check(data))
    assert fault.value.diagnostics[0].code == code
    assert fault.value.diagnostics[0].hint


def test_locked(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    pf.a_pdf(2).save(path, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    with pytest.raises(BookError, match="C021"):
        check(path)


def test_locked_in_a_way_nobody_knows() -> None:
    locked = pf.good_file().replace(b"trailer <<", b"trailer << /Encrypt << /Filter /Strange /V 9 >>")
    with pytest.raises(BookError, match="C021"):
        check(locked)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(limits.MOST_BYTES + 1)  # a hole: it takes no room
    with pytest.raises(BookError, match="C024"):
        check(path)


# Fuzzing


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed, cut out, doubled, or moved; sometimes cut off."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        at, length = chance.randrange(len(spoilt)), chance.choice((1, 2, 8, 60))
        match chance.randrange(6):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length]
            case 3:
                spoilt[at:at] = chance.choice(
                    (b"999999999999", b"-1", b"<<", b"]", b"null", b"/Type3", b" R", b"(", b"\x00")
                )
            case 4:
                other = chance.randrange(len(spoilt))
                spoilt[at : at + length] = spoilt[other : other + length]
            case 5:
                spoilt[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
        if len(spoilt) < 50:
            break
    return bytes(spoilt[: chance.randrange(len(spoilt))] if chance.random() < 0.15 else spoilt)


@pytest.mark.parametrize("seed", range(8))
def test_mutations_never_crash_and_end_soon(seed: int) -> None:
    chance = random.Random(seed)
    whole = pf.spoilt(lambda _pdf: None, pages=3)
    press = find_press("generic-pod")
    for _ in range(30):
        data = mutated(whole, chance)
        asked = press if chance.random() < 0.7 else None
        try:
            assert isinstance(within(3, partial(check, data, press=asked)), Preflight)
        except BookError as fault:
            assert fault.diagnostics[0].code in ("C020", "C021")


# The process of its own


def test_the_child_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pf.spoilt(lambda pdf: pf.add(pdf, 2, b"1 0 0 rg 9 9 9 9 re f")))
    there = guarded_check(path, "generic-pod")
    here = check(path, str(path), find_press("generic-pod"))
    assert there.as_json() == here.as_json()


def test_a_child_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pf.good_file())
    with pytest.raises(BookError, match="takes too long"):
        guarded_check(path, None, patience=0.01)


def test_a_child_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(BookError, match="C025"):
        guarded_check(tmp_path / "a.pdf", None)
