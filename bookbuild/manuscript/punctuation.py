"""Typed punctuation becomes printed punctuation: quotes, apostrophes, dashes, ellipses, spaces that must hold.

What each language does: `marks`, `apostrophes` and `spaces`. Feet and inches stay as they were typed. Letters and
figures are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Quotation,
    Run,
    Runs,
)
from bookbuild.manuscript.edit import Doubt, Edit, applied
from bookbuild.manuscript.marks import Marks, marks_of
from bookbuild.manuscript.quotes import Quotes, hairs
from bookbuild.manuscript.spaces import space_edits


def punctuated(text: str, language: str) -> str:
    """A text with its punctuation as it is printed; doubts are not told."""
    return applied(text, edits_of(text, language, runs_on=True)[0])


def with_quotes(text: str, language: str) -> str:
    """A name or a short text whose quotes and apostrophes are printed ones; its spaces stay as typed."""
    return applied(text, _quotes_of(text, marks_of(language), language, True)[0])


def punctuate_blocks(blocks: Sequence[Block], language: str, findings: Findings) -> tuple[Block, ...]:
    """Blocks with their punctuation as it is printed. Doubtful quotes are reported (M040), each once."""
    following = [*_openings(blocks)]
    return tuple(
        _punctuated_block(block, language, findings, runs_on) for block, runs_on in zip(blocks, following, strict=True)
    )


def _openings(blocks: Sequence[Block]) -> Iterable[bool]:
    """For each block whether the next one opens a quotation, so that dialogue may run on into it."""
    for at in range(len(blocks)):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        first = following.runs[0].text[:1] if isinstance(following, Paragraph) and following.runs else ""
        yield first in ("“", "‘", '"', "'", "«", "„", "»")


def _punctuated_block(block: Block, language: str, findings: Findings, runs_on: bool) -> Block:
    if isinstance(block, Paragraph):
        runs = punctuate_runs(block.runs, language, findings, runs_on)
        return block if runs is block.runs else replace(block, runs=runs)
    if isinstance(block, Quotation):
        return replace(block, blocks=punctuate_blocks(block.blocks, language, findings))
    if isinstance(block, ItemList):
        return replace(block, items=tuple(punctuate_blocks(item, language, findings) for item in block.items))
    if isinstance(block, Heading):
        return replace(block, runs=punctuate_runs(block.runs, language, findings, True))
    if isinstance(block, Picture):
        return replace(block, caption=punctuate_runs(block.caption, language, findings, True))
    return block


def punctuate_runs(runs: Runs, language: str, findings: Findings, runs_on: bool) -> Runs:
    """A paragraph's runs; code and escaped marks are left as they are. `runs_on`: an open quotation may go on in the next
    paragraph."""
    text = "".join("x" * len(run.text) if run.mark & _AS_TYPED else run.text for run in runs)
    edits, doubts = edits_of(text, language, runs_on)
    for doubt in doubts:
        if doubt.guessed:
            hint = "If a quotation begins there, close it; else nothing need be done, or type ’."
            findings.warn("M041", doubt.message, hint, _place(runs, doubt.at))
        else:
            findings.warn("M040", doubt.message, "Look at the marks of this paragraph.", _place(runs, doubt.at))
    if not edits:
        return _without_literals(runs)
    done: list[Run] = []
    begin = 0
    for run in runs:
        end = begin + len(run.text)
        inside = [
            Edit(one.begin - begin, one.end - begin, one.text) for one in edits if begin <= one.begin and one.end <= end
        ]
        done.append(replace(run, text=applied(run.text, inside)) if inside else run)
        begin = end
    return _without_literals(tuple(done))


_AS_TYPED: Final = Mark.CODE | Mark.LITERAL


def _without_literals(runs: Runs) -> Runs:
    """Runs without the marks of what was escaped, joined to what they stand in."""
    if not any(run.mark & Mark.LITERAL for run in runs):
        return runs
    joined: list[Run] = []
    for run in runs:
        mark = run.mark & ~Mark.LITERAL
        last = joined[-1] if joined else None
        if last and last.mark == mark and not last.text.endswith((" ", LINE_SEPARATOR)):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(replace(run, mark=mark))
    return tuple(joined)


def _place(runs: Runs, at: int) -> Place | None:
    begin = 0
    for run in runs:
        if at < begin + len(run.text):
            return run.place.moved(at - begin) if run.place else None
        begin += len(run.text)
    return runs[-1].place


def edits_of(text: str, language: str, runs_on: bool) -> tuple[list[Edit], list[Doubt]]:
    """What is to be replaced in a paragraph, and which marks are doubtful. `runs_on`: an open quotation may go on in the
    next paragraph."""
    marks = marks_of(language)
    edits, doubts = _quotes_of(text, marks, language, runs_on)
    return edits + space_edits(text, marks, language), doubts


def _quotes_of(text: str, marks: Marks, language: str, runs_on: bool) -> tuple[list[Edit], list[Doubt]]:
    if _is_settled(text, marks):
        return hairs(text), []
    return Quotes(text, marks, language, runs_on).read()


def _is_settled(text: str, marks: Marks) -> bool:
    """Whether all quotes are curly already and every one that opens is closed: most paragraphs of an edited book."""
    if '"' in text or "'" in text or "‘" in text:
        return False
    return text.count(marks.opening) == text.count(marks.closing)
