"""What is asked of a file: the press's numbers and the standards' lists, each with where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from bookbuild.diagnostics import UsageError
from bookbuild.press.standards import Standard, find_standard
from bookbuild.style.press import Paper, Press, Resolution
from bookbuild.style.pressfacts import source_words

Severity = Literal["error", "warning", "unchecked"]

PDF: Final = "ISO 32000-1 (PDF 1.7)"
HOUSE: Final = "a house rule"
HOUSE_DOTS: Final = Resolution(300, 200, 300, 200)

X3_2003: Final = replace(
    find_standard("PDF/X-3:2002"),
    name="PDF/X-3:2003",
    source="ISO 15930-6:2003; PDF Reference 1.4",
    versions=("1.4", "1.3"),
    info={"GTS_PDFXVersion": "PDF/X-3:2003"},
)
"""No press asks for it, but files claim it."""


@dataclass(frozen=True)
class Demands:
    """What to check a file against: what the press asks for, the kind of file it is to be (`wanted`), the standard that
    it says it follows (`claimed`). `paper` is the book's, if it is known."""

    press: Press | None = None
    wanted: Standard | None = None
    claimed: Standard | None = None
    paper: Paper | None = None

    @cached_property
    def standards(self) -> tuple[Standard, ...]:
        """All standards it must follow, the one it claims too."""
        both = {one.name: one for one in (self.claimed, self.wanted) if one is not None}
        return tuple(reversed(both.values()))

    def forbidding(self, forbids: Callable[[Standard], bool]) -> Standard | None:
        """The first standard that forbids something."""
        return next((one for one in self.standards if forbids(one)), None)

    def forbids(self, thing: str) -> bool:
        """Whether the press wants nothing of a kind in a file; by the words of `press.FORBIDDABLE`."""
        return self.press is not None and thing in self.press.file.forbids

    @property
    def gravity(self) -> Severity:
        """How bad it is to break a rule of good printing: with a press in view an error."""
        return "error" if self.press else "warning"

    def of_press(self, group: str) -> str:
        """Where a group of the press's numbers stands."""
        if self.press is None:
            return HOUSE
        source = self.press.sources.get(group)
        return f"{self.press.title}: {source_words(source) if source else 'its file'}"

    def of_standard(self, standard: Standard) -> str:
        """Where a standard's rules stand, and why they are asked."""
        claims = standard is self.claimed and standard is not self.wanted
        return f"{standard.name}, which the file claims to be ({standard.source})" if claims else standard.source

    @property
    def prints_black_alone(self) -> bool:
        """Whether the press has no other ink than black, as far as is known of the paper."""
        papers = [self.paper] if self.paper else list(self.press.papers.values()) if self.press else []
        return bool(papers) and all(one.ink == "black" for one in papers)


def wanted_standard(press: Press | None) -> Standard | None:
    """The kind of file a press asks for; None where it asks for no kind in particular."""
    if press is None:
        return None
    try:
        return find_standard(press.standard)
    except UsageError:
        return None
