"""Acts and scenes: an act opens a chapter, its scenes are heads within it, as publishers of plays have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bookbuild.manuscript.importing.candidates import Candidates, one_line
from bookbuild.manuscript.importing.headings import LONGEST_HEADING, Heading, staged_in

_ENDING = re.compile(
    r"(?:the )?(?:end of|fin d|ende de|fine del|fin del|curtain|act drop|rideau|vorhang|telón|sipario|exit|exeunt|enter)\b.*",
    re.IGNORECASE,
)
_SYNOPSIS: Final = 5
"""Acts that have less than a fifth of the text of those beside them are a list of them."""
_SHORT: Final = 2_000
"""A list of acts after the play, such as one of misprints, has fewer characters; a second play has more."""


def choose_staged(texts: Candidates) -> bool:
    """Choose acts, scenes and the list of persons; whether the text is a play. In a novel, whose acts hold chapters,
    acts are parts and nothing else is chosen."""
    acts = _of_sort(texts, "act")
    scenes = [at for at in _of_sort(texts, "scene") if acts or texts.possible[at].number]
    if not acts and len(scenes) < 2:
        return False
    if _is_novel(texts, len(acts)):
        texts.chosen.update(dict.fromkeys(acts, "part"))
        return False
    listed = _listed(texts, acts)
    for at in acts:
        if at not in listed:
            texts.chosen[at] = "chapter"
    for at in scenes:
        if at not in listed:
            texts.chosen[at] = "section" if acts else "chapter"
    for at in _of_sort(texts, "persons"):
        texts.chosen[at] = "chapter"
    texts.book.decide(texts.blocks[0].number, f"a play: {len(acts)} headings of acts, {len(scenes)} of scenes")
    return True


def names_nobody(texts: Candidates, at: int) -> bool:
    """Whether a line in capitals may be a heading in a play: neither a speaker's name, which comes again, nor the
    curtain."""
    text = one_line(texts.blocks[at])
    return not _ENDING.fullmatch(text) and sum(block.text == text for block in texts.blocks) == 1


def parted(text: str, found: Heading) -> tuple[str, str]:
    """A heading as it is set, and the description after it that is set as text: a long one, or a stage direction."""
    if not found.title or (len(text) <= LONGEST_HEADING and found.title[0] not in "([_*"):
        return text, ""
    return text[: len(text) - len(found.title)].rstrip(" :;,—–-"), found.title


def act_and_scene(text: str, found: Heading) -> tuple[str, str]:
    """`ACT I` and `SCENE II. A wood` out of one line; the second empty when there is no scene in it."""
    inner = staged_in(found.title) if found.sort == "act" and found.title else None
    if inner is None or inner.sort != "scene":
        return text, ""
    return text[: len(text) - len(found.title)].rstrip(" .:;,—–-"), found.title


def _of_sort(texts: Candidates, sort: str) -> list[int]:
    """Headings of a sort that have text after them and no sentence running into them."""
    return [
        at
        for at, found in texts.possible.items()
        if found.sort == sort
        and at not in texts.chosen
        and texts.opens_text(at)
        and not (at and texts.blocks[at - 1].text.endswith((":", ",")) and texts.blocks[at].gap <= texts.usual)
    ]


def _is_novel(texts: Candidates, acts: int) -> bool:
    """Whether chapters stand between the acts, with their names or as bare numbers."""
    sorts = Counter(found.sort for found in texts.possible.values())
    return bool(acts) and (sorts["chapter"] > 1 or (not sorts["scene"] and sorts["number"] >= 2 * acts))


def _listed(texts: Candidates, acts: Sequence[int]) -> set[int]:
    """The acts, and the scenes among them, that are a list of what will happen: the same acts stand there at length."""
    begins = [
        at for order, at in enumerate(acts) if texts.possible[at].number == 1 and not _repeats(texts, acts, order)
    ]
    runs = [range(begin, end) for begin, end in pairwise([*begins, len(texts.blocks)])]
    listed: set[int] = set()
    for before, after in pairwise(runs):
        one, other = _length(texts, before), _length(texts, after)
        which = before if _SYNOPSIS * one < other else after if _SYNOPSIS * other < one and other < _SHORT else None
        if which:
            texts.doubt(which[0], "a list of the acts, taken for text")
            listed.update(which)
    return listed


def _repeats(texts: Candidates, acts: Sequence[int], order: int) -> bool:
    """Whether the act before has the same number: its name is said before each of its scenes."""
    return order > 0 and texts.possible[acts[order - 1]].number == 1


def _length(texts: Candidates, run: range) -> int:
    return sum(len(texts.blocks[at].text) for at in run)
