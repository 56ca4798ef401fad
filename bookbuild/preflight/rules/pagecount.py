"""How many pages there are, and how many of them are blank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from bookbuild.preflight.demands import Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.geometry import cut, size
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.style.press import Paper
from bookbuild.style.pressfit import page_range, press_trim, prints
from bookbuild.style.style import Trim


def _multiple(document: Document, demands: Demands) -> Iterator[Fault]:
    press, count = demands.press, document.page_count
    if press and count % press.counting.multiple:
        kind = "an even number" if press.counting.multiple == 2 else f"a multiple of {press.counting.multiple}"
        missing = -count % press.counting.multiple
        yield Fault(f"The file has {count} pages; the press wants {kind}.", cure=f"Add {missing} blank at the end.")


def _bound(document: Document, demands: Demands) -> Iterator[Fault]:
    press, count = demands.press, document.page_count
    if press is None or not document.pages:
        return
    sides = size(cut(document, document.pages[0], demands))
    trim = Trim("", *sides)
    if not prints(press, trim):
        return
    papers = [demands.paper] if demands.paper else list(press.papers.values())
    ranges = {one.name: limits for one in papers if (limits := page_range(one, press_trim(press, trim)))}
    if not any(least <= count and (most is None or count <= most) for least, most in ranges.values()):
        shown = ", ".join(f"{name} {least} to {most or 'any number'}" for name, (least, most) in ranges.items())
        yield Fault(f"The file has {count} pages. The press binds, of this trim: {shown or 'none'}.")


def _papers_asked(demands: Demands) -> str:
    papers: list[Paper] = (
        [demands.paper] if demands.paper else list(demands.press.papers.values()) if demands.press else []
    )
    return demands.of_press(f"papers.{papers[0].name}") if papers else ""


def _blanks(document: Document, demands: Demands) -> Iterator[Fault]:
    counting = demands.press.counting if demands.press else None
    if counting is None:
        return
    runs = [(blank, [*pages]) for blank, pages in groupby(document.pages, lambda page: page.marks.is_blank)]
    for at, (blank, pages) in enumerate(runs):
        last = at == len(runs) - 1
        most = counting.blank_at_end if last else counting.blank_in_a_row
        if blank and most is not None and len(pages) > most:
            where = "at the end" if last else "in a row"
            yield Fault(f"Here begin {len(pages)} blank pages {where}; the press takes {most}.", pages[0].number)


def _blanks_asked(demands: Demands) -> str:
    counting = demands.press.counting if demands.press else None
    told = counting and (counting.blank_in_a_row is not None or counting.blank_at_end is not None)
    return demands.of_press("pages") if told else ""


def _last_blank(document: Document, _demands: Demands) -> Iterator[Fault]:
    last = document.pages[-1]
    if last.number == document.page_count and not last.marks.gaps and not last.marks.is_blank:
        yield Fault("The last page is not blank; the press prints its own mark there.", last.number)


RULES: Final = (
    Rule(
        "K060", "The number of pages is one the press binds.",
        lambda asks: asks.of_press("pages") if asks.press else "", _multiple,
    ),
    Rule("K061", "There is a paper for so many pages.", _papers_asked, _bound),
    Rule("K062", "There are not too many blank pages together.", _blanks_asked, _blanks, reads=True),
    Rule(
        "K063", "The last page is blank.",
        lambda asks: asks.of_press("pages") if asks.press and asks.press.counting.last_blank else "", _last_blank,
        reads=True,
    ),
)  # fmt: skip
