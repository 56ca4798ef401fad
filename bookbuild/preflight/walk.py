"""Every dictionary a PDF's pages and catalog lead to, and what in them a press may want to know of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

from bookbuild.preflight.limits import MOST_OBJECTS, Budget
from bookbuild.preflight.values import elements, entry, filters, is_dictionary, is_stream, items, name, number

_NOT_FOLLOWED: Final = frozenset(
    [
        "Parent",
        "P",
        "Prev",
        "Last",
        "MediaBox",
        "CropBox",
        "BleedBox",
        "TrimBox",
        "ArtBox",
        "Rect",
        "W",
        "W2",
        "Widths",
        "ProcSet",
        "StructTreeRoot",
        "StructParent",
        "Differences",
        "FontBBox",
        "BBox",
        "Matrix",
        "Encoding",
        "Size",
        "Length",
        "DecodeParms",
        "Pages",
        "Dests",
    ]  # up, back, or numbers
)
_FONTS: Final = frozenset(("Type0", "Type1", "MMType1", "TrueType", "Type3"))
_ACTIONS: Final = frozenset(
    [
        "JavaScript",
        "Launch",
        "GoTo",
        "GoToR",
        "GoToE",
        "URI",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "Named",
        "Hide",
        "Sound",
        "Movie",
        "Rendition",
        "Trans",
        "Thread",
        "SetOCGState",
        "GoTo3DView",
        "RichMediaExecute",
    ]
)
_FILMS: Final = frozenset(("Movie", "Sound", "Screen", "RichMedia", "3D"))
_TRANSFERS: Final = ("TR", "TR2", "BG", "BG2", "UCR", "UCR2")
MOST_SIGHTINGS: Final = 200
"""Of one kind."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something met: its kind, the page it was first met on (0 is none), what it is in words."""

    kind: str
    page: int
    what: str


@dataclass(slots=True)
class Sightings:
    """All that was met, by kind; `fonts` and `pictures` are the objects themselves with their pages."""

    kinds: dict[str, list[Sighting]] = field(default_factory=dict)
    fonts: list[tuple[Any, int]] = field(default_factory=list)
    pictures: list[tuple[Any, int]] = field(default_factory=list)
    spaces: list[tuple[Any, int]] = field(default_factory=list)
    """Colour spaces that resources name, used or not."""
    is_whole: bool = True

    def add(self, kind: str, page: int, what: str) -> None:
        """Keep a sighting."""
        of_kind = self.kinds.setdefault(kind, [])
        if len(of_kind) < MOST_SIGHTINGS:
            of_kind.append(Sighting(kind, page, what))

    def of(self, *kinds: str) -> Iterator[Sighting]:
        """Those of some kinds."""
        for kind in kinds:
            yield from self.kinds.get(kind, ())


def walk(pages: list[tuple[int, Any]], roots: list[Any], budget: Budget) -> Sightings:
    """Look through everything that pages (with their numbers), then other objects lead to."""
    found = Sightings()
    seen: set[tuple[int, int]] = set()
    left = MOST_OBJECTS
    for number_of, start in [*pages, *((0, root) for root in roots)]:
        waiting = [start]
        while waiting:
            thing = waiting.pop()
            objgen = thing.objgen
            if objgen[0]:
                if objgen in seen:
                    continue
                seen.add(objgen)
            left -= 1
            if left < 0 or (left % 4096 == 0 and budget.spent):
                found.is_whole = False
                return found
            if is_dictionary(thing):
                _look(thing, number_of, found)
                waiting += [value for key, value in items(thing) if key not in _NOT_FOLLOWED and _is_compound(value)]
            else:
                waiting += [value for value in elements(thing) if _is_compound(value)]
    return found


def _is_compound(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)


def _look(thing: Any, page: int, found: Sightings) -> None:
    """What a dictionary is, by the keys it has."""
    kind = name(entry(thing, "Subtype"))
    if is_stream(thing):
        _look_at_stream(thing, kind, page, found)
    elif kind in _FONTS:
        found.fonts.append((thing, page))
    action = name(entry(thing, "S"))
    if action in _ACTIONS:
        found.add("JavaScript" if action == "JavaScript" else "action", page, action)
    elif action == "Transparency":
        found.add("transparency", page, "a transparency group")
    if kind in _FILMS and (entry(thing, "Rect") is not None or entry(thing, "Type") is not None):
        found.add("film", page, kind)
    _look_at_keys(thing, page, found)
    _look_at_state(thing, page, found)


def _look_at_stream(thing: Any, kind: str, page: int, found: Sightings) -> None:
    for one in filters(thing):
        if one not in ("FlateDecode", "DCTDecode"):
            found.add("filter", page, one)
    if kind == "Image":
        found.pictures.append((thing, page))
        if is_stream(entry(thing, "SMask")) or number(entry(thing, "SMaskInData")):
            found.add("transparency", page, "a picture with a soft mask")
        if entry(thing, "Alternates") is not None:
            found.add("alternate", page, "a picture with alternates")
    elif kind == "PS" or name(entry(thing, "Subtype2")) == "PS":
        found.add("PostScript", page, "a PostScript XObject")


_KEYS: Final = {
    "OPI": ("OPI", "a picture to be replaced (OPI)"),
    "AA": ("action", "an additional action"),
    "JS": ("JavaScript", "a script"),
    "EF": ("embedded file", "an embedded file"),
    "XFA": ("form", "an XFA form"),
    "AcroForm": ("form", "a form to fill in"),
    "Collection": ("embedded file", "a portfolio of files"),
    "OCProperties": ("layers", "layers"),
    "HTP": ("transfer", "a halftone phase"),
}
"""Keys that by themselves tell what stands under them."""


def _look_at_keys(thing: Any, page: int, found: Sightings) -> None:
    keys = set(thing.keys())
    for key, (kind, what) in _KEYS.items():
        if f"/{key}" in keys and entry(thing, key) is not None:
            found.add(kind, page, what)
    if "/EmbeddedFiles" in keys:
        found.add("embedded file", page, "embedded files")
    if "/ColorSpace" in keys and name(entry(thing, "Subtype")) != "Image":
        found.spaces += [(one, page) for _, one in items(entry(thing, "ColorSpace"))]


def _look_at_state(thing: Any, page: int, found: Sightings) -> None:
    """Transparency and transfer curves of a graphics state."""
    for key in ("ca", "CA"):
        if number(entry(thing, key), 1.0) < 1:
            found.add("transparency", page, f"an opacity of {number(entry(thing, key)):g}")
    blend = next((name(one) for one in elements(entry(thing, "BM")) if name(one)), "")
    if blend and blend not in ("Normal", "Compatible"):
        found.add("transparency", page, f"the blend mode {blend}")
    if is_dictionary(entry(thing, "SMask")) and not is_stream(entry(thing, "SMask")):
        found.add("transparency", page, "a soft mask")
    for key in _TRANSFERS:
        value = entry(thing, key)
        if value is not None and name(value) not in ("Identity", "Default"):
            found.add("transfer", page, f"a transfer curve or black generation ({key})")
    if number(entry(thing, "HalftoneType")) and entry(thing, "TransferFunction") is not None:
        found.add("transfer", page, "a halftone with a transfer curve")
