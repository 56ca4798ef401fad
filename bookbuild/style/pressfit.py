"""The arithmetic of a press: how wide its margins are, on which trim and paper it binds how many pages, how thick the
book is. All lengths are points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.schema import did_you_mean
from bookbuild.style.press import Counting, Paper, Press, Step
from bookbuild.style.style import Trim
from bookbuild.style.trims import named_trims
from bookbuild.units import inches

SAME: Final = 0.5
"""Pages whose sides differ by no more than so many points are of one size."""

MOST_NAMED: Final = 4
"""How many trims a hint names."""


# Margins


def inside_margin(press: Press, pages: int) -> float:
    """The least margin at the bind edge of a book of so many pages.

    Below the first and beyond the last page count of the press's table its ends hold.
    """
    return max(_step(press.margins.inside, pages), press.margins.safe)


def outer_margin(press: Press, bleed: bool) -> float:
    """The least margin at head, foot and outside in a book with or without bleed."""
    return max(press.margins.outer_with_bleed if bleed else press.margins.outer, press.margins.safe)


def text_area(press: Press, trim: Trim, pages: int, recto: bool, bleed: bool) -> tuple[float, float, float, float]:
    """Where text may stand on a page: left, head, right and foot, from the trim's top left corner, y down."""
    inside, outer = inside_margin(press, pages), outer_margin(press, bleed)
    left, right = (inside, outer) if recto else (outer, inside)
    return left, outer, trim.width - right, trim.height - outer


def _step(steps: tuple[Step, ...], pages: int) -> float:
    if not steps:
        return 0.0
    return next((step.length for step in steps if step.last is None or pages <= step.last), steps[-1].length)


# Pages


def padded(press: Press, pages: int, blank_at_end: int = 0, most: int | None = None, place: Place | None = None) -> int:
    """The page count of the file: blank pages are added at the end until it is what the press asks for.

    `blank_at_end` of the `pages` are blank and last already; `most` is what trim and paper take. Raises BookError S037
    when the press takes no such count, with the nearest one that it takes.
    """
    counting = press.counting
    whole = _padded(counting, pages, blank_at_end)
    if _is_taken(counting, pages, blank_at_end, most):
        return whole
    message = f"{pages} pages become {whole}, with {whole - pages + blank_at_end} blank at the end; {press.title} "
    if most is not None and whole > most:
        message += f"binds at most {most} on this trim and paper."
    else:
        message += f"takes at most {counting.blank_at_end} blank."
    raise error("S037", message, _nearest_count(counting, pages, blank_at_end, most), place)


