"""What a preflight found: findings, the rules that were kept, those that could not be checked or were not asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bookbuild.preflight.demands import Severity

Frame = tuple[float, float, float, float]
"""Left, top, right and foot, in points from the top left corner of the page's trim."""


_LONGEST: Final = 400


def printable(text: str) -> str:
    """Words out of somebody's file as they may be printed: nothing that steers a terminal, none without end."""
    shown = "".join(one if one.isprintable() and not "\ud800" <= one <= "\udfff" else "?" for one in text[:_LONGEST])
    return shown + "..." * (len(text) > _LONGEST)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: the code is explained at length by ``bookbuild explain CODE``; page 0 is the file as a whole.

    An `unchecked` finding says what could not be told: it is neither right nor wrong.
    """

    code: str
    severity: Severity
    page: int
    what: str
    source: str
    cure: str
    box: Frame | None = None

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "code": self.code,
            "severity": self.severity,
            "page": self.page or None,
            "what": self.what,
            "source": self.source,
            "cure": self.cure,
            "box": [round(edge, 2) for edge in self.box] if self.box else None,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule as it was asked of the file: its code, what holds when it is kept, where it stands."""

    code: str
    holds: str
    source: str

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {"code": self.code, "holds": self.holds, "source": self.source}


@dataclass(frozen=True, slots=True)
class Preflight:
    """A file, checked. `press` and `standard` are what it was checked for, nothing where nothing was; `claims` is what
    the file says it is."""

    name: str
    pages: int
    press: str
    standard: str
    claims: str
    findings: tuple[Finding, ...]
    passed: tuple[Checked, ...]
    """Rules that the file keeps as a whole."""
    unchecked: tuple[Checked, ...]
    """Rules that no fault against was found, but that could not be looked at everywhere."""
    not_asked: tuple[Checked, ...]
    """Rules that nobody asks of this file."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "warning")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What could not be checked."""
        return tuple(one for one in self.findings if one.severity == "unchecked")

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "file": self.name,
            "pages": self.pages,
            "press": self.press or None,
            "standard": self.standard or None,
            "claims": self.claims or None,
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "findings": [one.as_json() for one in self.findings],
            "passed": [one.as_json() for one in self.passed],
            "not_checked": [one.as_json() for one in self.unchecked],
            "not_asked": [one.as_json() for one in self.not_asked],
        }


def from_json(told: dict[str, Any]) -> Preflight:
    """A preflight that another process told as JSON."""

    def rules(key: str) -> tuple[Checked, ...]:
        return tuple(Checked(**one) for one in told[key])

    findings = tuple(
        Finding(**{**one, "page": one["page"] or 0, "box": tuple(one["box"]) if one["box"] else None})
        for one in told["findings"]
    )
    return Preflight(
        told["file"], told["pages"], told["press"] or "", told["standard"] or "", told["claims"] or "", findings,
        rules("passed"), rules("not_checked"), rules("not_asked"),
    )  # fmt: skip
