"""Style files in, a resolved Style out: bases first, then what changes on the trim, then the user's own lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Diagnostic, Place, error
from bookbuild.folders import Folder, find_file
from bookbuild.resources import shipped
from bookbuild.schema import did_you_mean, fault, length, read_section, read_settings
from bookbuild.style.fontfiles import x_height
from bookbuild.style.layers import read_layer
from bookbuild.style.resolve import Blame, resolved
from bookbuild.style.settings import ROLES, FaceSettings, StyleSettings
from bookbuild.style.style import SAFE, Style, Trim, Typeface
from bookbuild.style.trims import find_trim, named_trims, nearest_trim, shorthands
from bookbuild.style.typefaces import find_typeface, listed_typeface, own_typeface
from bookbuild.units import inches
from bookbuild.yamltext import Mapping, Scalar, merged
from bookbuild.yamltext import Sequence as Items

DEFAULT_STYLE: Final = "classic"

_DEPENDENTS: Final = {
    ("text", "size"): (("text", "leading"), ("text", "indent"), ("lines",)),
    ("text", "leading"): (("text", "indent"), ("lines",)),
    ("text", "face"): (("text", "weight"), ("text", "optical-size")),
    ("margins", "head"): (("lines",),),
    ("margins", "foot"): (("lines",),),
}
"""What a changed setting makes stale in the base: it is worked out anew unless it is given too."""

_OF_THE_WHOLE: Final = {"base", "trim", "trims", "faces", "smallest"}
"""Settings of a style that no trim may change."""


def shipped_styles() -> dict[str, str]:
    """The shipped designs by name, each with the first comment of its file."""
    files = sorted(path for path in shipped("styles").glob("*.yaml") if path.stem != "trims")
    first_lines = {path.stem: path.read_text("utf-8").partition("\n")[0] for path in files}
    return {name: line.lstrip("# ").removeprefix(f"{name}:").strip() for name, line in first_lines.items()}


def load_style(
    name: str = "",
    trim: str = "",
    folder: Path = Path(),
    place: Place | None = None,
    trim_place: Place | None = None,
    confined: bool = False,
    faces: Sequence[tuple[str, Place | None]] = (),
) -> Style:
    """Load a style by name or file and resolve it on a trim.

    `trim` (a name or a size) wins over the style's own; `folder` is the book's, where a file's name is looked up first, and
    `confined` says that the book names it, so that it and all that it names must lie there;
    `place` and `trim_place` are where the two were asked for. A trim that stands for a style on a page
    (`large-print`) brings its style with it. `faces` are names and files (of the folder), with their places, of the faces in which characters
    are looked for that the text's face lacks, before the style's own and the shipped ones.
    Raises BookError: S001 no such style, S002/S003 no such trim, S004 no such face, S005 bases in a circle,
    S006 no such role of lettering, S010 margins that leave no page, S011 too many lines, S012 a margin too narrow,
    S013 a page too small for the style, S014 a face without a roman, S015 a lettering too large for its place,
    S016 leading that prints lines on one another, S020/S021 an ornament's file, F001 to F004 a font's file, M021 a file
    outside the folder it may lie in.
    """
    page_name, name = shorthands().get(trim.strip().lower(), (trim, name))
    layers = list(_layers_of(name or DEFAULT_STYLE, folder, place, confined))
    own_faces = _own_faces(layers, faces, folder)
    own = next((layer for layer in layers if _text(layer, "trim")), layers[-1])
    page = find_trim(page_name, trim_place) if page_name else find_trim(_text(own, "trim"), own.keys["trim"])
    whole = Mapping({}, {}, layers[-1].place)
    for layer in reversed(layers):
        _require_sound_trims(layer)
        for changes in (layer, _on_trim(layer, page)):
            whole = merged(_exchanged(_without_stale(whole, changes), changes, own_faces), changes)
    items = {key: value for key, value in whole.items.items() if key not in ("trims", "base")}
    settings = read_settings(StyleSettings, Mapping(items, whole.keys, whole.place))
    _require_known_roles(whole)
    blamed = Blame(whole, frozenset(f"{one}.yaml" for one in shipped_styles()), trim_place or place)
    _require_large_enough(settings, page, Path(name).stem, trim_place or blamed.place(("trim",), ("smallest",)))
    return resolved(Path(name).stem or DEFAULT_STYLE, settings, page, blamed, own_faces)


def _require_large_enough(settings: StyleSettings, page: Trim, name: str, place: Place | None) -> None:
    """Refuse a page that the style's type is too large for. Raises BookError S013."""
    if settings.smallest is None:
        return
    width, height = settings.smallest
    if page.width < width - 0.5 or page.height < height - 0.5:
        enough = [one.name for one in named_trims().values() if one.width >= width and one.height >= height]
        size = f"{inches(width)} x {inches(height)} in"
        message = f"The style {name} needs a page of at least {size}; {page.name} is smaller."
        hint = f"Choose a larger trim: {', '.join(enough) or f'a size of {size} or more'}."
        raise error("S013", message, hint, place)


