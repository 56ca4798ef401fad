"""Style files in, a resolved Style out: bases first, then what changes on the trim, then the user's own lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Diagnostic, Place, error
from bookbuild.resources import shipped
from bookbuild.schema import did_you_mean, length, read_section, read_settings
from bookbuild.style.settings import ROLES, LetteringSettings, StyleSettings
from bookbuild.style.style import (
    SAFE,
    Division,
    Extract,
    FaceFile,
    Grid,
    Lettering,
    Opening,
    Style,
    Trim,
    Typeface,
    WordSpace,
)
from bookbuild.style.trims import find_trim, named_trims, nearest_trim
from bookbuild.style.typefaces import find_typeface, shipped_typefaces
from bookbuild.units import inches
from bookbuild.yamltext import Mapping, Node, Scalar, merged, read_yaml

DEFAULT_STYLE: Final = "classic"
NARROWEST_EMS: Final = 10
FEWEST_LINES: Final = 5

_DEPENDENTS: Final = {
    ("text", "size"): (("text", "leading"), ("text", "indent"), ("lines",)),
    ("text", "leading"): (("text", "indent"), ("lines",)),
    ("margins", "head"): (("lines",),),
    ("margins", "foot"): (("lines",),),
}
"""What a changed setting makes stale in the base: it is worked out anew unless it is given too."""


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
) -> Style:
    """Load a style by name or file and resolve it on a trim.

    `trim` (a name or a size) wins over the style's own; `folder` is where a file's name is looked up first;
    `place` and `trim_place` are where the two were asked for.
    Raises BookError: S001 no such style, S002/S003 no such trim, S004 no such face, S005 bases in a circle,
    S006 no such role of lettering, S010 margins that leave no page, S011 too many lines, S012 a margin too narrow.
    """
    layers = list(_layers(name or DEFAULT_STYLE, folder, place, ()))
    own = next((layer for layer in layers if _text(layer, "trim")), layers[-1])
    page = find_trim(trim, trim_place) if trim else find_trim(_text(own, "trim"), own.keys["trim"])
    whole = Mapping({}, {}, layers[-1].place)
    for layer in reversed(layers):
        for changes in (layer, _on_trim(layer, page)):
            whole = merged(_without_stale(whole, changes), changes)
    items = {key: value for key, value in whole.items.items() if key not in ("trims", "base")}
    settings = read_settings(StyleSettings, Mapping(items, whole.keys, whole.place))
    _require_known_roles(whole)
    return _resolved(Path(name).stem or DEFAULT_STYLE, settings, page, whole)


def _require_known_roles(whole: Mapping) -> None:
    """Every role of lettering must be one that is set. Raises BookError S006."""
    lettering = whole.items.get("lettering")
    for role, place in (lettering.keys if isinstance(lettering, Mapping) else {}).items():
        if role not in ROLES:
            hint = did_you_mean(role, ROLES) or "There are: " + ", ".join(ROLES) + "."
            raise error("S006", f"There is no lettering `{role}`.", hint, place)


def _layers(name: str, folder: Path, place: Place | None, seen: tuple[Path, ...]) -> Iterator[Mapping]:
    """The style's file, then its base, then the base's base."""
    path = _find_style(name, folder, place)
    if path in seen:
        raise error("S005", f"The style {name!r} is its own base.", "Name another base, such as classic.", place)
    shown = path.name if path.parent == shipped("styles") else name
    layer = _dashed(read_yaml(_read(path, shown), shown))
    yield layer
    base = layer.items.get("base")
    if isinstance(base, Scalar):
        yield from _layers(base.text, path.parent, base.place, (*seen, path))
    elif path.parent != shipped("styles"):
        yield from _layers(DEFAULT_STYLE, folder, None, (*seen, path))


def _dashed(tree: Mapping) -> Mapping:
    """A style's keys with dashes, so that layers written either way change the same settings."""
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in tree.items.items():
        dashed = key.replace("_", "-")
        if dashed in items:
            raise error("Y002", f"`{key}` stands here twice, once with a dash.", "Keep one of the two.", tree.keys[key])
        items[dashed] = _dashed(value) if isinstance(value, Mapping) else value
        keys[dashed] = tree.keys[key]
    return Mapping(items, keys, tree.place)


def _find_style(name: str, folder: Path, place: Place | None) -> Path:
    """The file of a style: a shipped design's name, or a file from `folder` or from here."""
    designs = shipped_styles()
    if name.lower() in designs:
        return shipped("styles") / f"{name.lower()}.yaml"
    for candidate in (folder / name, Path(name)):
        if candidate.is_file():
            return candidate.resolve()
    hint = did_you_mean(name, designs) or "See `bookbuild styles`, or give the file's name with its path."
    raise error("S001", f"There is no style {name!r}.", hint, place)


