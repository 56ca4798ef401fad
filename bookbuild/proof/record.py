"""The record that a proof leaves beside it, and what changed since an earlier one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import read_plain
from bookbuild.output import write_whole
from bookbuild.proof.changes import changed_words
from bookbuild.proof.leaves import ProofPage, Spot, words_of

KIND: Final = "bookbuild proof 1"
"""How a record says what it is."""


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """A proof that was made: when, its words in order, and for each page, by its number, what stood where."""

    made: str
    words: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier proof: the lines with other words; pages, by their numbers from 0."""

    made: str
    """When the earlier proof was made."""
    lines: frozenset[Spot]
    reworded: tuple[int, ...]
    """The pages with such lines."""
    reset: tuple[int, ...]
    """Pages whose lines begin or end elsewhere, their words unchanged."""


def record_of(pages: Sequence[ProofPage], made: str) -> ProofRecord:
    """What is kept of a proof."""
    words, _ = words_of(pages)
    return ProofRecord(made, tuple(words), tuple((page.label, page.digest) for page in pages))


def changes_since(earlier: ProofRecord, pages: Sequence[ProofPage]) -> Changes:
    """What is otherwise than in the earlier proof."""
    words, spots = words_of(pages)
    lines = frozenset(spots[at] for at in changed_words(earlier.words, words))
    reworded = sorted({spot.page for spot in lines})
    before = dict(earlier.pages)
    reset = [at for at, page in enumerate(pages) if before.get(page.label) != page.digest and at not in reworded]
    return Changes(earlier.made, lines, tuple(reworded), tuple(reset))


def record_path(proof: Path) -> Path:
    """Where a proof's record lies: beside it, under its name."""
    return proof.with_suffix(".json")


def read_record(file: Path) -> ProofRecord:
    """The record of an earlier proof, by its own name or its proof's. Raises BookError C060."""
    path = record_path(file) if file.suffix.lower() == ".pdf" else file
    try:
        kept = json.loads(read_plain(path))
        if kept["kind"] != KIND:
            raise ValueError("a record of another kind")
        return ProofRecord(str(kept["made"]), tuple(_texts(kept["words"])), tuple(_pages(kept["pages"])))
    except OSError as failure:
        beside = "" if path == file else f": the record beside it, {path.name}, can't be read"
        raise _no_proof(file, f"{beside or ': it can’t be read'} ({failure.strerror})") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_proof(file, "" if path == file else f": {path.name} is no record of one") from None


def _no_proof(file: Path, why: str) -> BookError:
    hint = "Name the PDF of an earlier `bookbuild proof`, with its .json file beside it."
    return error("C060", f"{file} is no proof that bookbuild made{why}.", hint, Place(str(file)))


def _texts(kept: Any) -> Iterator[str]:
    """The words as they were written: one text, a space between each two."""
    if not isinstance(kept, str):
        raise TypeError("words are one text")
    yield from kept.split(" ") if kept else ()


def _pages(kept: Any) -> Iterator[tuple[str, str]]:
    for label, digest in kept:
        yield str(label), str(digest)


def require_own(path: Path) -> None:
    """Fail before the work when a file that is no record lies where the record is to be written. Raises BookError C002."""
    if os.path.lexists(path):
        try:
            read_record(path)
        except BookError:
            message = f"{path} can't be written: it is there already and is no proof's record."
            raise error("C002", message, "Name another file with -o.", Place(str(path))) from None


def write_record(path: Path, record: ProofRecord) -> None:
    """Leave the record. Raises BookError C002."""
    kept = {"kind": KIND, "made": record.made, "pages": record.pages, "words": " ".join(record.words)}
    write_whole(path, (json.dumps(kept, ensure_ascii=False, indent=0) + "\n").encode())
