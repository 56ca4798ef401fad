"""Lists, and what only looks like one: dialogue that begins with hyphens, years, a dash before a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.token import Token

BULLET: Final = "•"
BOX: Final = "☐"
TICKED: Final = "☑"

_NO_BREAK: Final = "\u00a0"
DIALOGUE: Final = {
    **dict.fromkeys(("es", "ca", "gl", "eu", "el", "da", "hu"), "—"),
    **dict.fromkeys(("fr", "it", "pt", "ru", "uk", "be", "bg", "sr", "mk", "ro", "lt", "lv", "et"), f"—{_NO_BREAK}"),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs", "fi", "sv", "no", "nb", "nn", "nl", "de", "tr"), f"–{_NO_BREAK}"),
}  # fmt: skip
"""The dash that begins a speech, and what stands after it. Spanish sets it close; French and Slavic setters part it by a
space that does not give (each language's own style guides; in Polish and the Nordic languages both dashes are met)."""
_ENGLISH_DASH: Final = "—"
_DASHED: Final = frozenset(
    [
        "es",
        "ca",
        "gl",
        "eu",
        "el",
        "hu",
        "fr",
        "it",
        "pt",
        "ru",
        "uk",
        "be",
        "bg",
        "sr",
        "mk",
        "ro",
        "pl",
        "cs",
        "sk",
        "sl",
        "hr",
        "bs",
        "fi",
        "sv",
        "tr",
        "lt",
        "lv",
        "et",
        "da",
        "no",
        "nb",
        "nn",
    ]
)
"""Languages in which dialogue is commonly begun with a dash."""

_SPEECH = re.compile(
    r"^[\[*_“«\"'’‘¿¡…(—–-]*[^\W\d_a-zà-ÿа-яα-ω][^\n]*[.!?…—–][\"”’»')*_\]]*$|^[*_“«\"'’‘]*[¿¡]", re.DOTALL
)
_LIVELY = re.compile(r"[?!…]|[.,?!…][\"”’»]?\s+(?:he|she|said|asked|[A-ZÀ-Þ]\w+ (?:said|asked))\b")
_TASK = re.compile(r"\[([ xX])\][ \t\u00a0]+(?=\S)")
_TERM = re.compile(r"[^\s:.,;!?][^:.,;!?\n]{0,40}:\s+\S")
LEAST_SHARE: Final = 0.8


def dialogue_dash(language: str) -> str:
    """What stands before a speech in a language."""
    return DIALOGUE.get(language.lower().replace("_", "-").split("-")[0], _ENGLISH_DASH)


def is_dialogue(tokens: Sequence[Token], language: str) -> bool:
    """Whether what looks like lists of hyphens in a chapter is its dialogue.

    Where the language begins speeches with dashes, nearly all items have to be sentences; elsewhere all of them, and a
    third with a question, an exclamation or a word of speech.
    """
    items = list(_items(tokens))
    if not items or not any(token.type == "paragraph_open" and token.level == 0 for token in tokens):
        return False
    speeches = sum(bool(_SPEECH.match(one.strip())) for one in items)
    if language.lower().replace("_", "-").split("-")[0] in _DASHED:
        return speeches >= LEAST_SHARE * len(items)
    lively = sum(bool(_LIVELY.search(one)) for one in items)
    return len(items) > 3 and speeches == len(items) and 3 * lively >= len(items)


def _items(tokens: Sequence[Token]) -> Iterator[str]:
    """The first paragraph of every item with a hyphen, lists inside others left aside."""
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == 1 and token.markup == "-":
            is_paragraph = at + 2 < len(tokens) and tokens[at + 1].type == "paragraph_open"
            yield tokens[at + 2].content if is_paragraph else ""


def has_lists(tokens: Iterable[Token]) -> bool:
    """Whether a text has a list of several items with bullets."""
    items = 0
    for token in tokens:
        if token.level == 0:
            items = 0
        items += token.type == "list_item_open" and token.level == 1 and token.markup in "-*+"
        if items > 1:
            return True
    return False


def counts_up(numbers: Sequence[str]) -> bool:
    """Whether typed numbers count up from 0 or 1."""
    counting = [number.lstrip("0") or "0" for number in numbers]
    return counting in (list(map(str, range(start, start + len(numbers)))) for start in (0, 1))


def is_list_of_one(text: str, before: str, is_nested: bool, beside_lists: bool) -> bool:
    """Whether one item with a bullet is a list: inside another one, after a colon, a name and a colon in it, or in a text
    that has others."""
    return is_nested or before.rstrip().endswith(":") or bool(_TERM.match(text)) or beside_lists


def taken_task(inline: Token) -> str:
    """The box of a task, whose ``[ ]`` is taken from the item's text; empty for what is no task."""
    found = _TASK.match(inline.content)
    first = inline.children[0] if inline.children else None
    if not found or first is None or first.type != "text" or not first.content.startswith(found[0]):
        return ""
    first.content = first.content[found.end() :]
    return TICKED if found[1] in "xX" else BOX
