"""A preflight as it is printed: findings, the gravest first, then what was kept, then the count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, TextIO

from bookbuild.diagnostics import page_words, shown
from bookbuild.preflight.findings import Finding, Preflight

MOST_OF_A_CODE: Final = 8
"""How many findings of one rule are printed; the ninth tells nothing new."""

_WORDS: Final = {"error": "error", "warning": "warning", "unchecked": "not checked"}


def tell(found: Preflight, out: TextIO) -> None:
    """Print it."""
    for line in _lines(found):
        print(shown(line), file=out)


def _lines(found: Preflight) -> Iterator[str]:
    yield from _findings(found)
    for rule in found.passed:
        yield f"kept: {rule.code} {rule.holds}"
    yield summary(found)


def _findings(found: Preflight) -> Iterator[str]:
    """Findings in words; one that many pages share is told once, with its pages."""
    by_code: dict[str, dict[tuple[str, str], list[Finding]]] = {}
    for one in found.findings:
        alike = by_code.setdefault(one.code + one.severity, {})
        alike.setdefault((one.what, one.source), []).append(one)
    for alike in by_code.values():
        for findings in islice(alike.values(), MOST_OF_A_CODE):
            yield _finding(findings)
        rest = len(alike) - MOST_OF_A_CODE
        if rest > 0:
            first = next(iter(alike.values()))[0]
            yield f"{_WORDS[first.severity]}: {first.code} {rest} more like these (all of them with --json)."


def _finding(findings: list[Finding]) -> str:
    one = findings[0]
    pages = sorted({finding.page for finding in findings} - {0})
    where = f"{page_words(pages)}: " if pages else ""
    return f"{_WORDS[one.severity]}: {where}{one.code} {one.what} Asked by: {one.source}. Cure: {one.cure}"


def summary(found: Preflight) -> str:
    """One line: what was checked, for whom, how it came out."""
    aims = f" for {found.press}" if found.press else ""
    kind = f" as {found.standard}" if found.standard else ""
    says = f"; it says it is {found.claims}" if found.claims else "; it does not say that it is PDF/X"
    asked = len(found.passed) + len(found.unchecked) + len({one.code for one in (*found.errors, *found.warnings)})
    counts = ", ".join(
        [
            f"{len(found.errors)} error{'s' * (len(found.errors) != 1)}",
            f"{len(found.warnings)} warning{'s' * (len(found.warnings) != 1)}",
            f"{len(found.passed)} of {asked} rules kept",
            f"{len(found.unchecked)} not checked everywhere",
        ]
    )
    return f"{found.name}: {found.pages} page{'s' * (found.pages != 1)}, checked{aims}{kind}{says}: {counts}."
