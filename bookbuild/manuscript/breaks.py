"""Breaks between scenes and pages, in all the ways in which they are typed."""

from __future__ import annotations

import re
from typing import Any, Final

from bookbuild.manuscript.attributes import HIDDEN
from bookbuild.manuscript.codelike import reads_as_prose

ORNAMENTS: Final = "*•·∙⋅◊♦◆◇⬥⬦⁂⁎※❦❧☙❖★☆✦✧✶✷✸✹✺✻✼✽✾✿❀❁❂●○◦■□▪▫▲△∗~#+=_–—―-"
"""What scene breaks are drawn with where they are typed as characters."""

_ALONE: Final = "⁂※❦❧☙❖◊♦◆◇★☆✦✧✶✻✽✿❀•·●○■□▪▫∗*#"
"""Of these one alone is enough; of the others three are needed."""

_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*")
LONGEST_UNDERLINED: Final = 70
"""Characters: a longer line with a line of hyphens under it is a paragraph with a scene break."""
_ENDS_SENTENCE: Final = tuple(".,;:…”’\"'»)!?")


def is_ornament(text: str) -> bool:
    """Whether a paragraph's words are nothing but an ornament."""
    bare = "".join(text.split())
    if not bare or not set(bare) <= set(ORNAMENTS):
        return False
    if len(bare) == 1:
        return bare in _ALONE
    spaced = text.split()
    return len(bare) > 2 or all(one in _ALONE and not one.isascii() for one in spaced)


def line_of(state: Any, at: int) -> str:
    """A line of a block parser's text from its first character that is not white."""
    text: str = state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]
    return text.rstrip(f" \t{HIDDEN}")


def is_underlined(above: str, under: str) -> bool:
    """Whether a line and the one below it are a head that was underlined: a short line, no sentence.

    A sentence with a line of hyphens under it is followed by a scene break, unless they are as many as its characters.
    """
    above = above.strip()
    if not _UNDERLINE.fullmatch(under) or not above or len(above) > LONGEST_UNDERLINED:
        return False
    if not any(map(str.isalnum, above)) or above[0] in "-*+>|#":
        return False
    drawn = len(under.strip())
    if under[0] == "=":
        return drawn > 1
    return not above.endswith(_ENDS_SENTENCE) or (drawn > 3 and abs(drawn - len(above)) <= 2)


def scene_break_of_tildes(state: Any, start: int, end: int) -> bool:
    """Whether a bare ``~~~`` is a scene break: no other closes it, or what would be code are sentences between empty lines."""
    line = line_of(state, start)
    if not re.fullmatch(r"~{3,}", line):
        return False
    closing = next((at for at in range(start + 1, end) if re.fullmatch(rf"~{{{len(line)},}}", line_of(state, at))), -1)
    if closing < 0:
        return True
    apart = state.isEmpty(start + 1) and state.isEmpty(closing - 1)
    inside = [line_of(state, at) for at in range(start + 1, closing)]
    paragraphs = "\n".join(inside).strip().split("\n\n")
    return apart and all(reads_as_prose(one.split("\n")) for one in paragraphs)


def is_closed(state: Any, start: int, end: int) -> bool:
    """Whether a fence that opens here is closed anywhere before `end`."""
    opening = re.match(r"`{3,}|~{3,}", line_of(state, start))
    mark = opening[0] if opening else "```"
    closing = re.compile(rf"{re.escape(mark[0])}{{{len(mark)},}}")
    return any(closing.fullmatch(line_of(state, at)) for at in range(start + 1, end))
