"""Pages as a reader sees them: white paper cut to its trim on a light ground, facing pages with the shadow of the fold."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from bookbuild.diagnostics import error

GROUND: Final = 236
"""The gray that paper lies on."""
BESIDE: Final = 0.035
"""The ground's breadth round the paper, in widths of the picture."""
FOLD: Final = 0.055
"""How far the fold's shadow reaches over a page, in widths of the page."""
FOLD_DARK: Final = 0.22
"""How dark it is at the fold."""
CAST: Final = 0.008
"""How far the paper's shadow on the ground spreads, in widths of the picture."""
CAST_DARK: Final = 0.3
SLIMMEST: Final = 10
"""A page so many times as high as wide, or as wide as high, is none."""


def portrait(document: Any, pages: Sequence[int | None], width: int) -> Any:
    """A picture (Pillow's) so many dots wide of a page, or of two facing ones from the left; None is no page.

    `document` is opened by pdfium; gray unless there is colour on a page. Raises BookError C020 for a page that is damaged.
    """
    from PIL import Image

    around = round(BESIDE * width)
    page_width = (width - 2 * around) // len(pages)
    papers = [None if at is None else _paper(document, at, page_width) for at in pages]
    height = max(paper.height for paper in papers if paper)
    lying = Image.new("RGB", (page_width * len(pages), height), "white")
    shape = Image.new("L", lying.size, 0)
    for at, paper in enumerate(papers):
        if paper:
            folded = _with_fold(paper, spine_right=at == 0) if len(pages) > 1 else paper
            lying.paste(folded, (at * page_width, 0))
            shape.paste(255, (at * page_width, 0, at * page_width + paper.width, paper.height))
    whole = _on_ground(lying, shape, (width, height + 2 * around), around)
    return whole if _has_colour(whole) else whole.convert("L")


def _paper(document: Any, at: int, width: int) -> Any:
    """A page cut to its trim, so many dots wide. Raises BookError C020."""
    from pypdfium2 import PdfiumError

    try:
        page = document[at]
        page.set_cropbox(*page.get_trimbox())
        page.close()
        page = document[at]  # pdfium looks at the box when it opens a page
        shape = page.get_height() / max(page.get_width(), 1e-3)
        if not 1 / SLIMMEST <= shape <= SLIMMEST:
            raise PdfiumError("a page without a size")
        picture = page.render(scale=width / page.get_width(), may_draw_forms=False, draw_annots=False).to_pil()
        page.close()
    except PdfiumError:
        raise error("C020", f"Page {at + 1} of the file can't be drawn.", "Export the file again.") from None
    return picture.convert("RGB").crop((0, 0, width, picture.height))


def _with_fold(paper: Any, spine_right: bool) -> Any:
    """A page that grows darker towards its spine."""
    from PIL import Image, ImageChops

    reach = max(1, round(FOLD * paper.width))
    row = [255] * paper.width
    for away in range(min(reach, paper.width)):
        dark = FOLD_DARK * (1 - away / reach) ** 2
        row[-1 - away if spine_right else away] = round(255 * (1 - dark))
    shade = Image.frombytes("L", (paper.width, 1), bytes(row)).resize(paper.size)
    return ImageChops.multiply(paper, Image.merge("RGB", (shade,) * 3))


def _on_ground(lying: Any, shape: Any, size: tuple[int, int], around: int) -> Any:
    """Paper of a shape (white where it is) laid on the ground, with its shadow."""
    from PIL import Image, ImageFilter

    spread = max(1, round(CAST * size[0]))
    cast = Image.new("L", size, 0)
    cast.paste(round(255 * CAST_DARK), (around + spread // 3, around + spread // 2), shape)
    ground = Image.new("RGB", size, (GROUND,) * 3)
    ground.paste((0, 0, 0), (0, 0), cast.filter(ImageFilter.GaussianBlur(spread)))
    ground.paste(lying, (around, around), shape)
    return ground


def _has_colour(picture: Any) -> bool:
    """Whether red, green and blue differ anywhere."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    return any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def as_png(picture: Any) -> bytes:
    """A picture as a file."""
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
