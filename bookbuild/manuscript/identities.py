"""Paragraphs given their identities, by which they are known again after an edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bookbuild.manuscript.blocks import Block, Identity, ItemList, Paragraph, Quotation, text_of


def with_identities(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks, every paragraph knowing itself and its neighbours."""
    blocks = tuple(blocks)
    digests = [hashlib.blake2b(text_of(one.runs).encode(), digest_size=8).hexdigest() for one in _paragraphs(blocks)]
    around = ["", *digests, ""]
    neighbours = zip(digests, around, around[2:], strict=False)
    identities = iter([Identity(own, before, after) for own, before, after in neighbours])

    def named(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return Paragraph(block.runs, block.place, block.attributes, next(identities))
        if isinstance(block, Quotation):
            return replace(block, blocks=tuple(map(named, block.blocks)))
        if isinstance(block, ItemList):
            return replace(block, items=tuple(tuple(map(named, item)) for item in block.items))
        return block

    return tuple(map(named, blocks))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph in reading order, those inside quotations and lists too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Quotation):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _paragraphs(item)
