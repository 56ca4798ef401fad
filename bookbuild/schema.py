"""Settings as types: a kind, a default and one sentence each. Reading, `did you mean` and the JSON schema follow.

A settings class is a frozen dataclass whose fields are made by `setting`. The same declaration reads a YAML
file, tells the user of a misspelt key, and writes the JSON schema that editors complete from.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingLike
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bookbuild.diagnostics import BookError, Diagnostic, Place
from bookbuild.units import decimal, page_size, points
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence

T = TypeVar("T")
Value = TypeVar("Value", covariant=True)
Json = dict[str, Any]


class Kind(Protocol[Value]):
    """What a setting's value may be: how it is read from YAML and how the JSON schema describes it."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> Value | None:
        """The value, or None after adding to `faults` why there is none."""

    def schema(self) -> Json:
        """This kind in the words of JSON Schema."""


def setting(kind: Kind[Any], sentence: str, default: Any = None) -> Any:
    """Declare one setting of a settings class: its kind, what it is for in one sentence, its default."""
    metadata = {"kind": kind, "sentence": sentence}
    return dataclasses.field(default=default, metadata=metadata)


def fault(faults: list[Diagnostic], name: str, expected: str, place: Place, hint: str = "") -> None:
    """Note that the value of `name` is not what was expected."""
    hint = hint or "`bookbuild schema` with `book`, `style` or `press` says what every setting may be."
    faults.append(Diagnostic("Y011", f"`{name}` must be {expected}.", hint, place))


@dataclass(frozen=True)
class Text:
    """Words, exactly as typed."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> str | None:
        if isinstance(node, Scalar):
            return node.text
        fault(faults, name, "plain text", node.place, "Put quotes round it if it has a colon or begins with a bracket.")
        return None

    def schema(self) -> Json:
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class PlacedText:
    """Words with the place they stand at, for what is looked up later (files, faces)."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> Scalar | None:
        return node if Text().read(node, name, faults) is not None and isinstance(node, Scalar) else None

    def schema(self) -> Json:
        return Text().schema()


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """Text that a function turns into a value; the function raises ValueError when it can't."""

    parse: Callable[[str], T]
    expected: str

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> T | None:
        if isinstance(node, Scalar):
            try:
                return self.parse(node.text)
            except ValueError:
                pass
        fault(faults, name, self.expected, node.place)
        return None

    def schema(self) -> Json:
        return {"type": ["string", "number"], "description": self.expected}


def whole_number(least: int, most: int) -> Parsed[int]:
    """A whole number between two bounds, both allowed."""

    def parse(text: str) -> int:
        number = int(text) if text.strip().isdigit() and text.isascii() else -1
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return Parsed(parse, f"a whole number from {least} to {most}")


def number(least: float, most: float) -> Parsed[float]:
    """A number between two bounds, both allowed."""

    def parse(text: str) -> float:
        value = decimal(text)
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return Parsed(parse, f"a number from {least:g} to {most:g}")


def length(least: float = 0.0, most: float = 7200.0) -> Parsed[float]:
    """A length with a unit, read as points."""

    def parse(text: str) -> float:
        value = points(text)
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return Parsed(parse, f"a length from {least:g}pt to {most:g}pt, such as 0.75in, 12mm or 11pt")


def lines(least: int = 0, most: int = 60) -> Parsed[int]:
    """A whole number of lines: ``8`` or ``8 lines``."""

    def parse(text: str) -> int:
        return whole_number(least, most).parse(text.removesuffix("s").removesuffix("line"))

    return Parsed(parse, f"a whole number of lines from {least} to {most}, such as `8 lines`")


SIZE = Parsed(page_size, "a page size such as 5.5in x 8.5in")
"""Width and height of a page in points."""


def yes_or_no(text: str) -> bool:
    """`yes`, `true`, `on` or the contrary. Raises ValueError for anything else."""
    lowered = text.lower()
    if lowered in ("yes", "true", "on"):
        return True
    if lowered in ("no", "false", "off"):
        return False
    raise ValueError(text)


