"""Long texts in every layout with every kind of heading: each heading, break and paragraph is found again."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.importing import import_text

_WORDS = [
    "lamp",
    "mole",
    "spring",
    "village",
    "steps",
    "water",
    "evening",
    "stone",
    "brother",
    "soup",
    "stairs",
    "chalk",
    "pocket",
    "tread",
    "tide",
    "figure",
    "rock",
    "keeper",
    "noon",
    "boots",
    "night",
    "wind",
    "north",
    "shingle",
    "boats",
    "cards",
    "children",
    "game",
    "eyes",
    "window",
    "door",
    "salt",
    "road",
    "harbour",
]
_SMALL = ["the", "a", "her", "his", "that", "and", "of", "to", "in"]
_TITLES = ["The Lamp", "A Visit", "Chalk", "The North Wind", "Who Goes There?", "Forty-One", "The Keeper's Boots"]
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII"]
_IN_WORDS = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"]

LAYOUTS: dict[str, Callable[[Sequence[str]], str]] = {
    "blank lines": "\n\n".join,
    "one a line": "\n".join,
    "wrapped": lambda texts: "\n\n".join(textwrap.fill(one, 72) for one in texts),
    "wrapped, indented": lambda texts: "\n".join(textwrap.fill(one, 72, initial_indent="    ") for one in texts),
    "tabs": lambda texts: "\n".join(f"\t{one}" for one in texts),
    "wrapped, indented, blank lines": lambda texts: "\n\n".join(
        textwrap.fill(one, 65, initial_indent="  ") for one in texts
    ),
}
HEADS: dict[str, Callable[[int], tuple[str, str]]] = {
    "Chapter One": lambda at: (f"Chapter {_IN_WORDS[at]}", f"Chapter {_IN_WORDS[at]}"),
    "CHAPTER I.": lambda at: (f"CHAPTER {_ROMAN[at]}.", f"CHAPTER {_ROMAN[at]}."),
    "1": lambda at: (f"{at + 1}", f"{at + 1}"),
    "I": lambda at: (_ROMAN[at], _ROMAN[at]),
    "capitals": lambda at: (_TITLES[at].upper(), _TITLES[at].upper()),
    "1. Title": lambda at: (f"{at + 1}. {_TITLES[at]}", f"{at + 1}. {_TITLES[at]}"),
    "title below": lambda at: (f"CHAPTER {_ROMAN[at]}\n\n{_TITLES[at]}", f"CHAPTER {_ROMAN[at]}. {_TITLES[at]}"),
    "centred": lambda at: (_TITLES[at].center(72).rstrip(), _TITLES[at]),
}


def sentence(dice: random.Random) -> str:
    words = [dice.choice(_SMALL if at % 2 else _WORDS) for at in range(dice.randint(6, 22))]
    return f"{' '.join(words).capitalize()}{dice.choice('...!?')}"


def paragraph(dice: random.Random) -> str:
    if dice.random() < 0.3:
        return f'"{sentence(dice)}" said Ines. "{sentence(dice)}"'
    return " ".join(sentence(dice) for _ in range(dice.randint(2, 7)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("heads", HEADS)
def test_all_is_found_again(heads: str, layout: str, tmp_path: Path) -> None:
    dice = random.Random(f"{heads} {layout}")
    text = ""
    wanted: list[tuple[str, int, int]] = []
    for at in range(len(_TITLES)):
        scenes = [[paragraph(dice) for _ in range(dice.randint(6, 14))] for _ in range(2)]
        typed, heading = HEADS[heads](at)
        text += f"{typed}\n\n" + f"\n\n{dice.choice(['***', '#', '* * *', '~'])}\n\n".join(map(LAYOUTS[layout], scenes))
        text += "\n\n\n\n"
        wanted.append((heading, sum(map(len, scenes)), 1))
    (tmp_path / "raw.txt").write_text(text, "utf-8")
    book = import_text(tmp_path / "raw.txt", Findings())
    found = [
        (one.heading, len(one.paragraphs) - one.paragraphs.count("* * *"), one.paragraphs.count("* * *"))
        for one in book.chapters
    ]
    assert found == wanted
