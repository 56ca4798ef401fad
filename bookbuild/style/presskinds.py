"""What a press's numbers may be: dates, shares, pages, and lengths that change with the page count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bookbuild.diagnostics import Diagnostic
from bookbuild.schema import Json, Parsed, fault, length, whole_number
from bookbuild.style.press import Step
from bookbuild.style.trims import LARGEST, SMALLEST
from bookbuild.units import decimal, page_size
from bookbuild.yamltext import Mapping, Node

_RANGE: Final = re.compile(r"(\d{1,4})\s*(?:[-–]\s*(\d{1,4})|\+)", re.ASCII)


def _book_page(text: str) -> tuple[float, float]:
    width, height = page_size(text)
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise ValueError(text)
    return width, height


def _day(text: str) -> str:
    """A date as it was typed: 2026, 2026-06, 2026-06-01 or ``undated``."""
    if text != "undated":
        year, month, day = (*text.split("-"), "01", "01")[:3]
        if len(text) not in (4, 7, 10) or not date(2000, 1, 1) <= date.fromisoformat(f"{year}-{month}-{day}"):
            raise ValueError(text)
    return text


def percent(least: float, most: float) -> Parsed[float]:
    """A share in per cent."""

    def parse(text: str) -> float:
        value = decimal(text.removesuffix("%"))
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return Parsed(parse, f"a share from {least:g}% to {most:g}%")


@dataclass(frozen=True)
class ByPages:
    """Lengths by page count, one for each range: `{1-150: 0.375in, 151+: 0.5in}`."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> tuple[Step, ...] | None:
        if not isinstance(node, Mapping):
            fault(faults, name, "lines of `pages: length`, such as `151-300: 0.5in`", node.place)
            return None
        steps: list[Step] = []
        for typed, item in node.items.items():
            found = _RANGE.fullmatch(typed)
            value = length(0, 720).read(item, f"{name}.{typed}", faults)
            if not found:
                fault(faults, name, "a length for each range of pages, such as 151-300 or 701+", node.keys[typed])
            elif value is not None:
                steps.append(Step(int(found[1]), int(found[2]) if found[2] else None, value))
        if len(steps) == len(node.items) and not _joined(steps):
            expected = "ranges of pages in their order, each beginning where the one before ends"
            fault(faults, name, expected, node.place, "Write them like 1-150, 151-300, 301+.")
            return None
        return tuple(steps)

    def schema(self) -> Json:
        return {"type": "object", "additionalProperties": length(0, 720).schema()}


def _joined(steps: list[Step]) -> bool:
    """Whether the steps follow one another without gap or overlap."""
    forward = all(step.last is None or step.first <= step.last for step in steps)
    return (
        forward
        and bool(steps)
        and all(one.last is not None and one.last + 1 == two.first for one, two in pairwise(steps))
    )


PAGE: Final = Parsed(_book_page, "a page from 2.8 to 18 inches, such as 5.5in x 8.5in")
DAY: Final = Parsed(_day, "the date of reading, such as 2026-06-01, 2026-06 or 2026; or `undated`")
PAGES: Final = whole_number(0, 5000)
DOTS: Final = whole_number(1, 4800)