def _require_known_roles(layer: Mapping) -> None:
    """Every role of lettering must be one that is set. Raises BookError S006."""
    lettering = layer.items.get("lettering")
    for role, place in (lettering.keys if isinstance(lettering, Mapping) else {}).items():
        if role not in ROLES:
            hint = did_you_mean(role, ROLES) or "There are: " + ", ".join(ROLES) + "."
            raise error("S006", f"There is no lettering `{role}`.", hint, place)


def _layers_of(name: str, folder: Path, place: Place | None, confined: bool) -> Iterator[Mapping]:
    """The style's file, then its base, then the base's base. What they name has to lie in the book's folder, or beside a
    style that the command line names elsewhere."""
    book = Folder(folder)
    path = _find_style(name, folder, book if confined else None, place)
    room = book if book.holds(path) else Folder(path.parent, "the style's own folder")
    return _layers(name, path, room, place, ())


def _layers(name: str, path: Path, room: Folder, place: Place | None, seen: tuple[Path, ...]) -> Iterator[Mapping]:
    if path in seen:
        raise error("S005", f"The style {name!r} is its own base.", "Name another base, such as classic.", place)
    is_shipped = path.parent == shipped("styles")
    layer = read_layer(path, path.name if is_shipped else name, room)
    yield layer
    base = layer.items.get("base")
    if not isinstance(base, Scalar):
        if is_shipped:
            return
        base = Scalar(DEFAULT_STYLE, layer.place)
    below = _find_style(base.text, path.parent, room, base.place)
    yield from _layers(base.text, below, room, base.place, (*seen, path))


def _own_faces(layers: list[Mapping], named: Sequence[tuple[str, Place | None]], folder: Path) -> dict[str, Typeface]:
    """The faces that the book names, then those that the layers bring with them, the user's own layer winning."""
    faces = {face.name: face for name, place in named if (face := listed_typeface(name, place, folder, {}))}
    faults: list[Diagnostic] = []
    for layer in reversed(layers):
        section = layer.items.get("faces")
        for one in section.items if isinstance(section, Items) else ():
            if isinstance(one, Scalar):
                face = listed_typeface(one.text, one.place, Path(one.text).parent, faces)
                faces.setdefault(face.name, face)
        for name, files in section.items.items() if isinstance(section, Mapping) else ():
            if isinstance(files, Mapping):
                settings = read_section(FaceSettings, files, faults, f"faces.{name}")
                if not faults:
                    faces[name] = own_typeface(name, settings, files.place)
    if faults:
        raise BookError(*faults)
    return faces


def _exchanged(base: Mapping, changes: Mapping, own_faces: dict[str, Typeface]) -> Mapping:
    """The base with its size fitted to the face that `changes` brings: faces are exchanged at equal x-height
    (design-spec.md section 1), unless `changes` says the size, too."""
    text, new = base.items.get("text"), changes.items.get("text")
    if not (isinstance(text, Mapping) and isinstance(new, Mapping)) or "size" in new.items:
        return base
    size, face, new_face = text.items.get("size"), text.items.get("face"), new.items.get("face")
    if not (isinstance(size, Scalar) and isinstance(face, Scalar) and isinstance(new_face, Scalar)):
        return base
    points = length().read(size, "text.size", []) or 0.0
    old_roman, new_roman = (find_typeface(one.text, one.place, own_faces).roman for one in (face, new_face))
    fitted = Scalar(f"{points * x_height(old_roman, points) / x_height(new_roman, points):.2f}pt", size.place)
    return replace(base, items={**base.items, "text": replace(text, items={**text.items, "size": fitted})})


