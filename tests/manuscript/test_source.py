"""A file's characters made decent."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, Findings, Place
from bookbuild.manuscript.blocks import Chapter
from bookbuild.manuscript.read import read_chapters
from bookbuild.manuscript.source import read_raw, read_text, scrub


def scrubbed(text: str) -> str:
    """Scrubbed text that gave no warning."""
    findings = Findings()
    clean = scrub(text, "a.md", findings)
    assert not len(findings), list(findings)
    return clean


CLEAN = {
    "BOM": ("\ufeffa", "a"),
    "CRLF": ("a\r\nb\r\n\r\nc", "a\nb\n\nc"),
    "CR": ("a\rb\r\rc", "a\nb\n\nc"),
    "mixed line ends": ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    "NFD": ("e\u0301te\u0301", "été"),
    "no-break space kept": ("10\u00a0km", "10\u00a0km"),
    "narrow no-break space kept": ("10\u202fkm", "10\u202fkm"),
    "tab kept": ("\ta", "\ta"),
    "soft hyphen": ("co\u00adop", "coop"),
    "zero width space": ("a\u200bb", "ab"),
    "word joiner": ("a\u2060b", "ab"),
    "zero width no-break space inside": ("a\ufeffb", "ab"),
    "form feed": ("a\x0cb", "a b"),
    "vertical tab": ("a\x0bb", "a b"),
    "line separator": ("a\u2028b", "a b"),
    "paragraph separator": ("a\u2029b", "a b"),
    "next line": ("a\x85b", "a b"),
    "emoji joiner kept": ("a\u200db", "a\u200db"),
    "plain text untouched": ("“It’s—well…”", "“It’s—well…”"),
}


@pytest.mark.parametrize(("raw", "clean"), CLEAN.values(), ids=CLEAN)
def test_cleaned_without_a_word(raw: str, clean: str) -> None:
    assert scrubbed(raw) == clean


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x90", "\ue000", "\uffff"])
def test_what_prints_nothing_goes_with_a_warning(character: str) -> None:
    findings = Findings()
    assert scrub(f"one\ntwo {character}three", "a.md", findings) == "one\ntwo three"
    (warning,) = findings
    assert (warning.code, warning.place) == ("M010", Place("a.md", 2, 5))
    assert f"U+{ord(character):04X}" in warning.message


def test_each_line_warns_once() -> None:
    findings = Findings()
    scrub("\x01\x02\x03\na\n\x04", "a.md", findings)
    assert [one.place for one in findings] == [Place("a.md", 1, 1), Place("a.md", 3, 1)]


@examples(60)
@given(st.text(st.sampled_from("abe \t\n\r\x00\x0c\x85\u2028\ufeff\u00ad\u200b\ue000"), max_size=30))
def test_scrubbing_twice_changes_nothing(text: str) -> None:
    once = scrub(text, "a.md", Findings())
    assert scrubbed(once) == once
    assert once.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@pytest.mark.parametrize("between", ["\u200b", "\u00ad", "\x00"])
def test_letters_are_composed_last(between: str) -> None:
    assert scrub(f"e{between}\u0301", "a.md", Findings()) == "é"


@pytest.mark.parametrize(("text", "column"), [("caf\ufffd", 4), ("\ufffd", 1), ("a\u200b\ufffd", 3)])
def test_a_lost_letter_has_its_place_and_stays(text: str, column: int) -> None:
    findings = Findings()
    assert scrub(f"one\n{text} two", "a.md", findings) == f"one\n{text} two".replace("\u200b", "")
    (warning,) = findings
    assert (warning.code, warning.place, warning.draft) == ("M010", Place("a.md", 2, column), True)


def test_a_file_in_an_older_encoding_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\r\n\x93caf\xe9\x94\n")
    findings = Findings()
    assert read_text(tmp_path / "a.md", "a.md", findings, "en") == "one\n“café”\n"
    assert [(one.code, one.place) for one in findings] == [("M004", Place("a.md", 2, 1))]


def test_the_raw_text_is_not_scrubbed(tmp_path: Path) -> None:
    """The word check reads the same bytes by the same encoding, and judges for itself what prints."""
    (tmp_path / "a.md").write_bytes(b"co\xadop\r\n\x93caf\xe9\x94")
    assert read_raw(tmp_path / "a.md", "a.md", Findings(), "en") == "co\u00adop\r\n“café”"


def test_an_absent_file(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="M001"):
        read_text(tmp_path / "none.md", "none.md", Findings())


# Chapters: front matter, titles, scene breaks that part nothing


def chapters(tmp_path: Path, text: str) -> tuple[list[tuple[str, str, str, int]], list[str]]:
    """Title, subtitle, number and count of blocks of each chapter; the codes of the warnings."""
    from bookbuild.manuscript.blocks import text_of

    findings = Findings()
    found = [one for one in read_chapters(text, "a.md", tmp_path, findings) if isinstance(one, Chapter)]
    rows = [(text_of(one.title), text_of(one.subtitle), one.number, len(one.blocks)) for one in found]
    return rows, [one.code for one in findings]


READ = {
    "a title": ("# T\n\na\n\nb", [("T", "", "", 2)], []),
    "no title": ("a", [("", "", "", 1)], []),
    "front matter": ("---\ntitle: T\nsubtitle: S\nnumber: One\n---\na", [("T", "S", "One", 1)], []),
    "number as typed": ("---\nnumber: 007\n---\na", [("", "", "007", 1)], []),
    "both titles, the same": ("---\ntitle: T\n---\n# T\n\na", [("T", "", "", 1)], []),
    "both titles, different": ("---\ntitle: T\n---\n# U\n\na", [("U", "", "", 1)], ["M014"]),
    "number above a title": ("---\nnumber: 3\n---\n\n# T\n\na", [("T", "", "3", 1)], []),
    "two chapters": ("# T\n\na\n\n# U\n\nb", [("T", "", "", 1), ("U", "", "", 1)], []),
    "text before a title": ("a\n\n# U\n\nb", [("", "", "", 1), ("U", "", "", 1)], []),
    "front matter belongs to the first": (
        "---\nsubtitle: S\n---\n# T\n\na\n\n# U\n\nb",
        [("T", "S", "", 1), ("U", "", "", 1)],
        [],
    ),
    "a break at the top": ("# T\n\n***\n\na", [("T", "", "", 2)], []),
    "a break at the end": ("a\n\n***", [("", "", "", 1)], ["M013"]),
    "two breaks": ("a\n\n***\n\n***\n\nb", [("", "", "", 3)], ["M013"]),
    "a rule at the top is no front matter": ("---\n\nHe said: no.\n\n---\n\nb", [("", "", "", 4)], []),
    "front matter with CRLF": ("---\r\ntitle: T\r\n---\r\na\r\n", [("T", "", "", 1)], []),
}


@pytest.mark.parametrize(("text", "rows", "codes"), READ.values(), ids=READ)
def test_chapters(tmp_path: Path, text: str, rows: list[tuple[str, str, str, int]], codes: list[str]) -> None:
    assert chapters(tmp_path, text) == (rows, codes)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# T", id="a title alone"),
        pytest.param("---\ntitle: T\n---", id="front matter that ends the file"),
        pytest.param("# T\n\n***", id="a title and a break"),
    ],
)
def test_a_chapter_without_text_warns(tmp_path: Path, text: str) -> None:
    rows, codes = chapters(tmp_path, text)
    assert rows == [("T", "", "", 0)]
    assert codes[-1:] == ["M015"]


def test_front_matter_with_all_it_may_hold(tmp_path: Path) -> None:
    text = "---\ntitle: T\nrunning_head: R\nepigraph: {text: E, source: S}\n---\na"
    (chapter,) = read_chapters(text, "a.md", tmp_path, Findings())
    assert isinstance(chapter, Chapter)
    assert chapter.running_head == "R"
    assert chapter.epigraph[0].text == "E"
    assert chapter.epigraph_source == "S"


def test_a_misspelling_in_front_matter_has_its_place(tmp_path: Path) -> None:
    findings = Findings()
    assert list(read_chapters("---\ntitle: T\nsubtitel: S\n---\na", "a.md", tmp_path, findings))
    (one,) = findings
    assert (one.code, one.place, one.hint) == ("Y010", Place("a.md", 3, 1), "Did you mean `subtitle`?")
