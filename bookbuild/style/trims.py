"""The named pages of styles/trims.yaml, and any other size."""

from __future__ import annotations

from functools import cache

from bookbuild.diagnostics import Place, error
from bookbuild.resources import shipped
from bookbuild.schema import did_you_mean
from bookbuild.style.style import Trim
from bookbuild.units import inches, page_size
from bookbuild.yamltext import Mapping, Scalar, read_yaml

SMALLEST = 200.0
LARGEST = 1300.0


@cache
def named_trims() -> dict[str, Trim]:
    """All named trims."""
    return {
        name: Trim(name, *page_size(_text(entry, "size"))) for name, entry in _listed().items() if "size" in entry.items
    }


@cache
def shorthands() -> dict[str, tuple[str, str]]:
    """Names that stand for a style on a trim: the trim's name and the style's."""
    return {
        name: (_text(entry, "trim"), _text(entry, "style"))
        for name, entry in _listed().items()
        if "style" in entry.items
    }


def trim_notes() -> dict[str, str]:
    """What each named trim is good for."""
    return {name: _text(entry, "note") for name, entry in _listed().items()}


@cache
def _listed() -> dict[str, Mapping]:
    listed = read_yaml((shipped("styles") / "trims.yaml").read_text("utf-8"), "trims.yaml")
    return {name: entry for name, entry in listed.items.items() if isinstance(entry, Mapping)}


def _text(entry: Mapping, key: str) -> str:
    value = entry.items[key]
    assert isinstance(value, Scalar)
    return value.text


def find_trim(name: str, place: Place | None = None) -> Trim:
    """A trim by its name (capitals aside) or its size; a size that has a name gets it.

    Raises BookError S002 when the text is neither, S003 when the page is beyond what is printed as a book.
    """
    trims = named_trims()
    by_lowered = {known.lower(): trim for known, trim in trims.items()}
    if name.strip().lower() in by_lowered:
        return by_lowered[name.strip().lower()]
    try:
        width, height = page_size(name)
    except ValueError:
        hint = did_you_mean(name, trims) or "Write a name (see `bookbuild trims`) or a size such as 5.5in x 8.5in."
        raise error("S002", f"There is no trim {name!r}.", hint, place) from None
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise error(
            "S003",
            f"A page of {inches(width)} x {inches(height)} in is no page of a book.",
            "Use between 2.8 and 18 inches.",
            place,
        )
    same = (trim for trim in trims.values() if abs(trim.width - width) < 0.5 and abs(trim.height - height) < 0.5)
    return next(same, Trim(f"{inches(width)}x{inches(height)}", width, height))


def nearest_trim(trim: Trim, names: list[str]) -> Trim:
    """Of the trims named, the one whose size is closest: what an unnamed size takes its design from."""
    trims = named_trims()
    return min(
        (trims[name] for name in names), key=lambda one: abs(one.width - trim.width) + abs(one.height - trim.height)
    )