def _find_style(name: str, beside: Path, room: Folder | None, place: Place | None) -> Path:
    """The file of a style: a shipped design's by its name, or what `find_file` finds. Raises BookError S001, M021."""
    designs = shipped_styles()
    if name.lower() in designs:
        return shipped("styles") / f"{name.lower()}.yaml"
    found = find_file(name, beside, room, place)
    if found:
        return found
    hint = did_you_mean(name, designs) or "See `bookbuild styles`, or give the file's name with its path."
    raise error("S001", f"There is no style {name!r}.", hint, place)


def _text(layer: Mapping, key: str) -> str:
    value = layer.items.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _require_sound_trims(layer: Mapping) -> None:
    """What a layer says of trims must be known trims with settings that a trim may change, whatever trim is used.

    Raises BookError: S002 no such trim, S006 no such role, Y010 and Y011 with every fault found.
    """
    trims = layer.items.get("trims")
    if not isinstance(trims, Mapping):
        return
    faults: list[Diagnostic] = []
    for name, section in trims.items.items():
        if name not in named_trims():
            hint = did_you_mean(name, named_trims()) or "See `bookbuild trims`."
            raise error("S002", f"There is no trim {name!r}.", hint, trims.keys[name])
        if not isinstance(section, Mapping):
            fault(faults, f"trims.{name}", "a group of `key: value` lines", section.place)
            continue
        for key in _OF_THE_WHOLE & set(section.items):
            hint = "It is said once, for all trims."
            faults.append(Diagnostic("Y010", f"`{key}` can't change with the trim.", hint, section.keys[key]))
        read_section(StyleSettings, section, faults, f"trims.{name}")
        _require_known_roles(section)
    if faults:
        raise BookError(*faults)


def _on_trim(layer: Mapping, trim: Trim) -> Mapping:
    """What a layer's `trims` section says for this trim; for a size without a section, the nearest one's, scaled."""
    nothing = Mapping({}, {}, layer.place)
    trims = layer.items.get("trims")
    if not isinstance(trims, Mapping):
        return nothing
    found = trims.items.get(trim.name)
    if found is None and trim.name not in named_trims() and trims.items:
        nearest = nearest_trim(trim, list(trims.items))
        found = trims.items[nearest.name]
        return _scaled(found, trim, nearest) if isinstance(found, Mapping) else nothing
    return found if isinstance(found, Mapping) else nothing


def _scaled(section: Mapping, trim: Trim, nearest: Trim) -> Mapping:
    """A trim's section for another size: margins in proportion, never inside the safe box; the type stays."""
    margins = section.items.get("margins")
    if not isinstance(margins, Mapping):
        return section
    faults: list[Diagnostic] = []

    def scaled(key: str, value: Scalar) -> Scalar:
        points = length().read(value, key, faults) or 0.0
        factor = trim.height / nearest.height if key in ("head", "foot") else trim.width / nearest.width
        least = SAFE + 20 if key in ("head", "foot") else SAFE
        return Scalar(f"{max(points * factor, least):.3f}pt", value.place)

    items = {key: scaled(key, value) for key, value in margins.items.items() if isinstance(value, Scalar)}
    rest = {key: value for key, value in section.items.items() if key != "lines"}
    return Mapping({**rest, "margins": Mapping(dict(items), margins.keys, margins.place)}, section.keys, section.place)


def _without_stale(base: Mapping, changes: Mapping) -> Mapping:
    """The base without what follows from settings that `changes` alters."""
    for changed, dependents in _DEPENDENTS.items():
        if _has(changes, changed):
            for dependent in dependents:
                base = _dropped(base, dependent)
    return base


def _has(tree: Mapping, path: tuple[str, ...]) -> bool:
    value = tree.items.get(path[0])
    return value is not None and (len(path) == 1 or (isinstance(value, Mapping) and _has(value, path[1:])))


def _dropped(tree: Mapping, path: tuple[str, ...]) -> Mapping:
    """A tree without one of its values."""
    value = tree.items.get(path[0])
    if value is None:
        return tree
    items = dict(tree.items)
    if len(path) == 1:
        del items[path[0]]
    elif isinstance(value, Mapping):
        items[path[0]] = _dropped(value, path[1:])
    return replace(tree, items=items)
