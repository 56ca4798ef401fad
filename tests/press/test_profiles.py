"""The press's profile: of the right kind, whole, its licence beside it, and in the file as what it is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from conftest import a_book, paragraphs, printed
from icc import beside_its_licence, cmyk, gray, profile
from PIL import ImageCms

from bookbuild.cli import main
from bookbuild.diagnostics import BookError, Place
from bookbuild.manuscript.blocks import Book
from bookbuild.press.pressfile import PRESS_FILE, PressFile, for_book
from bookbuild.press.profile import read_profile
from bookbuild.press.standards import find_standard

PLACE = Place("book.yaml", 3, 10)
X4 = PressFile(find_standard("PDF/X-4"))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

WRONG = {
    "not a profile": b"a text, and a long one " * 20,
    "empty": b"",
    "cut": cmyk()[:400],
    "longer than it says": cmyk() + b"more",
    "a monitor's": SRGB,
    "a CMYK monitor's": cmyk(b"mntr"),
    "RGB ink": SRGB[:12] + b"prtr" + SRGB[16:],
    "without its tables": profile("CMYK", {}),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_profile_of_the_wrong_kind(kind: str, tmp_path: Path) -> None:
    path = beside_its_licence(tmp_path / "press.icc", WRONG[kind])
    with pytest.raises(BookError) as caught:
        read_profile(path, PLACE)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("P031", PLACE)
    assert "press.icc" in fault.message and fault.hint


@pytest.mark.parametrize("name", ["LICENSE", "license.txt", "LICENCE.md", "press.LICENSE", "press.txt"])
def test_a_licence_lies_beside_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "press.icc"
    path.write_bytes(cmyk())
    (tmp_path / "other.txt").write_text("Not this one's.", "utf-8")
    with pytest.raises(BookError) as caught:
        read_profile(path, PLACE)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("P032", PLACE)
    assert "press.LICENSE" in fault.hint
    (tmp_path / name).write_text("Do what you like.", "utf-8")
    found = read_profile(path, PLACE)
    assert (found.space, found.channels, found.version, found.description) == ("CMYK", 4, 2, "Made by hand")


def test_what_a_kind_of_file_asks_of_it(tmp_path: Path) -> None:
    book = a_book(*paragraphs("Word."))
    press = str(beside_its_licence(tmp_path / "press.icc", cmyk()))
    black = str(beside_its_licence(tmp_path / "black.icc", gray()))
    young = str(beside_its_licence(tmp_path / "young.icc", cmyk(version=4)))

    def code(file: PressFile, **more: object) -> str:
        try:
            for_book(file, replace(book, **more))  # type: ignore[arg-type]
        except BookError as wrong:
            return wrong.diagnostics[0].code
        return ""

    assert code(PRESS_FILE) == ""
    assert code(PRESS_FILE, profile=press) == ""
    assert code(PRESS_FILE, profile=black) == ""
    assert code(PRESS_FILE, colour=True) == "P030"
    assert code(PRESS_FILE, colour=True, profile=press) == ""
    assert code(PRESS_FILE, colour=True, profile=black) == "P031"
    assert code(PRESS_FILE, profile=young) == "P031", "PDF 1.3 knows version 2 alone"
    assert code(X4) == "P030"
    assert code(X4, profile=young) == ""


def test_a_profile_s_condition_is_the_file_s(tmp_path: Path) -> None:
    """Where the book names one, an X-1a's intent embeds it too: its pictures are made for that and nothing else."""
    book: Book = a_book(*paragraphs("Word."))
    path = beside_its_licence(tmp_path / "black.icc", gray())
    document = pikepdf.open(io.BytesIO(printed(replace(book, profile=str(path)), tmp_path)))
    (intent,) = document.Root.OutputIntents
    assert str(intent.OutputConditionIdentifier) == "Custom"
    assert str(intent.Info) == "Made by hand"
    assert int(intent.DestOutputProfile.N) == 1
    assert intent.DestOutputProfile.read_bytes() == gray()


def test_from_the_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "01.md").write_text("# One\n\nWord.\n", "utf-8")
    (tmp_path / "book.yaml").write_text("title: T\n\nprofile: press.icc\n", "utf-8")
    assert main(["build", str(tmp_path)]) == 1
    assert "book.yaml:3:10: M011" in capsys.readouterr().err
    (tmp_path / "press.icc").write_bytes(SRGB)
    assert main(["build", str(tmp_path)]) == 1
    assert "book.yaml:3:10: P031" in capsys.readouterr().err
    beside_its_licence(tmp_path / "press.icc", cmyk())
    assert main(["build", str(tmp_path)]) == 0
