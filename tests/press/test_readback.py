"""The proof of the words: every fault planted in a printed book is found, and nothing sound is called a fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import OLDEN, a_book, chapters, examples, paragraphs, printed
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError
from bookbuild.makeup.frame import frames_of
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book, Chapter, Paragraph, plain
from bookbuild.manuscript.witness import canonical
from bookbuild.press.draw import Sheet
from bookbuild.press.readback import (
    LINE_END_HYPHEN,
    PageText,
    check_structure,
    compare_words,
    printed_lines,
    printed_pages,
)
from bookbuild.setting.lines import Divided, Line
from bookbuild.style.style import Trim

TRIM = Trim("5.5x8.5", 396.0, 612.0)


def codes(expected: str, printed_text: str, *divisions: Divided, furniture: str = "") -> list[str]:
    found = compare_words(canonical(expected), [printed_text], [PageText(furniture)], divisions)
    return [one.code for one in found]


ONCE = Divided("ex-", "traordinary", "extraordinary")


@pytest.mark.parametrize(
    ("expected", "seen", "divisions"),
    [
        ("one two three", "one two three", ()),
        ("one two three", "one\r\ntwo\r\nthree", ()),
        ("an extraordinary day", "an ex\ufffe\r\ntraordinary day", (ONCE,)),
        ("an extraordinary day", "an ex\x02\r\ntraordinary day", (ONCE,)),
        ("an extraordinary day", "an ex-\r\ntraordinary day", (ONCE,)),
        ("a lime-tree here", "a lime-\r\ntree here", ()),
        ("a lime-tree here", "a lime\ufffe\r\ntree here", ()),
        ("end—and on", "end—\r\nand on", ()),
        ("der Zucker", "der Zuk-\r\nker", (Divided("Zuk-", "ker", "Zucker"),)),
        ("", "", ()),
        ("To ⸻ But For Whose sake", "To\r\nBut For Whose ⸻\r\nsake", ()),  # from a larger face: pdfium's order
        ("a ⸻ b c d ex-act", "a b ⸻\r\nc d ex-\r\nact", ()),
    ],
)
def test_sound_pages_are_sound(expected: str, seen: str, divisions: tuple[Divided, ...]) -> None:
    assert codes(expected, seen, *divisions) == []


@pytest.mark.parametrize(
    ("expected", "seen", "divisions", "code"),
    [
        ("one two three", "one three", (), "W002"),
        ("one two three", "one two", (), "W002"),
        ("one two", "one two three", (), "W002"),
        ("one two three", "two one three", (), "W002"),
        ("one Two three", "one two three", (), "W002"),
        ("one two two three", "one two three", (), "W002"),
        ("a lime-tree", "a limetree", (), "W002"),
        ("a limetree", "a lime-tree", (), "W002"),
        ("a lime-tree here", "a lime\r\ntree here", (), "W002"),
        ("an extraordinary day", "an ex\ufffe\r\ntraordinary day", (), "W005"),
        ("an extraordinary day", "an extraordinary day", (ONCE,), "W005"),
        ("“Quoted”", "Quoted", (), "W002"),
        ("café", "cafe", (), "W002"),
        ("one", "", (), "W002"),
    ],
)
def test_faults_have_their_codes(expected: str, seen: str, divisions: tuple[Divided, ...], code: str) -> None:
    assert codes(expected, seen, *divisions) == [code]


def test_furniture_must_be_there_and_last() -> None:
    assert codes("one two", "one two Tales 7", furniture="Tales 7") == []
    assert codes("one two", "one two", furniture="Tales 7") == ["W001"]
    assert codes("one two", "one two Tales 8", furniture="Tales 7") == ["W001"]
    assert codes("one two", "Tales 7 one two", furniture="Tales 7") == ["W001"]


def test_a_page_that_ends_in_a_hyphen_before_its_head() -> None:
    texts, pages = ["an ex\ufffe\r\nTales 7", "traordinary day Tales 8"], [PageText("Tales 7"), PageText("Tales 8")]
    assert compare_words(canonical("an extraordinary day"), texts, pages, [ONCE]) == []


def test_inserted_pages_are_not_compared() -> None:
    pages = [PageText(), PageText(skipped=True), PageText()]
    assert compare_words(["one", "two"], ["one", "anything at all", "two"], pages, []) == []


def test_marks_of_line_ends_become_one() -> None:
    divided = f"ex{LINE_END_HYPHEN}"
    lines = printed_lines("ex\ufffe\r\ntra ex\x02\r\ntra ex\ufffetra")
    assert lines == [[divided], ["tra", divided], ["tra", divided], ["tra"]]


def test_a_word_goes_on_only_at_a_line_end() -> None:
    nothing = [PageText()]
    assert not compare_words(["nowhere"], ["now\r\nhere"], nothing, [])
    for text in ("now here", "now here now\r\nhere"):
        assert [one.code for one in compare_words(["nowhere"] * 2, [text], nothing, [])] == ["W002"]
    assert [one.code for one in compare_words(["now", "here"], ["nowhere"], nothing, [])] == ["W002"]


@examples(80)
@given(st.lists(st.sampled_from(OLDEN.split()), min_size=2, max_size=40, unique=True), st.data())
def test_any_word_changed_is_found(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.integers(0, len(words) - 1).filter(lambda one: one != at))
    seen = list(words)
    change = data.draw(st.sampled_from(["drop", "swap", "case", "double"]))
    if change == "drop":
        del seen[at]
    elif change == "swap":
        seen[at], seen[other] = seen[other], seen[at]
    elif change == "case":
        seen[at] = seen[at].swapcase()
    else:
        seen.insert(at, seen[at])
    expected = canonical(" ".join(words))
    if canonical(" ".join(seen)) != expected:
        assert codes(" ".join(words), " ".join(seen)) == ["W002"]


# Faults planted in a real build


Change = Callable[[tuple[Any, ...]], tuple[Any, ...]]


@dataclass
class Planted:
    """Changes one page while it is drawn."""

    page: int
    change: Change
    furniture: bool = False
    seen: int = 0


def build_with(fault: Planted, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that stop a build in which this fault was planted."""
    draw = Sheet.draw

    def faulty(sheet: Sheet, page: Any) -> None:
        fault.seen += 1
        if fault.seen == fault.page:
            if fault.furniture:
                page = replace(page, furniture=fault.change(page.furniture))
            else:
                page = replace(page, text=fault.change(page.text))
        draw(sheet, page)

    monkeypatch.setattr(Sheet, "draw", faulty)
    book = a_book(*paragraphs(*[f"T{OLDEN}"] * 15))
    with pytest.raises(BookError) as caught:
        printed(book, folder)
    assert not (folder / "book.pdf").exists(), "nothing is written"
    return [one.code for one in caught.value.diagnostics]


