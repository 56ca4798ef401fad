"""Plain text as Markdown that is read back as the same text."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`\[\]<>|#{}~^]|=(?==)|(?<==)=|%(?=%)|(?<=%)%)")
_EMPHASIS = re.compile(r"(?<![\w*_\\/])([*_]{1,2})(?=[^\s*_])((?:(?!\1)(?:.|\n)){1,2000}?)(?<=\S)\1(?![\w*_])")
_BEGINNINGS = re.compile(r"^([-+:](?=\s|$)|:::+|-(?=-+\s*$))", re.MULTILINE)
_LATER_NUMBERS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def markdown_of(text: str) -> str:
    """A paragraph as Markdown: its emphasis kept, everything else that Markdown would read escaped."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        star = "*" * len(found[1])
        kept.append(f"{star}{found[2]}{star}")
        return f"\ue000{len(kept) - 1}\ue001"

    escaped = _EMPHASIS.sub(keep, escaped)
    escaped = re.sub(r"([*_])", r"\\\1", escaped)
    escaped = re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], escaped)
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    escaped = _BEGINNINGS.sub(r"\\\1", escaped)
    return _LATER_NUMBERS.sub(r"\1\\\2", escaped) if "\n" in escaped else escaped
