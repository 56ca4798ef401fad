"""The manual defines every kind of fault in the program's own words."""

from __future__ import annotations

from pathlib import Path

import bookbuild
from bookbuild.proof.findings import KINDS


def test_every_kind_is_defined() -> None:
    page = (Path(bookbuild.__file__).parent / "manual" / "report.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert rows == [f"| {kind.title} | {kind.definition} |" for kind in KINDS.values()]
