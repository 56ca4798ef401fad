"""Files that a build leaves: where they go, how they are written whole or not at all, and the record beside them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import Book
from bookbuild.production import PageRecord

BUILD_FOLDER: Final = "build"


def slug(title: str) -> str:
    """A title as a file's name: small letters, digits and dashes."""
    decomposed = unicodedata.normalize("NFKD", unbroken(title).lower())
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[^\w]+", "-", kept.replace("’", "").replace("'", "")).strip("-_")[:80] or "book"


def output_path(book: Book, variant: str = "") -> Path:
    """Where a book's PDF goes by default: build/ in the book's folder (beside it when that is ./manuscript), or here
    when nothing can be written there."""
    folder = Path(book.folder)
    home = folder.parent if folder.name == "manuscript" else folder
    if not os.access(home, os.W_OK):
        home = Path()
    name = slug(book.title) + (f"-{variant}" if variant else "")
    return home / BUILD_FOLDER / f"{name}.pdf"


def require_writable(target: Path) -> None:
    """Fail before the work when the result can't be written, leaving nothing behind. Raises BookError C002."""
    folder = target.parent
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if target.is_file() and target.stat().st_size and target.read_bytes()[:4] != b"%PDF":
            raise FileExistsError(17, "it is there already and is no PDF")
        handle, name = tempfile.mkstemp(dir=folder, prefix=".bookbuild-")
        os.close(handle)
        Path(name).unlink()
        for one in made:
            one.rmdir()
    except OSError as failure:
        raise _unwritable(target, failure, "Name another file with -o.") from None


def _unwritable(target: Path, failure: OSError, hint: str) -> BookError:
    return error("C002", f"{target} can't be written: {failure.strerror}.", hint, Place(str(target)))


def write_file(target: Path, pdf: bytes) -> None:
    """Write beside the target, then rename: the earlier file stays whole until the new one is."""
    name = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".bookbuild-", suffix=".pdf")
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException as failure:
        if name:
            Path(name).unlink(missing_ok=True)
        if isinstance(failure, OSError):
            hint = "Close it where it is open, or name another file with -o."
            raise _unwritable(target, failure, hint) from None
        raise


def _record_path(target: Path) -> Path:
    """The small file beside a PDF that says where its pages began."""
    return target.with_name(f".{target.stem}.pages.json")


def read_record(target: Path) -> PageRecord:
    """Where the pages of the earlier build of this file began; nothing when there is none that can be read."""
    try:
        kept = json.loads(_record_path(target).read_text("utf-8"))
        return PageRecord(frozenset(map(str, kept["starts"])), tuple(map(str, kept["pages"])))
    except (OSError, ValueError, KeyError, TypeError):
        return PageRecord()


def write_record(target: Path, record: PageRecord) -> None:
    """Leave word of where the pages begin; without it the next build is only less stable, so nothing is raised."""
    kept = {"starts": sorted(record.starts), "pages": list(record.digests)}
    with contextlib.suppress(OSError):
        _record_path(target).write_text(json.dumps(kept), encoding="utf-8")
