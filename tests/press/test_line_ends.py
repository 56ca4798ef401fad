"""What stands at lines' ends, as a reader of the finished PDF sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import a_book, paragraphs, printed, room

from bookbuild.makeup.frame import frames_of
from bookbuild.makeup.galley import FurnishedPage, Page, Placed
from bookbuild.manuscript.blocks import Block, Mark, Paragraph, Preformatted, Run, plain
from bookbuild.press.draw import Sheet
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.paragraph import Manner


def words_of(pdf: bytes) -> list[str]:
    """The words of a PDF in the order in which pdfium reads them."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).split()


def read(*things: tuple[str, float, float, float]) -> list[str]:
    """A page's words as pdfium reads them: texts with their x, y and size in points."""
    here = room()
    placed: list[Placed] = []
    for text, x, y, size in things:
        manner = Manner(replace(here.spec, size=size), "left", divide=False)
        (line,) = here.compositor.set_lines(plain(text), Measure(0.0, 340.0), manner)
        placed.append(Placed(x, y, line))
    sheet = Sheet(frames_of(here.style.trim))
    sheet.draw(FurnishedPage(Page(1), tuple(placed), ()))
    return words_of(sheet.finish())


@pytest.mark.parametrize(
    ("above", "below"),
    [("and then more word⸻", "after that"), ("and so on", "⸻after that"), ("and word⸻", "⸻after that")],
)
def test_a_line_with_a_wide_dash_at_its_edge_is_not_read_with_its_neighbour(above: str, below: str) -> None:
    assert read((above, 90.0, 60.0, 11.0), (below, 30.0, 73.0, 11.0)) == f"{above} {below}".split()


def test_a_mark_over_a_wide_initial_is_read_before_it() -> None:
    assert read(("“", 60.0, 60.0, 12.0), ("Ǆ", 30.0, 115.0, 100.0)) == ["“", "Ǆ"]


POLISH = "Na placu stoi biało-czerwony słup, a obok czarno-biały kot i szaro-niebieski gołąb, i jasno-zielony płot. "


@pytest.mark.parametrize(
    ("language", "blocks"),
    [
        ("pl", paragraphs(POLISH * 6)),
        ("en-US", (Preformatted(("        ".join(["internationalization"] * 6), "a     b", "x" * 150)),)),
        ("en-US", paragraphs(*["So" + " on" * n + " more word⸻after and other⸺so" * 8 for n in range(6)])),
        (
            "en-US",
            tuple(
                Paragraph(
                    (*plain("It" + " was" * n + " typed as "), Run("abcdefghij" * 9, Mark.CODE), *plain(" there."))
                )
                for n in range(8)
            ),
        ),
        (
            "en-US",
            paragraphs("See https://www.example.org/" + "understanding/beautiful_words?wonderful=" * 6 + "end now."),
        ),
        ("nl", paragraphs("Zij was geïnteresseerd in coördinatie en beëindigde de geïnstalleerde reünie. " * 6)),
        (
            "hu",
            paragraphs("Az asszonyok hosszúsága könnyebben megmutatkozott a vasszerkezeteknél és asszonyoknál. " * 6),
        ),
        (
            "ca",
            paragraphs("La col·lecció intel·ligent de les novel·les il·lustrades era excel·lent i col·lectiva. " * 6),
        ),
    ],
    ids=["repeated", "turned", "wide dashes", "code", "address", "trema", "doubled", "l·l"],
)
def test_a_book_of_them_is_built(language: str, blocks: tuple[Block, ...], tmp_path: Path) -> None:
    words = words_of(printed(a_book(*blocks, language=language), tmp_path))
    if language == "pl":
        assert any(word.startswith("-") for word in words)
    if isinstance(blocks[0], Preformatted):
        assert words.count("⮐") == 7
