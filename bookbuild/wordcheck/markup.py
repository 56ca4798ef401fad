"""The second reader: a raw file with everything masked that is, or may be, markup.

It knows a fixed list of patterns and nothing of the parser. What it masks may be printed or not; every letter that it
leaves must be in the book. So a pattern may be generous: it can never make a sound book look faulty, only a loss
inside markup go unseen.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.entities import html5
from typing import Final

MASK: Final = "\0"
"""Stands for each character of what may be markup, line ends aside."""
_UNCLOSED: Final = "\2!--"
"""Stands for the opening of a comment that no end follows: each would be looked for through all that is left."""
_VERBATIM: Final = "\1"
"""Stands, while patterns are looked for, for each character that is text whatever it looks like."""

_AS_TYPED = re.compile(
    r"""(?P<comment><!--(?:-?>|[\s\S]*?-->))
      | (?P<unclosed><!--(?:[^\n`\\]|\n(?!.*(?:```|~~~)))*)
      | (?P<opening>^[ \t>]*(?:[-*+]\ +|\d+[.)]\ +)?(?P<mark>```+|~~~+)[^\n`]*\n)(?P<lines>(?:.*\n)*?)(?P<closing>[ \t>]*(?P=mark)[`~]*[ \t]*$)
      | (?P<ticks>`+)(?!`)(?P<inside>(?:[^`\n]|\n(?![ \t>]*(?:\n|```|~~~))|(?!(?P=ticks)(?!`))`+){1,4000}?)(?<!`)(?P=ticks)(?!`)
      | (?P<escape>\\[!-/:-@\[-`{-~])""",
    re.MULTILINE | re.VERBOSE,
)
"""Comments; the text after one that is never closed, whose further openings need not be tried; code, fenced and in
a line; escaped characters."""

_TARGET: Final = (
    r"""\([ \t\n]*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t\n]*\)"""
)
_MASKED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("<", re.compile(r"<(script|style|head|title)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)),
    (
        ":::",
        re.compile(r"^[ \t>]*:{3,}[^\n]*(?:when|unless)-format=.*?^[ \t>]*:{3,}[ \t]*$", re.DOTALL | re.MULTILINE),
    ),
    ("%%", re.compile(r"(?<!\S)%%(?=[^\s%]).*?%%(?!\S)", re.DOTALL)),
    ("!!!", re.compile(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t].*$", re.MULTILINE)),
    ("[", re.compile(r"^[ \t]*\[{1,2}_?(?:TOC|toc|pagebreak)_?\]{1,2}[ \t]*$", re.MULTILINE)),
    ("===", re.compile(r"^===[ \t]*\w+[ \t]*===[ \t]*$", re.MULTILINE)),
    ("{{", re.compile(r"\{\{[^{}]*\}\}")),
    (":::", re.compile(r"^[ \t>]*:{3,}.*$", re.MULTILINE)),
    ("-|", re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)),
    ("#|", re.compile(r"^[ \t>]*#\|.*$", re.MULTILINE)),
    (
        "]:",
        re.compile(
            r"""^[ \t>]*\[[^\]^\n][^\]]*\]:[ \t]*\n?[ \t]*(?:<[^<>\n]*>|\S+)(?:[ \t]*\n?[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$""",
            re.MULTILINE,
        ),
    ),
    ("![[", re.compile(r"!\[\[[^\]\n]*\]\]")),
    ("[[", re.compile(r"\[\[[^\]|\n]*\|")),
    ("[[", re.compile(r"#[^\]\n]*(?=\]\])")),
    ("![", re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\[[^\[\]]*\])?(?!\()")),
    ("](", re.compile(rf"(?<=\]){_TARGET}")),
    ("](", re.compile(r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")),
    ("![", re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?=\0)")),
    ("][", re.compile(r"(?<=\])\[[^\[\]]*\]")),
    ("{", re.compile(r"\{[^{}\n]*\}")),
    (
        "<",
        re.compile(
            r"</?[A-Za-z][\w-]*+(?:[\s/](?:[^<>\"'\n]++|\n(?![ \t>]*\n)|\"[^\"]{0,20000}+\"|'[^']{0,20000}+'){0,200}+)?>|<[!?][A-Za-z][^<>]*>"
        ),
    ),
    (
        "\\",
        re.compile(
            r"\\(?:label|ref|pageref|cite\w*|index|vspace|hspace|includegraphics|input|include|begin|end|setlength|usepackage|documentclass|pagestyle|thispagestyle|bibliography\w*|color|fontsize)\*?(?:\[[^\]\n]*\])?\{[^{}\n]*\}"
        ),
    ),
    ("\\", re.compile(r"\\[A-Za-z]+\*?(?:\[[^\]\n]*\])?")),
    (">", re.compile(r"^[ \t]*[A-Z](?=>[ \t])", re.MULTILINE)),
    ("[!", re.compile(r"^[ \t>]*\[![A-Za-z]+\][-+]?", re.MULTILINE)),
    (":", re.compile(r"^[ \t>]*:(?=[ \t])", re.MULTILINE)),
    ("[x]", re.compile(r"^[ \t>]*[-*+][ \t]+\[x\]", re.MULTILINE | re.IGNORECASE)),
    (" ^", re.compile(r"[ \t]\^[\w-]+[ \t]*$", re.MULTILINE)),
)
"""What may be markup, each with characters without which it need not be looked for."""  # fmt: skip

_PICTURE = re.compile(rf"!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?={_TARGET})(?P<target>{_TARGET})")
_TITLE = re.compile(r"""(?<=\s)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\((?P<round>[^()]*)\))[ \t\n]*\)\Z""")
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]*);")
_DOTS = re.compile(r"\\(?:ldots|dots|textellipsis)\b(?:\{\})?")
_TEXT_COMMAND = re.compile(
    r"\\(?:emph|text(?:it|sl|bf|tt|sc|superscript|subscript|rm|up|normal)?|u?underline|uline|sout|mbox|centerline)\{"
)
"""Commands whose text is printed."""
_ASKED_FOR = re.compile(r"\{\{[#<][^{}\n]*\}\}|^[ \t>]*#\|.*$", re.MULTILINE)
"""Other files' text, which code may ask for, and what a cell of code says of itself."""
_CELL = re.compile(
    r"^[ \t>]*(?P<mark>```+|~~~+)\{[^\n]*\n(?:(?![ \t>]*(?P=mark)).*\n)*?[ \t>]*#\|[ \t]*(?:echo|include):[ \t]*false.*\n"
    r"(?:(?![ \t>]*(?P=mark)).*\n)*[ \t>]*(?P=mark)",
    re.MULTILINE,
)
"""A cell of code that is run and not shown."""
_LETTER = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A raw text, as long as it is and with its line ends, in which what may be markup is masked and entities are the
    characters they stand for; and the captions of its pictures, which are printed after their paragraph: each with its
    offset."""

    text: str
    captions: tuple[tuple[int, str], ...] = ()


def masked(text: str) -> str:
    """A raw text with what may be markup masked; see `Masked`."""
    return read_markup(text).text


def read_markup(text: str) -> Masked:
    """What the second reader makes of a raw text."""
    if not any(sign in text for sign in "<&[{\\`~:%#^>-"):
        return Masked(text)
    kept: list[tuple[int, str]] = []
    captions: list[tuple[int, str]] = []

    def picture(found: re.Match[str]) -> str:
        title = _TITLE.search(found["target"])
        if title:
            group = str(title.lastgroup)
            begin = found.start("target") + title.start(group)
            captions.append((begin, text[begin : begin + len(title[group])]))
        return _hidden(found[0])

    def put_aside(found: re.Match[str]) -> str:
        whole = found[0]
        if found["comment"]:
            return _hidden(whole)
        if found["unclosed"]:
            return whole
        if found["escape"]:
            kept.append((found.start() + 1, whole[1]))
            return MASK + _VERBATIM
        if found["mark"] and "{=" in found["opening"]:  # for other formats than print
            return _hidden(whole)
        if found["mark"]:
            kept.append((found.start("lines"), _ASKED_FOR.sub(lambda asked: _hidden(asked[0]), found["lines"])))
            return _hidden(found["opening"]) + _aside(found["lines"]) + _hidden(found["closing"])
        kept.append((found.start("inside"), found["inside"]))
        ticks = MASK * len(found["ticks"])
        return ticks + _aside(found["inside"]) + ticks

    if "#|" in text:
        text = _CELL.sub(lambda found: _hidden(found[0]), text)
    closed = text.rfind("-->") + 3
    never_closed = text[closed:].replace("<!--", _UNCLOSED)
    bare = _AS_TYPED.sub(put_aside, text[:closed] + never_closed)
    if "\\" in bare:
        bare = _TEXT_COMMAND.sub(lambda found: _hidden(found[0]), bare)
        bare = _DOTS.sub(lambda found: "…" + MASK * (len(found[0]) - 1), bare)
    if "![" in bare:
        bare = _PICTURE.sub(picture, bare)
    for sign, pattern in _MASKED:
        if sign in bare or sign in ("[x]", "-|"):
            bare = pattern.sub(lambda found: _hidden(found[0]), bare)
    if "&" in bare:
        bare = _ENTITY.sub(_character, bare)
    parts: list[str] = []
    at = 0
    for begin, inside in kept:
        end = begin + len(inside)
        parts += [bare[at:begin], inside if _VERBATIM in bare[begin:end] else bare[begin:end]]
        at = end
    return Masked("".join([*parts, bare[at:]]).replace(_UNCLOSED, "<!--"), tuple(captions))


def _hidden(text: str) -> str:
    return _LETTER.sub(MASK, text)


def _aside(text: str) -> str:
    return _LETTER.sub(_VERBATIM, text)


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for, padded to its length; what is none stays as it is."""
    name = entity[0]
    if name[1] != "#" and name[1:] not in html5:
        return name
    character = html.unescape(name).replace("\n", " ")
    return character + MASK * (len(name) - len(character))
