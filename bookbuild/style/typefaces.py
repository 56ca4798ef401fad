"""The faces that came with bookbuild, as fonts/faces.yaml lists them, and those a style brings with it."""

from __future__ import annotations

from collections.abc import Mapping as Faces
from functools import cache
from pathlib import Path

from bookbuild.diagnostics import Place, error
from bookbuild.folders import Folder
from bookbuild.resources import shipped
from bookbuild.schema import did_you_mean
from bookbuild.style.fontfiles import family_of, is_font_file, open_font, require_axes, require_glyphs
from bookbuild.style.settings import FaceSettings
from bookbuild.style.style import FaceFile, Typeface
from bookbuild.yamltext import Mapping, Scalar, read_yaml


@cache
def shipped_typefaces() -> dict[str, Typeface]:
    """All shipped faces by name, in the order of the list: characters a face lacks are looked for in that order."""
    fonts = shipped("fonts")
    listed = read_yaml((fonts / "faces.yaml").read_text("utf-8"), "faces.yaml")
    return {name: _typeface(name, entry, fonts) for name, entry in listed.items.items() if isinstance(entry, Mapping)}


def own_typeface(name: str, settings: FaceSettings, place: Place | None) -> Typeface:
    """A face whose font files a style names.

    Raises BookError: S014 no roman, F001 to F003 a file that can't be used, F004 an axis it has not.
    """
    pins = tuple(sorted((settings.axes or {}).items()))

    def file(named: Scalar | None) -> FaceFile | None:
        if named is None:
            return None
        path = Path(named.text)
        open_font(path, named.place)
        require_glyphs(path, named.place)
        require_axes(path, dict(pins), named.place)
        return FaceFile(path, pins)

    roman = file(settings.roman)
    if roman is None:
        raise error("S014", f"The face {name!r} has no roman.", "Give `roman:` the name of its upright's file.", place)
    return Typeface(name, "own", roman, file(settings.italic), file(settings.bold), file(settings.bold_italic))


def listed_typeface(name: str, place: Place | None, folder: Path, own: Faces[str, Typeface]) -> Typeface:
    """A face that a list of `faces:` names: a font file in the book's folder, or a face by its name.

    Raises BookError: S004 no such face, M021 a file outside the folder, F001 to F003 a file that can't be used.
    """
    if not is_font_file(name):
        return find_typeface(name, place, own)
    path = Folder(folder).inside(name, place)
    return Typeface(family_of(path, place), "own", FaceFile(path), None, None, None)


def find_typeface(name: str, place: Place | None, own: Faces[str, Typeface] | None = None) -> Typeface:
    """The face of this name, capitals aside, the style's own before the shipped ones. Raises BookError S004 when there
    is none."""
    faces = {**shipped_typefaces(), **(own or {})}
    by_lowered = {known.lower(): face for known, face in faces.items()}
    found = by_lowered.get(name.lower())
    if found is None:
        hint = "Name a face, and its files under `faces:`." if is_font_file(name) else ""
        hint = hint or did_you_mean(name, [known.lower() for known in faces]) or "See `bookbuild faces`."
        raise error("S004", f"There is no face {name!r}.", hint, place)
    return found


def _typeface(name: str, entry: Mapping, fonts: Path) -> Typeface:
    """One entry of the list. Bold is a file of its own or the roman at another weight."""

    def text(key: str) -> str:
        value = entry.items.get(key)
        return value.text if isinstance(value, Scalar) else ""

    def axes(key: str) -> tuple[tuple[str, float], ...]:
        value = entry.items.get(key)
        pins = value.items.items() if isinstance(value, Mapping) else ()
        return tuple((tag, float(pin.text)) for tag, pin in pins if isinstance(pin, Scalar))

    def file(key: str, pins: tuple[tuple[str, float], ...] = ()) -> FaceFile | None:
        return FaceFile(fonts / text("folder") / text(key), pins) if text(key) else None

    pins, bold_pins = axes("axes"), axes("bold")
    roman = file("roman", pins)
    assert roman is not None, f"faces.yaml: {name} has no roman"
    bold = file("roman", bold_pins) if bold_pins else file("bold-roman")
    bold_italic = file("italic", bold_pins) if bold_pins else file("bold-italic")
    return Typeface(name, text("use"), roman, file("italic", pins), bold, bold_italic)