@dataclass(frozen=True)
class YesNo:
    """A switch."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> bool | None:
        return Parsed(yes_or_no, "yes or no").read(node, name, faults)

    def schema(self) -> Json:
        return {"enum": [True, False, "yes", "no", "on", "off"]}


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> str | None:
        if isinstance(node, Scalar) and node.text.lower() in self.words:
            return node.text.lower()
        close = did_you_mean(node.text, self.words) if isinstance(node, Scalar) else ""
        fault(faults, name, "one of " + ", ".join(self.words), node.place, close)
        return None

    def schema(self) -> Json:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """Several values of one kind; a single value may stand without its dash."""

    kind: Kind[T]

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> tuple[T, ...]:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        values = (self.kind.read(item, name, faults) for item in nodes)
        return tuple(value for value in values if value is not None)

    def schema(self) -> Json:
        one = self.kind.schema()
        return {"anyOf": [{"type": "array", "items": one}, one]}


@dataclass(frozen=True)
class Named(Generic[T]):
    """Values of one kind under names that the author chooses."""

    kind: Kind[T]

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> dict[str, T] | None:
        if not isinstance(node, Mapping):
            fault(faults, name, "a list of `name: value` lines", node.place)
            return None
        values = {key: self.kind.read(item, f"{name}.{key}", faults) for key, item in node.items.items()}
        return {key: value for key, value in values.items() if value is not None}

    def schema(self) -> Json:
        return {"type": "object", "additionalProperties": self.kind.schema()}


@dataclass(frozen=True)
class Raw:
    """Groups of settings under names, kept as they were typed: what they mean is decided later."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> Mapping | None:
        if isinstance(node, Mapping):
            return node
        fault(faults, name, "a list of `name: {settings}` lines", node.place)
        return None

    def schema(self) -> Json:
        return {"type": "object"}


@dataclass(frozen=True)
class Section(Generic[T]):
    """A group of settings, described by a settings class. `short` names the field that plain text fills."""

    cls: type[T]
    short: str = ""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> T | None:
        if isinstance(node, Mapping):
            return read_section(self.cls, node, faults, name)
        if self.short and isinstance(node, Scalar):
            return read_section(
                self.cls, Mapping({self.short: node}, {self.short: node.place}, node.place), faults, name
            )
        fault(faults, name, "a group of `key: value` lines", node.place)
        return None

    def schema(self) -> Json:
        whole = section_schema(self.cls)
        if not self.short:
            return whole
        fields = {field.name: field for field in dataclasses.fields(self.cls)}  # type: ignore[arg-type]
        return {"anyOf": [whole, fields[self.short.replace("-", "_")].metadata["kind"].schema()]}


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint naming the closest of the words, or the empty string when none is close."""
    close = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else ""


def key_of(cls: type[Any], field_name: str) -> str:
    """A field's key as it is written in YAML: dashes in styles, underscores in book.yaml."""
    return field_name.replace("_", getattr(cls, "KEY_JOINER", "-"))


def read_section(cls: type[T], node: Mapping, faults: list[Diagnostic], name: str = "") -> T:
    """Read one settings class from a mapping; unknown keys and wrong values are added to `faults`.

    Keys may be written with dashes or underscores. An empty value leaves the default.
    """
    fields: MappingLike[str, dataclasses.Field[Any]] = {f.name: f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, item in node.items.items():
        field = fields.get(key.replace("-", "_"))
        full = f"{name}.{key}" if name else key
        if field is None:
            keys = [key_of(cls, one) for one in fields]
            hint = did_you_mean(key, keys) or "The keys here are: " + ", ".join(sorted(keys)) + "."
            faults.append(Diagnostic("Y010", f"There is no setting `{full}`.", hint, node.keys[key]))
        elif field.name in values:
            faults.append(
                Diagnostic(
                    "Y002", f"`{key}` stands here twice, once with a dash.", "Keep one of the two.", node.keys[key]
                )
            )
        elif not (isinstance(item, Scalar) and not item.text):
            value = field.metadata["kind"].read(item, full, faults)
            if value is not None:
                values[field.name] = value
    return cls(**values)


def read_settings(cls: type[T], node: Mapping) -> T:
    """Read a whole file's settings. Raises BookError with every fault found, not only the first."""
    faults: list[Diagnostic] = []
    settings = read_section(cls, node, faults)
    if faults:
        raise BookError(*faults)
    return settings


def section_schema(cls: type[Any]) -> Json:
    """A settings class in the words of JSON Schema."""
    properties = {
        key_of(cls, field.name): field.metadata["kind"].schema() | {"description": field.metadata["sentence"]}
        for field in dataclasses.fields(cls)
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def json_schema(cls: type[Any], title: str) -> Json:
    """The JSON schema of a whole file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | section_schema(cls)
