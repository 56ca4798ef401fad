"""What may be asked of a proof copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import UsageError
from bookbuild.press.imposition import Manner, Scheme

WATERMARK: Final = "PROOF"
PARTS: Final = ("numbers", "faults", "quotes", "watermark")
"""What a proof has unless it is left out."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a proof is to be: its sheet (None for one that is large enough), spreads or folded sheets, what is left out or
    added, the earlier proof it is compared with."""

    sheet: str | None = None
    scheme: Scheme | None = None
    places: bool = False
    without: frozenset[str] = frozenset()
    watermark: str = WATERMARK
    since: Path | None = None

    @property
    def folded(self) -> bool:
        """Whether the sheets are folded."""
        return self.scheme is not None and self.scheme.manner is not Manner.SPREADS

    @property
    def across(self) -> int:
        """How many pages lie beside each other."""
        return 2 if self.scheme and not self.folded else 1

    def require_known_parts(self) -> None:
        """Raises UsageError when something is to be left out that no proof has."""
        unknown = sorted(self.without - set(PARTS))
        if unknown:
            raise UsageError(f"--without takes {', '.join(PARTS)}, not {unknown[0]!r}.")


USUAL: Final = Wishes()
"""What a proof is when nothing is asked of it."""
