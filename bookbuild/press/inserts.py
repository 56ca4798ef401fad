"""Finished pages that an author brings: seen to fit the book before they are bound into it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from bookbuild.diagnostics import Place, error
from bookbuild.press.forbidden import forbidden_in
from bookbuild.press.standards import Standard
from bookbuild.style.style import Trim


def inspect_insert(path: Path, trim: Trim, standard: Standard, place: Place | None) -> int:
    """How many pages a finished PDF has, after seeing that they fit the book and the kind of file it becomes.

    Raises BookError: P010 no PDF or damaged, P011 pages of another size than the trim, P012 fonts not embedded, P013
    something that the kind of file forbids.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd it would print on the console
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise error("P010", f"{path.name} is encrypted.", "Export it again without a password.", place)
        pages = list(reader.pages)
        for number, page in enumerate(pages, 1):
            _require_fit(page, f"Page {number} of {path.name}", trim, standard, place)
    except (PyPdfError, DependencyError, OSError, ValueError, KeyError, AttributeError, RecursionError):
        raise error("P010", f"{path.name} is no PDF that can be read.", "Export it again.", place) from None
    if not pages:
        raise error("P010", f"{path.name} has no pages.", "Export it again.", place)
    return len(pages)


def _require_fit(page: Any, called: str, trim: Trim, standard: Standard, place: Place | None) -> None:
    """Refuse a page that does not fit: its size, its fonts, its colours."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    if page.rotation % 180:
        width, height = height, width
    if abs(width - trim.width) > 0.5 or abs(height - trim.height) > 0.5:
        message = f"{called} is {width:.1f} x {height:.1f} pt, the book's {trim.width:.1f} x {trim.height:.1f}."
        raise error("P011", message, "Export it at the book's trim.", place)
    missing = next(unembedded(page.get("/Resources"), set()), "")
    if missing:
        message = f"The font {missing} on {called[0].lower()}{called[1:]} is not embedded."
        raise error("P012", message, "Export it with all fonts embedded.", place)
    bad = next(forbidden_in(page, standard), "")
    if bad:
        message = f"{called} has {bad}, which a {standard.name} file must not have."
        raise error("P013", message, "Export it in gray, or CMYK, with everything flattened: as PDF/X-1a.", place)


def unembedded(resources: Any, seen: set[int]) -> Iterator[str]:
    """The names of fonts in some resources whose file is not in the PDF, those of forms inside them too.

    What is in `seen` already (by identity) is passed over, what is looked at is added.
    """
    resources = resources.get_object() if resources is not None else None
    if resources is None or id(resources) in seen:
        return
    seen.add(id(resources))
    fonts = resources.get("/Font")
    if fonts is not None and id(fonts.get_object()) not in seen:
        seen.add(id(fonts.get_object()))
        yield from (name for name, font in fonts.get_object().items() if not is_embedded(font.get_object()))
    forms = resources.get("/XObject")
    for form in (forms.get_object() if forms is not None else {}).values():
        yield from unembedded(form.get_object().get("/Resources"), seen)


def is_embedded(font: Any) -> bool:
    """Whether a font's file lies in the PDF."""
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        font = font["/DescendantFonts"][0].get_object()
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(
        key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
