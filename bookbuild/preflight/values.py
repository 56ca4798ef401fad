"""A PDF's objects asked politely: what is missing, of the wrong kind or damaged is nothing, never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any, Final

import pikepdf

from bookbuild.preflight.limits import MOST_LZW, MOST_OBJECTS, MOST_STREAM

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

ASCII_FILTERS: Final = ("ASCIIHexDecode", "ASCII85Decode", "AHx", "A85")
_SHORT_FILTERS: Final = {
    "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
"""How inline pictures name them (PDF 1.7, 8.9.7)."""


def entry(holder: Any, *keys: str) -> Any:
    """What stands under some keys, one inside the other; None when it is not there."""
    for key in keys:
        if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
            return None
        try:
            holder = holder.get(f"/{key}")
        except (pikepdf.PdfError, ValueError, TypeError):
            return None
    return holder


def items(holder: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a dictionary, without slash, and what stands under them."""
    if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        try:
            held = list(holder.items())
        except (pikepdf.PdfError, ValueError, TypeError):
            return
        for key, value in held:
            yield str(key)[1:], value


def elements(array: Any) -> Iterator[Any]:
    """What an array holds; anything else holds itself."""
    if isinstance(array, pikepdf.Array):
        for at in range(min(len(array), MOST_OBJECTS)):
            try:
                yield array[at]
            except (pikepdf.PdfError, ValueError, TypeError, IndexError):
                yield None
    elif array is not None:
        yield array


def is_dictionary(thing: Any) -> bool:
    """Whether it has keys; a stream has."""
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)


def is_stream(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream)


def name(thing: Any) -> str:
    """A name without its slash; nothing for anything else."""
    if not isinstance(thing, pikepdf.Name):
        return ""
    try:
        return str(thing)[1:]
    except UnicodeDecodeError:
        return bytes(thing)[1:].decode("utf-8", "surrogateescape")


def text(thing: Any) -> str:
    """A text string, or a name."""
    if isinstance(thing, pikepdf.Name):
        return name(thing)
    try:
        return str(thing) if isinstance(thing, pikepdf.String) else ""
    except (ValueError, UnicodeError):
        return ""


def number(thing: Any, otherwise: float = 0.0) -> float:
    """A finite number."""
    if isinstance(thing, bool) or not isinstance(thing, int | float | Decimal):
        return otherwise
    try:
        found = float(thing)
    except (OverflowError, ValueError):
        return otherwise
    return found if isfinite(found) else otherwise


def whole(thing: Any, otherwise: int = 0) -> int:
    return int(number(thing, otherwise))


def numbers(array: Any, most: int = MOST_OBJECTS) -> tuple[float, ...]:
    """The numbers of an array; nothing for anything else."""
    return tuple(map(number, islice(elements(array), most))) if isinstance(array, pikepdf.Array) else ()


def box(array: Any) -> Box | None:
    """A rectangle with its corners in order; None for anything that is none."""
    edges = numbers(array, 5)
    if len(edges) != 4 or not all(isinstance(one, int | float | Decimal) for one in elements(array)):
        return None
    left, bottom, right, top = edges
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def identity(thing: Any) -> Any:
    """What is the same for the same object: its number, or for one without a number all it says."""
    if isinstance(thing, pikepdf.Object):
        number_of = thing.objgen
        return number_of if number_of[0] else thing.unparse()
    return thing


def filters(stream: Any) -> tuple[str, ...]:
    """The names of a stream's filters, in the order in which they are undone."""
    given = entry(stream, "Filter") if entry(stream, "Filter") is not None else entry(stream, "F")
    return tuple(_SHORT_FILTERS.get(name(one), name(one)) for one in islice(elements(given), 20))


def unpacked(stream: Any) -> bytes | None:
    """A stream's bytes; None when they are damaged or too many."""
    if not is_stream(stream):
        return None
    try:
        if not _is_small_lzw(stream):
            return None
        data = bytes(stream.read_bytes())
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError, NotImplementedError):
        return None
    return data if len(data) <= MOST_STREAM else None


def packed(stream: Any) -> bytes:
    """A stream's bytes as they lie in the file; nothing when they can't be had."""
    try:
        return bytes(stream.read_raw_bytes())
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError):
        return b""


def _is_small_lzw(stream: Any) -> bool:
    """LZW knows no bound: its data must be few, and not packed a second time."""
    names = filters(stream)
    if "LZWDecode" not in names:
        return True
    before = names[: names.index("LZWDecode")]
    return all(one in ASCII_FILTERS for one in before) and len(packed(stream)) <= MOST_LZW
