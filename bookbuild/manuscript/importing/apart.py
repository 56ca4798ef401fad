"""Headings that only their looks tell: capitals, the middle of the line, the white around them."""

from __future__ import annotations

from bookbuild.manuscript.importing.candidates import Candidates, one_line
from bookbuild.manuscript.importing.headings import Heading, is_capitals, is_the_end, is_title_like
from bookbuild.manuscript.importing.plays import names_nobody
from bookbuild.manuscript.importing.record import Kind


def choose_apart(texts: Candidates) -> None:
    """Lines in capitals, in the middle, or short ones that much white sets off."""
    others = any(opens == "chapter" and not texts.is_name(at) for at, opens in texts.chosen.items())
    capitals = [at for at in texts.possible if at not in texts.chosen and _is_in_capitals(texts, at)]
    capitals = [at for at in capitals if at - 1 not in texts.chosen]
    centred = [at for at, one in enumerate(texts.blocks) if one.centred and at not in texts.chosen]
    centred = [at for at in centred if is_title_like(one_line(texts.blocks[at])) and at - 1 not in texts.chosen]
    fit = [at for at in sorted({*capitals, *centred}) if _is_set_apart(texts, at, others)]
    wide = [at for at in fit if texts.blocks[at].gap > texts.usual]
    if len(wide) > 1 or wide[:1] == fit[:1]:
        fit = [at for at in fit if at in wide or at == 0]
    if not others and not (fit and _opens_the_text(texts, fit[0], 400 if wide else 70)):
        fit = []
    for at in fit:
        texts.chosen[at] = "chapter"
        texts.possible[at] = Heading("capitals")
    if not any(opens == "chapter" for opens in texts.chosen.values()):
        _choose_short(texts)


def _is_in_capitals(texts: Candidates, at: int) -> bool:
    """Whether a possible heading is one by its capitals, be there a number in its words or not."""
    named = texts.possible[at].sort in ("part", "chapter", "act", "named")
    return not named and is_capitals(one_line(texts.blocks[at])) and (not texts.book.is_play or names_nobody(texts, at))


def _is_set_apart(texts: Candidates, at: int, others: bool) -> bool:
    """Whether a line may head a chapter: no sign or shout, text after it, and where the text has other headings,
    as much white before it as before them."""
    block, before = texts.blocks[at], texts.blocks[at - 1] if at else None
    shout = block.text.endswith(("!", "?")) and not block.centred and block.gap <= texts.usual
    if shout or (before is not None and before.text.endswith(":")):
        return False
    if not texts.opens_text(at) or texts.blocks[at + 1].kind is Kind.BREAK:
        return False
    if others:
        gaps = [texts.blocks[one].gap for one, opens in texts.chosen.items() if opens == "chapter" and one]
        return block.gap > texts.usual and block.gap >= min(gaps, default=0)
    return at == 0 or block.gap >= texts.blocks[at + 1].gap


def _opens_the_text(texts: Candidates, at: int, most: int) -> bool:
    """Whether hardly anything stands before a heading: then a text is divided by its like."""
    return sum(len(one_line(block)) for block in texts.blocks[:at]) < most


def _choose_short(texts: Candidates) -> None:
    """Short lines with more white before them than anything else has, the first of them at the beginning."""
    found = [
        at
        for at, block in enumerate(texts.blocks[:-1])
        if block.kind is Kind.PROSE
        and len(block.lines) == 1
        and (block.gap > texts.usual or at == 0)
        and block.gap >= texts.blocks[at + 1].gap
        and is_title_like(block.text)
        and not is_the_end(block.text)
        and len(one_line(texts.blocks[at + 1])) > 70
    ]
    if len(found) > 1 and _opens_the_text(texts, found[0], 400):
        for at in found:
            texts.chosen[at] = "chapter"
            texts.doubt(at, "a heading by the white before it")
