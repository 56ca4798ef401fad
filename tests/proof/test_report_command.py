"""`bookbuild report`: the table, JSON, the page of HTML, and what is said of files that can't be read."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ElementTree
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from PIL import Image
from planted import SIZE, Planted, Writer, clean_book, planted
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from bookbuild.cli import main
from bookbuild.proof.page import PICTURES_OF_A_KIND, html_page
from bookbuild.proof.pictures import FRAME
from bookbuild.proof.report import report_on
from bookbuild.proof.table import print_report


def faulty(book: Planted, writer: Writer) -> None:
    """A runt, a loose line and a divided name with marks that HTML must escape."""
    book.pages[3][8].text = "so."
    book.pages[2][5].text = writer.line(288, first="<Loose>&", space=(0.55, 0.65))
    book.pages[4][5].text = writer.line(288, last="Lon-")
    book.pages[4][6].text = writer.line(288, first="don")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "faulty.pdf"
    file.write_bytes(planted(faulty))
    return file


def test_the_table(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(pdf)]) == 0
    lines = capsys.readouterr().out.splitlines()
    figures = {line[:44].strip(): line[44:].strip() for line in lines}
    assert figures["runts"] == "1"
    assert lines[0].strip() == "faulty.pdf"
    at = next(number for number, line in enumerate(lines) if "the worst places" in line)
    pages = [line.split()[0] for line in lines[at + 1 :]]
    assert pages == ["2", "3", "4"], "loose line, runt, name: the gravest first"
    assert all(len(line) <= 100 for line in lines)


def test_two_columns(pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "clean.pdf").write_bytes(clean_book().pdf())
    assert main(["report", str(pdf), "--compare", str(tmp_path / "clean.pdf")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["faulty.pdf", "clean.pdf"]
    assert next(line.split() for line in lines if line.startswith("runts ")) == ["runts", "1", "0"]


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow it is, pages and kinds can be read."""
    monkeypatch.setenv("COLUMNS", "70")
    stream = Terminal()
    print_report(report_on(pdf.read_bytes(), "faulty.pdf"), None, stream)
    lines = [line.split() for line in stream.getvalue().splitlines()]
    assert ["runts", "1"] in lines
    assert any(line[:3] == ["3", "runt", "(12.5"] for line in lines)


