"""Files written whole or not at all: beside their place first, then renamed. There is no other way to write one."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Findings, Place, error
from bookbuild.folders import Folder, located

PDF: Final = b"%PDF"
PNG: Final = b"\x89PNG"
HTML: Final = b"<"
"""The first bytes of the files that may be written over."""
_KINDS: Final = {PDF: ("PDF", ".pdf"), PNG: ("PNG", ".png"), HTML: ("HTML", ".html", ".htm")}
"""What they are called, and how the name of an empty one ends."""

ATTEMPTS: Final = 20
"""How often a folder is made that others take away."""
ABANDONED: Final = 3600.0
"""After so many seconds nobody writes a file any more, whoever seems to."""

_BESIDE: Final = re.compile(r"\.bookbuild-(\d+)-\w{8}(\.\w+)?")
"""The name of a file that is being written: the process's number stands in it."""


def asked_target(asked: Path, findings: Findings, option: str = "-o") -> Path:
    """Where a file goes whose name was asked for with an option: behind a link, which is told (C003).

    Raises BookError C002 for what no file may take the place of: a device, a pipe, a socket, links in a circle.
    """
    hint = f"Name another file with {option}."
    try:
        kind = asked.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            raise OSError(0, "it is a device or a pipe, no file")
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as failure:
        raise _unwritable(asked, failure, hint) from None
    if not asked.is_symlink():
        return asked
    target = located(asked)
    message = f"{asked} is a link: the file is written where it leads, {target}."
    findings.warn("C003", message, f"Name that file with {option}, or remove the link.", Place(str(asked)))
    return target


def own_target(target: Path, findings: Findings) -> Path:
    """Where a file goes when nobody says: into a folder beside the book's files; one that is a link to elsewhere is told (C003)."""
    folder = target.parent
    if folder.is_symlink() and not Folder(folder.parent).holds(located(folder)):
        message = f"{folder} is a link out of the book's folder: files are written to {located(folder)}."
        findings.warn("C003", message, "Remove the link, or name a file with -o.", Place(str(folder)))
    return target


def require_writable(target: Path, begins: bytes = PDF, option: str = "-o") -> None:
    """Fail before the work when the result can't be written, leaving nothing behind.

    A file that is there already must be one like it, which begins with these bytes, or empty and named like one. Raises
    BookError C002.
    """
    folder = target.parent
    made = _absent(folder)
    try:
        handle, name = _beside(folder)
        os.close(handle)
        Path(name).unlink()
        _require_replaceable(target, begins)
        _clear(folder)
    except (OSError, ValueError) as failure:
        raise _unwritable(target, failure, f"Name another file with {option}.") from None
    finally:
        _remove_folders(made)


def _require_replaceable(target: Path, begins: bytes) -> None:
    """Raise OSError for what is there and may not be written over."""
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    if not target.is_file():
        return
    kind, *endings = _KINDS[begins]
    with target.open("rb") as file:
        head = file.read(64)
    if not head.lstrip().startswith(begins) if head else target.suffix.lower() not in endings:
        raise FileExistsError(17, f"it is there already and is no {kind}")


def require_new_folder(folder: Path, hint: str) -> None:
    """Fail before the work when a folder is there already and not empty (C001), or can't be looked at (C002)."""
    try:
        if _is_link_to_nothing(folder) or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            raise error("C001", f"{folder} is there already and not empty.", hint, Place(str(folder)))
    except (OSError, ValueError) as failure:
        raise _unwritable(folder, failure, hint) from None


def _is_link_to_nothing(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def write_whole(target: Path, data: bytes, option: str = "-o") -> None:
    """Write beside the target, then rename: the earlier file stays whole until the new one is, and a link there is
    replaced, not followed. Raises BookError C002."""
    write_all([(target, data)], target, f"Close it where it is open, or name another file with {option}.")


def write_all(
    files: Iterable[tuple[Path, bytes]], named: Path, hint: str = "Name another folder with -o."
) -> list[Path]:
    """Write several files, all of them or none: folders that were made for them are taken away again; returns their names.

    `named` is what the message says can't be written. Raises BookError C002.
    """
    written: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for target, data in files:
            made = [*_absent(target.parent), *made]
            handle, name = _beside(target.parent, target.suffix)
            written.append((Path(name), target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for beside, target in written:
            beside.replace(target)
    except BaseException as failure:
        for beside, _ in written:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        _remove_folders(made)
        if isinstance(failure, OSError | ValueError):
            raise _unwritable(named, failure, hint) from None
        raise
    return [target for _, target in written]


def take_away(target: Path) -> None:
    """Remove a file that an earlier build left beside the book; one that can't be removed stays."""
    with suppress(OSError):
        target.unlink(missing_ok=True)


def _absent(folder: Path) -> list[Path]:
    """The folders that are still to be made for one, the innermost first."""
    return [one for one in (folder, *folder.parents) if not _is_there(one)]


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except (OSError, ValueError):  # no folder can be called so
        return False


def _remove_folders(made: Iterable[Path]) -> None:
    for one in made:
        with suppress(OSError, ValueError):  # it was not made after all, or others are at work there
            one.rmdir()


def _beside(folder: Path, suffix: str = "") -> tuple[int, str]:
    """A new file in a folder, which is made if need be: again where another build has just taken its empty folder away."""
    for attempt in range(ATTEMPTS):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return tempfile.mkstemp(dir=folder, prefix=f".bookbuild-{os.getpid()}-", suffix=suffix)
        except (FileNotFoundError, FileExistsError):
            if attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError


def _clear(folder: Path) -> None:
    """Take away what builds left in a folder that were ended while they wrote."""
    with suppress(FileNotFoundError):  # another build has just taken its empty folder away
        for path in _abandoned(folder):
            with suppress(OSError):
                path.unlink()


def _abandoned(folder: Path) -> Iterator[Path]:
    for path in folder.glob(".bookbuild-*"):
        found = _BESIDE.fullmatch(path.name)
        with suppress(OSError):
            if found and (not _runs(int(found[1])) or time.time() - path.lstat().st_mtime > ABANDONED):
                yield path


def _runs(process: int) -> bool:
    """Whether a process is still there, as far as that can be asked."""
    if os.name == "nt":
        return False  # a file that is open can't be taken away there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def _unwritable(target: Path, failure: OSError | ValueError, hint: str) -> BookError:
    why = failure.strerror if isinstance(failure, OSError) else "no file can have this name"
    return error("C002", f"{target} can't be written: {why}.", hint, Place(str(target)))
