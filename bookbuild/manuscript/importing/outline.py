"""Which of the possible headings are headings: numbers must count up, capitals must stand apart, shouts stay text."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bookbuild.manuscript.importing.apart import choose_apart
from bookbuild.manuscript.importing.candidates import Candidates, one_line
from bookbuild.manuscript.importing.counting import choose_numbers
from bookbuild.manuscript.importing.headings import (
    LONGEST_HEADING,
    Heading,
    folded,
    is_capitals,
    is_title_like,
    staged_in,
)
from bookbuild.manuscript.importing.plays import act_and_scene, choose_staged, names_nobody, parted
from bookbuild.manuscript.importing.record import Block, Imported, Kind


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that was chosen: what it opens, its words, and how many blocks it takes."""

    opens: Literal["part", "chapter", "section"]
    text: str
    takes: int = 1
    section: str = ""
    """The head of the first section, where one line has both: ACT I. SCENE I."""
    after: str = ""
    """A description in the heading's line that is set as text."""


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


class _Outline(Candidates):
    """Weighs the possible headings of a text against one another."""

    act: int | None = None
    """The number of the act whose heads are being written."""

    def heads(self) -> dict[int, Head]:
        self.choose_marked()
        self.book.is_play = choose_staged(self)
        self.choose_named()
        if not self.book.is_play:
            choose_numbers(self)
        self.choose_listed()
        choose_apart(self)
        if not self.book.is_play:
            self.doubt_rest()
        self.undo_lists()
        self.demote_parts()
        return self.with_titles()

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

    def choose_listed(self) -> None:
        """Lines that the contents list named."""
        for at, block in enumerate(self.blocks):
            free = at not in self.chosen and at - 1 not in self.chosen and self.opens_text(at)
            alone = block.kind is Kind.PROSE and len(block.lines) == 1
            if free and alone and folded(one_line(block)) in self.listed:
                self.chosen[at] = "chapter"

    def doubt_rest(self) -> None:
        """Note what looks like a heading and was not chosen."""
        for at, found in self.possible.items():
            if at in self.chosen or at - 1 in self.chosen:
                continue
            if found.sort == "capitals" and not self.blocks[at].text.endswith(("!", "?")):
                self.doubt(at, "a line in capitals, taken for text")
            elif found.sort in ("number", "numbered"):
                self.doubt(at, "a number that may be a heading, taken for text")
        for at, block in enumerate(self.blocks[1:-1], 1):
            lone = block.kind is Kind.PROSE and is_title_like(block.text) and block.text[-1] not in "!?"
            around = min(len(self.blocks[at - 1].text), len(self.blocks[at + 1].text)) > LONGEST_HEADING
            if lone and around and at not in self.chosen and at not in self.possible:
                self.doubt(at, "a short line without a full stop, taken for text; a heading?")

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
            if at in self.possible and self.possible[at].sort in ("act", "scene") and at not in having:
                heads[at] = self.staged_head(at, text)
                continue
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

    def staged_head(self, at: int, text: str) -> Head:
        """An act's or a scene's head; an act's name that is said anew before each of its scenes opens it once."""
        found = self.possible[at]
        act, scene = act_and_scene(text, found)
        if scene:
            inner = staged_in(scene)
            assert inner is not None
            scene, after = parted(scene, inner)
            again, self.act = self.act == found.number, found.number
            if again:
                return Head("section", scene, after=after)
            return Head(self.chosen[at], act, section=scene, after=after)
        self.act = found.number if found.sort == "act" else self.act
        text, after = parted(text, found)
        return Head(self.chosen[at], text, after=after)

    def has_title(self, at: int) -> bool:
        """Whether a title stands after a bare number, and something after that."""
        if at + 2 >= len(self.blocks) or at + 1 in self.chosen or self.chosen[at] == "section":
            return False
        block = self.blocks[at + 1]
        if self.book.is_play and not names_nobody(self, at + 1):
            return False
        short = block.kind in (Kind.PROSE, Kind.LINES) and len(block.lines) <= 3
        text = one_line(block)
        return short and (is_title_like(text) or (is_capitals(text) and len(text) <= 200 and text[0] not in "\"“'‘"))