def _padded(counting: Counting, pages: int, blank_at_end: int) -> int:
    last = 1 if counting.last_blank and not blank_at_end else 0
    return -(-(pages + last) // counting.multiple) * counting.multiple


def _is_taken(counting: Counting, pages: int, blank_at_end: int, most: int | None) -> bool:
    """Whether a press takes so many pages with the blank ones that they need."""
    whole = _padded(counting, pages, blank_at_end)
    blank = whole - pages + blank_at_end
    return (most is None or whole <= most) and (counting.blank_at_end is None or blank <= counting.blank_at_end)


def _nearest_count(counting: Counting, pages: int, blank_at_end: int, most: int | None) -> str:
    """A hint with the nearest page count that a press takes."""
    around = (near for away in range(1, pages + counting.multiple) for near in (pages - away, pages + away))
    for near in around:
        if near > blank_at_end and _is_taken(counting, near, blank_at_end, most):
            difference = abs(near - pages)
            more = f"{difference} page{'s' * (difference > 1)} {'more' if near > pages else 'fewer'}"
            return f"The nearest page count is {near}: {more}."
    return "No page count would do; look at the press's `pages`."


# Trim and paper


def press_trim(press: Press, trim: Trim, place: Place | None = None) -> Trim:
    """The trim in the press's exact size: the one of its name, else the one of its size, else a size the press cuts.

    Raises BookError S033 when the press prints no such page.
    """
    found = _found_trim(press, trim)
    if found:
        return found
    size = f"{inches(trim.width)} x {inches(trim.height)} in"
    raise error("S033", f"{press.title} does not print {trim.name} ({size}).", _sizes_near(press, trim), place)


def prints(press: Press, trim: Trim) -> bool:
    """Whether a press prints a page of this name or size."""
    return _found_trim(press, trim) is not None


def _found_trim(press: Press, trim: Trim) -> Trim | None:
    if trim.name in press.trims:
        return press.trims[trim.name]
    for known in press.trims.values():
        if abs(known.width - trim.width) <= SAME and abs(known.height - trim.height) <= SAME:
            return known
    return trim if press.custom and press.custom.takes(trim.width, trim.height) else None


def _sizes_near(press: Press, trim: Trim) -> str:
    """Which pages are nearest to one that a press does not print."""
    named = ", ".join(_nearest(press.trims.values(), trim))
    hints = [f"The nearest it prints: {named}."] if named else []
    if press.custom:
        least = f"{inches(press.custom.least_width)} x {inches(press.custom.least_height)}"
        most = f"{inches(press.custom.most_width)} x {inches(press.custom.most_height)}"
        hints.append(f"It prints any size from {least} to {most} in.")
    return " ".join(hints)


def _nearest(trims: Iterable[Trim], trim: Trim) -> list[str]:
    """Of some trims the few nearest to one, by name."""

    def far(other: Trim) -> float:
        return abs(other.width - trim.width) + abs(other.height - trim.height)

    return [one.name for one in sorted(trims, key=far)[:MOST_NAMED]]


def find_paper(press: Press, name: str = "", place: Place | None = None) -> Paper | None:
    """A press's paper by its name (capitals aside), its first when none is named; None where it has no papers.

    Raises BookError S034 when the press has no such paper.
    """
    if not name.strip():
        return next(iter(press.papers.values()), None)
    by_lowered = {known.lower(): paper for known, paper in press.papers.items()}
    typed = "-".join(name.lower().replace("_", " ").split())
    if typed in by_lowered:
        return by_lowered[typed]
    papers = ", ".join(press.papers) or "none that can be chosen"
    hint = did_you_mean(typed, by_lowered) or f"Its papers: {papers}."
    raise error("S034", f"{press.title} has no paper {name!r}.", hint, place)


def page_range(paper: Paper, trim: Trim) -> tuple[int, int | None] | None:
    """The least and the most pages of a book on this paper and a press's own trim; None where the paper is not had."""
    most = paper.most_at.get(trim.name, paper.most)
    if most == 0 or (paper.sizes and not paper.sizes.takes(trim.width, trim.height)):
        return None
    return paper.least, most


def paper_fits(paper: Paper, trim: Trim, pages: int) -> bool:
    """Whether so many pages of a press's own trim can be bound on this paper."""
    limits = page_range(paper, trim)
    return limits is not None and limits[0] <= pages and (limits[1] is None or pages <= limits[1])


def require_paper_fits(press: Press, paper: Paper, trim: Trim, pages: int, place: Place | None = None) -> None:
    """Refuse a book that a paper can't be. `trim` is the press's own.

    Raises BookError: S035 the paper is not had on the trim, S036 too few or too many pages; the hint says what fits.
    """
    if paper_fits(paper, trim, pages):
        return
    limits = page_range(paper, trim)
    if limits is None:
        message = f"{press.title} has no {paper.name} paper for {trim.name}."
        raise error("S035", message, _what_fits(press, paper, trim, pages), place)
    least, most = limits
    few = pages < least
    bound = f"at least {least}" if few else f"at most {most}"
    message = f"{press.title} binds {bound} pages of {trim.name} on {paper.name}; the book has {pages}."
    raise error("S036", message, _what_fits(press, paper, trim, pages), place)


def _what_fits(press: Press, paper: Paper, trim: Trim, pages: int) -> str:
    """Which papers and trims take so many pages; where none does, which trims make more or fewer of them."""
    alike = (one for one in press.papers.values() if (one.ink, one.binding) == (paper.ink, paper.binding))
    papers = [one.name for one in alike if paper_fits(one, trim, pages)]
    trims = _nearest((one for one in _offered(press) if paper_fits(paper, one, pages)), trim)
    hints = [f"{pages} pages of {trim.name} can be had on {_listed(papers)}."] if papers else []
    hints += [f"{pages} pages on {paper.name} can be had in {_listed(trims)}."] if trims else []
    return " ".join(hints) or _other_trims(press, paper, trim, few=pages < paper.least)


def _other_trims(press: Press, paper: Paper, trim: Trim, few: bool) -> str:
    """Which trims make more or fewer pages of the same text."""
    area = trim.width * trim.height
    had = [one for one in _offered(press) if page_range(paper, one)]
    better = [one for one in had if (one.width * one.height < area if few else one.width * one.height > area)]
    kind, fewer = ("smaller", "more") if few else ("larger", "fewer")
    if not better:
        return f"The press has no {kind} trim; choose another press."
    return f"A {kind} trim makes {fewer} pages: {_listed(_nearest(better, trim))}."


def _offered(press: Press) -> list[Trim]:
    """The pages that a press prints and that have a name: its own, and those of bookbuild's that it cuts."""
    cut = [trim for trim in named_trims().values() if _found_trim(press, trim) is trim]
    return [*press.trims.values(), *cut]


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " or " * (len(names) > 1) + names[-1]


# Spine


def spine_width(paper: Paper, pages: int) -> float | None:
    """The width of the spine of so many pages; None where the press does not publish it and has to be asked."""
    spine = paper.spine
    if spine is None:
        return None
    if spine.page is not None:
        return pages * spine.page + spine.added
    found = (step for step in spine.steps if step.first <= pages and (step.last is None or pages <= step.last))
    return next((step.length + spine.added for step in found), None)
