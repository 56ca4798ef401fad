"""YAML as the text that was typed: no 0306406152 read as octal, no `no` read as False, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bookbuild.diagnostics import BookError, Findings, Place, error

MOST_NODES: Final = 200_000
"""More keys and values than this in one file, aliases followed, is a bomb and not a book."""

MOST_DEEP: Final = 50
"""More lists and mappings than this inside one another: no reader of the tree need be ready for it."""

_WHITE: Final = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), " ")
_UNPRINTED: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
"""What can be typed as an escape in double quotes and prints nothing: white becomes a space, the rest is left out."""

_GLUED_COMMENT: Final = re.compile(r"[ \t]+#(?=\S)")
"""What follows `We're` in `title: We're #1 Again`; whoever means a comment sets a space after the #."""

_BRACKET: Final = re.compile(r"[\[\]{}]")

_PLAIN_TAGS: Final = {None, "!"} | {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value")
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `text` is what was typed; an empty value is the empty string.

    `cut`: a comment ends it that may not have been meant as one, there being no space after its #.
    """

    text: str
    place: Place
    cut: bool = False


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


def read_yaml(text: str, file: str, first_line: int = 1, findings: Findings | None = None) -> Mapping:
    """Parse `text` into a tree of typed text.

    `file` and `first_line` (of the text within that file) go into the places. An empty text is an empty
    mapping. Of a key that stands twice the first is kept and `findings` told, where they are given. Raises BookError (Y001 to Y005) for broken YAML, duplicate keys, tags, bombs of aliases or of
    brackets, and a top level that is no mapping.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = _Reader(yaml.parse(text, Loader=loader), text, file, first_line, findings).document()
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
        # The scanner reads a line ahead of its events, and may stop at a depth of its own before they tell of it.
        if mark and _bracket_depth(text[: mark.index]) > MOST_DEEP:
            raise _too_deep(place) from None
        hint = "A text with a colon, a # or a quote in it needs quotes round it."
        raise _broken(broken.problem or str(broken), hint, place) from None
    except yaml.YAMLError as broken:
        raise _broken(str(broken).replace("\n", " "), "", Place(file)) from None
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


def _bracket_depth(text: str) -> int:
    """How many brackets are open at once at the deepest place."""
    depth = deepest = 0
    for found in _BRACKET.finditer(text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _broken(problem: str, hint: str, place: Place) -> BookError:
    return error("Y001", f"This is not valid YAML: {problem}.", hint, place)


def _too_deep(place: Place) -> BookError:
    return error("Y003", "This YAML is nested too deeply.", "A book needs no more than a few levels.", place)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A node, how many there are in it with itself, and how many levels it has below it."""

    node: Node
    count: int = 1
    height: int = 0


class _Reader:
    """Turns a parser's events into a tree, which is never deeper or larger than a book's may be."""

    def __init__(self, events: Iterator[Any], text: str, file: str, first_line: int, findings: Findings | None) -> None:
        self.events = events
        self.text = text
        self.file = file
        self.first_line = first_line
        self.findings = findings
        self.count = 0
        self.anchors: dict[str, _Weighed | None] = {}
        """What an alias stands for; None while it is being read."""

    def document(self) -> Node:
        """The root of the only document; an empty text where there is none. Raises BookError Y001 to Y004."""
        next(self.events)
        if _kind(next(self.events)) == "StreamEnd":
            return Scalar("", Place(self.file, self.first_line, 1))
        root = self.node(next(self.events), 0).node
        next(self.events)
        after = next(self.events)
        if _kind(after) != "StreamEnd":
            hint = "The file holds one list of settings; take the line of `---` out."
            raise _broken("a second document begins here", hint, self.place(after))
        return root

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + self.first_line, mark.column + 1)

    def node(self, event: Any, level: int) -> _Weighed:
        """The node that begins with `event`, inside so many others."""
        kind = _kind(event)
        if kind == "Alias":
            return self.counted(self.aliased(event), event, level)
        if event.tag not in _PLAIN_TAGS:
            hint = "Remove the word that begins with `!`."
            raise error("Y004", f"The tag {event.tag!r} is not allowed here.", hint, self.place(event))
        if event.anchor:
            self.anchors[event.anchor] = None
        found = (
            self.counted(_Weighed(self.scalar(event)), event, level) if kind == "Scalar" else self.group(event, level)
        )
        if event.anchor:
            self.anchors[event.anchor] = found
        return found

    def counted(self, found: _Weighed, event: Any, level: int) -> _Weighed:
        """The same, after a look at how deep it goes and at how much there is by now."""
        if level + found.height > MOST_DEEP:
            raise _too_deep(self.place(event))
        self.count += found.count
        if self.count > MOST_NODES:
            raise self.endless(event)
        return found

    def endless(self, event: Any) -> BookError:
        return error(
            "Y003",
            "This YAML grows without end: an alias (*name) repeats itself or others."
            if self.anchors
            else "This YAML holds more values than any book has.",
            "Write the values out instead of using aliases." if self.anchors else "Keep what the book needs.",
            self.place(event),
        )

    def aliased(self, event: Any) -> _Weighed:
        if event.anchor not in self.anchors:
            hint = "A text that begins with a * needs quotes round it."
            raise _broken(f"nothing before this is named &{event.anchor}", hint, self.place(event))
        found = self.anchors[event.anchor]
        if found is None:
            raise self.endless(event)
        return found

    def scalar(self, event: Any) -> Scalar:
        value: str = event.value
        value = _UNPRINTED.sub("", value.translate(_WHITE)) if not value.isprintable() else value
        cut = not event.style and _GLUED_COMMENT.match(self.text, event.end_mark.index) is not None
        return Scalar(value.strip() if "\n" not in value else value.strip("\n"), self.place(event), cut)

    def group(self, event: Any, level: int) -> _Weighed:
        """A list or a mapping."""
        self.counted(_Weighed(Scalar("", self.place(event))), event, level + 1)
        parts: list[_Weighed] = []
        while not _kind(inner := next(self.events)).endswith("End"):
            parts.append(self.node(inner, level + 1))
        place = self.place(event)
        nodes = [part.node for part in parts]
        whole = Sequence(tuple(nodes), place) if _kind(event) == "SequenceStart" else self.mapping(nodes, place)
        return _Weighed(
            whole, 1 + sum(part.count for part in parts), 1 + max((part.height for part in parts), default=0)
        )

    def mapping(self, nodes: list[Node], place: Place) -> Mapping:
        """Keys and values by turns made a mapping. Raises BookError Y001, Y002."""
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise error("Y001", "A key must be a plain word.", "", key.place)
            if key.text in items:
                message = f"`{key.text}` stands here a second time; the first is in line {keys[key.text].line}."
                if self.findings is None:
                    raise error("Y002", message, "Keep one of the two.", key.place)
                self.findings.warn("Y002", message, "The first is taken; keep one of the two.", key.place)
                continue
            items[key.text] = value
            keys[key.text] = key.place
        return Mapping(items, keys, place)


def _kind(event: Any) -> str:
    """What a parser's event says has begun or ended."""
    return type(event).__name__.removesuffix("Event")


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
