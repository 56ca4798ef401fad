"""What the editor changes in a paragraph, and what makes them doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `begin` to `end` of a paragraph by `text`."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark that may be wrong: where it stands in the paragraph, and why."""

    at: int
    message: str
    guessed: bool = False
    """Whether it was read the likelier way; else nothing was done."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits made; of two that overlap the first."""
    parts: list[str] = []
    at = 0
    for one in sorted(edits, key=lambda edit: (edit.begin, edit.end)):
        if one.begin >= at:
            parts += [text[at : one.begin], one.text]
            at = one.end
    return "".join(parts) + text[at:]
