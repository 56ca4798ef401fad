"""What the program has to say to its user: a code, a place, a plain sentence, a hint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_UNSHOWN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
"""What must not reach a terminal as it is: controls, marks of direction, what nobody sees, halves of pairs."""

MOST_PLACES: Final = 3
"""How many places are named of a thing that is said of many."""


def shown(text: str) -> str:
    """Foreign text as it may stand in a message: what would steer a terminal, or not be seen, by its number."""
    if text.isprintable():
        return text
    return _UNSHOWN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the author's files. Line and column count from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = shown(self.file)
        if not self.line:
            return file
        return f"{file}:{self.line}:{self.column}" if self.column else f"{file}:{self.line}"

    def moved(self, columns: int) -> Place:
        """The place so many characters further on in the same line."""
        return Place(self.file, self.line, self.column + columns) if self.column else self


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell: `code` is explained at length by ``bookbuild explain CODE``."""

    code: str
    message: str
    hint: str = ""
    place: Place | None = None
    draft: bool = False
    """Whether something stands on the page in place of what is missing: a draft may have it, a press file may not."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shown(self.message))
        object.__setattr__(self, "hint", shown(self.hint))

    def __str__(self) -> str:
        return self.told()

    def told(self, others: Sequence[Place] = ()) -> str:
        """The message in one line; `others` are further places of which the same is to be said."""
        where = f"{self.place}: " if self.place else ""
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{where}{self.code} {self.message}{_places_words(others)}{hint}"

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "place": str(self.place) if self.place else None,
            **({"draft": True} if self.draft else {}),
        }


def _places_words(others: Sequence[Place]) -> str:
    """How often a thing stands in other places, and the first of them."""
    if not others:
        return ""
    files = Counter(one.file for one in others)
    first = ", ".join(str(one) for one in others[: MOST_PLACES - 1])
    more = " …" if len(others) >= MOST_PLACES else ""
    count = len(others) + 1
    among = f" in {len(files)} files" if len(files) > 1 else ""
    return f" ({count} times{among}; also {first}{more})"


def kinds(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, list[Place]]]:
    """What is said more than once, said once: the first of each kind with the further places it holds for.

    Two are of a kind when code, message and hint are the same.
    """
    found: dict[tuple[str, str, str], tuple[Diagnostic, list[Place]]] = {}
    for one in diagnostics:
        first = found.setdefault((one.code, one.message, one.hint), (one, []))
        if first[0] is not one and one.place:
            first[1].append(one.place)
    return list(found.values())


class BookError(Exception):
    """Something in the user's book, style or files stops the build. Carries one or more diagnostics."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(str(one) for one in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[BookError], tuple[Diagnostic, ...]]:
        """How it is handed from one process to another."""
        return BookError, self.diagnostics


class UsageError(Exception):
    """The command line (or the call from Python) asks for something that makes no sense."""


def error(code: str, message: str, hint: str = "", place: Place | None = None) -> BookError:
    """A BookError with one diagnostic, ready to raise."""
    return BookError(Diagnostic(code, message, hint, place))


@dataclass(slots=True)
class Findings:
    """Warnings as they turn up. The same thing said twice of one place is kept once."""

    _kept: dict[Diagnostic, None] = field(default_factory=dict)

    def warn(self, code: str, message: str, hint: str = "", place: Place | None = None, *, draft: bool = False) -> None:
        """Keep a warning; the build goes on. `draft`: what is built can only be a draft."""
        self._kept.setdefault(Diagnostic(code, message, hint, place, draft))

    @property
    def drafts(self) -> list[Diagnostic]:
        """Those that let nothing but a draft be made."""
        return [one for one in self._kept if one.draft]

    def extend(self, warnings: Iterable[Diagnostic]) -> None:
        """Keep warnings that others have found."""
        self._kept.update(dict.fromkeys(warnings))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def page_words(pages: Sequence[int]) -> str:
    """Page numbers as a reader lists them: `page 3`, `pages 3, 7-9`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"page{'s' if len(pages) > 1 else ''} {shown}"
