"""Where a page is cut: by its own trim box, or by what the press would take it for."""

from __future__ import annotations

from typing import Final

from bookbuild.preflight.demands import Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.values import Box
from bookbuild.style.press import Press
from bookbuild.style.pressfit import SAME

CLOSE: Final = 0.02
"""Points within which edges are the same."""


def cut(document: Document, page: Page, demands: Demands) -> Box:
    """The box a page is cut to.

    A page without a trim box is its trim if the press has a trim of its size; else the bleed is taken off if the press
    has a trim of what is left.
    """
    press = demands.press
    if page.boxes["TrimBox"] or press is None or press.bleed is None:
        return page.trim
    if _listed(press, page.trim):
        return page.trim
    inner = without_bleed(page.trim, press, spine_left(document, page))
    return inner if _listed(press, inner) else page.trim


def spine_left(document: Document, page: Page) -> bool:
    """Whether the page is bound at its left edge: a right-hand page, in a book bound at the right a left-hand one."""
    return page.is_recto != document.opens_right


def without_bleed(box: Box, press: Press, bound_left: bool) -> Box:
    """A page's box less the press's bleed."""
    left, bottom, right, top = box
    if press.bleed is None:
        return box
    on = press.bleed.on
    inner, outer = on("inside"), on("outside")
    return (
        left + (inner if bound_left else outer), bottom + on("foot"),
        right - (outer if bound_left else inner), top - on("head"),
    )  # fmt: skip


def size(box: Box) -> tuple[float, float]:
    """Width and height."""
    return box[2] - box[0], box[3] - box[1]


def inside(inner: Box, outer: Box, by: float = CLOSE) -> bool:
    """Whether a box lies within another."""
    return (
        inner[0] >= outer[0] - by
        and inner[1] >= outer[1] - by
        and inner[2] <= outer[2] + by
        and inner[3] <= outer[3] + by
    )


def _listed(press: Press, box: Box) -> bool:
    """Whether the press names a trim of this size."""
    width, height = size(box)
    return any(abs(one.width - width) <= SAME and abs(one.height - height) <= SAME for one in press.trims.values())
