"""HTML round Markdown: tags that only hold other things are hidden, and what they say of them is kept as regions of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.verbatim import hidden, masked, replaced

CONTAINERS: Final = frozenset(
    [
        "div",
        "center",
        "p",
        "section",
        "article",
        "aside",
        "main",
        "header",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "details",
        "summary",
        "address",
        "nav",
        "body",
        "html",
    ]
)
NEW_PAGE: Final = r"\newpage"
_TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(CONTAINERS, key=len, reverse=True))})\b((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>", re.I
)
_UNSEEN = re.compile(r"^[ \t]*<(style|script|head|title)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_ALIGN = re.compile(
    r"""align\s*[=:]\s*["']?\s*(center|right|middle)|class\s*=\s*["'][^"']*\b(center|right)(?:ed)?\b""", re.I
)
_BREAKS = re.compile(
    r"""(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right|recto)|class\s*=\s*["'][^"']*\b(?:page-?break|new-?page)\b""",
    re.I,
)
_HEAD = re.compile(r"^[ \t]*<h([1-6])\b[^<>]*>(?=[^\n]*?</h\1\s*>[ \t]*$)", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"^[ \t]*<hr\b[^<>]*>[ \t]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines (from 0, both included) of which something is said: `center`, `right`, `quote`, or `page` for what comes after
    them."""

    first: int
    last: int
    kind: str


def place_in(text: str, offset: int, begin: Place) -> Place:
    """The place of an offset in a text that begins at another place."""
    return Place(begin.file, begin.line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))


def with_containers_hidden(text: str, findings: Findings, place: Place) -> tuple[str, list[Region]]:
    """The text with tags that hold other things hidden, and what they say as regions of its lines."""
    if "<" not in text:
        return text, []
    text = _without_unseen(text, findings, place)
    text = replaced(text, _HEAD, lambda found: "#" * int(found[1]) + " " + hidden(found[0][int(found[1]) + 1 :]))
    text = replaced(text, _RULE, lambda found: "***" + hidden(found[0][3:]))
    regions: list[Region] = []
    opened: list[tuple[str, int, str, int]] = []
    parts: list[str] = []
    cut = line = counted = 0
    lines = text.split("\n")
    alone = {at for at, line in enumerate(lines) if "<" in line and not _TAG.sub("", line).strip()}
    for tag in _TAG.finditer(masked(text)):
        line, counted = line + text.count("\n", counted, tag.start()), tag.start()
        name, said = tag[2].lower(), tag[3]
        new = ""
        if not tag[1]:
            new = _new_page(said, text[tag.end() : tag.end() + len(name) + 3].lower().startswith(f"</{name}"))
            opened.append((name, line, said, tag.end()))
        elif any(one[0] == name for one in opened):
            while (one := opened.pop())[0] != name:
                continue
            regions += _said_of(name, one[2], one[1], line, bool(_TAG.sub("", text[one[3] : tag.start()]).strip()))
        if line in alone or new:
            parts += [text[cut : tag.start()], new, hidden(tag[0][len(new) :])]
            cut = tag.end()
    return "".join([*parts, text[cut:]]), sorted(regions, key=lambda one: (one.first, -one.last))


def _without_unseen(text: str, findings: Findings, place: Place) -> str:
    """The text without what is in no reader's sight: styles and scripts; told."""

    def left_out(found: re.Match[str]) -> str:
        where = place_in(text, found.start(), place)
        message = f"HTML: <{found[1].lower()}> is no text of a book; it is left out with all that is in it."
        findings.warn("M030", message, "Delete it.", where)
        return hidden(found[0])

    return replaced(text, _UNSEEN, left_out)


def _new_page(said: str, is_empty: bool) -> str:
    """A page break for a tag that asks for one before it, or after it and holds nothing."""
    found = _BREAKS.search(said)
    asks = found and (is_empty or (found[1] or "").lower() == "before")
    return NEW_PAGE if asks and len(said) + 5 >= len(NEW_PAGE) else ""


def _said_of(name: str, said: str, first: int, last: int, is_full: bool) -> list[Region]:
    """What an element says of its lines."""
    aligned = _ALIGN.search(said)
    breaks = _BREAKS.search(said)
    kinds: list[str] = []
    if name in ("blockquote", "aside"):
        kinds.append("quote")
    if name == "center" or aligned:
        way = ((aligned[1] or aligned[2]) if aligned else "center").lower()
        kinds.append("right" if way == "right" else "center")
    if breaks and is_full and (breaks[1] or "after").lower() == "after":
        kinds.append("page")
    return [Region(first, last, kind) for kind in kinds]
