"""What the program has to say to its user: a code, a place, a plain sentence, a hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the author's files. Line and column count from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"

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

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{where}{self.code} {self.message}{hint}"

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "place": str(self.place) if self.place else None,
        }


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

    def warn(self, code: str, message: str, hint: str = "", place: Place | None = None) -> None:
        """Keep a warning; the build goes on."""
        self._kept.setdefault(Diagnostic(code, message, hint, place))

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
