"""Two finished books side by side, another producer's too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bookbuild.proof.report import Figure, Report


def side_by_side(one: Report, other: Report) -> Iterator[tuple[Figure, Figure | None]]:
    """Every figure of a book with the same of another; None for one that only the first has."""
    others = {figure.name: figure for figure in other.figures}
    return ((figure, others.get(figure.name)) for figure in one.figures)


def comparison(one: Report, other: Report) -> dict[str, Any]:
    """Both books' reports and their figures in pairs, for a machine."""
    return {
        "files": [one.name, other.name],
        "figures": {
            figure.name: [_plain(figure), _plain(against) if against else None]
            for figure, against in side_by_side(one, other)
        },
        "reports": [one.as_json(), other.as_json()],
    }


def _plain(figure: Figure) -> float | None:
    return round(figure.value, 5) if isinstance(figure.value, float) else figure.value
