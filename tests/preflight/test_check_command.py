"""`bookbuild check`: what it prints, its exit codes; files of other programs, and our own."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import printfiles as pf
import pytest
from conftest import chapters, printed
from icc import beside_its_licence, cmyk
from pikepdf import Pdf
from PIL import ImageFile
from reportlab.pdfgen.canvas import Canvas

from bookbuild.cli import main
from bookbuild.preflight import check
from bookbuild.preflight.findings import Finding, Preflight, from_json, printable
from bookbuild.preflight.telling import MOST_OF_A_CODE, tell
from bookbuild.press.pressfile import Embedding, PressFile
from bookbuild.press.standards import STANDARDS, Standard, find_standard
from bookbuild.style.pressload import find_press


@pytest.fixture
def rgb(tmp_path: Path) -> Path:
    path = tmp_path / "rgb.pdf"

    def spoil(pdf: Pdf) -> None:
        for number in (3, 4, 5, 9):
            pf.add(pdf, number, b"1 0 0 rg 90 300 40 40 re f")

    path.write_bytes(pf.spoilt(spoil))
    return path


def test_a_good_file_exits_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(pf.good_file())
    assert main(["check", str(path), "--press", "generic-pod"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "kept: K010 Every font is embedded, the unused ones too." in lines
    assert lines[-1].startswith(f"{path}: 32 pages, checked for Any press that prints on demand as PDF/X-1a:2001; ")
    assert re.search(r"0 errors, 0 warnings, (\d+) of \1 rules kept, 0 not checked everywhere\.$", lines[-1])


def test_an_error_exits_with_1_and_pages_are_told_together(rgb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(rgb)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "error: pages 3-5, 9: K020 An area is in DeviceRGB. Asked by: PDF/X-1a:2001, which the file claims to be (ISO "
        "15930-1:2001; PDF Reference 1.3). Cure: Convert to gray, or to CMYK by the press's profile; text to black alone "
        "(`0 g`, or `0 0 0 1 k`)."
    )
    assert lines[1].startswith("error: K081 The file says it is PDF/X-1a:2001, and is not: see K020.")
    assert not any(line.startswith("kept: K020") for line in lines)


def test_json(rgb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(rgb), "--json", "--press", "ingramspark"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["press"] == "IngramSpark" and told["standard"] == "PDF/X-1a:2001" == told["claims"]
    first = next(one for one in told["findings"] if one["code"] == "K020")
    assert first["page"] == 3 and first["box"] == [90, 308, 130, 348] and first["severity"] == "error"
    assert first["source"] and first["cure"]
    assert {one["code"] for one in told["passed"]} >= {"K010", "K086"}
    assert {one["code"] for one in told["not_asked"]} >= {"K015"}


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [(["no.pdf"], 1, "C020"), (["."], 1, "C020"), (["good.pdf", "--press", "nobody"], 1, "S030")],
)
def test_what_goes_wrong_is_told(
    arguments: list[str], code: int, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.pdf").write_bytes(pf.good_file())
    assert main(["check", *arguments]) == code
    assert word in capsys.readouterr().err
    assert main(["check", *arguments, "--json"]) == code
    assert json.loads(capsys.readouterr().out)["errors"][0]["code"] == word


def test_of_one_rule_only_so_many_are_printed() -> None:
    findings = tuple(Finding("K040", "warning", at, f"Picture {at}.", "a rule", "A cure.") for at in range(1, 50))
    out: list[str] = []

    class Out:
        def write(self, text: str) -> None:
            out.append(text)

    tell(Preflight("a", 50, "", "", "", findings, (), (), ()), Out())  # type: ignore[arg-type]
    assert (
        f"warning: K040 {49 - MOST_OF_A_CODE} more like these (all of them with --json)." in "".join(out).splitlines()
    )


def test_json_there_and_back(rgb: Path) -> None:
    found = check(rgb, press=find_press("kdp-paperback"))
    assert from_json(json.loads(json.dumps(found.as_json()))).as_json() == found.as_json()


def test_words_of_a_file_can_steer_no_terminal() -> None:
    assert printable("a\x1b[2Jb\ncé\udcff") == "a?[2Jb?cé?"
    assert len(printable("x" * 10_000)) < 500


# Files of others


def reasons(data: bytes, press: str | None = None) -> set[str]:
    return {one.code for one in check(data, press=find_press(press) if press else None).errors}


def test_plain_reportlab() -> None:
    made = BytesIO()
    canvas = Canvas(made, (432, 648))
    canvas.drawString(90, 500, "Hello")
    canvas.showPage()
    canvas.save()
    assert reasons(made.getvalue()) == {"K010"}
    assert {"K010", "K080", "K082", "K086"} <= reasons(made.getvalue(), "ingramspark")


@pytest.mark.parametrize("variant", ["pdf/x-1a", "pdf/x-3", "pdf/x-4"])
def test_weasyprints_label_proves_nothing(variant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)  # WeasyPrint turns it on for everybody
    weasyprint = pytest.importorskip("weasyprint")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing it turns this on for everybody
    page = "<html><head><title>T</title></head><body><p>Black text.</p></body></html>"
    found = check(weasyprint.HTML(string=page).write_pdf(pdf_variant=variant))
    assert found.claims.lower().startswith(variant)
    assert {"K020", "K086", "K081"} <= {one.code for one in found.errors}
    assert any(one.code == "K020" and one.what == "Text is in DeviceRGB." for one in found.errors)


def test_typst_prints_gray_tied_to_a_profile() -> None:
    typst = pytest.importorskip("typst")
    data = typst.compile(b"#set page(width: 6in, height: 9in)\nBlack text.")
    assert "K022" in {one.code for one in check(data).warnings}
    assert {"K020", "K022", "K080", "K086"} <= reasons(data, "ingramspark")


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda one: one.name)
@pytest.mark.parametrize("embed", ["subset", "full"])
def test_our_own_files_pass(standard: Standard, embed: Embedding, tmp_path: Path) -> None:
    profile = str(beside_its_licence(tmp_path / "press.icc", cmyk())) if standard.needs_profile else ""
    data = printed(chapters(2, 600, profile=profile), tmp_path, press_file=PressFile(standard, embed=embed))
    found = check(data, standard=standard)
    assert not found.errors and not found.warnings
    assert {one.code for one in found.notes} <= {"K014"}
    assert found.claims == (standard.name if standard.is_pdfx else "")


@pytest.mark.parametrize("press", ["ingramspark", "kdp-paperback", "lulu", "offset"])
def test_our_own_files_on_presses(press: str, tmp_path: Path) -> None:
    asked = find_press(press)
    file = PressFile(find_standard(asked.standard), embed="full" if asked.file.embed == "full" else "subset")
    found = check(printed(chapters(2, 600), tmp_path, trim="5.5x8.5", press_file=file), press=asked)
    of_a_press_build = {"K004", "K060", "K061", "K063"}  # bleed for all, and a book of a few pages that no press binds
    assert {one.code for one in found.errors} <= of_a_press_build
    assert not found.warnings