def dropped_line(text: tuple[Any, ...]) -> tuple[Any, ...]:
    return text[:5] + text[6:]


def swapped_lines(text: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*text[:5], text[6]._replace(y=text[5].y), text[5]._replace(y=text[6].y), *text[7:])


def dropped_word(text: tuple[Any, ...]) -> tuple[Any, ...]:
    placed = text[5]
    assert isinstance(placed.thing, Line)
    first, *others = placed.thing.segments
    shorter = first._replace(parts=first.parts[1:], gaps=first.gaps[1:])
    return (*text[:5], placed._replace(thing=replace(placed.thing, segments=(shorter, *others))), *text[6:])


def other_word(text: tuple[Any, ...]) -> tuple[Any, ...]:
    placed = text[5]
    assert isinstance(placed.thing, Line)
    first, *others = placed.thing.segments
    changed = first.fount.word(first.parts[1].text.upper())
    longer = first._replace(parts=(first.parts[0], changed, *first.parts[2:]))
    return (*text[:5], placed._replace(thing=replace(placed.thing, segments=(longer, *others))), *text[6:])


@pytest.mark.parametrize("change", [dropped_line, swapped_lines, dropped_word, other_word])
def test_planted_in_the_text(change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build_with(Planted(2, change), tmp_path, monkeypatch) == ["W002"]


@pytest.mark.parametrize("keep", [0, 1], ids=["all", "the folio"])
def test_planted_in_the_furniture(keep: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Planted(2, lambda furniture: furniture[:keep], furniture=True)
    assert build_with(fault, tmp_path, monkeypatch) == ["W001"]


# Structure


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(chapters(2), tmp_path_factory.mktemp("sound"))


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def structure(pdf: bytes, pages: int) -> list[str]:
    return [one.code for one in check_structure(pdf, printed_pages(pdf), frames_of(TRIM), pages)]


def count(pdf: bytes) -> int:
    return len(printed_pages(pdf))


def test_a_sound_book_has_no_fault(sound: bytes) -> None:
    assert structure(sound, count(sound)) == []


def test_an_unembedded_font_is_found(sound: bytes) -> None:
    def strip(document: pikepdf.Pdf) -> None:
        font = next(iter(document.pages[-1].Resources.Font.values()))
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    def add(document: pikepdf.Pdf) -> None:
        fonts = document.pages[-1].Resources.Font
        fonts["/Helv"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )

    for change in (strip, add):
        assert set(structure(changed(sound, change), count(sound))) == {"W003"}


@pytest.mark.parametrize("box", ["/MediaBox", "/TrimBox", "/BleedBox"])
def test_a_wrong_box_is_found(sound: bytes, box: str) -> None:
    def widen(document: pikepdf.Pdf) -> None:
        document.pages[1].obj[box] = pikepdf.Array([0, 0, 397, 612])

    assert structure(changed(sound, widen), count(sound)) == ["W004"]


def test_a_box_in_another_place_is_found(sound: bytes) -> None:
    def shift(document: pikepdf.Pdf) -> None:
        document.pages[1].obj["/TrimBox"] = pikepdf.Array([9, 9, 405, 621])

    assert structure(changed(sound, shift), count(sound)) == ["W004"]


def test_a_lost_page_is_found(sound: bytes) -> None:
    def lose(document: pikepdf.Pdf) -> None:
        del document.pages[-1]

    assert structure(changed(sound, lose), count(sound)) == ["W004"]


@pytest.mark.parametrize("number", ["XIV", "11", "Chapter XIV", "IV."])
def test_tracked_letters_are_words_to_the_proof(number: str, tmp_path: Path) -> None:
    # pdfium puts spaces between letters that stand a tenth of an em apart
    chapter = Chapter((Paragraph(plain("Some words and more words.")),), plain("A title"), number=number)
    report = build(
        Book("Tales", (chapter,), series="A Long Series of Chronicles, Volume the Last"), output=tmp_path / "b.pdf"
    )
    assert report.pages > 1


def test_a_space_in_a_word_that_is_not_tracked_is_a_fault() -> None:
    page = PageText(loose=frozenset({"XIV"}))
    assert not compare_words(["XIV", "now"], ["X I V now"], [page], [])
    assert [one.code for one in compare_words(["XIV", "now"], ["XIV n ow"], [page], [])] == ["W002"]


def test_a_head_that_runs_into_the_text_or_the_folio_is_still_taken_off() -> None:
    page = PageText(furniture="A 2")
    for text in ("once A2", "once A 2", "once\r\nA\r\n2", "onceA 2"):
        assert not compare_words(["once"], [text], [page], [])


@pytest.mark.parametrize(
    "seen", ["To But For Whose", "To But For Whose ⸺", "To But ⸻ For ⸻ Whose", "But To ⸻ For Whose"]
)
def test_a_sign_that_is_lost_doubled_or_another_is_found(seen: str) -> None:
    assert codes("To ⸻ But For Whose", seen) == ["W002"]
