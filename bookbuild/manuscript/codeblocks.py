"""Lines that are kept as they are: fences, and what other programs say in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bookbuild.diagnostics import Place
from bookbuild.manuscript.attributes import attributes_of, check_attributes
from bookbuild.manuscript.blocks import Attributes, Block, Preformatted

if TYPE_CHECKING:
    from markdown_it.token import Token

    from bookbuild.manuscript.blockreader import BlockReader


def code(reader: BlockReader, token: Token, place: Place) -> Iterator[Block]:
    """Lines as they are; options of Quarto's cells are not among them, nor is what another format alone is to have."""
    attributes = attributes_of(token)
    findings = reader.source.findings
    lines = token.content.rstrip("\n").expandtabs(4).split("\n")
    info = token.info.strip()
    if token.meta.get("closed") is False:
        findings.warn("M019", "This block of code is never closed.", "Put a line of ``` where it ends.", place)
    raw = re.fullmatch(r"\{=(\w+)\}", info)
    if raw:
        findings.warn("M037", f"What is raw {raw[1]} is left out.", "Write it as Markdown.", place)
        reader.page_due = reader.page_due or any(r"\newpage" in line or r"\clearpage" in line for line in lines)
        return
    if re.match(r"\{[\w.-]+", info):
        options = [line for line in lines if line.startswith("#|")]
        attributes = Attributes()
        if options:
            message = "Options of a code cell (`#|`) are not printed; cells are not run."
            findings.warn("M037", message, "", place)
        lines = [line for line in lines if not line.startswith("#|")]
        if any(re.match(r"#\|\s*(?:echo|include):\s*false", line) for line in options) or "echo=FALSE" in info:
            return
    check_attributes(attributes, "block of code", place, findings)
    yield Preformatted(tuple(_with_includes(reader, lines, place)), place)


def _with_includes(reader: BlockReader, lines: Iterable[str], place: Place) -> Iterator[str]:
    """Lines of code, those of mdBook's includes in their place."""
    for line in lines:
        found = re.fullmatch(r"\s*\{\{#(?:include|rustdoc_include|playground)\s+([^}]+?)\s*\}\}\s*", line)
        blocks = reader.around.include(found[1], "lines", place) if found else None
        if blocks and isinstance(blocks[0], Preformatted):
            yield from blocks[0].lines
        else:
            yield line
