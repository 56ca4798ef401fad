"""Press files in, a Press out."""

from __future__ import annotations

from pathlib import Path

from bookbuild.diagnostics import Place
from bookbuild.style.press import Press


def find_press(name: str, place: Place | None = None, folder: Path = Path()) -> Press:
    """A press by its name (capitals aside), or by its file, looked up in `folder` and then here.

    `place` is where it was asked for. Raises BookError: S030 no such press, S031 its file can't be read, S032 something
    in it does not fit together, Y001 to Y005 and Y010, Y011 with every fault found.
    """
    raise NotImplementedError
