"""Directions: levels by the Unicode Bidirectional Algorithm, and the order in which a line shows them.

The whole of Unicode's own tests runs in the thorough profile, where they are installed (Debian's unicode-data).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.setting.bidi import bidi_class, levels_of, resolved, runs_right, visual

UNICODE: Final = Path("/usr/share/unicode")
LEFT_OUT: Final = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})


def shown(text: str, base: int = 0) -> str:
    return "".join(visual(text, levels_of(text, base)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("one two", "one two"),
        ("one אבג two", "one גבא two"),
        ("one אבג דהו two", "one והד גבא two"),
        ("one אבג, two", "one גבא, two"),
        ("one אבג", "one גבא"),
        ("one אבג.", "one גבא."),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("one אבג 123 דהו two", "one והד 123 גבא two"),
        ("one אבג (דהו) two", "one )והד( גבא two"),
        ("one (אבג) two", "one (גבא) two"),
        ("one אבג-דהו two", "one והד-גבא two"),
        ("15% אבג", "15% גבא"),
        ("one 12 אבג", "one 12 גבא"),
        ("one אבג 12", "one 12 גבא"),
        ("price אבג $5 two", "price $5 גבא two"),
        ("one بجد ١٢٣ two", "one ١٢٣ دجب two"),
    ],
)
def test_a_line_is_seen_in_this_order(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("abc", None, "000"),
        ("אבג", None, "111"),
        ("אב c", None, "1112"),
        ("a\u202bb\u202cc", 0, "00220"),
        ("a\u2067b\u2069c", 0, "00200"),
        ("אb\u0301", 1, "122"),
    ],
)
def test_levels(text: str, base: int | None, levels: str) -> None:
    assert "".join(map(str, levels_of(text, base))) == levels


@given(st.text("ab אב12().,", max_size=30))
def test_a_line_shows_every_character_once(text: str) -> None:
    assert sorted(shown(text)) == sorted(text)


@pytest.mark.parametrize(
    ("text", "found"), [("one", False), ("é—", False), ("שלום", True), ("سلام", True), ("a\u200fb", True)]
)
def test_text_that_may_run_right(text: str, found: bool) -> None:
    assert runs_right(text) == found


def lines(name: str) -> Iterator[str]:
    """The lines of a file of Unicode's that say something."""
    file = UNICODE / name
    if not file.is_file():
        pytest.skip(f"{file} is not there: apt-get install unicode-data")
    with file.open(encoding="utf-8") as opened:
        for line in opened:
            if line.strip() and not line.startswith("#"):
                yield line.strip()


@pytest.mark.thorough
def test_every_row_of_unicodes_test_of_classes() -> None:
    levels: list[str] = []
    order: list[int] = []
    for line in lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = line.partition(":")[2].split()
        elif line.startswith("@Reorder:"):
            order = [int(one) for one in line.partition(":")[2].split()]
        elif not line.startswith("@"):
            typed, _, asked = line.partition(";")
            classes = typed.split()
            kept = [at for at, one in enumerate(classes) if one not in LEFT_OUT]
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(asked) & bit:
                    found = resolved(classes, "", base)
                    told = ["x" if one in LEFT_OUT else str(level) for one, level in zip(classes, found, strict=True)]
                    assert told == levels, line
                    assert visual(kept, [found[at] for at in kept]) == order, line


@pytest.mark.thorough
def test_every_row_of_unicodes_test_of_characters() -> None:
    for line in lines("BidiCharacterTest.txt"):
        codes, direction, _, levels, order = line.split(";")
        text = "".join(chr(int(one, 16)) for one in codes.split())
        found = levels_of(text, {"0": 0, "1": 1, "2": None}[direction])
        kept = [at for at, one in enumerate(text) if bidi_class(one) not in LEFT_OUT]
        told = [str(level) if at in kept else "x" for at, level in enumerate(found)]
        assert told == levels.split(), line
        assert visual(kept, [found[at] for at in kept]) == [int(one) for one in order.split()], line
