"""All characters looked at before anything is set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import room

from bookbuild.diagnostics import BookError, Diagnostic, Findings, Place
from bookbuild.manuscript.blocks import (
    Book,
    Chapter,
    Contributor,
    Heading,
    ItemList,
    Mark,
    Matter,
    Paragraph,
    PartTitle,
    Picture,
    Preformatted,
    Quotation,
    Run,
    plain,
)
from bookbuild.setting import repertoire
from bookbuild.setting.faces import Face, face_at
from bookbuild.setting.repertoire import require_faces
from bookbuild.style.load import load_style
from bookbuild.style.style import Characters, FaceFile

MANY = plain("word " * 200)
CLASSIC = load_style("classic")


def looked(*blocks: Paragraph, **more: object) -> list[Diagnostic]:
    """What is told of a book of some blocks and many plain words."""
    findings = Findings()
    book = Book("T", (Chapter((*blocks, Paragraph(MANY))),))
    require_faces(replace(book, **more), CLASSIC, findings)  # type: ignore[arg-type]
    return list(findings)


def at(text: str, line: int) -> Paragraph:
    place = Place("one.md", line, 1)
    return Paragraph((Run(text, Mark.PLAIN, place),), place)


def test_each_script_is_told_once_with_its_characters_its_number_and_places() -> None:
    told = looked(at("See 电 and 漢.", 3), at("电 ಕ 电 电", 5))
    assert [one.code for one in told] == ["T010", "T010"]
    assert all(one.draft for one in told)
    han, kannada = told
    assert str(han.place) == "one.md:3:5"
    assert "“电” (U+7535), “漢” (U+6F22) (5 in all, also one.md:3:11, one.md:5:1)" in han.message
    assert "NotoSerifSC-Regular.otf" in han.hint
    assert "Kannada letters: “ಕ” (U+0C95) (1 in all)" in kannada.message
    assert "NotoSerifKannada-Regular.ttf" in kannada.hint


def test_only_ten_characters_are_shown() -> None:
    (told,) = looked(at("甲乙丙丁戊己庚辛壬癸子丑", 1))
    assert told.message.count("U+") == 10
    assert "and 2 more" in told.message


@pytest.mark.parametrize(
    ("language", "face"), [("ja", "JP"), ("ko", "KR"), ("zh-TW", "TC"), ("zh", "SC"), ("en-US", "SC")]
)
def test_the_face_for_chinese_characters_follows_the_language(language: str, face: str) -> None:
    (told,) = looked(at("漢", 1), language=language)
    assert f"NotoSerif{face}-Regular.otf" in told.hint


def test_more_than_one_letter_in_fifty_stops_the_book_with_every_script() -> None:
    with pytest.raises(BookError) as caught:
        looked(at("漢字" * 20 + "ಕ", 1))
    assert [one.code for one in caught.value.diagnostics] == ["T010", "T010"]
    assert not any(one.draft for one in caught.value.diagnostics)
    assert "`faces: [NotoSerifSC-Regular.otf]`" in caught.value.diagnostics[0].hint


def test_one_letter_in_fifty_does_not() -> None:
    letters = plain("x" * 490)
    findings = Findings()
    require_faces(Book("", (Chapter((Paragraph((*letters, Run("漢" * 10))),)),)), CLASSIC, findings)
    assert [one.draft for one in findings] == [True]
    with pytest.raises(BookError):
        require_faces(Book("", (Chapter((Paragraph((*letters, Run("漢" * 11))),)),)), CLASSIC, findings)


WHERE = {
    "title": Book("漢", ()),
    "author": Book("T", (), (Contributor("漢"),)),
    "publisher": Book("T", (), publisher="漢"),
    "part": Book("T", (PartTitle(plain("漢")),)),
    "chapter's title": Book("T", (Chapter(title=plain("漢")),)),
    "running head": Book("T", (Chapter(running_head="漢"),)),
    "epigraph": Book("T", (Chapter(epigraph=plain("漢")),)),
    "head": Book("T", (Chapter((Heading(2, plain("漢")),)),)),
    "quotation": Book("T", (Chapter((Quotation((Paragraph(plain("漢")),)),)),)),
    "list": Book("T", (Chapter((ItemList(("1.",), ((Paragraph(plain("漢")),),)),)),)),
    "label": Book("T", (Chapter((ItemList(("漢",), ()),)),)),
    "code": Book("T", (Chapter((Preformatted(("漢",)),)),)),
    "caption": Book("T", (Chapter((Picture("a.png", 1, 1, plain("漢")),)),)),
    "dedication": Book("T", (), matter=Matter(dedication="漢")),
    "colophon": Book("T", (), matter=Matter(colophon=(Paragraph(plain("漢")),))),
    "also by": Book("T", (), matter=Matter(also_by=("漢",))),
}


@pytest.mark.parametrize("where", WHERE)
def test_every_text_of_a_book_is_looked_at(where: str) -> None:
    findings = Findings()
    book = replace(WHERE[where], divisions=(*WHERE[where].divisions, Chapter((Paragraph(MANY),))))
    require_faces(book, CLASSIC, findings)
    assert [one.code for one in findings] == ["T010"]


def test_the_designs_ornament_is_looked_at() -> None:
    findings = Findings()
    style = replace(CLASSIC, scene_break=Characters("漢", 11.0, Place("s.yaml", 2, 14)))
    require_faces(Book("T", (Chapter((Paragraph(MANY),)),)), style, findings)
    assert [str(one.place) for one in findings] == ["s.yaml:2:14"]


@pytest.mark.parametrize("character", ["\ufffc", "\u0378", "\ue123", "\U0010fffd"], ids=lambda c: f"U+{ord(c):04X}")
def test_what_is_nobodys_is_never_lent(character: str) -> None:
    """Other faces' private characters mean something else."""
    (told,) = looked(at(f"a {character} b", 1))
    assert f"U+{ord(character):04X}" in told.message
    assert "Noto" not in told.hint
    here = room()
    here.case.pieces(here.fount, character, None)
    assert list(here.case.boxed) == [character]


@pytest.mark.parametrize(
    "text",
    [
        "x\u0304 ❤\ufe0f 👩\u200d🚀 a\u2011b",
        "\u2009\u202f\u3000",
        "ﬃ ĳ",
        "Ѣ ꙋ҆́ ᾧ \u05c7 אָ ﷽ Հ ქ ♫ 𝄞 𝔄 ∮ ✅ 💪 ₿ ꞗ",
        "\u200e\u2060",
    ],
)
def test_nothing_is_told_of_what_some_face_has(text: str) -> None:
    assert looked(at(text, 1)) == []


def test_a_plain_book_opens_no_face_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def noted(file: FaceFile, size: float) -> Face:
        opened.append(str(file))
        return face_at(file, size)

    monkeypatch.setattr(repertoire, "face_at", noted)
    assert looked(at("“Ça naïve” — Œuvre…", 1)) == []
    assert len(opened) == 1


def test_a_letter_without_its_mark_is_still_set() -> None:
    """A box for the mark alone; a box for both where the letter itself is missing."""
    here = room()
    assert ["".join(one.texts) for one in here.case.pieces(here.fount, "x\u0cccy", None)] == ["x", "\u0ccc", "y"]
    assert [one.text for one in here.case.pieces(here.fount, "\u0c95\u0ccc", None)] == ["\u0c95\u0ccc"]
    assert list(here.case.boxed) == ["\u0ccc", "\u0c95\u0ccc"]
