"""Manuscripts made by chance, with every construct in six languages, are built without a fault being called where none is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from manuscripts import CONSTRUCTS, manuscript

from bookbuild.diagnostics import BookError
from bookbuild.making import build


def told(seed: int, folder: Path) -> list[str]:
    """The codes of the word check for a manuscript."""
    try:
        made = build(manuscript(seed, folder / str(seed)), output=folder / "book.pdf")
    except BookError as fault:
        return [f"{seed}: {one}" for one in fault.diagnostics]
    return [f"{seed}: {one}" for one in made.warnings if one.code.startswith("W")]


@pytest.mark.parametrize("seed", range(0, len(CONSTRUCTS), 4))
def test_a_sound_manuscript_is_sound(seed: int, tmp_path: Path) -> None:
    assert told(seed, tmp_path) == []


@pytest.mark.thorough
@pytest.mark.parametrize("hundred", range(15))
def test_fifteen_hundred_manuscripts(hundred: int, tmp_path: Path) -> None:
    """No error, and at most one false warning in a hundred."""
    found = [one for seed in range(100 * hundred, 100 * hundred + 100) for one in told(seed, tmp_path)]
    codes = Counter(one.split(" W")[1][:3] for one in found if " W" in one)
    assert len(found) <= 1 and set(codes) <= {"010", "011", "013", "005"}, found
