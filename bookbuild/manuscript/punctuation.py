"""Typed punctuation becomes printed punctuation: quotes, apostrophes, dashes, ellipses, spaces that must hold.

What each language does: typography.md, "quotes" and "dashes/ellipses" (CMOS, Hart's Rules, CLDR). Feet and
inches stay as they were typed. The letters of a text are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    NO_BREAK_SPACE,
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

THIN: Final = "\u202f"
HAIR: Final = "\u200a"
APOSTROPHE: Final = "’"


@dataclass(frozen=True, slots=True)
class Marks:
    """A language's quotation marks, what stands inside them, and its dash for a parenthesis."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    padding: str = ""
    dash: str = "—"
    spaced_dash: str = "–"


_ENGLISH: Final = Marks("“", "”", "‘", "’", spaced_dash="—")
_MARKS: Final = {
    "en": _ENGLISH,
    "en-gb": Marks("“", "”", "‘", "’", dash="—", spaced_dash="–"),
    "fr": Marks("«", "»", "“", "”", padding=THIN),
    "fr-ch": Marks("«", "»", "‹", "›"),
    "de": Marks("„", "“", "‚", "‘"),
    "de-ch": Marks("«", "»", "‹", "›"),
    "es": Marks("«", "»", "“", "”", spaced_dash="—"),
    "it": Marks("«", "»", "“", "”"),
}

_ELIDED = re.compile(
    r"(?:tis|twas|twere|twill|twould|til|tain|em|cause|cos|cuz|bout|round|nother|neath|gainst|fraid|ere|im|er|ave|ow|n)\b",
    re.IGNORECASE,
)
"""Words that begin with an apostrophe in English, without it."""

