"""A picture's size and name as its author means them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bookbuild.manuscript.pictures import ORIENTATION, inspect_picture


@pytest.mark.parametrize(("turned", "size"), [(1, (60, 30)), (3, (60, 30)), (6, (30, 60)), (8, (30, 60))])
def test_a_photograph_stands_as_its_camera_was_held(turned: int, size: tuple[int, int], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    Image.new("RGB", (60, 30)).save(tmp_path / "a.jpg", exif=exif)
    seen = inspect_picture("a.jpg", tmp_path, None)
    assert (seen.width, seen.height) == size


@pytest.mark.parametrize(
    ("written", "name"), [("sp%20ace.png", "sp ace.png"), ("%C3%BC.png", "ü.png"), ("a%20.png", "a%20.png")]
)
def test_names_with_spaces_and_accents_are_found(written: str, name: str, tmp_path: Path) -> None:
    Image.new("L", (2, 2)).save(tmp_path / name)
    assert Path(inspect_picture(written, tmp_path, None).file).name == name
