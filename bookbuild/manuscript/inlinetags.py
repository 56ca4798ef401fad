"""Tags of HTML among words: which mark each means."""

from __future__ import annotations

import re
from typing import Final

from bookbuild.manuscript.blocks import Mark

BLOCK_TAGS: Final = frozenset(
    [
        "p",
        "div",
        "center",
        "td",
        "th",
        "tr",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ul",
        "ol",
        "dl",
        "table",
        "tbody",
        "thead",
        "blockquote",
        "section",
        "article",
        "aside",
        "main",
        "header",
        "footer",
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
        "nav",
        "body",
        "html",
    ]
)
"""What begins a line or a block: the words on either side are two paragraphs."""

_TAGS: Final = {
    "i": Mark.EMPHASIS, "em": Mark.EMPHASIS, "cite": Mark.EMPHASIS, "dfn": Mark.EMPHASIS, "var": Mark.EMPHASIS,
    "b": Mark.STRONG, "strong": Mark.STRONG, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "tt": Mark.CODE,
    "s": Mark.STRUCK, "strike": Mark.STRUCK, "del": Mark.STRUCK, "u": Mark.UNDERLINED, "ins": Mark.UNDERLINED,
    "mark": Mark.UNDERLINED, "sup": Mark.SUPERIOR, "sub": Mark.INFERIOR, "small": Mark.SMALL, "span": Mark.PLAIN,
    "a": Mark.PLAIN, "wbr": Mark.PLAIN, "abbr": Mark.PLAIN, "time": Mark.PLAIN, "nobr": Mark.PLAIN, "bdi": Mark.PLAIN,
}  # fmt: skip
_STYLES: Final = (
    (re.compile(r"small-?caps"), Mark.SMALL_CAPS),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), Mark.EMPHASIS),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), Mark.STRONG),
    (re.compile(r"text-decoration[\w-]*\s*:\s*underline"), Mark.UNDERLINED),
    (re.compile(r"text-decoration[\w-]*\s*:\s*line-through"), Mark.STRUCK),
)
_NAME = re.compile(r"<(/?)([A-Za-z][\w-]*)")


def name_of(tag: str) -> tuple[str, bool]:
    """A tag's name in small letters, empty for what is none (a comment, say), and whether it closes an element."""
    found = _NAME.match(tag)
    return (found[2].lower(), bool(found[1])) if found else ("", False)


def mark_of_tag(tag: str) -> Mark | None:
    """The mark that an opening tag means for the words after it; None for a tag that is not known."""
    name, _ = name_of(tag)
    mark = _TAGS.get(name)
    if name == "span":
        for said, meant in _STYLES:
            if said.search(tag):
                mark = (mark or Mark.PLAIN) | meant
    return mark
