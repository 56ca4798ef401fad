"""A style file as a layer that can be merged: one spelling of its keys, short forms spelt out, files named from the root."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.folders import Folder, read_plain
from bookbuild.schema import Section, key_of
from bookbuild.style.fontfiles import is_font_file
from bookbuild.style.resolve import PICTURES
from bookbuild.style.settings import StyleSettings
from bookbuild.style.trims import named_trims
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence, read_yaml

_SHORT: Final = {
    key_of(StyleSettings, field.name): kind.short
    for field in dataclasses.fields(StyleSettings)
    if isinstance(kind := field.metadata["kind"], Section) and kind.short
}
"""The groups that plain text may stand for, and the key it fills."""


def read_layer(path: Path, shown: str, room: Folder) -> Mapping:
    """A style file's own lines; the files that it names have to lie in `room`.

    Raises BookError: S007 it can't be read, Y001 to Y005 it is no YAML that can be, M021 a file that lies elsewhere.
    """
    try:
        text = read_plain(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        message = f"This style can't be read: {failure}."
        raise error("S007", message, "A style is a YAML file in UTF-8.", Place(shown)) from None
    return _rooted(_tidy(read_yaml(text, shown)), path.parent, room)


def _tidy(layer: Mapping) -> Mapping:
    """Keys with dashes, short forms as groups, empty values gone: they leave what the base says."""
    layer = _dashed(layer)
    items = {key: _spelt_out(key, value) for key, value in layer.items.items()}
    trims = items.get("trims")
    if isinstance(trims, Mapping):
        items["trims"] = _by_their_names(trims)
    return replace(layer, items=items)


def _by_their_names(trims: Mapping) -> Mapping:
    """What changes on certain trims, each under its trim's name as the list has it, capitals aside."""
    known = {name.lower(): name for name in named_trims()}
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for typed, one in trims.items.items():
        name = known.get(typed.lower(), typed)
        if name in items:
            raise error("Y002", f"The trim `{name}` stands here twice.", "Keep one of the two.", trims.keys[typed])
        items[name] = _tidy(one) if isinstance(one, Mapping) else one
        keys[name] = trims.keys[typed]
    return Mapping(items, keys, trims.place)


def _spelt_out(key: str, value: Node) -> Node:
    """A group whose one value stands in its place, as the group: the others stay what the base says."""
    if key in _SHORT and isinstance(value, Scalar):
        return Mapping({_SHORT[key]: value}, {_SHORT[key]: value.place}, value.place)
    return value


def _dashed(tree: Mapping) -> Mapping:
    """A style's keys with dashes, so that layers written either way change the same settings; names of faces stay."""
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in tree.items.items():
        dashed = key.replace("_", "-")
        if dashed in items:
            raise error("Y002", f"`{key}` stands here twice, once with a dash.", "Keep one of the two.", tree.keys[key])
        if isinstance(value, Scalar) and not value.text:
            continue
        if dashed == "faces" and isinstance(value, Mapping):
            families = {name: _dashed(one) if isinstance(one, Mapping) else one for name, one in value.items.items()}
            items[dashed] = replace(value, items=families)
        else:
            items[dashed] = _dashed(value) if isinstance(value, Mapping) else value
        keys[dashed] = tree.keys[key]
    return Mapping(items, keys, tree.place)


def _rooted(layer: Mapping, folder: Path, room: Folder) -> Mapping:
    """A layer whose files (fonts, an ornament's picture) are named from the root: they lie beside the style."""

    def rooted(value: Node) -> Node:
        if not isinstance(value, Scalar):
            return value
        return Scalar(str(room.inside(value.text, value.place, beside=folder)), value.place)

    items = dict(layer.items)
    faces, scene_break = items.get("faces"), items.get("scene-break")
    if isinstance(faces, Mapping):
        families = {
            name: replace(files, items={key: rooted(value) for key, value in files.items.items()})
            if isinstance(files, Mapping)
            else files
            for name, files in faces.items.items()
        }
        items["faces"] = replace(faces, items=families)
    elif faces is not None:
        listed = faces.items if isinstance(faces, Sequence) else (faces,)
        files = tuple(rooted(one) if isinstance(one, Scalar) and is_font_file(one.text) else one for one in listed)
        items["faces"] = Sequence(files, faces.place)
    ornament = scene_break.items.get("ornament") if isinstance(scene_break, Mapping) else None
    if isinstance(scene_break, Mapping) and isinstance(ornament, Scalar) and ornament.text.lower().endswith(PICTURES):
        items["scene-break"] = replace(scene_break, items={**scene_break.items, "ornament": rooted(ornament)})
    return replace(layer, items=items)