_OPENS_AFTER: Final = frozenset(" \t\n([{—–-/\u00a0\u202f\u200a“‘„‚«‹" + LINE_SEPARATOR)
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Mme|Mlle|Messrs|Capt|Col|Gen|Lt|Sgt|Rev|Hr|Fr)\.? (?=[A-ZÀ-Þ])")
_INITIALS = re.compile(r"[A-ZÀ-Þ](?<![\w.].)\. (?=[A-ZÀ-Þ])(?:(?=.\.)|(?<!I\. )(?=.[\w’]))")
_DOTS = re.compile(r"\.\.\.|\. \. \.")
_HOLDS = re.compile(r" (?<=\S )(?=(?:[–—…]|\.\.\.|\. \. \.|--)(?:\s|$|\w))")
"""A space before a dash or an ellipsis that would begin a line without its word."""
_QUOTE = re.compile("[\"'“”‘’«»„‚‹›]")
_PAIRS = re.compile(r"""['"‘’“”](?:(?<=['’])(?=["”])|(?<=["“])(?=['‘])|(?<=["”])(?=['’](?!\w))|(?<=['‘])(?=["“]))""")
"""The first of two marks that meet; that a match begins with one of six characters makes the search ten times quicker."""
_HYPHENS = re.compile(r"(?<![-\w|])-{2,3}(?![-|])|(?<=\w)-{2,3}(?=[\w\s“‘”’\"'.,;:!?)]|$)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `begin` to `end` of a paragraph by `text`."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quotation mark that may be wrong: where it stands in the paragraph, and why."""

    at: int
    message: str


def marks_of(language: str) -> Marks:
    """The marks of a language tag, of its language, or (for others) English ones."""
    tag = language.lower().replace("_", "-")
    return _MARKS.get(tag) or _MARKS.get(tag.split("-")[0]) or _ENGLISH


def punctuated(text: str, language: str) -> str:
    """A text with its punctuation as it is printed; doubts are not told."""
    edits, _ = edits_of(text, language, runs_on=True)
    return _applied(text, edits)


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
    if not _NEEDS.search(text):
        return _without_literals(runs)
    edits, doubts = edits_of(text, language, runs_on)
    for doubt in doubts:
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
        done.append(replace(run, text=_applied(run.text, inside)) if inside else run)
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


_NEEDS = re.compile(r"""["'“”‘’«»„]|--|\.\.|\. |…|[;:!?]| [–—]""")


def _place(runs: Runs, at: int) -> Place | None:
    begin = 0
    for run in runs:
        if at < begin + len(run.text):
            return run.place.moved(at - begin) if run.place else None
        begin += len(run.text)
    return runs[-1].place


def _applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits made; they must not overlap."""
    parts: list[str] = []
    at = 0
    for one in sorted(edits, key=lambda edit: (edit.begin, edit.end)):
        if one.begin >= at:
            parts += [text[at : one.begin], one.text]
            at = one.end
    return "".join(parts) + text[at:]


def edits_of(text: str, language: str, runs_on: bool) -> tuple[list[Edit], list[Doubt]]:
    """What is to be replaced in a paragraph, and which quotes are doubtful."""
    marks = marks_of(language)
    quotes = _Quotes(text, marks, language.lower().startswith("en"))
    edits, doubts = (quotes.hairs(), list[Doubt]()) if _is_settled(text, marks) else quotes.read(runs_on)
    if "..." in text or ". . ." in text:
        edits += [Edit(found.start(), found.end(), "…") for found in _DOTS.finditer(text)]
    if "--" in text:
        edits += [_dash(text, found, marks) for found in _HYPHENS.finditer(text)]
    if ". " in text:
        held = (*_TITLES.finditer(text), *_INITIALS.finditer(text))
        edits += [Edit(found.end() - 1, found.end(), NO_BREAK_SPACE) for found in held]
    edits += [Edit(found.start(), found.start() + 1, NO_BREAK_SPACE) for found in _HOLDS.finditer(text)]
    if marks.padding:
        edits += _french_spaces(text)
    return edits, doubts


def _is_settled(text: str, marks: Marks) -> bool:
    """Whether all quotes are curly already and every one that opens is closed: most paragraphs of an edited book."""
    if '"' in text or "'" in text or "‘" in text:
        return False
    return text.count(marks.opening) == text.count(marks.closing)


def _dash(text: str, found: re.Match[str], marks: Marks) -> Edit:
    """Two or three hyphens: a range between figures, the language's dash elsewhere."""
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    if before.isdigit() and after.isdigit():
        return Edit(found.start(), found.end(), "–")
    spaced = before.isspace() and after.isspace()
    longer = len(found[0]) == 3 or not spaced
    return Edit(found.start(), found.end(), marks.dash if longer else marks.spaced_dash)


def _french_spaces(text: str) -> list[Edit]:
    """A thin space before ; ! ?, a no-break space before a colon, both in place of any space typed."""
    signs = re.finditer(r"(?<=[^\s;:!?.(\[])([ \u00a0\u202f]?)([;!?]+|:(?!//|\d))(?=[\s»”\"')\]]|$)", text)
    edits = [Edit(one.start(1), one.end(1), NO_BREAK_SPACE if one[2] == ":" else THIN) for one in signs]
    for found in re.finditer(r"«([ \u00a0\u202f]?)(?=\S)|(?<=\S)([ \u00a0\u202f]?)»", text):
        group = 1 if found[0].startswith("«") else 2
        edits.append(Edit(found.start(group), found.end(group), THIN))
    return edits


class _Quotes:
    """Reads a paragraph's quotation marks from left to right, keeping which are open."""

    def __init__(self, text: str, marks: Marks, english: bool) -> None:
        self.text = text
        self.marks = marks
        self.english = english
        self.open: list[tuple[str, int]] = []
        self.edits: list[Edit] = []
        self.doubts: list[Doubt] = []

    def read(self, runs_on: bool) -> tuple[list[Edit], list[Doubt]]:
        text, marks = self.text, self.marks
        for found in _QUOTE.finditer(text):
            at, character = found.start(), found[0]
            if character == '"':
                self.double(at)
            elif character == "'":
                self.single(at)
            elif character in ("“", marks.opening) and character != marks.closing:
                self.open.append(('"', at))
            elif character in ("”", marks.closing):
                self.close('"', at)
            elif character == "‘":
                self.left_single(at)
            elif character == "’" and self.open and self.open[-1][0] == "'" and not self.in_word(at):
                self.open.pop()
        for kind, at in self.open:
            if kind == '"' and not runs_on:
                self.doubts.append(Doubt(at, "This quotation is never closed."))
        return self.edits + self.hairs(), self.doubts

    def before(self, at: int) -> str:
        return self.text[at - 1 : at] if at else ""

    def after(self, at: int) -> str:
        return self.text[at + 1 : at + 2]

    def in_word(self, at: int) -> bool:
        """Whether letters stand on both sides."""
        return self.before(at).isalnum() and self.after(at).isalnum()

    def may_open(self, at: int) -> bool:
        """Whether a mark here stands where quotations begin."""
        before, after = self.before(at), self.after(at)
        quote_before = before in ("'", '"') and self.may_open(at - 1)
        return (not before or before in _OPENS_AFTER or quote_before) and bool(after) and not after.isspace()

    def double(self, at: int) -> None:
        marks = self.marks
        inside = any(kind == '"' for kind, _ in self.open)
        if self.before(at).isdigit() and not inside:
            return
        if self.may_open(at):
            self.open.append(('"', at))
            self.edits.append(Edit(at, at + 1, marks.opening + marks.padding))
        else:
            self.close('"', at)
            self.edits.append(Edit(at, at + 1, marks.padding + marks.closing))

    def single(self, at: int) -> None:
        marks = self.marks
        if self.in_word(at):
            self.edits.append(Edit(at, at + 1, APOSTROPHE))
        elif self.may_open(at):
            rest = self.text[at + 1 :]
            if (rest[:1].isdigit() and re.match(r"\d\ds?\b", rest)) or (self.english and _ELIDED.match(rest)):
                self.edits.append(Edit(at, at + 1, APOSTROPHE))
            else:
                self.open.append(("'", at))
                self.edits.append(Edit(at, at + 1, marks.inner_opening))
        elif self.before(at).isdigit() and not self.is_open("'") and not self.is_open('"'):
            return
        elif self.is_open("'"):
            self.close("'", at)
            self.edits.append(Edit(at, at + 1, marks.inner_closing))
        else:
            self.edits.append(Edit(at, at + 1, APOSTROPHE))

    def left_single(self, at: int) -> None:
        """A ‘ as typed: an apostrophe that a word processor turned the wrong way, or a quotation."""
        rest = self.text[at + 1 :]
        if (
            self.english
            and (_ELIDED.match(rest) or re.match(r"\d\ds?\b", rest))
            and not re.match(r"[^’]*’(?!\w)", rest)
        ):
            self.edits.append(Edit(at, at + 1, APOSTROPHE))
        else:
            self.open.append(("'", at))

    def is_open(self, kind: str) -> bool:
        return any(one == kind for one, _ in self.open)

    def close(self, kind: str, at: int) -> None:
        """Close the nearest mark of this kind, and with it whatever was left open inside."""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == kind:
                del self.open[index:]
                return
        if kind == '"':
            self.doubts.append(Doubt(at, "This quotation was never opened."))

    def hairs(self) -> list[Edit]:
        """A hair between two marks that meet: ’ ” and “ ‘ stand a tenth of an em apart and never part."""
        pairs = _PAIRS.finditer(self.text)
        return [Edit(found.end(), found.end(), HAIR) for found in pairs]