def _read(path: Path, shown: str) -> str:
    """A style file's text."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise error(
            "S007", f"This style can't be read: {failure}.", "A style is a YAML file in UTF-8.", Place(shown)
        ) from None


def _text(layer: Mapping, key: str) -> str:
    value = layer.items.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _on_trim(layer: Mapping, trim: Trim) -> Mapping:
    """What a layer's `trims` section says for this trim; for a size without a section, the nearest one's, scaled."""
    nothing = Mapping({}, {}, layer.place)
    trims = layer.items.get("trims")
    if not isinstance(trims, Mapping):
        return nothing
    known = named_trims()
    faults: list[Diagnostic] = []
    for name, section in trims.items.items():
        if name not in known:
            hint = did_you_mean(name, known) or "See `bookbuild trims`."
            raise error("S002", f"There is no trim {name!r}.", hint, trims.keys[name])
        if isinstance(section, Mapping):
            read_section(StyleSettings, section, faults, f"trims.{name}")
    if faults:
        raise BookError(*faults)
    found = trims.items.get(trim.name)
    if found is None and trim.name not in known and trims.items:
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


def _resolved(name: str, settings: StyleSettings, trim: Trim, tree: Mapping) -> Style:
    """Settings as points, faces and lettering; `tree` is what they were read from, for places."""
    place = tree.place
    text = settings.text
    typeface = find_typeface(text.face.text if text.face else "EB Garamond", text.face.place if text.face else place)
    typeface = _pinned(typeface, text.weight, text.optical_size)
    leading = text.leading or round(text.size * 1.27 * 2) / 2
    grid = _grid(settings, trim, leading, tree)
    chapter, extract = settings.chapter, settings.extract
    faces = shipped_typefaces()
    return Style(
        name=name,
        trim=trim,
        grid=grid,
        typeface=typeface,
        mono=next(face for face in faces.values() if face.use == "mono"),
        fallbacks=tuple(face for face in faces.values() if face.name != typeface.name),
        size=text.size,
        indent=leading if text.indent is None else text.indent,
        opening=Opening(chapter.opens == "recto", chapter.sink, chapter.number, chapter.title, chapter.subtitle),
        initial_lines=settings.initial.lines,
        lead_in="phrase" if settings.initial.lead_in == "small caps" else settings.initial.lead_in,
        ornament=settings.scene_break.ornament,
        verso_head=settings.running_heads.verso,
        recto_head=settings.running_heads.recto,
        folio=settings.folio.at == "foot",
        division=Division(**vars(settings.hyphenation)),
        word_space=WordSpace(**vars(settings.word_space)),
        extract=Extract(extract.size * text.size, extract.left * leading, extract.right * leading),
        lettering=_lettering(settings, typeface),
    )


def _grid(settings: StyleSettings, trim: Trim, leading: float, tree: Mapping) -> Grid:
    """The text block. Raises BookError S010 when the margins leave no room for one, S011 for too many lines,
    S012 for a margin narrower than the safe box."""
    margins = settings.margins
    shares = {
        "head": 0.1 * trim.height,
        "foot": 0.12 * trim.height,
        "spine": 0.15 * trim.width,
        "fore-edge": 0.12 * trim.width,
    }
    given = {"head": margins.head, "foot": margins.foot, "spine": margins.spine, "fore-edge": margins.fore_edge}
    head, foot, spine, fore_edge = (max(shares[name], SAFE) if one is None else one for name, one in given.items())
    where = tree.keys.get("margins", tree.place)
    for name, margin in given.items():
        if margin is not None and margin < SAFE - 1e-6:
            message = (
                f"The {name} margin is {margin:.1f} pt; text must stay {SAFE:.0f} pt (half an inch) inside the trim."
            )
            raise error("S012", message, "Presses refuse less: make the margin wider.", where)
    measure = trim.width - spine - fore_edge
    room = trim.height - head - foot
    fit = int(room / leading + 1e-6)
    lines = settings.lines or fit
    page = f"{inches(trim.width)} x {inches(trim.height)} in"
    if measure < NARROWEST_EMS * settings.text.size or fit < FEWEST_LINES:
        message = (
            f"The margins leave {max(measure, 0):.0f} x {max(room, 0):.0f} pt of a page of {page}: too little for text."
        )
        raise error("S010", message, "Choose a larger trim or smaller margins.", where)
    if lines > fit:
        raise error(
            "S011",
            f"{lines} lines don't fit between the margins; {fit} do.",
            "Take lines away, or lower the leading.",
            tree.keys.get("lines", tree.place),
        )
    return Grid(head, spine, fore_edge, measure, leading, lines)


def _lettering(settings: StyleSettings, typeface: Typeface) -> dict[str, Lettering]:
    """Every role's lettering; roles the style does not mention are set in the text's face."""
    given = settings.lettering or {}
    resolved: dict[str, Lettering] = {}
    for role in ROLES:
        one = given.get(role, LetteringSettings())
        face = find_typeface(one.face.text, one.face.place) if one.face else typeface
        size = one.size * settings.text.size
        resolved[role] = Lettering(
            _pinned(face, one.weight, None),
            size,
            size * one.leading,
            one.shape == "italic",
            one.caps == "small",
            one.tracking,
            one.align,
        )
    return resolved


def _pinned(typeface: Typeface, weight: float | None, optical_size: float | None) -> Typeface:
    """A typeface with its weight and optical size as the style sets them (bold keeps its own weight)."""

    def pinned(file: FaceFile | None, wght: float | None) -> FaceFile | None:
        if file is None:
            return None
        pins = dict(file.axes) | {
            tag: value for tag, value in (("wght", wght), ("opsz", optical_size)) if value is not None
        }
        return replace(file, axes=tuple(sorted(pins.items())))

    roman = pinned(typeface.roman, weight)
    assert roman is not None
    return replace(
        typeface,
        roman=roman,
        italic=pinned(typeface.italic, weight),
        bold=pinned(typeface.bold, None),
        bold_italic=pinned(typeface.bold_italic, None),
    )
