"""Golden pages: a small book of our own, one line a run, to be read in a diff.

`pytest tests/golden --accept` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Final

import pytest
from conftest import Room, room, typed

from bookbuild.makeup.galley import FurnishedPage, PageShape, PictureBox, Placed
from bookbuild.makeup.pagination import paginate
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Attributes,
    Block,
    Chapter,
    Heading,
    ItemList,
    Paragraph,
    Quotation,
    SceneBreak,
    plain,
)
from bookbuild.setting.lines import Line, visual_order

FERRY: Final = (
    "The ferry left at nine, as it had left at nine every morning since the bridge was carried away, and Mrs. "
    "Hallam stood at the rail with her two parcels and counted the people on the quay who had come to see nobody "
    "off. There were eleven of them; on Thursdays there were always eleven.",
    "“You’ll have the wind behind you,” said the ferryman, who had said so in 1911 and in 1912.",
    "“I had hoped,” she answered, “for _no_ wind at all—or for so much of it that you would be obliged to stay at "
    "home.” He thought about that. “‘Obliged,’” he said at last, “is what they called it in the _Gazette_.”",
    "Extraordinary rain, incomprehensible and unaccommodating, fell upon the lime-trees of the farther bank; it "
    "fell upon them conscientiously, like a clerk who is paid by the sheet and will not look up before the evening.",
)
VERSE: Final = LINE_SEPARATOR.join(
    ("The river has a single thought,", "And goes on thinking it all the way from the weir to the mill and out beyond the light,",
     "And what it carries it has caught.")
)  # fmt: skip


def ferry() -> Chapter:
    """The book."""
    blocks: tuple[Block, ...] = (
        *(Paragraph(typed(text)) for text in FERRY),
        SceneBreak(),
        Paragraph(typed("On the other side nobody was waiting. " + FERRY[0])),
        Quotation((Paragraph(typed("Passengers will kindly refrain from " + FERRY[3][14:120] + ".")),)),
        Paragraph(typed("so the notice ran, and below it, in another hand:")),
        Quotation((Paragraph(plain(VERSE)),), attributes=Attributes(classes=("verse",))),
        Heading(2, plain("What She Carried")),
        Paragraph(typed("She put the parcels down. They held:")),
        ItemList(("1.", "2."), ((Paragraph(typed("a clock;")),), (Paragraph(typed(FERRY[1])),))),
        *(Paragraph(typed(text)) for text in FERRY * 3),
    )
    return Chapter(blocks, plain("The Nine O’Clock Ferry"), plain("A Thursday"), "One")


def runs_of(placed: Placed) -> list[str]:
    """What stands at one place, a line a run."""
    thing = placed.thing
    if not isinstance(thing, Line):
        kind = "picture" if isinstance(thing, PictureBox) else "rule"
        return [f"y {placed.y:.1f} x {placed.x:.1f} {kind} {thing.width:.1f} x {thing.height:.1f}"]
    shown: list[str] = []
    for x, segment in visual_order(thing):
        gaps = [gap for gap in segment.gaps if gap is not None]
        spaces = f"ws {gaps[0]:.2f} " if gaps else ""
        text = "".join(
            part.text + ("" if gap is None else " ") for part, gap in zip(segment.parts, segment.gaps, strict=True)
        )
        caps = " sc" if segment.fount.spec.small_caps else ""
        size = f"{segment.fount.size:.4g}"
        shown.append(f"y {placed.y:.1f} x {placed.x + x:.1f} {segment.fount.face.name} {size}{caps} {spaces}|{text}|")
    return shown


def pages_of(here: Room, chapter: Chapter) -> list[FurnishedPage]:
    result = paginate(here.composer.chapter(chapter), PageShape(here.style.grid.lines), 1)
    furnisher = here.furnisher()
    return [
        furnisher.furnish(page, "" if page.opens else "The Ferry", "" if page.opens else str(page.number))
        for page in result.pages
    ]


def shown(pages: list[FurnishedPage]) -> str:
    lines: list[str] = []
    for furnished in pages:
        side = "recto" if furnished.page.recto else "verso"
        lines.append(f"page {furnished.page.number} {side}")
        for placed in (*furnished.text, *furnished.furniture):
            lines += [f"  {one}" for one in runs_of(placed)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("trim", ["5x8", "6x9"])
def test_golden_pages(trim: str, accept: bool) -> None:
    here = room(trim=trim)
    now = shown(pages_of(here, ferry()))
    golden = Path(__file__).parent / f"ferry-{trim}.txt"
    if accept:
        golden.write_text(now, "utf-8")
    wanted = golden.read_text("utf-8")
    difference = "\n".join(
        difflib.unified_diff(wanted.splitlines(), now.splitlines(), "golden", "now", lineterm="", n=1)
    )
    assert not difference, f"\n{difference}\nIf this is how it should be: pytest tests/golden --accept"
    assert here.codes == []
