"""Whether lines are code or prose, by how they look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_PROMPT = re.compile(r"\s*(?:[$#%] [A-Za-z./~_]|>>> |In \[\d+\]:|[A-Za-z]:\\[^ ]*>|\w+@[\w.-]+:|#!/|irb.*> |PS [A-Z]:)")
_SIGNS = re.compile(
    r"[{};]\s*$|^\s*[}\])]|=>|->|::|\w\([^)]*\)\s*$|\w\(\)|[\w\])] [=!<>+*/|&-]{1,2}=? [\w\"'(\[]|(?:^|\s)--?\w[\w-]*(?=[\s=]|$)|</?\w+[^>]*>"
    r"|^\s*(?:import|from|def|class|return|public|private|static|function|var|let|const|if|elif|else|for|while|end|SELECT|INSERT|sudo|git|pip|npm|cd|ls|echo)\b[^.,]*$"
    r"|^\s*(?://|/\*|\*/|<!--|#include|<\?)|^\s*[\w.-]+\s*[:=]\s*\S+$|\w/\w[\w./]*$"
)
_ENDS = re.compile(r"[{};]\s*$|^\s*[}\])]|\w\(\)")
_NO_VERSE = re.compile(r"[{}=]|\(\)")
_WORD = re.compile(r"[“”\"‘’'(\[—–¿¡«]*[^\W\d_][^\W\d_’'-]*[.,;:!?…”\"’')\]—–»-]*")
_SENTENCE_ENDS: Final = tuple(".!?…:,;—–”\"’'»*_)")
LEAST_WORDS: Final = 4
"""Fewer words make no sentence that can be told from a command."""


def has_prompt(lines: Sequence[str]) -> bool:
    """Whether the first line with anything in it begins with what a machine prints before a command."""
    first = next((line for line in lines if line.strip()), "")
    return bool(_PROMPT.match(first))


def looks_like_code(lines: Sequence[str]) -> bool:
    """Whether at least half of some lines have what only programs have, or the first begins with a prompt."""
    full = [line for line in lines if line.strip()]
    return has_prompt(lines) or 2 * sum(bool(_SIGNS.search(line)) for line in full) >= max(len(full), 1)


def reads_as_prose(lines: Sequence[str]) -> bool:
    """Whether some lines are sentences: words, nearly all, and punctuation at the end."""
    words = " ".join(lines).split()
    if len(words) < LEAST_WORDS or has_prompt(lines):
        return False
    share = sum(bool(_WORD.fullmatch(word)) for word in words) / len(words)
    return share >= 0.8 and words[-1].endswith(_SENTENCE_ENDS) and not looks_like_code(lines)


def is_program(lines: Sequence[str]) -> bool:
    """Whether some lines are code even in a book of stories: a prompt, or several lines that all end as programs' do, with
    what no verse has among them."""
    full = [line for line in lines if line.strip()]
    ends = len(full) > 1 and all(_ENDS.search(line) for line in full)
    return has_prompt(lines) or (ends and any(_NO_VERSE.search(line) for line in full))
