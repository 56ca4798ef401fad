"""What stands in braces, ``{#name .class key=value}``, and what it may mean where."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Attributes
from bookbuild.manuscript.plates import PLATES

if TYPE_CHECKING:
    from markdown_it.token import Token

HIDDEN: Final = "\ue000"
"""Stands for each character of a comment while the text is parsed, so that everything else keeps its place."""

NEW_PAGES: Final = {".page-break", ".recto"}
KNOWN_ATTRIBUTES: Final = {
    "picture": {"width", *(f".{one}" for one in PLATES)},
    "quotation": {".verse", ".letter"},
    "paragraph": {".center", ".right", ".keep", ".keep-with-next", "lines=+1", "lines=-1", *NEW_PAGES},
    "heading": NEW_PAGES,
}
KNOWN_CLASSES: Final = {"div": {"verse", "letter"}}

_ONE = r"(?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}\"]+))"
_BRACES = rf"\{{\s*{_ONE}(?:\s+{_ONE})*\s*\}}"
_AT_END = re.compile(rf"\s*({_BRACES})\s*$")
_CORRECTION = r"(?:\.(?:keep|keep-with-next|page-break|recto)|lines=[+-]1)"
_CORRECTIONS = re.compile(rf"\{{\s*{_CORRECTION}(?:\s+{_CORRECTION})*\s*\}}")
_AT_LINE_END = re.compile(rf"(?:^|(?<=[ \t]))[{HIDDEN}]*(\{{[^{{}}\n]*\}})(?=[ \t{HIDDEN}]*$)", re.MULTILINE)
_CODE = re.compile(r"\\[!-/:-@\[-`{-~]|(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BARE_SHARE = re.compile(r"(?<=\{)(width)=([^\s{}\"]*[.%][^\s{}\"]*)(?=[\s}])")


def quoted_shares(text: str) -> str:
    """Markdown with ``{width=50%}`` as ``{width="50%"}``: the parser knows no bare per cent and no bare point."""
    return _BARE_SHARE.sub(r'\1="\2"', text) if "{" in text else text


def take_line_of_attributes(state: Any, start: int, _end: int, silent: bool) -> bool:
    """A line of ``{...}`` and nothing else says something about the block below it."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip(f" \t{HIDDEN}")
    if not re.fullmatch(_BRACES, line):
        return False
    if not silent:
        token = state.push("attrs_block", "", 0)
        token.attrs = _values(line)
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def take_heading_attributes(state: Any) -> None:
    """Move ``{...}`` from the end of a head's text to its token."""
    for opening, inline in pairwise(state.tokens):
        found = _AT_END.search(inline.content) if opening.type == "heading_open" else None
        if found:
            opening.attrs.update(_values(found[1]))
            inline.content = inline.content[: found.start()]


def take_corrections(state: Any) -> None:
    """Move ``{...}`` from the ends of a paragraph's lines to its token, where it is corrections and nothing else."""
    for opening, inline in pairwise(state.tokens):
        if opening.type != "paragraph_open" or "{" not in inline.content:
            continue
        masked = _CODE.sub(lambda found: "x" * len(found[0]), inline.content)
        taken = [one for one in _AT_LINE_END.finditer(masked) if _CORRECTIONS.fullmatch(one[1].replace(HIDDEN, ""))]
        for found in reversed(taken):
            inline.content = inline.content[: found.start()].rstrip(" \t") + inline.content[found.end() :]
            for key, value in _values(found[1].replace(HIDDEN, "")).items():
                told = f"{value} {opening.attrs.get(key, '')}".strip() if key == "class" else value
                opening.attrs[key] = told


def _values(braces: str) -> dict[str, str]:
    """What stands in braces, as markdown-it keeps it: classes under `class`, the name under `id`."""
    values: dict[str, str] = {}
    for one in re.findall(_ONE, braces):
        if one[0] == ".":
            values["class"] = f"{values.get('class', '')} {one[1:]}".strip()
        elif one[0] == "#":
            values["id"] = one[1:]
        else:
            key, _, value = one.partition("=")
            values[key] = value.strip('"')
    return values


def attributes_of(token: Token) -> Attributes:
    """A token's attributes, the markdown's own ones (source, title, start) left aside."""
    values = {
        key: str(value)
        for key, value in token.attrs.items()
        if key not in ("src", "alt", "title", "href", "start", "style")
    }
    return Attributes(values.pop("id", ""), tuple(values.pop("class", "").split()), tuple(sorted(values.items())))


def container_attributes(info: str) -> Attributes:
    """What stands after ``:::``: a bare word or braces."""
    info = info.strip()
    if not re.fullmatch(_BRACES, info):
        return Attributes(classes=tuple(info.split()))
    values = _values(info)
    return Attributes(values.pop("id", ""), tuple(values.pop("class", "").split()), tuple(sorted(values.items())))


def check_attributes(attributes: Attributes, element: str, place: Place, findings: Findings) -> None:
    """Warn of attributes that mean nothing on this kind of element."""
    known = KNOWN_ATTRIBUTES.get(element, set())
    unknown = [f".{one}" for one in attributes.classes if f".{one}" not in known]
    unknown += [key for key, value in attributes.values if not {key, f"{key}={value}"} & known]
    if unknown:
        message = f"{{{' '.join(unknown)}}} means nothing on a {element} and is left out."
        findings.warn("M032", message, f"Known here: {', '.join(sorted(known)) or 'none yet'}.", place)
