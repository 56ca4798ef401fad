"""Press files in, a Press out: the base first, then the user's own groups."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.folders import Folder, find_file, read_plain
from bookbuild.schema import did_you_mean, key_of, read_settings
from bookbuild.style.press import Press
from bookbuild.style.pressresolve import resolved
from bookbuild.style.presssettings import PressSettings, Sourced
from bookbuild.yamltext import Mapping, Node, Scalar, read_yaml

DEFAULT_PRESS: Final = "generic-pod"

_SHIPPED: Final = Path(__file__).parent / "presses"

_WHOLE: Final = {"trims", "papers"}
"""Groups that a file gives as a whole: a press does not print the sizes of its base besides its own."""

PROVENANCE: Final = frozenset(key_of(Sourced, field.name) for field in fields(Sourced))
"""The keys of any group that say where its numbers are from."""


@cache
def shipped_presses() -> tuple[str, ...]:
    """The names of the presses that come with bookbuild."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def find_press(name: str, place: Place | None = None, folder: Path = Path(), confined: bool = False) -> Press:
    """A press by its name (capitals aside), or by its file, looked up in `folder`, the book's, and then here.

    A file may name its `base`, without which it changes `DEFAULT_PRESS`. `place` is where the press was asked for;
    `confined` says that the book asks for it, so that its file must lie in `folder`. Raises BookError: S005 bases in a
    circle, S030 no such press, S031 its file can't be read, S032 its numbers contradict one another, M021 a file outside
    the folder it may lie in, Y001 to Y005 and Y010, Y011 with every fault found.
    """
    return press_and_lines(name, place, folder, confined)[0]


def press_and_lines(
    name: str, place: Place | None = None, folder: Path = Path(), confined: bool = False
) -> tuple[Press, Mapping]:
    """A press with the lines it was read from, those of its bases among them. Raises what `find_press` raises."""
    book = Folder(folder)
    path = _find_file(name, folder, book if confined else None, place)
    room = book if book.holds(path) else Folder(path.parent, "the press's own folder")
    whole = _whole(path, _shown(path, name), room, place, ())
    items = {key: node for key, node in whole.items.items() if key != "base"}
    lines = replace(whole, items=items)
    return resolved(path.stem, read_settings(PressSettings, lines), lines), lines


def _shown(path: Path, name: str) -> str:
    return path.name if path.parent == _SHIPPED else name


def _whole(path: Path, shown: str, room: Folder, place: Place | None, seen: tuple[Path, ...]) -> Mapping:
    """A press's own lines over those of its base, and of the base's base; they lie in `room`."""
    if path in seen:
        raise error(
            "S005", f"The press {path.stem!r} is its own base.", f"Name another base, such as {DEFAULT_PRESS}.", place
        )
    layer = _layer(path, shown)
    base = layer.items.get("base")
    if isinstance(base, Scalar):
        below = _find_file(base.text, path.parent, room, base.place)
        return _over(_whole(below, _shown(below, base.text), room, base.place, (*seen, path)), layer)
    if path.parent == _SHIPPED:
        return layer
    return _over(_layer(_SHIPPED / f"{DEFAULT_PRESS}.yaml", f"{DEFAULT_PRESS}.yaml"), layer)


def _over(base: Mapping, layer: Mapping) -> Mapping:
    """A base with the groups of a layer laid over it. A group that changes is no longer from where the base had it."""
    items, keys = dict(base.items), dict(base.keys)
    for key, node in layer.items.items():
        below = items.get(key)
        if isinstance(node, Mapping) and isinstance(below, Mapping) and key not in _WHOLE:
            kept = {name: value for name, value in below.items.items() if name not in PROVENANCE}
            node = Mapping({**kept, **node.items}, {**below.keys, **node.keys}, node.place)
        items[key], keys[key] = node, layer.keys[key]
    return Mapping(items, keys, layer.place)


def _layer(path: Path, shown: str) -> Mapping:
    """A file's own lines, keys with dashes, empty values gone. Raises BookError: S031, Y001 to Y005."""
    try:
        text = read_plain(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        message = f"This press's file can't be read: {failure}."
        raise error("S031", message, "A press is a YAML file in UTF-8.", Place(shown)) from None
    whole = _dashed(read_yaml(text, shown))
    groups = {
        key: _dashed(node) if isinstance(node, Mapping) and key not in _WHOLE else node
        for key, node in whole.items.items()
    }
    return replace(whole, items=groups)


def _dashed(tree: Mapping) -> Mapping:
    """A group's keys with dashes, so that layers written either way change the same numbers. Raises BookError Y002."""
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, node in tree.items.items():
        dashed = key.replace("_", "-")
        if dashed in items:
            raise error("Y002", f"`{key}` stands here twice, once with a dash.", "Keep one of the two.", tree.keys[key])
        if not (isinstance(node, Scalar) and not node.text):
            items[dashed], keys[dashed] = node, tree.keys[key]
    return Mapping(items, keys, tree.place)


def _find_file(name: str, beside: Path, room: Folder | None, place: Place | None) -> Path:
    """The file of a press: a shipped one's by its name, or what `find_file` finds. Raises BookError S030, M021."""
    shipped = shipped_presses()
    if name.strip().lower() in shipped:
        return _SHIPPED / f"{name.strip().lower()}.yaml"
    found = find_file(name, beside, room, place)
    if found:
        return found
    hint = did_you_mean(name, shipped) or "See `bookbuild presses`, or give the file's name with its path."
    raise error("S030", f"There is no press {name!r}.", hint, place)
