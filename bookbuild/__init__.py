"""bookbuild turns a writer's manuscript into a book a printer will take.

    >>> import bookbuild
    >>> report = bookbuild.build("mybook")          # a folder with book.yaml
    >>> report = bookbuild.build(book, trim="6x9")  # or a bookbuild.Book made in code

What is public is named in ``__all__``; it is imported when first used, so that ``import bookbuild`` costs nothing.
"""

TYPE_CHECKING = False  # nothing is imported here, not even `typing`: see importpath

if TYPE_CHECKING:
    from typing import Any

    from bookbuild.diagnostics import BookError, Diagnostic, Place, UsageError
    from bookbuild.making import BuildReport, build
    from bookbuild.manuscript.blocks import (
        Block,
        Book,
        Chapter,
        Contributor,
        Edition,
        Heading,
        Insert,
        ItemList,
        Mark,
        Matter,
        Paragraph,
        PartTitle,
        Picture,
        Preformatted,
        Quotation,
        Run,
        SceneBreak,
        plain,
    )
    from bookbuild.manuscript.read import read_book

__all__ = [
    "Block", "Book", "BookError", "BuildReport", "Chapter", "Contributor", "Diagnostic", "Edition", "Heading", "Insert",
    "ItemList", "Mark", "Matter", "Paragraph", "PartTitle", "Picture", "Place", "Preformatted", "Quotation", "Run",
    "SceneBreak", "UsageError", "build", "plain", "read_book",
]  # fmt: skip

_HOMES = {
    "build": "bookbuild.making",
    "BuildReport": "bookbuild.making",
    "BookError": "bookbuild.diagnostics",
    "Diagnostic": "bookbuild.diagnostics",
    "Place": "bookbuild.diagnostics",
    "UsageError": "bookbuild.diagnostics",
    "read_book": "bookbuild.manuscript.read",
}


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'bookbuild' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "bookbuild.manuscript.blocks")), name)
