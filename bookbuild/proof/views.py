"""Which pages are shown: those asked for by the numbers printed on them, or three that tell what a book looks like."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from bookbuild.diagnostics import BookError, Place, UsageError, error
from bookbuild.proof.glyphs import Sheet, read_sheets
from bookbuild.proof.pages import Leaf, book_pages

FULL: Final = 0.85
"""A page with this share of the fullest page's lines is shown as an example of text."""
FRONT: Final = 12
"""Where no chapter is seen to begin, the title page is looked for among so many pages."""


@dataclass(frozen=True, slots=True)
class View:
    """What one picture shows: a page, or two facing ones from the left (None where there is none); pages count from 0."""

    name: str
    pages: tuple[int | None, ...]


def right_bound(document: Any) -> bool:
    """Whether a PDF opened by pdfium says that its pages are turned to the right."""
    import pypdfium2.raw as raw

    said = ctypes.create_string_buffer(8)
    raw.FPDF_VIEWERREF_GetName(document.raw, b"Direction", said, len(said))
    return bool(said.value == b"R2L")


def page_labels(document: Any) -> list[str]:
    """The numbers that readers see, `iv` or `12`; a page without one has its place in the file."""
    return [document.get_page_label(at) or str(at + 1) for at in range(len(document))]


def facing(page: int, count: int, right: bool) -> tuple[int | None, int | None]:
    """The two pages that lie open where a page is, from the left: the first page of a book lies alone."""
    verso = page if page % 2 else page - 1
    pair = [one if 0 <= one < count else None for one in (verso, verso + 1)]
    return (pair[1], pair[0]) if right else (pair[0], pair[1])


def asked_views(asked: str, labels: Sequence[str], spreads: bool, right: bool, name: str) -> list[View]:
    """The pages of a list such as `iv,16-17`, each once.

    Raises UsageError when it is no list, BookError C050 for a page that is not in the file (whose `name` is for messages).
    """
    places = [at for part in asked.split(",") for at in _range(part.strip(), labels, name)]
    if not spreads:
        return [View(f"page-{labels[at]}", (at,)) for at in dict.fromkeys(places)]
    pairs = dict.fromkeys(facing(at, len(labels), right) for at in places)
    return [View(_spread_name(pair, labels), pair) for pair in pairs]


def _range(part: str, labels: Sequence[str], name: str) -> range:
    """The places of `16` or `16-17` in the file."""
    if not part:
        raise UsageError("--pages takes page numbers and ranges, such as 5 or iv,16-17.")
    if part in labels:
        at = labels.index(part)
        return range(at, at + 1)
    first, dash, last = part.partition("-")
    start, end = (_place(one.strip(), labels, name) for one in (first, last if dash else first))
    if end < start:
        raise UsageError(f"--pages: {part} runs backwards.")
    return range(start, end + 1)


def _place(label: str, labels: Sequence[str], name: str) -> int:
    """Where a page is in the file. Raises BookError C050."""
    if label in labels:
        return labels.index(label)
    runs = [list(run) for _, run in groupby(labels, key=str.isdigit)]
    known = " and ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else run[0] for run in runs[:3])
    raise error("C050", f"{name} has no page {label!r}.", f"Its pages are numbered {known}.", Place(name))


def _spread_name(pair: Sequence[int | None], labels: Sequence[str]) -> str:
    numbers = [labels[at] for at in sorted(at for at in pair if at is not None)]
    return f"page{'s' * (len(numbers) > 1)}-{'-'.join(numbers)}"


# Three that tell


def telling_views(document: Any, pdf: bytes, name: str, spreads: bool) -> list[View]:
    """The title page, a chapter's first page and two facing pages of text, as far as a file has them.

    `document` is the PDF's bytes opened by pdfium, `name` its name for messages.
    """
    right, count = right_bound(document), len(document)
    views: dict[tuple[int | None, ...], View] = {}
    for what, at in _telling(document, _sheets(pdf, name)):
        pages = facing(at, count, right) if spreads or what == "spread" else (at,)
        views.setdefault(pages, View(what, pages))
    return list(views.values())


def _sheets(pdf: bytes, name: str) -> list[Sheet]:
    """The pages as glyphs; none where pages are pictures."""
    try:
        return read_sheets(pdf, name)
    except BookError as fault:
        if fault.diagnostics[0].code != "C022":
            raise
        return []


def _telling(document: Any, sheets: Sequence[Sheet]) -> Iterator[tuple[str, int]]:
    """What is shown of a book, and where: pages from 0."""
    leaves = book_pages(sheets).leaves if sheets else ()
    opening = next((leaf.number - 1 for leaf in leaves if leaf.opens), None)
    if opening is None:
        opening = _first_bookmark(document)
    if opening is None:
        opening = _page_one(document)
    if opening != 0:
        yield "title-page", _title_page(sheets[: opening or FRONT])
    if opening is not None:
        yield "chapter-opening", opening
    full = full_spread(leaves)
    yield "spread", fullest_spread(sheets, len(document)) if full is None else full


def _first_bookmark(document: Any) -> int | None:
    """Where the first bookmark leads to: in a book too short to be read as one, that is its first chapter."""
    for mark in document.get_toc(max_depth=1):
        target = mark.get_dest()
        at = target.get_index() if target else None
        if at is not None:
            return int(at)
    return None


def _page_one(document: Any) -> int | None:
    """The page that viewers number 1, after those with roman numbers."""
    labels = page_labels(document)
    return labels.index("1") if "i" in labels and "1" in labels else None


def _title_page(front: Sequence[Sheet]) -> int:
    """The page of the front matter with the largest type."""
    sizes = [max((glyph.face.size for glyph in sheet.glyphs), default=0.0) for sheet in front]
    return sizes.index(max(sizes)) if sizes else 0


def full_spread(leaves: Sequence[Leaf]) -> int | None:
    """The first two facing pages full of text, by the left one."""
    most = max((len(leaf.lines) for leaf in leaves), default=0)

    def is_full(leaf: Leaf) -> bool:
        return len(leaf.lines) >= FULL * most and not (leaf.opens or leaf.closes)

    for left, right in pairwise(leaves):
        if not left.recto and right.number == left.number + 1 and is_full(left) and is_full(right):
            return left.number - 1
    return None


def fullest_spread(sheets: Sequence[Sheet], count: int) -> int:
    """The two facing pages with the most on both; in a scan the middle of the book."""
    if len(sheets) < 3:
        return count // 2
    filled = [len(sheet.glyphs) for sheet in sheets]
    return max(
        range(1, len(filled) - 1, 2), key=lambda at: (min(filled[at], filled[at + 1]), filled[at] + filled[at + 1])
    )
