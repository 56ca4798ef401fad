"""The sample book's own lines: spaces, neighbours and last lines keep within what good books allow."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import pstdev

import pytest
from conftest import Room, gaps_of

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.read import read_book
from bookbuild.setting.lines import Line
from bookbuild.style.load import load_style

MANUSCRIPT = Path(__file__).resolve().parents[1] / "manuscript"
DESIGNS = [("classic", "5.5x8.5"), ("classic", "5x8"), ("classic", "6x9"), ("modern", "5.5x8.5"), ("modern", "6x9")]
DECENT = {"classic": 0.99, "modern": 0.965}
"""The share of lines with word spaces from .150 to .33 em: a wide face of .239 em of natural space reaches less."""
ALIKE = {"classic": 0.98, "modern": 0.96}
"""The share of neighbouring lines whose spaces differ by .12 em at most."""
every_design = pytest.mark.parametrize(("name", "trim"), DESIGNS)


@cache
def paragraphs(name: str, trim: str) -> tuple[Room, list[list[Line]]]:
    """Every paragraph's lines as they are naturally set, in the design's room."""
    here = Room(load_style(name, trim))
    found: list[list[Line]] = []
    for chapter in read_book(MANUSCRIPT, Findings()).chapters:
        for passage in here.composer.chapter(chapter).passages:
            lines = [one.thing for piece in passage.variants[0] for one in piece.content if isinstance(one.thing, Line)]
            if passage.identity and all(
                segment.fount.size == here.style.size for line in lines for segment in line.segments
            ):
                found.append(lines)
    return here, found


def spaces(here: Room, lines: list[Line]) -> list[float]:
    """The mean word space of each line but the last, in ems."""
    return [sum(gaps) / len(gaps) / here.style.size for line in lines[:-1] if (gaps := gaps_of(line))]


@every_design
def test_nearly_all_lines_have_decent_spaces(name: str, trim: str) -> None:
    here, found = paragraphs(name, trim)
    all_spaces = [space for lines in found for space in spaces(here, lines)]
    assert len(all_spaces) > 600
    assert min(all_spaces) >= 0.150
    assert sum(space <= 0.33 for space in all_spaces) >= DECENT[name] * len(all_spaces)
    assert pstdev(all_spaces) <= 0.040


@every_design
def test_neighbouring_lines_are_alike(name: str, trim: str) -> None:
    here, found = paragraphs(name, trim)
    differences = [abs(a - b) for lines in found for a, b in pairwise(spaces(here, lines))]
    assert sum(one <= 0.12 for one in differences) >= ALIKE[name] * len(differences)
    changes = [abs(a.stretch - b.stretch) for lines in found for a, b in pairwise(lines)]
    assert sum(changes) / len(changes) <= 0.011, "about one percent"


@every_design
def test_last_lines_are_no_runts(name: str, trim: str) -> None:
    here, found = paragraphs(name, trim)
    longer = [lines for lines in found if len(lines) > 1]
    short = [lines for lines in longer if lines[-1].width < 2 * here.style.indent]
    tails = [lines for lines in longer if lines[-2].divided and " " not in lines[-1].text]
    assert len(short) <= 0.04 * len(longer)
    assert len(tails) <= 0.01 * len(longer)


@every_design
def test_no_ladders(name: str, trim: str) -> None:
    _, found = paragraphs(name, trim)
    for lines in found:
        assert not any(
            a.divided and b.divided and c.divided for a, b, c in zip(lines, lines[1:], lines[2:], strict=False)
        )
