"""Inline marks of other programs: Obsidian's links and ids, ``==marks==``, pictures by reference, angles that are no tags."""

from __future__ import annotations

import re
from typing import Any, Final

_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]+?)(?:\|([^\[\]\n]*))?\]\]")
_LOST_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\[([^\[\]\n]*)\]")
_ANGLES = re.compile(r"</?[A-Za-z][\w.-]*(?:[ \t]+[^<>\n]*)?/?>")
_MARK = re.compile(r"==(?=[^\s=])((?:(?!==).)+?)(?<=[^\s=])==(?![\w=])", re.DOTALL)
BLOCK_ID: Final = re.compile(r"[ \t]\^(?=[\w-]*[\d-])[A-Za-z0-9-]{4,}$", re.MULTILINE)
"""What Obsidian puts at a block's end so that others may lead to it."""
SIGNS_OF_WIKI: Final = re.compile(r"\[\[[^\[\]\n]+\]\]|^\^[A-Za-z0-9-]{4,}$", re.MULTILINE)


def wiki_link(state: Any, silent: bool) -> bool:
    """Inline rule: ``[[page|words]]``, a link, and ``![[file]]``, a picture."""
    found = _LINK.match(state.src, state.pos) if state.src[state.pos] in "[!" else None
    if found is None or found.end() > state.posMax:
        return False
    if silent:
        state.pos = found.end()
        return True
    if found[1]:
        token = state.push("image", "img", 0)
        token.attrs = {"src": found[2].strip()}
        token.markup = found[0]
    else:
        words = (found[3] or "").strip() or found[2].partition("#")[0].strip() or found[2].strip("# ")
        state.push("link_open", "a", 1).attrs = {"href": found[2]}
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def lost_picture(state: Any, silent: bool) -> bool:
    """Inline rule, after pictures: ``![words][name]`` whose name is defined nowhere."""
    found = _LOST_PICTURE.match(state.src, state.pos) if state.src[state.pos] == "!" else None
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": (found[2] or found[1]).strip()}
        token.markup = found[0]
    state.pos = found.end()
    return True


def angles(state: Any, silent: bool) -> bool:
    """Inline rule, after tags: ``<VirtualHost *:80>`` is text, and no emphasis begins in it."""
    found = _ANGLES.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if found is None or found.end() > state.posMax or not re.search(r"[*_~^=`]", found[0]) or "`" in found[0]:
        return False
    if not silent:
        state.push("text", "", 0).content = found[0]
    state.pos = found.end()
    return True


def highlight(state: Any, silent: bool) -> bool:
    """Inline rule: ``==marked==``; comparisons in a program are none."""
    src, pos = state.src, state.pos
    found = _MARK.match(src, pos) if src[pos] == "=" else None
    if (
        silent
        or found is None
        or found.end() > state.posMax
        or (pos and (src[pos - 1].isalnum() or src[pos - 1] in "=!<>"))
    ):
        return False
    outer = state.posMax
    state.push("mark_open", "mark", 1).markup = "=="
    state.pos, state.posMax = found.start(1), found.end(1)
    state.md.inline.tokenize(state)
    state.pos, state.posMax = found.end(), outer
    state.push("mark_close", "mark", -1).markup = "=="
    return True
