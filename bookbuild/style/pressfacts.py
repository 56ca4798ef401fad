"""What is known of a press, told as its file has it: every number as it was typed, with where it is from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bookbuild.style.press import Press, Source
from bookbuild.style.pressload import PROVENANCE
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence

UNPUBLISHED: Final = "not published: ask the press"

WIDTH: Final = 100
"""How wide the list is, in characters."""

_INDENT: Final = 2
_NAME: Final = 16
"""The width of the column of names."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A group of numbers: its key, its names and values as typed, its source (None for what nobody publishes)."""

    key: str
    values: tuple[tuple[str, str], ...]
    source: Source | None


def facts(press: Press, lines: Mapping) -> Iterator[Fact]:
    """All groups of a press in the order of its file, and those that a cover needs and the press does not publish."""
    for key, node in lines.items.items():
        if key in press.sources:
            yield Fact(key, _values(node), press.sources[key])
        elif key == "papers" and isinstance(node, Mapping):
            for name, paper in node.items.items():
                yield from _of_a_paper(press, name, paper)
    if press.bleed is None:
        yield Fact("bleed", (("", UNPUBLISHED),), None)


def _of_a_paper(press: Press, name: str, lines: Node) -> Iterator[Fact]:
    key = f"papers.{name}"
    yield Fact(key, _values(lines), press.sources[key])
    spine = lines.items.get("spine") if isinstance(lines, Mapping) else None
    if spine is not None and press.papers[name].spine:
        yield Fact(f"{key}.spine", _values(spine), press.sources[f"{key}.spine"])
    else:
        yield Fact(f"{key}.spine", (("", UNPUBLISHED),), None)


def _values(node: Node) -> tuple[tuple[str, str], ...]:
    """A group's names and values, without its source and a paper's spine, which is a group of its own."""
    if not isinstance(node, Mapping):
        return (("", _typed(node)),)
    named = ((key.replace("_", "-"), value) for key, value in node.items.items())
    return tuple((key, _typed(value)) for key, value in named if key not in {*PROVENANCE, "spine"})


def _typed(node: Node) -> str:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return ", ".join(_typed(item) for item in node.items)
        case Mapping():
            return ", ".join(f"{key}: {_typed(value)}" for key, value in node.items.items())


def source_words(source: Source) -> str:
    """Where numbers are from, in words: the text, the date, and whether it was read at second hand."""
    checked = source.checked if source.checked in ("", "undated") else f"read {source.checked}"
    return ", ".join(filter(None, (source.text, checked, "second hand" * source.second_hand)))


def told(press: Press, lines: Mapping) -> str:
    """All that is known of a press, as text for a terminal."""
    paragraphs = [f"{press.name}: {press.title}"]
    for fact in facts(press, lines):
        head = f"{fact.key} ({source_words(fact.source)})" if fact.source else fact.key
        rows = [*fact.values, *([("note", fact.source.note)] if fact.source and fact.source.note else [])]
        paragraphs.append("\n".join([*textwrap.wrap(head, WIDTH), *(_row(name, value) for name, value in rows)]))
    return "\n\n".join(paragraphs)


def _row(name: str, value: str) -> str:
    first = " " * _INDENT + (name.ljust(_NAME) if name else "")
    return textwrap.fill(value, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)


def pages_words(press: Press) -> str:
    """How many pages a press binds, over all its papers."""
    least = min((paper.least for paper in press.papers.values()), default=0)
    most = [paper.most for paper in press.papers.values()]
    if not most or None in most:
        return "any number of pages"
    return f"{least} to {max(filter(None, most))} pages"
