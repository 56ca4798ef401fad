"""LaTeX among Markdown: the commands that mean something in a book's text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

PAGE_BREAKS: Final = {"clearpage", "cleardoublepage", "newpage", "pagebreak"}
SHAPES: Final = {
    "emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code", "textsc": "sc",
    "textsuperscript": "sup", "textsubscript": "sub", "underline": "u", "uline": "u", "sout": "s",
    "textrm": "", "textup": "", "textnormal": "", "mbox": "", "text": "", "centerline": "",
}  # fmt: skip
"""Commands whose words are set, and the mark that they get."""
SIGNS: Final = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textemdash": "—", "textendash": "–", "LaTeX": "LaTeX", "TeX": "TeX",
    "textbackslash": "\\", "textasciitilde": "~", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "quad": "\u2003", "qquad": "\u2003\u2003", "textregistered": "®", "texttrademark": "™", "newline": "\u2028", "linebreak": "\u2028",
}  # fmt: skip
SILENT: Final = {
    "noindent": 0, "indent": 0, "par": 0, "centering": 0, "raggedright": 0, "smallskip": 0, "medskip": 0, "bigskip": 0,
    "vfill": 0, "hfill": 0, "vspace": 1, "hspace": 1, "label": 1, "index": 1, "phantomsection": 0,
    "addcontentsline": 3, "setcounter": 2, "thispagestyle": 1, "pagestyle": 1, "frontmatter": 0,
    "mainmatter": 0, "backmatter": 0, "tableofcontents": 0, "maketitle": 0, "enlargethispage": 1,
}  # fmt: skip
"""Commands that print nothing, and how many braces belong to them."""

_COMMAND = re.compile(r"\\([A-Za-z]+)(\*?)(?![A-Za-z\\])((?:\[[^\]\n]*\])?)")
_WORD_BEFORE = re.compile(r"[^\s\ue000]*\Z")
_IN_PATH = re.compile(r"(?:[A-Za-z]:|\\[\w.-]+|[A-Za-z]:\\[^\s{}]*)\Z")


def latex(state: Any, silent: bool) -> bool:
    """Inline rule: a command of LaTeX with what belongs to it; a backslash in a path is none."""
    src, pos = state.src, state.pos
    found = _COMMAND.match(src, pos) if src[pos] == "\\" else None
    if found is None or found.end() > state.posMax:
        return False
    name, end = found[1], found.end()
    before = _WORD_BEFORE.search(src, max(0, pos - 80), pos)
    if _IN_PATH.search(src, max(0, pos - 80), pos):
        return False
    braced = src[end : end + 1] == "{" and _closing_brace(src, end, state.posMax) > 0
    if name in SHAPES and braced:
        return _shaped(state, name, end, silent)
    if name in PAGE_BREAKS:
        return _pushed(state, "page_break", "", _past_space(src, _past_braces(src, end, 1, state.posMax)), silent)
    if name in SIGNS:
        return _pushed(state, "text_special", SIGNS[name], _past_braces(src, end, 1, state.posMax, empty=True), silent)
    if name in SILENT and (braced if SILENT[name] else not before or not before[0]):
        after = _past_braces(src, end, SILENT[name], state.posMax)
        return _pushed(state, f"silent_{name}", "", _past_space(src, after), silent)
    if not braced:
        return False
    kind = "note" if name in ("footnote", "endnote", "sidenote", "marginpar") else "unknown"
    if not silent:
        token = state.push(f"latex_{kind}", "", 0)
        token.content = f"\\{name}"
        state.push("text", "", 0).content = src[pos:end]
    state.pos = end
    return True


def _pushed(state: Any, kind: str, content: str, end: int, silent: bool) -> bool:
    """One token for all of a command."""
    if not silent:
        token = state.push(kind, "", 0)
        token.content, token.markup = content, state.src[state.pos : end]
    state.pos = end
    return True


def _shaped(state: Any, name: str, brace: int, silent: bool) -> bool:
    """The words in braces, read as Markdown, between marks."""
    closing = _closing_brace(state.src, brace, state.posMax)
    if silent:
        state.pos = closing + 1
        return True
    shape, outer = SHAPES[name] or "plain", state.posMax
    state.push(f"{shape}_open", "", 1).markup = state.src[state.pos : brace + 1]
    state.pos, state.posMax = brace + 1, closing
    state.md.inline.tokenize(state)
    state.pos, state.posMax = closing + 1, outer
    state.push(f"{shape}_close", "", -1).markup = "}"
    return True


def _closing_brace(text: str, opening: int, most: int) -> int:
    """Where the brace closes that opens here; -1 if nowhere before `most`."""
    closing = _braces(text).get(opening, -1)
    return closing if closing < most else -1


@lru_cache(maxsize=8)
def _braces(text: str) -> dict[int, int]:
    """The places of braces that open in a paragraph, and where each is closed."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"\\.|[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


def _past_braces(text: str, at: int, count: int, most: int, empty: bool = False) -> int:
    """Where so many braces after a command end, those that are there."""
    for _ in range(count):
        if text[at : at + 1] != "{" or (empty and text[at : at + 2] != "{}"):
            return at
        closing = _closing_brace(text, at, most)
        if closing < 0:
            return at
        at = closing + 1
    return at


def _past_space(text: str, at: int) -> int:
    """Past the space that ends a command without braces."""
    return at + (text[at : at + 1] == " " and text[at - 1] != "}")
