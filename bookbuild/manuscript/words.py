"""The words of a book, counted."""

from __future__ import annotations

from collections.abc import Iterable

from bookbuild.manuscript.blocks import Book, Chapter, PartTitle, text_of


def count_words(book: Book) -> int:
    """How many words the chapters and part titles have, as the author's own program would count them."""
    divisions = [one for one in book.divisions if isinstance(one, Chapter | PartTitle)]
    titles = sum(len(text_of(one.title).split()) for one in divisions)
    texts = (text for one in divisions for text in texts_of(getattr(one, "blocks", ())))
    return titles + sum(len(text.replace("\u200a", "").split()) for text in texts)


def texts_of(thing: object) -> Iterable[str]:
    """Every text of blocks, depth first: runs joined, list labels and code lines included."""
    if isinstance(thing, tuple | list):
        for one in thing:
            yield from texts_of(one)
        return
    runs = getattr(thing, "runs", None) or getattr(thing, "caption", None)
    if runs:
        yield text_of(runs)
    for label, item in zip(getattr(thing, "labels", ()), getattr(thing, "items", ()), strict=True):
        yield label
        yield from texts_of(item)
    yield from getattr(thing, "lines", ())
    yield from texts_of(getattr(thing, "blocks", ()))
