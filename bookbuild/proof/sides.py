"""What stands on which sheet of a proof, what its slug says, and the bookmarks to what should be looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bookbuild.press.proofcopy import ProofSide
from bookbuild.press.wayfinding import Mark
from bookbuild.proof.leaves import ProofPage
from bookbuild.proof.record import Changes


class Found(NamedTuple):
    """Something on a page (from 0) to be looked at: what it is, and its words."""

    page: int
    what: str
    words: str = ""


def sides_of(pages: Sequence[ProofPage], across: int, right_bound: bool, slug: str) -> Iterator[ProofSide]:
    """The sheets in order: a page each, or (two across) the pages that face each other; the first page stands alone."""
    labels, count = [page.label for page in pages], len(pages)
    if across == 1:
        yield from (ProofSide((at,), label, f"Page {label} · {slug}") for at, label in enumerate(labels))
        return
    for first in range(-1, count, 2):
        pair = [at if 0 <= at < count else None for at in (first, first + 1)]
        label = "–".join(labels[at] for at in pair if at is not None)
        if right_bound:
            pair.reverse()
        yield ProofSide(tuple(pair), label, f"Pages {label} · {slug}")


def slug_of(title: str, pages: Sequence[ProofPage], made: str, design: str) -> str:
    """What tells this proof from others: the book, when it was made, a short digest of all that is set, the design."""
    text = hashlib.blake2b(" ".join(page.digest for page in pages).encode(), digest_size=3).hexdigest()
    return f"{title} · proof of {made} · text {text} · {design}"


def bookmarks_to(title: str, found: Sequence[Found], pages: Sequence[ProofPage]) -> Iterator[Mark]:
    """A branch of the bookmarks: what was found, in the order of the pages."""
    if found:
        in_order = sorted(found, key=lambda one: one.page)
        yield Mark(f"{title}: {len(found)}", in_order[0].page)
        for one in in_order:
            yield Mark(": ".join(filter(None, (pages[one.page].label, one.what, one.words))), one.page, 1)


def bookmarks_to_changes(changes: Changes, pages: Sequence[ProofPage]) -> Iterator[Mark]:
    """The branch of the pages that changed."""
    found = [Found(at, "words") for at in changes.reworded] + [Found(at, "lines moved") for at in changes.reset]
    yield from bookmarks_to("Changed pages", found, pages)
