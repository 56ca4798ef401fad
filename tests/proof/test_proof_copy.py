"""The proof copy: the book's very pages, with marks that say what is true."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import OLDEN
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bookbuild.cli import main
from bookbuild.diagnostics import BookError, Findings, Place
from bookbuild.making import build
from bookbuild.press.imposition import Manner, Scheme
from bookbuild.press.impositionsheet import SHEETS
from bookbuild.press.proofmarks import MarkLook, MarkPainter
from bookbuild.press.proofsheet import LEAST, proof_sheet
from bookbuild.proof.changes import changed_words
from bookbuild.proof.findings import KINDS, Finding
from bookbuild.proof.glyphs import Glyph, read_sheets
from bookbuild.proof.leaves import PlacedLine, ProofPage, lines_at, lines_from, words_of
from bookbuild.proof.lines import Box
from bookbuild.proof.marking import WHOLE_PAGES, MarkedPage, mark_findings
from bookbuild.proof.wishes import Wishes
from bookbuild.proofing import proof
from bookbuild.setting.founts import Typecase
from bookbuild.style.load import load_style
from bookbuild.style.typefaces import shipped_typefaces

SPREADS = Wishes(scheme=Scheme(Manner.SPREADS))
DOUBTFUL = "He had the ball,” said the frog, and “she has it not.”"


@pytest.fixture(scope="module")
def frog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of three short chapters, and a quotation that was never opened on line 5 of the second."""
    folder = tmp_path_factory.mktemp("proof") / "frog"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: The Frog King\nauthor: A. Grimm\nstyle: classic\n", "utf-8")
    for at, title in enumerate(("The Well", "The Ball", "The King"), 1):
        blocks = [f"I{OLDEN}", DOUBTFUL if at == 2 else "“Heinrich,” he said.", f"O{OLDEN}", f"O{OLDEN}", f"I{OLDEN}"]
        (folder / f"0{at}.md").write_text(f"# {title}\n\n" + "\n\n".join(blocks) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def final(frog: Path) -> bytes:
    file = frog / "final.pdf"
    build(frog, output=file)
    return file.read_bytes()


@pytest.fixture(scope="module")
def made(frog: Path) -> Path:
    """The proof that one gets without asking for anything, with the places."""
    return proof(frog, Wishes(places=True), output=frog / "frog-proof.pdf").file


def glyphs_of(pdf: bytes) -> list[tuple[Glyph, ...]]:
    return [sheet.glyphs for sheet in read_sheets(pdf, "book")]


def placed(glyphs: Sequence[Glyph], dx: float = 0.0, dy: float = 0.0) -> Counter[Any]:
    """Glyphs with their places to a twentieth of a point."""
    inked = (one for one in glyphs if not one.text.isspace())
    return Counter(
        (one.text, round((one.x + dx) * 20), round((one.y + dy) * 20), one.face.size, one.face.font) for one in inked
    )


def missing(ours: Sequence[Glyph], theirs: Sequence[Glyph], dx: float = 0.0, dy: float = 0.0) -> list[Any]:
    """Glyphs of a page that don't stand on the other at their places; rounding may fall either way."""
    there = set(placed(theirs))
    return [
        one
        for one in placed(ours, dx, dy)
        if not any((one[0], one[1] + a, one[2] + b, *one[3:]) in there for a in (-1, 0, 1) for b in (-1, 0, 1))
    ]


def texts(file: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(file).pages]


# The very same pages


def test_every_glyph_stands_where_it_does_in_the_final(final: bytes, made: Path) -> None:
    ours, theirs = glyphs_of(final), glyphs_of(made.read_bytes())
    assert len(ours) == len(theirs) > 10
    for one, two in zip(ours, theirs, strict=True):
        assert missing(one, two) == []
    assert missing(ours[8], theirs[9]) and missing(ours[8], theirs[8], dx=0.2)  # the comparison bites


def test_spreads_show_facing_pages_beside_each_other(frog: Path, final: bytes, tmp_path: Path) -> None:
    made = proof(frog, SPREADS, output=tmp_path / "spreads.pdf")
    ours, theirs = glyphs_of(final), glyphs_of(made.file.read_bytes())
    assert made.sheets == len(theirs) == len(ours) // 2 + 1
    width, height = 396.0, 612.0
    sheet = proof_sheet(None, True, width, height, 2)
    for at, glyphs in enumerate(ours):
        place = (at + 1) % 2
        side = theirs[(at + 1) // 2]
        assert missing(glyphs, side, sheet.lefts[place], sheet.top) == [], at
    assert PdfReader(made.file).page_labels[1] == "ii–iii"


def test_a_press_has_the_same_pages(frog: Path, tmp_path: Path) -> None:
    build(frog, press="ingramspark", style="large-print", trim="5.5x8.5", output=tmp_path / "final.pdf")
    made = proof(frog, press="ingramspark", style="large-print", trim="5.5x8.5", output=tmp_path / "proof.pdf")
    ours, theirs = glyphs_of((tmp_path / "final.pdf").read_bytes()), glyphs_of(made.file.read_bytes())
    assert len(ours) == len(theirs)
    assert all(missing(one, two) == [] for one, two in zip(ours, theirs, strict=True))


def test_a_proof_is_a_build_whose_breaks_are_kept(frog: Path) -> None:
    made = proof(frog)
    record = frog / "build" / ".the-frog-king.pages.json"
    assert record.exists()
    before = record.read_bytes()
    assert proof(frog, stable=True).pages == made.pages
    assert record.read_bytes() == before


def test_the_words_of_the_book_are_proved_and_fonts_are_in_the_file(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one]
        assert len(descriptors) > 2
        for one in descriptors:
            assert {"/FontFile2", "/FontFile3"} & set(one["/FontDescriptor"].keys())
        named = {
            str(one.get("/BaseFont"))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
        assert not any("Helvetica" in name for name in named)


# Marks


def test_lines_are_numbered_by_fives(made: Path) -> None:
    for glyphs in glyphs_of(made.read_bytes())[8:]:
        sans = [one for one in glyphs if one.face.size == 6.5 and one.text.isdigit() and 0 < one.x < 60 and one.y > 0]
        levels = sorted({round(one.y, 1) for one in sans})
        numbers = ["".join(one.text for one in sans if abs(one.y - level) < 0.2) for level in levels]
        assert numbers == [str(5 * at) for at in range(1, len(numbers) + 1)]
        text = sorted({round(one.y, 1) for one in glyphs if one.face.size > 10 and 60 < one.x < 300 and one.y > 60})
        assert all(any(abs(level - y) < 0.2 for y in text) for level in levels)


def test_a_doubtful_quote_is_coloured_and_told(made: Path) -> None:
    number = next(at for at, text in enumerate(texts(made)) if "never opened" in text)
    glyphs = glyphs_of(made.read_bytes())[number]
    line = next(one.y for one in glyphs if one.text == "H" and one.face.size > 10)
    quotes = [one for one in glyphs if one.text == "”" and abs(one.y - line) < 0.1]
    document = pypdfium2.PdfDocument(made)
    page = document[number]
    left, _, _, top = page.get_trimbox()
    picture = page.render(scale=4).to_pil()
    dots = [
        picture.getpixel((int(4 * (left + (one.x + one.right) / 2)), int(4 * (page.get_height() - top + one.y - 1))))
        for one in (quotes[0], quotes[-1])
    ]
    document.close()
    assert dots[0][0] > 240 and dots[0][1] < 200, "the doubtful one stands on pink"
    assert dots[1][0] == dots[1][1], "the other one does not"


def test_faults_are_noted_and_bookmarked(frog: Path, tmp_path: Path) -> None:
    made = proof(frog, trim="4x7", output=tmp_path / "narrow.pdf")
    assert {"chapter end", "doubtful quote"} <= set(made.marked)
    told = " ".join(texts(made.file))
    assert told.count("chapter end") >= made.marked["chapter end"]
    bookmarks = [one.title for one in flat(PdfReader(made.file).outline)]
    assert f"To look at: {sum(made.marked.values())}" in bookmarks
    bare = proof(
        frog,
        Wishes(without=frozenset(("faults", "quotes", "numbers", "watermark"))),
        trim="4x7",
        output=tmp_path / "bare.pdf",
    )
    assert bare.marked == {}
    assert "chapter end" not in " ".join(texts(bare.file))


def test_every_kind_of_fault_is_coloured_where_it_is() -> None:
    page = ProofPage("1", 50, 300, ())
    for kind in KINDS:
        marked = [MarkedPage(page), MarkedPage(page)]
        box = Box(60, 100, 90, 112)
        (found,) = mark_findings(marked, [Finding(kind, 2, (box, box), "words", 1.0, "3 lines")])
        assert (found.page, found.words) == (1, "words")
        assert not marked[0].marks.notes
        assert marked[1].marks.notes[0].words == f"{KINDS[kind].title}: 3 lines"
        assert [one.frame for one in marked[1].marks.tints] == ([] if kind in WHOLE_PAGES else [box, box])


def flat(outline: Any) -> list[Any]:
    return list(chain.from_iterable(flat(one) if isinstance(one, list) else [one] for one in outline))


def test_bookmarks_links_and_labels_come_along(made: Path) -> None:
    reader: Any = PdfReader(made)
    wells = [one for one in flat(reader.outline) if one.title == "The Ball"]
    page = reader.get_destination_page_number(wells[0])
    assert "The Ball" in reader.pages[page].extract_text()
    contents = next(one for one in reader.pages if "/Annots" in one)
    links = [one.get_object() for one in contents["/Annots"]]
    assert [reader.get_page_number(one["/Dest"][0].get_object()) for one in links][1] == page
    trim = contents.trimbox
    assert all(trim.left < one["/Rect"][0] < one["/Rect"][2] < trim.right for one in links)
    assert reader.page_labels[page] == str(page - reader.page_labels.index("1") + 1)


def test_places_stand_beside_first_lines(made: Path) -> None:
    shown = "\n".join(texts(made))
    for file in ("01.md", "02.md", "03.md"):
        for line in (3, 5, 7, 9, 11):
            assert shown.count(f"{file}:{line}\n") + shown.endswith(f"{file}:{line}") == 1, f"{file}:{line}"
    number = next(at for at, text in enumerate(texts(made)) if "02.md:5" in text)
    glyphs = glyphs_of(made.read_bytes())[number]
    y = next(one.y for one in glyphs if one.text == "H" and one.face.size > 10)
    note = "".join(one.text for one in glyphs if abs(one.y - y) < 0.5 and one.x > 396)
    assert note.startswith("02.md:5")


def test_a_place_inside_a_line_and_a_paragraph_after_an_initial() -> None:
    def line(at: int, column: int) -> PlacedLine:
        return PlacedLine(50, 100, 200, 11, "words", False, Place("a.md", at, column))

    pages = [ProofPage("1", 50, 300, (line(1, 3), line(3, 2), line(3, 40), line(9, 1)))]
    assert lines_at([Place("a.md", 3, 44), Place("b.md", 1, 1)], pages) == {Place("a.md", 3, 44): (0, 2)}
    assert lines_from([Place("a.md", 3, 1)], pages) == {Place("a.md", 3, 1): (0, 1)}


def test_long_names_are_cut_into_lines_that_fit() -> None:
    style = load_style("classic", "5.5x8.5")
    look = MarkLook(Typecase(style, "en-US", Findings()), shipped_typefaces()["Source Sans 3"], 100, 100)
    painter = MarkPainter(look, proof_sheet("A4", False, 396, 612, 1))
    words = "see chapters/01-the-very-long-name-of-a-chapter.md:123 and then"
    lines = list(painter._wrapped(words, 40))
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert max(map(painter._width, lines)) <= 40
    assert lines[1] == "chapters/01-"


# Since an earlier proof


def test_what_changed_is_named_and_barred(frog: Path, tmp_path: Path) -> None:
    import shutil

    book = Path(shutil.copytree(frog, tmp_path / "book"))
    first = proof(book)
    assert first.file.name == "the-frog-king-proof.pdf" and first.since == ""
    same = proof(book, Wishes(since=first.file))
    assert same.since and not same.reworded and not same.reset
    chapter = book / "02.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("with a great dark", "").replace("golden ball", "silver ball", 1), "utf-8")
    changed = proof(book, Wishes(since=first.file), output=tmp_path / "second.pdf")
    assert len(changed.reworded) == 1
    number = PdfReader(changed.file).page_labels.index(changed.reworded[0])
    assert "silver" in texts(changed.file)[number]
    assert [at for at in range(changed.pages) if red_dots(at, changed.file)] == [number]
    kept = json.loads(changed.file.with_suffix(".json").read_text("utf-8"))
    assert "silver" in kept["words"]


def red_dots(number: int, file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    picture = document[number].render(scale=2).to_pil()
    document.close()
    return sum(count for count, (r, g, b) in picture.getcolors(1 << 20) or [] if r > 190 and g < 60 and b < 90)


def test_another_trim_changes_no_word(frog: Path, made: Path, tmp_path: Path) -> None:
    other = proof(frog, Wishes(since=made), trim="6x9", output=tmp_path / "other.pdf")
    assert other.reworded == () and other.reset


@pytest.mark.parametrize("kind", ["text", "foreign", "alone", "json", "absent"])
def test_what_is_no_proof_of_ours(
    kind: str, frog: Path, final: bytes, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / {"text": "a.txt", "json": "a.json"}.get(kind, "a.pdf")
    if kind != "absent":
        file.write_bytes({"text": b"words", "foreign": final, "alone": made.read_bytes(), "json": b'{"kind": 1}'}[kind])
    target = tmp_path / "out" / "new.pdf"
    assert main(["proof", str(frog), "--since", str(file), "-o", str(target)]) == 1
    assert "C060" in capsys.readouterr().err
    assert not target.parent.exists()


def test_a_file_that_is_no_record_is_left_alone(frog: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{"my": "data"}')
    with pytest.raises(BookError, match="C002"):
        proof(frog, output=tmp_path / "mine.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.json"]


def test_words_at_line_ends_are_the_same_words() -> None:
    def page(*lines: tuple[str, bool]) -> ProofPage:
        return ProofPage("1", 0, 9, tuple(PlacedLine(0, 0, 1, 1, text, divided, None) for text, divided in lines))

    one = words_of([page(("an extra-", True), ("ordinary well-", False), ("known dash—", False), ("and", False))])
    two = words_of([page(("an extraordinary", False), ("well-known dash—and", False))])
    assert one[0] == two[0]
    assert [spot.line for spot in one[1]] == [0, 1, 1, 2, 2, 3]


LETTERS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(LETTERS, LETTERS)
def test_what_is_not_marked_was_there_before(old: list[str], new: list[str]) -> None:
    changed = changed_words(old, new)
    rest = iter(old)
    assert all(word in rest for at, word in enumerate(new) if at not in changed)
    assert changed_words(new, new) == set()
    if old != new and new:
        assert changed


def test_a_change_in_a_long_book_is_found_where_it_is() -> None:
    words = [f"w{at * 7919 % 5000}" for at in range(60_000)]
    assert changed_words(words, [*words[:30_000], "new", *words[30_000:]]) == {30_000}
    assert changed_words(words, [*words[:10], *words[5_000:]]) == {9, 10}


# Sheets


def test_folded_sheets(frog: Path, tmp_path: Path, made: Path) -> None:
    pages = len(PdfReader(made).pages)
    for scheme in (Scheme(Manner.BOOKLET), Scheme(Manner.SIGNATURES, 16)):
        folded = proof(frog, Wishes(scheme=scheme), output=tmp_path / f"{scheme.manner.value}.pdf")
        sides = PdfReader(folded.file).pages
        assert folded.sheets * 2 == len(sides) >= pages / 2
        assert (float(sides[0].mediabox.width), float(sides[0].mediabox.height)) == (792, 612)  # Letter
    assert "proof of" in sides[0].extract_text()


def test_sheets_are_large_enough() -> None:
    assert (proof_sheet(None, True, 432, 648, 1).width, proof_sheet(None, False, 432, 648, 1).width) == (
        612,
        SHEETS["A4"][0],
    )
    assert proof_sheet(None, False, *SHEETS["A4"], 1).height == SHEETS["A3"][1]
    large = proof_sheet(None, True, 2000, 2000, 2)
    assert large.lefts[1] - large.lefts[0] == 2000 and large.width - large.lefts[1] - 2000 >= LEAST
    with pytest.raises(BookError, match="C040"):
        proof_sheet("A5", False, 396, 612, 1)


def test_what_makes_no_sense(frog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["-o", str(tmp_path / "x.pdf")]
    assert main(["proof", str(frog), "--without", "nonsense", *out]) == 2
    assert main(["proof", str(frog), "--sheet", "A9", *out]) == 2
    assert main(["proof", str(frog), "--signature", "10", *out]) == 2
    assert main(["proof", str(frog), "-o", str(tmp_path / "x.json")]) == 2
    assert main(["proof", str(frog), "-o", str(frog / "build" / "the-frog-king.pdf")]) == 2
    assert main(["proof", str(frog), "--sheet", "A5", *out]) == 1
    assert "C040" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_same_proof_twice(frog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, two = (proof(frog, output=tmp_path / f"{name}.pdf").file for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert "proof of 2023-11-14 22:13" in texts(one)[0]
