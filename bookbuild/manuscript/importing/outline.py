"""Which of the possible headings are headings: numbers must count up, capitals must stand apart, shouts stay text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from bookbuild.manuscript.importing.headings import (
    LONGEST_HEADING,
    Heading,
    folded,
    heading_of,
    is_capitals,
    is_the_end,
    is_title_like,
)
from bookbuild.manuscript.importing.record import Block, Imported, Kind

_EMPHASISED = re.compile(r"([_*]{1,3})([^_*]+)\1")
_MOST_LINES: Final = 5
"""A heading of more lines is none."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that was chosen: what it opens, its words, and how many blocks it takes."""

    opens: Literal["part", "chapter", "section"]
    text: str
    takes: int = 1


def one_line(block: Block) -> str:
    """A block's text in one line; emphasis on all of a short one is left aside."""
    text = block.text.replace("\n", " ")
    whole = _EMPHASISED.fullmatch(text) if text[:1] in ("_", "*") and len(text) <= LONGEST_HEADING else None
    return whole[2] if whole else text


def possible(block: Block) -> Heading | None:
    """What heading a block could be by itself."""
    if block.kind in (Kind.BREAK, Kind.AS_IS) or len(block.lines) > _MOST_LINES:
        return None
    found = heading_of(one_line(block))
    return (
        None if found and found.sort == "numbered" and len(block.lines) > 1 and not is_capitals(found.title) else found
    )


def usual_gap(blocks: Sequence[Block]) -> int:
    """How many blank lines mostly stand between two paragraphs."""
    pairs = [(a, b) for a, b in pairwise(blocks) if b.kind is not Kind.BREAK]
    texts = [b.gap for a, b in pairs if min(len(a.text), len(b.text)) > LONGEST_HEADING]
    gaps = Counter(texts or [b.gap for _, b in pairs])
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1


def heads_of(blocks: Sequence[Block], listed: Container[str], book: Imported) -> dict[int, Head]:
    """The headings among the blocks, each under the index of its first block. `listed` are titles (folded) that a
    contents list names. What might have been one is noted as a doubt."""
    return _Outline(blocks, listed, book).heads()


