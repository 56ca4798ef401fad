"""Numbers as headings: those that count up are, countdowns and lists are not."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuild.manuscript.importing.candidates import Candidates, one_line


def choose_numbers(texts: Candidates) -> None:
    """Numbers, with or without a title, that count up: chapters, or sections where chapters say `Chapter`."""
    named = any(texts.is_chapter(at) for at in texts.chosen)
    numbers = [
        at for at, one in texts.possible.items() if one.sort in ("number", "numbered") and at not in texts.chosen
    ]
    for of_manner in _groups(texts, numbers):
        taken = any(opens == "chapter" and not texts.is_name(at) for at, opens in texts.chosen.items())
        runs = _runs(texts, of_manner, restarts=named or taken)
        if named or taken:
            bare = [at for at in of_manner if texts.possible[at].sort == "number"]
            runs = [run for run in _runs(texts, bare, restarts=True) if _are_sections(texts, run)]
        for at in (at for run in runs for at in run):
            texts.chosen[at] = "section" if named or taken else "chapter"


def _are_sections(texts: Candidates, run: Sequence[int]) -> bool:
    """Whether numbers divide one chapter: from 1 on, and no other chapter begins between them."""
    within = all(texts.chosen.get(at) != "chapter" for at in range(run[0], run[-1]))
    return len(run) > 1 and texts.possible[run[0]].number == 1 and within


def _groups(texts: Candidates, numbers: Sequence[int]) -> list[list[int]]:
    """Numbers written alike; those with titles apart from bare ones where both begin at 1."""
    groups: list[list[int]] = []
    for manner in dict.fromkeys(texts.possible[at].manner for at in numbers):
        alike = [at for at in numbers if texts.possible[at].manner == manner]
        sorts = {texts.possible[at].sort for at in alike if texts.possible[at].number == 1}
        if len(sorts) > 1:
            groups += [[at for at in alike if texts.possible[at].sort == sort] for sort in ("numbered", "number")]
        else:
            groups.append(alike)
    return groups


def _runs(texts: Candidates, candidates: Sequence[int], restarts: bool) -> list[list[int]]:
    """Numbers that count up by one, with text between. A run begins anew at 1 after a part's or (`restarts`) a
    chapter's heading. One number alone is a run only at the text's beginning."""
    runs: list[list[int]] = []
    for order, at in enumerate(candidates):
        number = texts.possible[at].number
        run = runs[-1] if runs else None
        last = texts.possible[run[-1]].number if run else None
        if not texts.opens_text(at) or _is_listed_among(at, candidates, order):
            continue
        opened = run is not None and any(_begins_anew(texts, one, restarts) for one in range(run[-1] + 1, at))
        if run is not None and last is not None and number == last + 1:
            run.append(at)
        elif number == 1 and (run is None or opened or len(run) == 1):
            runs = [*(runs if opened else []), [at]]
        elif run is None and _counts_on(texts, at, candidates[order + 1 :]):
            runs.append([at])
        elif run is not None and last is not None and _skips(texts, last, at, candidates[order + 1 :]):
            texts.doubt(at, f"number {last + 1} is missing before this heading")
            run.append(at)
    first_text = next((at for at, block in enumerate(texts.blocks) if len(one_line(block)) > 70), 0)
    return [run for run in runs if len(run) > 1 or run[0] <= first_text]


def _begins_anew(texts: Candidates, at: int, restarts: bool) -> bool:
    opens = texts.chosen.get(at)
    return opens == "part" or (restarts and opens == "chapter")


def _is_listed_among(at: int, candidates: Sequence[int], order: int) -> bool:
    """Whether the next number follows at once: a countdown or a list, no headings."""
    return order + 1 < len(candidates) and candidates[order + 1] == at + 1


def _counts_on(texts: Candidates, at: int, rest: Sequence[int]) -> bool:
    """Whether the next number comes later: a text that begins with its chapter 5."""
    wanted = (texts.possible[at].number or 0) + 1
    return any(texts.possible[one].number == wanted for one in rest)


def _skips(texts: Candidates, last: int, at: int, rest: Sequence[int]) -> bool:
    """Whether one number is missing and the count goes on."""
    number = texts.possible[at].number or 0
    absent = all(texts.possible[one].number != last + 1 for one in rest)
    return number == last + 2 and absent and (_counts_on(texts, at, rest) or not rest)
