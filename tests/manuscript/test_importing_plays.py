"""Plays are divided into acts and scenes, verse keeps its indents, texts are read whatever they were saved as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookbuild.cli import main
from bookbuild.diagnostics import Findings
from bookbuild.manuscript.importing import Imported, import_text
from bookbuild.manuscript.importing.headings import staged_in


def imported(tmp_path: Path, text: str | bytes, name: str = "raw.txt") -> Imported:
    (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return import_text(tmp_path / name, Findings())


def outline(book: Imported) -> list[tuple[str, list[str]]]:
    """Chapters' headings with those of their sections."""
    return [(one.heading, [text[3:] for text in one.paragraphs if text.startswith("## ")]) for one in book.chapters]


SPEECHES = (
    "ANNA.\nWho is there? I heard the gate, and nobody ever comes by the gate after dark, not even the post.\n\n"
    "BERN.\nIt is the wind. It has been the wind every night since we came, and it will be the wind tomorrow.\n\n"
    "ANNA.\nThen the wind has a lantern.\n\n"
)

PROSE = "She stood at the window for the whole of the evening, and when the lamp was\nlit she read aloud, and the others listened.\n"

NAMED = {
    "ACT I": ("act", 1, ""), "Act One": ("act", 1, ""), "THE FIRST ACT": ("act", 1, ""), "ACTE PREMIER": ("act", 1, ""),
    "Acte II.": ("act", 2, ""), "Erster Akt": ("act", 1, ""), "Zweiter Aufzug": ("act", 2, ""), "ACTO PRIMERO": ("act", 1, ""),
    "Atto secondo": ("act", 2, ""), "SCENE II.": ("scene", 2, ""), "Scène première": ("scene", 1, ""),
    "Erste Szene": ("scene", 1, ""), "Dritter Auftritt": ("scene", 3, ""), "Escena primera": ("scene", 1, ""),
    "SCENA SECONDA": ("scene", 2, ""), "Scène unique": ("scene", None, ""), "SCENE": ("scene", None, ""),
    "SCENE I. A wood near the sea.": ("scene", 1, "A wood near the sea."),
    "ACT I. SCENE II.": ("act", 1, "SCENE II."), "Acte I, Scène première": ("act", 1, "Scène première"),
    "DRAMATIS PERSONÆ": ("persons", None, ""), "PERSONNAGES": ("persons", None, ""), "Personen": ("persons", None, ""),
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_what_names_an_act_or_a_scene(text: str) -> None:
    found = staged_in(text)
    assert found is not None
    assert (found.sort, found.number, found.title) == NAMED[text]


@pytest.mark.parametrize(
    "text",
    [
        "Act two ended badly.",
        "Scene one was over.",
        "Scene of the crime",
        "He acted.",
        "act i",
        "The first act was dull.",
    ],
)
def test_sentences_that_speak_of_acts(text: str) -> None:
    assert staged_in(text) is None


PLAYS = {
    "acts and scenes": (
        "DRAMATIS PERSONAE\n\nANNA, a widow.\nBERN, her brother.\nA Postman.\n\n\nACT I\n\nSCENE I. A room.\n\n{0}SCENE II. A garden.\n\n{0}"
        "\nACT II\n\nSCENE I. The same room.\n\n{0}\nEPILOGUE\n\n{0}",
        [
            ("DRAMATIS PERSONAE", []),
            ("ACT I", ["SCENE I. A room.", "SCENE II. A garden."]),
            ("ACT II", ["SCENE I. The same room."]),
            ("EPILOGUE", []),
        ],
    ),
    "acts alone": ("ACT I\n\n{0}ACT II\n\n{0}", [("ACT I", []), ("ACT II", [])]),
    "scenes alone": ("SCENE I\n\n{0}SCENE II\n\n{0}", [("SCENE I", []), ("SCENE II", [])]),
    "both in one line": (
        "ACT I. SCENE I. A room.\n\n{0}ACT I. SCENE II. A garden.\n\n{0}ACT II. SCENE I.\n\n{0}",
        [("ACT I", ["SCENE I. A room.", "SCENE II. A garden."]), ("ACT II", ["SCENE I."])],
    ),
    "French": (
        "Acte premier\n\nScène première\n\n{0}Scène II\n\n{0}Acte II\n\nScène unique\n\n{0}",
        [("Acte premier", ["Scène première", "Scène II"]), ("Acte II", ["Scène unique"])],
    ),
    "German": (
        "Erster Akt\n\nErste Szene\n\n{0}Zweite Szene\n\n{0}Zweiter Akt\n\nErste Szene\n\n{0}",
        [("Erster Akt", ["Erste Szene", "Zweite Szene"]), ("Zweiter Akt", ["Erste Szene"])],
    ),
    "a list of the acts before them": (
        "ACT I.  A room.\n\nACT II.  A garden.\n\n\nFIRST ACT\n\n{0}{0}{0}SECOND ACT\n\n{0}{0}{0}",
        [("", []), ("FIRST ACT", []), ("SECOND ACT", [])],
    ),
    "a novel in acts": (
        "ACT ONE\n\nChapter 1\n\n{1}\nChapter 2\n\n{1}\nACT TWO\n\nChapter 3\n\n{1}",
        [("Chapter 1", []), ("Chapter 2", []), ("Chapter 3", [])],
    ),
    "a novel without": ("Chapter 1\n\n{1}\nScene\n\n{1}\nChapter 2\n\n{1}", [("Chapter 1", []), ("Chapter 2", [])]),
}


@pytest.mark.parametrize("which", PLAYS)
def test_plays(which: str, tmp_path: Path) -> None:
    raw, wanted = PLAYS[which]
    assert outline(imported(tmp_path, raw.format(SPEECHES, PROSE))) == wanted


def test_acts_of_a_novel_are_parts(tmp_path: Path) -> None:
    raw, _ = PLAYS["a novel in acts"]
    assert [one.parts for one in imported(tmp_path, raw.format(SPEECHES, PROSE)).chapters] == [
        ["ACT ONE"],
        [],
        ["ACT TWO"],
    ]


def test_a_speaker_is_no_heading_and_no_doubt(tmp_path: Path) -> None:
    """A name stands alone in a line a thousand times."""
    speeches = SPEECHES.replace(".\n", ".\n\n").replace("ANNA.", "\n\nANNA.").replace("BERN.", "\n\nBERN.")
    book = imported(tmp_path, f"ACT I\n\n{speeches * 3}\n\nACT II\n\n{speeches * 3}")
    assert outline(book) == [("ACT I", []), ("ACT II", [])]
    assert not [what for _, what in book.doubts if "ANNA" in what or "BERN" in what or "blank lines" in what]


def test_a_speaker_above_verse_is_no_line_of_it(tmp_path: Path) -> None:
    speech = "    ANNA.\n        The boats go out at the turn,\nAnd the gulls go after,\nThe door is open wide.\n"
    book = imported(tmp_path, f"ACT I\n\n{SPEECHES}{speech}\n{SPEECHES}\nACT II\n\n{SPEECHES}")
    body = book.chapters[0].paragraphs
    verse = "::: verse\n        The boats go out at the turn,\nAnd the gulls go after,\nThe door is open wide.\n:::"
    assert body[body.index(verse) - 1] == "ANNA."


def test_a_stage_direction_in_a_heading_is_text(tmp_path: Path) -> None:
    said = (
        "SCENE I. _Enter Anna with a lantern, which she sets down by the door. The wind is heard, and after it a gate._"
    )
    book = imported(tmp_path, f"ACT I\n\n{said}\n\n{SPEECHES}\nACT II\n\nSCENE I.\n\n{SPEECHES}")
    first = book.chapters[0].paragraphs
    assert first[0] == "## SCENE I."
    assert first[1].startswith("*Enter Anna with a lantern")


STANZA = "    The boats go out at the turn of the tide,\n        And the gulls go after,\n    The door is open wide.\n"


def test_verse_keeps_its_indents(tmp_path: Path) -> None:
    book = imported(tmp_path, f"CHAPTER I\n\n{PROSE}\n{STANZA}\n{PROSE}\nCHAPTER II\n\n{PROSE}")
    assert (
        "::: verse\nThe boats go out at the turn of the tide,\n    And the gulls go after,\nThe door is open wide.\n:::"
        in book.chapters[0].paragraphs
    )


def test_stanzas_count_from_the_poems_edge(tmp_path: Path) -> None:
    refrain = "            O never come home from the turn of the tide,\n            O never come home at all.\n"
    book = imported(tmp_path, f"CHAPTER I\n\n{PROSE}\n{STANZA}\n{refrain}\n{PROSE}\nCHAPTER II\n\n{PROSE}")
    (verse,) = [one for one in book.chapters[0].paragraphs if one.startswith(":::")]
    assert verse.endswith(
        "\n\n        O never come home from the turn of the tide,\n        O never come home at all.\n:::"
    )


def test_lines_moved_in_are_verse_though_each_is_a_sentence(tmp_path: Path) -> None:
    stanza = "  It is done at last!\n  I have broken the gate.\n  The lamps are out.\n  The tower is cold.\n"
    book = imported(tmp_path, f"CHAPTER I\n\n{PROSE}\n{stanza}\n{PROSE}\nCHAPTER II\n\n{PROSE}")
    assert "::: verse\nIt is done at last!\nI have broken the gate.\nThe lamps are out.\nThe tower is cold.\n:::" in (
        book.chapters[0].paragraphs
    )


# What a text was saved as

MEMOIR = (
    "Une Enfance\n\npar Inès Calder\n\nChapitre premier\n\nL’été où la rivière déborda, nous étions à la maison, et le café était"
    " fermé depuis des années déjà.\n\nChapitre deux\n\nPersonne n’y était ; « où sont-ils ? » demanda-t-elle à la fenêtre.\n"
)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_the_encoding_is_told(encoding: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "memoir.txt").write_bytes(MEMOIR.encode(encoding))
    assert main(["import", str(tmp_path / "memoir.txt")]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert (f"The text was read as {name}." in shown.out) == (name != "UTF-8")
    report = (tmp_path / "memoir" / "import-report.md").read_text("utf-8")
    assert f"Read as: {name}  \n" in report
    assert "L’été où la rivière déborda" in (tmp_path / "memoir" / "01-chapitre-premier.md").read_text("utf-8")


def test_latin1_is_read_without_a_control_character(tmp_path: Path) -> None:
    book = imported(tmp_path, MEMOIR.replace("’", "'").encode("latin-1"))
    assert book.encoding == "Windows-1252"
    assert "L'été où la rivière" in book.chapters[0].paragraphs[0]


def test_lines_of_two_encodings_are_places_to_look_at(tmp_path: Path) -> None:
    book = imported(tmp_path, MEMOIR.encode() + "\nChapitre trois\n\nL’été fut très beau.\n".encode("cp1252"))
    assert book.chapters[-1].paragraphs == ["L’été fut très beau."]
    line = MEMOIR.count("\n") + 4
    assert (line, "this line was read as Windows-1252, the others as UTF-8") in book.doubts


def test_a_doubt_about_the_encoding_is_told_on_the_console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw.txt").write_bytes(b"One word here\n\nx\xb9x\n")
    assert main(["import", str(tmp_path / "raw.txt")]) == 0
    assert re.search(r"raw\.txt:3:2: M004 .* may be ", capsys.readouterr().err)


def test_what_remains_at_the_end_is_left_out_and_noted(tmp_path: Path) -> None:
    book = imported(tmp_path, MEMOIR.encode() + bytes(500))
    assert any("500 bytes at the file's end that are no text" in what for _, what in book.decisions)
