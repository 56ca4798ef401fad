"""Files written whole or not at all: beside their place first, then renamed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Place, error

PDF: Final = b"%PDF"
PNG: Final = b"\x89PNG"
"""The first bytes of the files that may be written over."""

ATTEMPTS: Final = 20
"""How often a folder is made that others take away."""


def require_writable(target: Path, begins: bytes = PDF) -> None:
    """Fail before the work when the result can't be written, leaving nothing behind.

    A file that is there already must be one like it, which begins with these bytes. Raises BookError C002.
    """
    folder = target.parent
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        handle, name = _beside(folder)
        os.close(handle)
        Path(name).unlink()
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if target.is_file() and target.stat().st_size and target.read_bytes()[:4] != begins:
            kind = begins.strip(b"%\x89").decode()
            raise FileExistsError(17, f"it is there already and is no {kind}")
    except OSError as failure:
        raise _unwritable(target, failure, "Name another file with -o.") from None
    finally:
        for one in made:
            with suppress(OSError):  # another build may be at work there
                one.rmdir()


def write_whole(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: the earlier file stays whole until the new one is. Raises BookError C002."""
    name = ""
    try:
        handle, name = _beside(target.parent, target.suffix)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException as failure:
        if name:
            Path(name).unlink(missing_ok=True)
        if isinstance(failure, OSError):
            hint = "Close it where it is open, or name another file with -o."
            raise _unwritable(target, failure, hint) from None
        raise


def _beside(folder: Path, suffix: str = "") -> tuple[int, str]:
    """A new file in a folder, which is made if need be: again where another build has just taken its empty folder away."""
    for attempt in range(ATTEMPTS):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return tempfile.mkstemp(dir=folder, prefix=".bookbuild-", suffix=suffix)
        except (FileNotFoundError, FileExistsError):
            if attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError


def _unwritable(target: Path, failure: OSError, hint: str) -> BookError:
    return error("C002", f"{target} can't be written: {failure.strerror}.", hint, Place(str(target)))
