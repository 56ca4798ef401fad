"""Where pages began before an edit, so that they can begin there again: names for places in a galley that edits survive."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from bookbuild.makeup.galley import Galley, letters_of

Keys = tuple[str, ...]
"""Names of one place in the text: by its paragraph and the one before it, and by its paragraph and the one after it."""


@dataclass(slots=True)
class Places:
    """The names of the places in one galley."""

    galley: Galley
    _letters: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def names(self, passage: int, variant: int, piece: int) -> Keys:
        """The names of the place where a piece of a passage begins.

        A paragraph is known by its own words and one neighbour's; inside it, the letters before the place are counted.
        A head or an ornament has the name of the paragraph after it.
        """
        for at in range(passage, len(self.galley.passages)):
            identity = self.galley.passages[at].identity
            if identity is not None:
                letters = self._before(at, variant)[piece] if at == passage else -1
                return f"{identity.before}>{identity.own}@{letters}", f"{identity.own}<{identity.after}@{letters}"
        return ()

    def _before(self, passage: int, variant: int) -> list[int]:
        """For each piece of a passage, the letters and digits of its paragraph before it: what no division and no space changes."""
        known = self._letters.get((passage, variant))
        if known is None:
            begun = self.galley.passages[passage].letters_before
            pieces = self.galley.passages[passage].variants[variant]
            known = self._letters[passage, variant] = list(accumulate(map(letters_of, pieces), initial=begun))
        return known
