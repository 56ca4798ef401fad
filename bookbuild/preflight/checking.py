"""A PDF is checked: every rule that is asked of it, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from bookbuild.codes import CODES
from bookbuild.preflight.claim import Claim, claim_of
from bookbuild.preflight.demands import Demands, wanted_standard
from bookbuild.preflight.document import Document, opened
from bookbuild.preflight.findings import Checked, Finding, Frame, Preflight, printable
from bookbuild.preflight.limits import SECONDS, Budget
from bookbuild.preflight.rule import MOST_FAULTS, Fault, Rule
from bookbuild.preflight.rules import RULES
from bookbuild.press.standards import Standard
from bookbuild.style.press import Paper, Press

FALSE_CLAIM: Final = "K081"
LOOK_YOURSELF: Final = "Look yourself, or ask the press."
"""What is to be done where the program can't tell."""
CLAIM_HOLDS: Final = "The file is what it says it is."


def run(
    source: bytes | Path,
    name: str,
    press: Press | None = None,
    standard: Standard | None = None,
    paper: Paper | None = None,
    seconds: float = SECONDS,
) -> Preflight:
    """Check a PDF: see `bookbuild.preflight.check`."""
    budget = Budget(seconds)
    with opened(source, name, budget) as document:
        claim = claim_of(document)
        demands = Demands(press, standard or wanted_standard(press), claim.standard, paper)
        return _Run(document, demands, claim).preflight()


class _Run:
    """One check of one file."""

    def __init__(self, document: Document, demands: Demands, claim: Claim) -> None:
        self.document, self.demands, self.claim = document, demands, claim
        self.findings: list[Finding] = []
        self.broken: dict[str, list[str]] = {}
        """Codes of the rules that break a standard, by its name."""
        self.passed: list[Checked] = []
        self.unchecked: list[Checked] = []
        self.not_asked: list[Checked] = []

    def preflight(self) -> Preflight:
        for rule in RULES:
            self._apply(rule)
        self._judge_claim()
        demands, document = self.demands, self.document
        self.findings.sort(key=_order)
        return Preflight(
            document.name,
            document.page_count,
            demands.press.title if demands.press else "",
            demands.wanted.name if demands.wanted else "",
            printable(self.claim.label),
            tuple(self.findings),
            tuple(self.passed),
            tuple(self.unchecked),
            tuple(self.not_asked),
        )

    def _apply(self, rule: Rule) -> None:
        source = rule.asked(self.demands)
        checked = Checked(rule.code, rule.holds, source)
        if not source:
            self.not_asked.append(checked)
            return
        faults = list(islice(rule.look(self.document, self.demands), MOST_FAULTS))
        self.findings += [self._finding(rule, fault, source) for fault in faults]
        if any(fault.severity != "unchecked" for fault in faults):
            return
        if faults or (rule.reads and self.document.has_gaps):
            self.unchecked.append(checked)
        else:
            self.passed.append(checked)

    def _finding(self, rule: Rule, fault: Fault, source: str) -> Finding:
        if fault.standard and fault.severity == "error":
            codes = self.broken.setdefault(fault.standard.name, [])
            codes += [rule.code] if rule.code not in codes else []
        where = fault.source or (self.demands.of_standard(fault.standard) if fault.standard else source)
        cure = fault.cure or (LOOK_YOURSELF if fault.severity == "unchecked" else CODES[rule.code].cure)
        return Finding(rule.code, fault.severity, fault.page, printable(fault.what), where, cure, self._frame(fault))

    def _frame(self, fault: Fault) -> Frame | None:
        """A fault's box, seen from the trim's top left corner."""
        if fault.box is None or not 0 < fault.page <= len(self.document.pages):
            return None
        left, _, _, top = self.document.pages[fault.page - 1].trim
        box = fault.box
        return box[0] - left, top - box[3], box[2] - left, top - box[1]

    def _judge_claim(self) -> None:
        """A label is true when nothing breaks the standard that it names."""
        standard = self.claim.standard
        checked = Checked(FALSE_CLAIM, CLAIM_HOLDS, standard.source if standard else "")
        if standard is None:
            self.not_asked.append(checked)
        elif standard.name in self.broken:
            codes = self.broken[standard.name]
            what = f"The file says it is {standard.name}, and is not: see {', '.join(codes)}."
            self.findings.append(Finding(FALSE_CLAIM, "error", 0, what, standard.source, CODES[FALSE_CLAIM].cure))
        elif self.document.has_gaps:
            self.unchecked.append(checked)
        else:
            self.passed.append(checked)


def _order(finding: Finding) -> tuple[int, str, int]:
    return ("error", "warning", "unchecked").index(finding.severity), finding.code, finding.page


def rules() -> Iterator[tuple[str, str]]:
    """The code and the sentence of every rule."""
    yield from sorted([*((rule.code, rule.holds) for rule in RULES), (FALSE_CLAIM, CLAIM_HOLDS)])
