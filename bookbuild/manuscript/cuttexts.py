"""Texts of book.yaml and chapters that a # cuts off, as YAML has it: `title: We're #1 Again`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence

WORDED: Final = frozenset(
    {
        "title", "subtitle", "series", "author", "contributors", "name", "publisher", "place", "edition", "rights",
        "copyright_page", "dedication", "epigraph", "text", "source", "also_by", "acknowledgements", "about_the_author",
        "colophon", "part", "number", "running_head", "about", "spine_title", "ground", "ink", "accent",
    }
)  # fmt: skip
"""The settings in which a # is likely to be meant as printed: an author's words, and colours written #336699.

A name of the program's own, such as a style's, has none.
"""


def warn_of_cut_texts(tree: Mapping, findings: Findings) -> None:
    """Y006 for every text of the author's that ends at a # with no space after it; a comment has one."""
    for place in _cut(tree, worded=False):
        findings.warn(
            "Y006",
            "The text ends here before a #, which begins a comment in YAML.",
            "Put quotes round the whole text; if a comment is meant, put a space after its #.",
            place,
        )


def _cut(node: Node, worded: bool) -> Iterator[Place]:
    """Where texts are cut off; `worded`: the node stands under a setting with the author's words."""
    match node:
        case Scalar():
            if worded and node.cut:
                yield node.place
        case Sequence():
            for item in node.items:
                yield from _cut(item, worded)
        case Mapping():
            for key, item in node.items.items():
                yield from _cut(item, key.replace("-", "_") in WORDED)