def test_one_object(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(pdf), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [finding["kind"] for finding in told["findings"]] == ["loose", "runt", "capital-divided"]
    assert told["file"] == str(pdf)
    assert main(["report", str(pdf), "--json", "--compare", str(pdf)]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["runts"] == [1, 1]


def test_the_page(pdf: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert main(["report", str(pdf), "--html", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    root = ElementTree.fromstring(text.partition("\n")[2])
    images = [one.get("src", "") for one in root.iter("img")]
    assert len(images) == 3
    for source in images:
        kind, _, data = source.partition(",")
        assert kind == "data:image/png;base64"
        image = Image.open(BytesIO(base64.b64decode(data))).convert("RGB")
        assert image.width > 500
        assert image.height > 40
        assert any(near(colour, FRAME) for _, colour in image.getcolors(1 << 16) or []), "the fault is framed"
    captions = ["".join(one.itertext()) for one in root.iter("figcaption")]
    assert any(caption.startswith("Page 2,") and "<Loose>&" in caption for caption in captions)
    divisions = next(one for one in root.iter("table") if one.get("class") == "divisions")
    assert ["".join(cell.itertext()) for cell in divisions.iter("td")] == ["4", "Lon-", "don", "capital"]
    assert not [one for one in root.iter() if one.tag in ("script", "link")], "nothing from elsewhere"


def near(one: object, two: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(int(a) - b) < 24 for a, b in zip(one, two, strict=True))


def test_the_frame_is_round_the_fault() -> None:
    """Inside the picture of a runt, the frame begins just left of its first letter."""
    data = planted(faulty)
    report = report_on(data, "faulty.pdf")
    root = ElementTree.fromstring(html_page(report, data).partition("\n")[2])
    runt = next(one for one in root.iter("img") if "so." in one.get("alt", ""))
    image = Image.open(BytesIO(base64.b64decode(runt.get("src", "").partition(",")[2]))).convert("RGB")
    framed = [x for x in range(image.width) for y in range(image.height) if near(image.getpixel((x, y)), FRAME)]
    finding = next(one for one in report.findings if one.kind == "runt")
    scale = image.width / 396
    assert min(framed) / scale == pytest.approx(finding.box.left - 2, abs=1.5)
    assert max(framed) / scale == pytest.approx(finding.box.right + 2, abs=1.5)


def test_pictures_of_the_worst_only() -> None:
    def many(book: Planted, writer: Writer) -> None:
        for page in (1, 2, 3, 4, 7, 8):
            book.pages[page][-1].text = writer.line(288, space=(0.5, 0.6))

    data = planted(many)
    text = html_page(report_on(data, "many.pdf"), data)
    assert text.count("<img ") == PICTURES_OF_A_KIND
    assert "<h3>loose line: 6</h3>" in text
    assert "And on pages " in text


def test_a_trim_inside_the_page() -> None:
    """Places count from the trim, pictures show the whole page."""
    data = planted(faulty)
    writer = PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        page.mediabox.lower_left, page.mediabox.upper_right = (-20, -30), (416, 642)
        page.trimbox.lower_left, page.trimbox.upper_right = (0, 0), (396, 612)
    buffer = BytesIO()
    writer.write(buffer)
    with_marks = report_on(buffer.getvalue(), "marks.pdf")
    plain = report_on(data, "plain.pdf")
    assert [one.as_json() for one in with_marks.findings] == [one.as_json() for one in plain.findings]
    assert with_marks.sheets[0].inset == pytest.approx((20, 30))


def test_a_book_is_built_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.yaml").write_text("title: A Test\n", "utf-8")
    sentence = "It was a wide river, and brown, and nobody who lived beside it had ever seen the other bank. "
    (tmp_path / "01.md").write_text("# One\n\n" + (sentence * 5 + "\n\n") * 12, "utf-8")
    assert main(["report", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(tmp_path)
    assert told["rules_that_gave_way"] == []
    assert told["figures"]["lines"] > 50
    assert told["figures"]["overfull"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01.md", "book.yaml"]


# What can't be read


def a_scan() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, (396, 612))
    canvas.drawInlineImage(Image.new("L", (40, 60), 128), 0, 0, 396, 612)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(clean_book().pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def a_cover() -> bytes:
    return Planted({1: []}, (1,), 1).pdf()


BAD = {
    "C020 no PDF": b"It was a wide river.",
    "C020 nothing": b"",
    "C020 torn": clean_book().pdf()[:300],
    "C021": encrypted(),
    "C022 scan": a_scan(),
    "C022 empty": Planted({}, (), 2).pdf(),
    "C023": a_cover(),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(BAD[name])
    page = tmp_path / "report.html"
    assert main(["report", str(file), "--html", str(page)]) == 1
    said = capsys.readouterr().err
    assert f": {name.split()[0]} " in said
    assert "Hint: " in said
    assert not page.exists()
    assert main(["report", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["code"] == name.split()[0]


def test_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "none.pdf")]) == 1
    assert "C020" in capsys.readouterr().err
    assert main(["report", str(tmp_path / "none")]) == 1
    assert "M008" in capsys.readouterr().err


def test_what_is_no_page_is_not_written_over(pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.pdf"
    mine.write_bytes(pdf.read_bytes())
    assert main(["report", str(pdf), "--html", str(mine)]) == 1
    assert "C002" in capsys.readouterr().err
    assert mine.read_bytes() == pdf.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.pdf"]


def test_one_page_of_text() -> None:
    """Hardly a book, but nothing breaks."""
    book = clean_book()
    book.pages = {1: book.pages[2]}
    book.opening, book.count = (), 1
    report = report_on(book.pdf(), "page.pdf")
    assert report.book.layout.size == SIZE
    assert [page.page for page in report.pages] == [1]
