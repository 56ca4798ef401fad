"""A rule of the preflight, and what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bookbuild.preflight.demands import Demands, Severity
from bookbuild.preflight.document import Document
from bookbuild.preflight.values import Box
from bookbuild.press.standards import Standard

MOST_FAULTS: Final = 400
"""Findings of one rule."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks a rule: in words, on which page (0 is the file as a whole), where on it in the page's coordinates.

    `standard` is the one it breaks, if it breaks one; `source` says where the rule stands if that is not the standard
    and not the rule's own source; `cure` how to heal this one, if better is known than the code's own advice.
    """

    what: str
    page: int = 0
    box: Box | None = None
    severity: Severity = "error"
    standard: Standard | None = None
    source: str = ""
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `holds` says in a sentence what is so when it is kept. `asked` returns where it stands, nothing when
    nobody asks it of this file; `look` finds what breaks it. `reads` tells whether it needs to see all that pages show."""

    code: str
    holds: str
    asked: Callable[[Demands], str]
    look: Callable[[Document, Demands], Iterator[Fault]]
    reads: bool = False


def always(source: str) -> Callable[[Demands], str]:
    """A rule that is asked of every file."""
    return lambda _demands: source


def by_standard(forbids: Callable[[Standard], Any]) -> Callable[[Demands], str]:
    """A rule asked by some standards."""

    def asked(demands: Demands) -> str:
        standard = demands.forbidding(lambda one: bool(forbids(one)))
        return demands.of_standard(standard) if standard else ""

    return asked
