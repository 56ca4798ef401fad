"""What is taken as it was typed: code and escaped signs, kept out of reach of those who look for markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bookbuild.manuscript.attributes import HIDDEN

MASK: Final = "\ue002"
"""Stands for each character that is verbatim in a text that is searched for markup."""

_FENCE = (
    r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<mark>```+|~~~+)[^\n`]*\n.*?^[ \t>]*(?P=mark)|^[ \t>]*```+[^\n`]*\n.*\Z"
)
_SPAN = r"(?P<ticks>`+)(?!`)(?:[^\n]|\n(?![ \t>]*(?:\n|```|~~~)))+?(?<!`)(?P=ticks)(?!`)"
"""Code within a paragraph: no empty line is in it, and no block of code begins in it."""
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
VERBATIM: Final = re.compile(rf"{_ESCAPE}|{_FENCE}|{_SPAN}", re.DOTALL | re.MULTILINE)
_REMARK = re.compile(rf"(?P<kept>{VERBATIM.pattern})|<!-->|<!--->|<!--|%%", re.DOTALL | re.MULTILINE)
_HIDDEN_AT_EDGE = re.compile(f"^[ \t{HIDDEN}]*{HIDDEN}[ \t{HIDDEN}]*", re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\n]")


def masked(text: str) -> str:
    """The text with `MASK` in place of every verbatim character; line ends and everything else where they were."""
    if "`" not in text and "\\" not in text and "~~~" not in text:
        return text
    return VERBATIM.sub(lambda found: _NOT_LINE_END.sub(MASK, found[0]), text)


def hidden(text: str) -> str:
    """Something that prints nothing, as long as it was."""
    return _NOT_LINE_END.sub(HIDDEN, text)


def replaced(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """The text with each match outside verbatim text changed into something as long; the match is of the masked text."""
    found = list(pattern.finditer(masked(text)))
    parts: list[str] = []
    at = 0
    for one in found:
        parts += [text[at : one.start()], change(one)]
        at = one.end()
    return "".join([*parts, text[at:]]) if found else text


def bare_edges(text: str) -> str:
    """The text with what is hidden at its lines' beginnings as white space, so that it is in no block's way."""
    return _HIDDEN_AT_EDGE.sub(lambda found: " " * len(found[0]), text) if HIDDEN in text else text


def without_remarks(text: str) -> str:
    """The text with its comments (``<!-- -->``, and ``%% %%`` as in Obsidian) hidden, every other character where it was;
    comments in code are code, and one that is never closed is text."""
    if "<!--" not in text and "%%" not in text:
        return text
    parts: list[str] = []
    at = begin = 0
    last = text.rfind("-->")
    while found := _REMARK.search(text, begin):
        end = found.end() if found["kept"] else _end_of_remark(text, found, last)
        begin = max(end, found.end())
        if end < 0 or found["kept"]:
            continue
        parts += [text[at : found.start()], hidden(text[found.start() : end])]
        at = end
    return bare_edges("".join([*parts, text[at:]]))


def _end_of_remark(text: str, opening: re.Match[str], last: int) -> int:
    """Where a remark ends, the last comment's end being at `last`; -1 for one that is none."""
    if opening[0].endswith(">"):
        return opening.end()
    if opening[0] == "<!--":
        return text.find("-->", opening.end()) + 3 if opening.end() <= last else -1
    end = text.find("%%", opening.end())
    alone = text[opening.start() - 1 : opening.start()].strip() == "" and text[end + 2 : end + 3].strip() == ""
    inside = text[opening.end() : end]
    return end + 2 if end >= 0 and alone and inside.strip() and not inside.startswith("%") else -1