_NONE: Final = Heading("number")


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places that follow one another directly, put together."""
    runs: list[list[int]] = []
    for at in places:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


class _Outline:
    """Weighs the possible headings of a text against one another."""

    def __init__(self, blocks: Sequence[Block], listed: Container[str], book: Imported) -> None:
        self.blocks = blocks
        self.listed = listed
        self.book = book
        self.usual = usual_gap(blocks)
        self.possible = {at: found for at, block in enumerate(blocks) if (found := possible(block))}
        self.chosen: dict[int, Literal["part", "chapter", "section"]] = {}

    def heads(self) -> dict[int, Head]:
        self.choose_marked()
        self.choose_named()
        self.choose_numbers()
        self.choose_listed()
        self.choose_apart()
        self.doubt_rest()
        self.undo_lists()
        self.demote_parts()
        return self.with_titles()

    def doubt(self, at: int, what: str) -> None:
        self.book.doubt(self.blocks[at].number, f"{what}: {one_line(self.blocks[at])[:80]}")

    def opens_text(self, at: int) -> bool:
        """Whether text follows, after an ornament perhaps."""
        following = at + 2 if at + 1 < len(self.blocks) and self.blocks[at + 1].kind is Kind.BREAK else at + 1
        return following < len(self.blocks)

    def choose_marked(self) -> None:
        """Heads that are underlined or have #: the highest level is chapters, unless these are parts."""
        marked = [at for at, block in enumerate(self.blocks) if block.kind is Kind.HEAD]
        levels = sorted({self.blocks[at].level for at in marked})
        highest = [at for at in marked if self.blocks[at].level == levels[0]]
        parts = len(levels) > 1 and all(self.is_part(at) for at in highest)
        chapters = levels[1] if parts else levels[0] if levels else 0
        for at in marked:
            level = self.blocks[at].level
            part = level < chapters or (level == chapters and self.is_part(at))
            self.chosen[at] = "part" if part else "chapter" if level == chapters else "section"

    def is_part(self, at: int) -> bool:
        found = self.possible.get(at)
        return found is not None and found.sort == "part"

    def choose_named(self) -> None:
        """Headings that say what they are, unless somebody quotes one or nothing follows."""
        last: int | None = None
        for at, found in self.possible.items():
            if found.sort not in ("part", "chapter", "named") or at in self.chosen or self.is_title_of_number(at):
                continue
            if not self.opens_text(at):
                self.doubt(at, "a heading that nothing follows, taken for text")
            elif at and self.blocks[at - 1].text.endswith((":", ",")) and self.blocks[at].gap <= self.usual:
                self.doubt(at, "a heading? A sentence runs on into it, so it is taken for text")
            else:
                self.chosen[at] = "part" if found.sort == "part" else "chapter"
                if found.sort == "chapter":
                    self.doubt_order(at, last, found.number)
                    last = found.number or last
                elif found.sort == "part":
                    last = None

    def is_title_of_number(self, at: int) -> bool:
        """Whether a named heading, such as Introduction, is the title of the bare number before it."""
        before = self.possible.get(at - 1)
        return (
            self.possible[at].sort == "named"
            and before is not None
            and before.sort in ("chapter", "number")
            and not before.title
        )

    def doubt_order(self, at: int, last: int | None, number: int | None) -> None:
        """Note a chapter whose number does not follow the last one's."""
        if last is not None and number is not None and number not in (last + 1, 1):
            self.doubt(at, f"chapter {number} comes after chapter {last}")

    def choose_numbers(self) -> None:
        """Numbers, with or without a title, that count up: chapters, or sections where chapters say `Chapter`."""
        named = any(self.is_chapter(at) for at in self.chosen)
        numbers = [
            at for at, one in self.possible.items() if one.sort in ("number", "numbered") and at not in self.chosen
        ]
        for of_manner in self.groups(numbers):
            taken = any(opens == "chapter" and not self.is_name(at) for at, opens in self.chosen.items())
            runs = self.runs(of_manner, restarts=named or taken)
            if named or taken:
                bare = [at for at in of_manner if self.possible[at].sort == "number"]
                runs = [run for run in self.runs(bare, restarts=True) if self.are_sections(run)]
            for at in (at for run in runs for at in run):
                self.chosen[at] = "section" if named or taken else "chapter"

    def are_sections(self, run: Sequence[int]) -> bool:
        """Whether numbers divide one chapter: from 1 on, and no other chapter begins between them."""
        within = all(self.chosen.get(at) != "chapter" for at in range(run[0], run[-1]))
        return len(run) > 1 and self.possible[run[0]].number == 1 and within

    def groups(self, numbers: Sequence[int]) -> list[list[int]]:
        """Numbers written alike; those with titles apart from bare ones where both begin at 1."""
        groups: list[list[int]] = []
        for manner in dict.fromkeys(self.possible[at].manner for at in numbers):
            alike = [at for at in numbers if self.possible[at].manner == manner]
            sorts = {self.possible[at].sort for at in alike if self.possible[at].number == 1}
            if len(sorts) > 1:
                groups += [[at for at in alike if self.possible[at].sort == sort] for sort in ("numbered", "number")]
            else:
                groups.append(alike)
        return groups

    def is_chapter(self, at: int) -> bool:
        """Whether a chosen head says `Chapter` or is marked."""
        found = self.possible.get(at)
        marked = self.blocks[at].kind is Kind.HEAD
        return self.chosen[at] == "chapter" and (marked or (found is not None and found.sort == "chapter"))

    def is_name(self, at: int) -> bool:
        found = self.possible.get(at)
        return found is not None and found.sort == "named"

    def runs(self, candidates: Sequence[int], restarts: bool) -> list[list[int]]:
        """Numbers that count up by one, with text between. A run begins anew at 1 after a part's or (`restarts`) a
        chapter's heading. One number alone is a run only at the text's beginning."""
        runs: list[list[int]] = []
        for order, at in enumerate(candidates):
            number = self.possible[at].number
            run = runs[-1] if runs else None
            last = self.possible[run[-1]].number if run else None
            if not self.opens_text(at) or self.is_listed_among(at, candidates, order):
                continue
            opened = run is not None and any(self.begins_anew(one, restarts) for one in range(run[-1] + 1, at))
            if run is not None and last is not None and number == last + 1:
                run.append(at)
            elif number == 1 and (run is None or opened or len(run) == 1):
                runs = [*(runs if opened else []), [at]]
            elif run is None and self.counts_on(at, candidates[order + 1 :]):
                runs.append([at])
            elif run is not None and last is not None and self.skips(last, at, candidates[order + 1 :]):
                self.doubt(at, f"number {last + 1} is missing before this heading")
                run.append(at)
        first_text = next((at for at, block in enumerate(self.blocks) if len(one_line(block)) > 70), 0)
        return [run for run in runs if len(run) > 1 or run[0] <= first_text]

    def begins_anew(self, at: int, restarts: bool) -> bool:
        opens = self.chosen.get(at)
        return opens == "part" or (restarts and opens == "chapter")

    def is_listed_among(self, at: int, candidates: Sequence[int], order: int) -> bool:
        """Whether the next number follows at once: a countdown or a list, no headings."""
        return order + 1 < len(candidates) and candidates[order + 1] == at + 1

    def counts_on(self, at: int, rest: Sequence[int]) -> bool:
        """Whether the next number comes later: a text that begins with its chapter 5."""
        wanted = (self.possible[at].number or 0) + 1
        return any(self.possible[one].number == wanted for one in rest)

    def skips(self, last: int, at: int, rest: Sequence[int]) -> bool:
        """Whether one number is missing and the count goes on."""
        number = self.possible[at].number or 0
        absent = all(self.possible[one].number != last + 1 for one in rest)
        return number == last + 2 and absent and (self.counts_on(at, rest) or not rest)

    def choose_listed(self) -> None:
        """Lines that the contents list named."""
        for at, block in enumerate(self.blocks):
            free = at not in self.chosen and at - 1 not in self.chosen and self.opens_text(at)
            alone = block.kind is Kind.PROSE and len(block.lines) == 1
            if free and alone and folded(one_line(block)) in self.listed:
                self.chosen[at] = "chapter"

    def choose_apart(self) -> None:
        """Lines in capitals, in the middle, or short ones that much white sets off."""
        others = any(opens == "chapter" and not self.is_name(at) for at, opens in self.chosen.items())
        capitals = [at for at in self.possible if at not in self.chosen and self.is_in_capitals(at)]
        capitals = [at for at in capitals if at - 1 not in self.chosen]
        centred = [at for at, one in enumerate(self.blocks) if one.centred and at not in self.chosen]
        centred = [at for at in centred if is_title_like(one_line(self.blocks[at])) and at - 1 not in self.chosen]
        fit = [at for at in sorted({*capitals, *centred}) if self.is_set_apart(at, others)]
        wide = [at for at in fit if self.blocks[at].gap > self.usual]
        if len(wide) > 1 or wide[:1] == fit[:1]:
            fit = [at for at in fit if at in wide or at == 0]
        if not others and not (fit and self.opens_the_text(fit[0], 400 if wide else 70)):
            fit = []
        for at in fit:
            self.chosen[at] = "chapter"
            self.possible[at] = Heading("capitals")
        if not any(opens == "chapter" for opens in self.chosen.values()):
            self.choose_short()

    def is_in_capitals(self, at: int) -> bool:
        """Whether a possible heading is one by its capitals, be there a number in its words or not."""
        named = self.possible[at].sort in ("part", "chapter", "named")
        return not named and is_capitals(one_line(self.blocks[at]))

    def doubt_rest(self) -> None:
        """Note what looks like a heading and was not chosen."""
        for at, found in self.possible.items():
            if at in self.chosen or at - 1 in self.chosen:
                continue
            if found.sort == "capitals" and not self.blocks[at].text.endswith(("!", "?")):
                self.doubt(at, "a line in capitals, taken for text")
            elif found.sort in ("number", "numbered"):
                self.doubt(at, "a number that may be a heading, taken for text")

    def is_set_apart(self, at: int, others: bool) -> bool:
        """Whether a line may head a chapter: no sign or shout, text after it, and where the text has other headings,
        as much white before it as before them."""
        block, before = self.blocks[at], self.blocks[at - 1] if at else None
        shout = block.text.endswith(("!", "?")) and not block.centred and block.gap <= self.usual
        if shout or (before is not None and before.text.endswith(":")):
            return False
        if not self.opens_text(at) or self.blocks[at + 1].kind is Kind.BREAK:
            return False
        if others:
            gaps = [self.blocks[one].gap for one, opens in self.chosen.items() if opens == "chapter" and one]
            return block.gap > self.usual and block.gap >= min(gaps, default=0)
        return at == 0 or block.gap >= self.blocks[at + 1].gap

    def opens_the_text(self, at: int, most: int) -> bool:
        """Whether hardly anything stands before a heading: then a text is divided by its like."""
        return sum(len(one_line(block)) for block in self.blocks[:at]) < most

    def choose_short(self) -> None:
        """Short lines with more white before them than anything else has, the first of them at the beginning."""
        found = [
            at
            for at, block in enumerate(self.blocks[:-1])
            if block.kind is Kind.PROSE
            and len(block.lines) == 1
            and (block.gap > self.usual or at == 0)
            and block.gap >= self.blocks[at + 1].gap
            and is_title_like(block.text)
            and not is_the_end(block.text)
            and len(one_line(self.blocks[at + 1])) > 70
        ]
        if len(found) > 1 and self.opens_the_text(found[0], 400):
            for at in found:
                self.chosen[at] = "chapter"
                self.doubt(at, "a heading by the white before it")

    def undo_lists(self) -> None:
        """Chapters without text: three heads on end are a list, and text; one before another is a part's."""
        chapters = sorted(at for at, opens in self.chosen.items() if opens == "chapter")
        runs = [run for run in _runs(chapters) if len(run) > 1 and not self.takes_next(run)]
        for run in runs:
            for at in run[:-1]:
                if len(run) > 2:
                    del self.chosen[at]
                    self.doubt(at, "one of several headings on end, taken for text")
                else:
                    self.chosen[at] = "part"
                    self.doubt(at, "a heading without text of its own, taken for a part's")

    def takes_next(self, run: Sequence[int]) -> bool:
        """Whether the second of two heads is the first one's title."""
        return len(run) == 2 and self.is_bare(run[0]) and self.possible.get(run[1], _NONE).sort == "capitals"

    def demote_parts(self) -> None:
        """Parts without chapters are chapters."""
        if "chapter" not in [self.chosen[at] for at in self.chosen if not self.is_name(at)]:
            for at, opens in self.chosen.items():
                if opens == "part":
                    self.chosen[at] = "chapter"
        last = max((at for at, opens in self.chosen.items() if opens != "section"), default=None)
        if last is not None and self.chosen[last] == "part":
            self.chosen[last] = "chapter"

    def with_titles(self) -> dict[int, Head]:
        """The heads with their words: a bare number takes the title after it, if others of its kind have one too."""
        bare = [at for at in sorted(self.chosen) if self.is_bare(at)]
        having = [at for at in bare if self.has_title(at)]
        heads: dict[int, Head] = {}
        for at in sorted(self.chosen):
            text = one_line(self.blocks[at])
            if at in self.possible and self.possible[at].sort == "number":
                text = text.strip(" -–—~*[]#§|")
            takes = 1
            if at in having:
                kind = self.possible[at].sort
                like = [one for one in bare if self.possible[one].sort == kind]
                titled = [one for one in having if self.possible[one].sort == kind]
                if 2 * len(titled) >= len(like) or is_capitals(self.blocks[at + 1].text):
                    text, takes = f"{text.rstrip(' .:')}. {one_line(self.blocks[at + 1])}", 2
                else:
                    self.doubt(at + 1, "the title of the heading before? Others have none, so it is taken for text")
            heads[at] = Head(self.chosen[at], text, takes)
        return heads

    def is_bare(self, at: int) -> bool:
        """Whether a chosen head has a number and no title."""
        found = self.possible.get(at)
        return found is not None and found.sort in ("chapter", "part", "number") and not found.title

    def has_title(self, at: int) -> bool:
        """Whether a title stands after a bare number, and something after that."""
        if at + 2 >= len(self.blocks) or at + 1 in self.chosen or self.chosen[at] == "section":
            return False
        block = self.blocks[at + 1]
        short = block.kind in (Kind.PROSE, Kind.LINES) and len(block.lines) <= 3
        text = one_line(block)
        return short and (is_title_like(text) or (is_capitals(text) and len(text) <= 200 and text[0] not in "\"“'‘"))
