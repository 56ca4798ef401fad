"""Files that a build leaves: where they go, and the record beside them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError
from bookbuild.folders import read_plain
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import Book
from bookbuild.output import write_whole
from bookbuild.production import PageRecord

BUILD_FOLDER: Final = "build"


MOST_OF_A_NAME: Final = 100
"""Bytes of a file's name that a title takes, and that the edition, trim and press take: with what is added to them they
stay under the 255 that file systems allow."""


def slug(title: str) -> str:
    """A title as a file's name, of at most 80 characters and 100 bytes."""
    return dashed(title)[:80].encode()[:MOST_OF_A_NAME].decode("utf-8", "ignore")


def dashed(title: str) -> str:
    """A title in small letters, digits and dashes; `book` where it has no letters."""
    decomposed = unicodedata.normalize("NFKD", unbroken(title).lower())
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[^\w]+", "-", kept.replace("’", "").replace("'", "")).strip("-_") or "book"


def output_path(book: Book, variant: str = "") -> Path:
    """Where a book's PDF goes by default: build/ in the book's folder (beside it when that is ./manuscript), or here
    when nothing can be written there."""
    folder = Path(book.folder)
    home = folder.parent if folder.name == "manuscript" else folder
    if not os.access(home, os.W_OK):
        home = Path()
    if len(variant.encode()) > MOST_OF_A_NAME:  # cut, what tells it from others as long stays
        digest = hashlib.blake2b(variant.encode(), digest_size=4).hexdigest()
        variant = variant.encode()[: MOST_OF_A_NAME - 9].decode("utf-8", "ignore") + f"-{digest}"
    name = slug(book.title) + (f"-{variant}" if variant else "")
    return home / BUILD_FOLDER / f"{name}.pdf"


def aside_path(target: Path, why: str) -> Path:
    """Where a PDF goes that may not take its place: beside it, saying why (`book.draft.pdf`)."""
    return target.with_name(f"{target.stem}.{why}{target.suffix}")


def _record_path(target: Path) -> Path:
    """The small file beside a PDF that says where its pages began."""
    return target.with_name(f".{target.stem}.pages.json")


def read_record(target: Path) -> PageRecord:
    """Where the pages of the earlier build of this file began; nothing when there is none that can be read."""
    try:
        kept = json.loads(read_plain(_record_path(target)))
        return PageRecord(frozenset(map(str, kept["starts"])), tuple(map(str, kept["pages"])))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return PageRecord()


def write_record(target: Path, record: PageRecord) -> None:
    """Leave word of where the pages begin; without it the next build is only less stable, so nothing is raised."""
    kept = {"starts": sorted(record.starts), "pages": list(record.digests)}
    with contextlib.suppress(BookError):
        write_whole(_record_path(target), json.dumps(kept).encode())
