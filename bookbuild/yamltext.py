"""YAML as the text that was typed: no 0306406152 read as octal, no `no` read as False, every value with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import BookError, Place, error

if TYPE_CHECKING:
    import yaml

MOST_NODES: Final = 200_000
"""More values than this in one file is a bomb of aliases, not a book."""

_WHITE: Final = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), " ")
_UNPRINTED: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
"""What can be typed as an escape in double quotes and prints nothing: white becomes a space, the rest is left out."""

_PLAIN_TAGS: Final = {"?", "!"} | {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value")
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `text` is what was typed; an empty value is the empty string."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, and each key's own place."""

    items: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


def read_yaml(text: str, file: str, first_line: int = 1) -> Mapping:
    """Parse `text` into a tree of typed text.

    `file` and `first_line` (of the text within that file) go into the places. An empty text is an empty
    mapping. Raises BookError (Y001 to Y005) for broken YAML, duplicate keys, tags, bombs of aliases and a top
    level that is no mapping.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as broken:
        if "nesting depth" in (broken.problem or ""):
            raise _too_deep(file) from None
        mark = broken.problem_mark or broken.context_mark
        place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
        problem = broken.problem or str(broken)
        raise error(
            "Y001",
            f"This is not valid YAML: {problem}.",
            "A text with a colon, a # or a quote in it needs quotes round it.",
            place,
        ) from None
    except yaml.YAMLError as broken:
        raise error("Y001", f"This is not valid YAML: {broken}.".replace("\n", " "), "", Place(file)) from None
    except RecursionError:
        raise _too_deep(file) from None
    if root is None:
        return Mapping({}, {}, Place(file, first_line, 1))
    tree = _Reader(file, first_line).node(root, ())
    if isinstance(tree, Scalar) and not tree.text:
        return Mapping({}, {}, tree.place)
    if not isinstance(tree, Mapping):
        raise error(
            "Y005",
            "This must be a list of `key: value` lines.",
            "Begin with `title: The Name of Your Book`.",
            tree.place,
        )
    return tree


def _too_deep(file: str) -> BookError:
    return error("Y003", "This YAML is nested too deeply.", "A book needs no more than a few levels.", Place(file))


class _Reader:
    """Turns PyYAML's nodes into ours, counting as it goes."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.count = 0

    def place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + self.first_line, mark.column + 1)

    def node(self, node: yaml.Node, parents: tuple[int, ...]) -> Node:
        place = self.place(node)
        self.count += 1
        if self.count > MOST_NODES or id(node) in parents or len(parents) > 50:
            raise error(
                "Y003",
                "This YAML grows without end: an alias (*name) repeats itself or others.",
                "Write the values out instead of using aliases.",
                place,
            )
        if node.tag not in _PLAIN_TAGS:
            raise error(
                "Y004", f"The tag {node.tag!r} is not allowed here.", "Remove the word that begins with `!`.", place
            )
        inside = (*parents, id(node))
        value: Any = node.value
        if isinstance(value, str):
            value = _UNPRINTED.sub("", value.translate(_WHITE)) if not value.isprintable() else value
            return Scalar(value.strip() if "\n" not in value else value.strip("\n"), place)
        if getattr(node, "id", "") == "sequence":
            return Sequence(tuple(self.node(item, inside) for item in value), place)
        return self.mapping(value, place, inside)

    def mapping(self, pairs: Any, place: Place, inside: tuple[int, ...]) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, value in pairs:
            where = self.place(key)
            if not isinstance(key.value, str):
                raise error("Y001", "A key must be a plain word.", "", where)
            if key.value in items:
                raise error(
                    "Y002",
                    f"`{key.value}` stands here a second time; the first is in line {keys[key.value].line}.",
                    "Keep one of the two.",
                    where,
                )
            items[key.value] = self.node(value, inside)
            keys[key.value] = where
        return Mapping(items, keys, place)


def merged(base: Mapping, changes: Mapping) -> Mapping:
    """`base` with what `changes` says instead; mappings inside are merged the same way, lists are replaced."""
    items = dict(base.items)
    keys = dict(base.keys)
    for key, value in changes.items.items():
        old = items.get(key)
        items[key] = merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
        keys[key] = changes.keys[key]
    return Mapping(items, keys, changes.place)


__all__ = ["BookError", "Mapping", "Node", "Scalar", "Sequence", "merged", "read_yaml"]
