"""Addresses, paths and code: letters that stand for themselves. They are never divided by a hyphen, which would be read as
theirs, but broken after a mark that they have (Chicago Manual of Style 14.18).
"""

from __future__ import annotations

import re
from typing import Final

_ROUND: Final = "“”„‟‘’‚‛«»‹›\"'()[]{}<>.,;:!?…—–"
"""What may stand round an address and is none of it."""

_HINT = re.compile(r"[./\\@_~]|(?i:^www|^mailto:|^doi:)")
_ADDRESS = re.compile(
    r"""[^\W\d_][\w+.-]*://\S          # a scheme
      | (?i:www\.|mailto:|doi:)\S      # what begins as addresses do
      | [\w.+%-]+@[\w-]+\.\w           # mail
      | (?:~|\.{1,2})?/\w\S*/\w        # a path from the root, from home, from here
      | [A-Za-z]:\\\w | \\\\\w         # the same in Windows
      | \w[\w.-]*(?:/[\w.~%+-]+){2}    # a path of three names and more
      | \w[\w.-]*\\\w\S*\\\w
      | [\w-]{2,}(?:\.[\w-]{2,})*\.[^\W\d_A-Z][\w-]+(?:[/:?\#]\S|$)  # a host, a file
      | \w+_\w                         # a name in a program
      """,
    re.VERBOSE,
)
_BREAK = re.compile(r"(?<=\w)\.(?=[^\W\d_])|(?<=[^\s/])/+(?=[\w~%])|[?&=_@\\#-]+(?=\w)")
"""After a full point before a letter; after slashes, but not between them; after the other marks."""
_BREAK_IN_CODE = re.compile(rf"(?:{_BREAK.pattern})|[,;:|+(]+(?=\w)")
_LEAST: Final = 2
"""Characters that stay before a break and come after it."""


def is_address(text: str) -> bool:
    """Whether a word, with the punctuation round it, is an address of the net or of mail, a path, a file's or a program's name."""
    if not _HINT.search(text):
        return False
    bare = text.strip(_ROUND + "*")
    lead = text[: text.find(bare)] if bare else ""
    found = _ADDRESS.match(lead[-1:] + bare if lead[-1:] in ("/", "\\", "~") else bare)
    return bool(found)


def address_breaks(text: str, code: bool = False) -> tuple[int, ...]:
    """After how many characters an address, or a word of code, may be broken."""
    pattern = _BREAK_IN_CODE if code else _BREAK
    return tuple([
        found.end() for found in pattern.finditer(text) if _LEAST <= found.end() <= len(text) - _LEAST
    ])  # fmt: skip
