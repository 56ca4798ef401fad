"""Other files' text where a line asks for it: Quarto's and mdBook's includes, within the book's folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bookbuild.folders import Folder, is_file, located

DEEPEST: Final = 8
"""Files that include files that include files go no deeper."""
_RANGE = re.compile(r"(.+?):(?:(\d*):(\d*)|(\d+)|([A-Za-z_][\w-]*))$")


def wanted(said: str) -> tuple[str, str]:
    """An include's file name and what it wants of it: ``2:10``, ``5``, an anchor's name, or nothing for all."""
    said = said.strip().strip("\"'")
    found = _RANGE.fullmatch(said)
    return (
        (found[1], said[len(found[1]) + 1 :]) if found else (said.split()[0] if said.endswith("editable") else said, "")
    )


def included_file(name: str, beside: Path | None, folder: Path) -> Path | None:
    """The file that is to be included: beside the chapter or in the book's folder, never outside that; None if there is none."""
    book = Folder(folder)
    found = (located(where, name) for where in filter(None, (beside, folder)))
    return next((path for path in found if is_file(path) and book.holds(path)), None)


def part_of(text: str, want: str) -> str:
    """The lines of a text that are wanted; all of them where nothing is said."""
    lines = text.split("\n")
    if re.fullmatch(r"\d+", want):
        return "\n".join(lines[int(want) - 1 : int(want)])
    if re.fullmatch(r"\d*:\d*", want):
        first, _, last = want.partition(":")
        return "\n".join(lines[int(first or 1) - 1 : int(last) if last else len(lines)])
    if want:
        begin = next((at for at, line in enumerate(lines) if re.search(rf"ANCHOR:\s*{re.escape(want)}\b", line)), -1)
        end = next(
            (at for at, line in enumerate(lines) if re.search(rf"ANCHOR_END:\s*{re.escape(want)}\b", line)), len(lines)
        )
        lines = lines[begin + 1 : end]
    return "\n".join(line for line in lines if not re.search(r"\bANCHOR(?:_END)?:", line))
