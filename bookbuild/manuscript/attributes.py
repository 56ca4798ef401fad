"""What stands in braces, ``{#name .class key=value}``, and what it may mean where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Attributes

if TYPE_CHECKING:
    from markdown_it.token import Token

KNOWN_ATTRIBUTES: Final = {"picture": {"width"}}
KNOWN_CLASSES: Final = {"div": {"verse", "letter"}}

_HEAD_BRACES = re.compile(r"\s*(\{[^{}]*\})\s*$")


def take_heading_attributes(state: Any) -> None:
    """Move ``{...}`` from the end of a head's text to its token."""
    from mdit_py_plugins.attrs.parse import ParseError, parse

    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        found = _HEAD_BRACES.search(inline.content) if opening.type == "heading_open" else None
        if found:
            try:
                _, values = parse(found[1])
            except ParseError:
                continue
            opening.attrs.update(values)
            inline.content = inline.content[: found.start()]


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
    from mdit_py_plugins.attrs.parse import ParseError, parse

    info = info.strip()
    if info.startswith("{"):
        try:
            _, values = parse(info)
        except ParseError:
            return Attributes(classes=(info,))
        return Attributes(str(values.get("id", "")), tuple(str(values.get("class", "")).split()))
    return Attributes(classes=tuple(info.split()))


def check_attributes(attributes: Attributes, element: str, place: Place, findings: Findings) -> None:
    """Warn of attributes that mean nothing on this kind of element."""
    names = [f".{one}" for one in attributes.classes] + [key for key, _ in attributes.values]
    known = KNOWN_ATTRIBUTES.get(element, set())
    unknown = [name for name in names if name not in known]
    if unknown:
        message = f"{{{' '.join(unknown)}}} means nothing on a {element} and is left out."
        findings.warn("M032", message, f"Known here: {', '.join(sorted(known)) or 'none yet'}.", place)
