"""Files that are named by other files: inside the folder they may lie in, plain ones, and none without end."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Place, error

THE_BOOKS: Final = "the book's folder"
MOST_BYTES: Final = 1 << 30
"""A larger file is nothing that a book is made of or made into."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that all files named in it have to lie in, and what messages call it."""

    path: Path
    called: str = THE_BOOKS

    def inside(self, name: str, place: Place | None, what: str = "", beside: Path | None = None) -> Path:
        """Where a named file lies, all links followed; the name counts from the folder `beside`, by default from this one.

        The file need not be there. `what` stands before its name in the message. Raises BookError M021 when the name or
        a link leads out of this folder.
        """
        found = located(beside or self.path, name)
        if not self.holds(found):
            raise error("M021", f"{what}{name!r} lies outside {self.called}.", "Copy it into the folder.", place)
        return found

    def holds(self, path: Path) -> bool:
        """Whether a file, all links followed already, lies in this folder."""
        return path.is_relative_to(located(self.path))


def located(folder: Path, name: str = "") -> Path:
    """Where a name in a folder leads, all links followed. A name that can't be followed, because links lead round in a
    circle or no file can be called so, stands for a file that is not there."""
    path = folder / name
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute would keep what is ..


def find_file(name: str, beside: Path, room: Folder | None, place: Place | None) -> Path | None:
    """The plain file of this name, links followed; None when there is none.

    A file names it: it is looked for from the folder `beside`, and has to lie in `room` (BookError M021). The command line
    names it, and there is no room: it is looked for from `beside` and from the current folder, and may lie anywhere.
    """
    tried = [room.inside(name, place, beside=beside)] if room else [located(beside, name), located(Path(), name)]
    return next((path for path in tried if is_file(path)), None)


def is_file(path: Path) -> bool:
    """Whether a plain file lies there: no folder, pipe or device. Never raises."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def require_plain(path: Path) -> None:
    """Raise OSError for what is not there, and for a folder, pipe or device: to open one may wait for ever, and to read it
    may never end."""
    try:
        kind = path.stat().st_mode
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name") from None
    if not stat.S_ISREG(kind):
        raise OSError(errno.EINVAL, "it is a folder" if stat.S_ISDIR(kind) else "it is no plain file")


def read_plain(path: Path) -> bytes:
    """All bytes of a plain file of at most `MOST_BYTES`. Raises OSError when there is none that can be read."""
    require_plain(path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {MOST_BYTES >> 20} MB")
    return data
