"""Quotations and fenced divs: what is set apart, and what other programs call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Place
from bookbuild.manuscript.attributes import KNOWN_CLASSES, attributes_of, check_attributes, container_attributes
from bookbuild.manuscript.blocks import Attributes, Block, Heading, Mark, Paragraph, Quotation, Run

if TYPE_CHECKING:
    from markdown_it.token import Token

    from bookbuild.manuscript.blockreader import BlockReader, Piece

APART: Final = re.compile(
    r"callout(?:-\w+)?|note|tip|hint|info|warning|caution|danger|important|attention|admonition|aside|sidebar|sidenote|blurb|"
    r"box|example|question|exercise|solution|discussion|theorem|lemma|corollary|proposition|definition|proof|remark|"
    r"epigraph|quote|blockquote|abstract|details|margin"
)
"""Divs whose text is set in from the rest: boxes of other programs."""
PAGES: Final = frozenset({"page-break", "pagebreak", "newpage", "new-page"})
PRINTED: Final = frozenset({"pdf", "latex", "print", "printed", "typst", "docx"})
"""The formats for which a book on paper is meant when a div names its format."""
_ALERT = re.compile(r"\[!(\w+)\][+-]?[ \t]*([^\n]*)\n?")


def quotation(reader: BlockReader, token: Token, inside: Sequence[Token], place: Place) -> Iterator[Block]:
    """A quotation; `{.verse}` and `{.letter}` above it make it what `:::` would, ``[!NOTE]`` in it an alert with a title."""
    attributes = attributes_of(token)
    check_attributes(attributes, "quotation", place, reader.source.findings)
    title = _taken_alert(inside)
    blocks = reader.kept(inside, attributes)
    if title:
        own = Paragraph((Run(title, Mark.STRONG, place),), place, Attributes(classes=("lead",)))
        blocks = (own, *blocks)
    if blocks:
        yield Quotation(blocks, place, attributes)


def _taken_alert(inside: Sequence[Token]) -> str:
    """The title of an alert of GitHub or Obsidian, taken from the first paragraph; empty for an ordinary quotation."""
    inline = inside[1] if len(inside) > 1 and inside[1].type == "inline" else None
    found = _ALERT.match(inline.content) if inline is not None else None
    if inline is None or not found:
        return ""
    from bookbuild.manuscript.parser import parser

    made = parser().parseInline(inline.content[found.end() :])[0]
    inline.content, inline.children = made.content, made.children
    return found[2].strip() or found[1].capitalize()


def div(reader: BlockReader, token: Token, inside: Sequence[Token], place: Place) -> Iterator[Piece]:
    """A fenced div: one we know is set as what it is, a box is set apart, another's blocks are set plainly."""
    attributes = Attributes(classes=("note",)) if token.type == "admonition_open" else container_attributes(token.info)
    classes = set(attributes.classes)
    if _is_for_others(attributes):
        message = "Text for another format is left out."
        reader.source.findings.warn("M037", message, 'It is kept with when-format="pdf".', place)
        return
    blocks = reader.kept(inside, attributes)
    if PAGES & classes:
        yield from _on_new_page(reader, blocks)
    elif classes & KNOWN_CLASSES["div"]:
        yield Quotation(blocks, place, replace(attributes, values=()))
    elif any(APART.fullmatch(one.lower()) for one in classes):
        title = attributes.get("title") or _title_typed(attributes)
        if title:
            own = Paragraph((Run(title, Mark.STRONG, place),), place, Attributes(classes=("lead",)))
            blocks = (own, *blocks)
        yield Quotation(blocks, place, Attributes(attributes.name))
    elif classes & {"content-visible", "content-hidden", "center", "right"} or not (classes or token.info.strip(" {}")):
        way = next((one for one in ("center", "right") if one in classes), "")
        yield from (_aligned(one, way) for one in blocks) if way else blocks
    else:
        shown = " ".join(attributes.classes) or token.info.strip()
        reader.source.findings.warn(
            "M031",
            f"`::: {shown}` is not known; its text is set as ordinary paragraphs.",
            "Known are: verse, letter.",
            place,
        )
        yield from blocks


def _title_typed(attributes: Attributes) -> str:
    """The words after a box's name: ``::: note Mind the step``."""
    named = next((at for at, one in enumerate(attributes.classes) if APART.fullmatch(one.lower())), -1)
    words = " ".join(attributes.classes[named + 1 :])
    return words if words[:1].isupper() else ""


def _on_new_page(reader: BlockReader, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a div that is a page break: the first of them begins the page, or what comes next does."""
    reader.page_due = True
    for block in blocks:
        if reader.page_due and isinstance(block, Paragraph | Heading):
            reader.page_due = False
            yield replace(
                block, attributes=replace(block.attributes, classes=(*block.attributes.classes, "page-break"))
            )
        else:
            yield block


def _aligned(block: Block, way: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, attributes=replace(block.attributes, classes=(*block.attributes.classes, way)))


def _is_for_others(attributes: Attributes) -> bool:
    """Whether a div of Quarto's holds what is not meant for paper."""
    classes = set(attributes.classes)
    when, unless = attributes.get("when-format"), attributes.get("unless-format")
    is_meant = (when is None or bool(_formats(when) & PRINTED)) and (unless is None or not _formats(unless) & PRINTED)
    if "content-visible" in classes:
        return not is_meant
    return "content-hidden" in classes and is_meant


def _formats(said: str) -> set[str]:
    return set(said.lower().split(":")[0].replace(",", " ").split())
