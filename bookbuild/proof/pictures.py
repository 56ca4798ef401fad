"""Pictures of the places where a page is at fault, drawn by pdfium, with the fault framed."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.glyphs import Sheet

DOTS: Final = 110
"""Dots an inch: a line of text can be read on a screen."""
ROOM: Final = 34.0
"""How much of the page is shown above and below the fault, in points."""
FRAME: Final = (214, 40, 40)
_STEP: Final = 17
_COLOURS: Final = (*((gray, gray, gray) for gray in range(0, 256, _STEP)), FRAME)
"""Sixteen grays and the frame's red: a small picture."""
_SCALE: Final = DOTS / 72
_AROUND: Final = 2.0
"""How far the frame stands from what it frames, in points."""


def pictures(pdf: bytes, sheets: Sequence[Sheet], findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its picture as a data URI: a strip of the page, as wide as the page."""
    import pypdfium2 as pdfium

    known = {sheet.number: sheet for sheet in sheets}
    document = pdfium.PdfDocument(pdf)
    try:
        for finding in findings:
            page = document[finding.page - 1]
            yield finding, _data_uri(_framed(page, known[finding.page], finding))
            page.close()
    finally:
        document.close()


def _framed(page: Any, sheet: Sheet, finding: Finding) -> Any:
    """A strip of a page with the finding's parts framed."""
    from PIL import ImageDraw

    image = page.render(scale=_SCALE, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    image = image.point([round(gray / _STEP) for gray in range(256)])
    image.putpalette([part for colour in _COLOURS for part in colour])
    left, top = sheet.inset
    draw = ImageDraw.Draw(image)
    for box in finding.marks:
        corners = (box.left + left, box.top + top, box.right + left, max(box.foot, box.top) + top)
        grown = [edge * _SCALE + way * _AROUND * _SCALE for edge, way in zip(corners, (-1, -1, 1, 1), strict=True)]
        draw.rectangle(grown, outline=len(_COLOURS) - 1, width=2)
    above = max(0, round((finding.box.top + top - ROOM) * _SCALE))
    below = min(image.height, round((finding.box.foot + top + ROOM) * _SCALE))
    return image.crop((0, min(above, image.height - 1), image.width, max(below, above + 1)))


def _data_uri(image: Any) -> str:
    """A picture as text that a page of HTML can hold."""
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
