"""The parser: markdown-it-py with plugins, less what eats novels, and more of what other programs write.

Off: indented code as CommonMark has it, link definitions that are words of the book. Changed: a line is a head
where it is short and underlined, a lone ``~~~`` is a scene break, four spaces are code where they look like it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from bookbuild.manuscript.attributes import take_corrections, take_heading_attributes, take_line_of_attributes
from bookbuild.manuscript.breaks import is_closed, is_underlined, line_of, scene_break_of_tildes
from bookbuild.manuscript.codelike import is_program, looks_like_code, reads_as_prose
from bookbuild.manuscript.dialects import latex, wiki

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType

    Rule = Callable[[Any, int, int, bool], bool]

DEEPEST: Final = 100
"""Quotations and lists nested deeper than this are a mistake or an attack."""

TECHNICAL: Final = "technical"
LANGUAGE: Final = "language"
"""What the parser is told of the book: whether it has code in it, and its language."""

_ADDRESS = re.compile(
    r"\[(?!\^)([^\]]*)\]:[ \t]*(?:<|[/.#]|mailto:|\w+://|(?P<file>[\w%./-]+\.\w{2,5}(?:#\S*)?(?:[ \t]+[\"'(].*)?$))"
)
_ELEMENT = re.compile(r"<(table|pre|ul|ol|dl|h[1-6])\b", re.IGNORECASE)
_INCLUDE = re.compile(
    r"\{\{<[ \t]*(?:include|embed)[ \t]+([^>\n]+?)[ \t]*>\}\}|\{\{#(?:include|rustdoc_include|playground)[ \t]+([^}\n]+?)[ \t]*\}\}"
)
_LINE_OF_VERSE = re.compile(r"\|(?: |$)(?!.*\|\s*$)|\|$")
_ADMONITION = re.compile(
    r"!!! ?(?:note|tip|hint|info|abstract|warning|caution|danger|important|example|question|quote|aside)\b[ \t]*(?:\"[^\"]*\")?[ \t]*"
)
_SCRIPT = re.compile(r"[\w+\-−–()=,.′*†‡§]{1,12}")
_WIDE_BEFORE_COLON: Final = ("fr",)
"""Languages in which a colon stands apart, so that a line may begin with one."""


@cache
def parser() -> MarkdownIt:
    """The parser, set up once."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    made = MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST})
    made.enable(["table", "strikethrough"]).disable(["code", "html_block", "text_join"])
    attrs_plugin(made, spans=True)
    attrs_block_plugin(made)
    container_plugin(made, "div", validate=lambda params, _markup: bool(params.strip()))
    deflist_plugin(made)
    sub_plugin(made)
    superscript_plugin(made)
    admon_plugin(made)
    _change_blocks(made)
    _change_words(made)
    made.core.ruler.after("block", "heading_attributes", take_heading_attributes)
    made.core.ruler.after("block", "corrections", take_corrections)
    return made


def _change_blocks(made: MarkdownIt) -> None:
    """The rules for blocks that are our own, or bounded."""
    ruler = made.block.ruler
    ruler.at("attr", take_line_of_attributes)
    ruler.at("reference", _guarded(made, "reference", _is_definition))
    ruler.at("lheading", _guarded(made, "lheading", _is_underlined))
    ruler.at(
        "deflist", _guarded(made, "deflist", _is_definition_list), {"alt": ["paragraph", "reference", "blockquote"]}
    )
    ruler.at(
        "admonition",
        _guarded(made, "admonition", _is_admonition),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    ruler.at("fence", _fence(_rule(made, "fence")), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("fence", "indented", _indented)
    ruler.before("fence", "include", _include, interrupting)
    ruler.before("fence", "element", _element, interrupting)
    ruler.before("fence", "line_block", _line_block)


def _change_words(made: MarkdownIt) -> None:
    """The rules for what stands in lines."""
    ruler = made.inline.ruler
    for name in ("sub", "sup"):
        ruler.at(name, _short(next(rule.fn for rule in ruler.__rules__ if rule.name == name)))
    ruler.before("escape", "latex", latex.latex)
    ruler.before("link", "wiki_link", wiki.wiki_link)
    ruler.before("strikethrough", "mark", wiki.highlight)
    ruler.after("image", "lost_picture", wiki.lost_picture)
    ruler.after("html_inline", "angles", wiki.angles)


def _rule(made: MarkdownIt, name: str) -> Rule:
    return next(rule.fn for rule in made.block.ruler.__rules__ if rule.name == name)


def _guarded(made: MarkdownIt, name: str, applies: Callable[[Any, int, int], bool]) -> Rule:
    """A rule that is only tried where it applies."""
    rule = _rule(made, name)

    def guarded(state: Any, start: int, end: int, silent: bool) -> bool:
        return applies(state, start, end) and rule(state, start, end, silent)

    return guarded


def _short(rule: Any) -> Any:
    """A rule for superiors or inferiors, bounded to what is set as such: few characters, no sentence; inferiors after a
    letter."""

    def bounded(state: Any, silent: bool) -> bool:
        src, pos = state.src, state.pos
        mark = src[pos]
        if mark not in "~^" or silent:
            return False
        end = src.find(mark, pos + 1, state.posMax)
        before = src[pos - 1] if pos else " "
        if end < 0 or not _SCRIPT.fullmatch(src, pos + 1, end) or src[end + 1 : end + 2] == mark or before == mark:
            return False
        return (mark == "^" or before.isalnum() or before in ")]*_") and bool(rule(state, silent))

    return bounded


def _is_definition(state: Any, start: int, _end: int) -> bool:
    """Link definitions that lead to an address; ``[Ghost]: Boo!`` and a note's text are words of the book."""
    found = _ADDRESS.match(line_of(state, start))
    if not found or not found["file"]:
        return bool(found)
    used = re.search(rf"\[{re.escape(found[1])}\](?!:)", state.src, re.IGNORECASE)
    return used is not None


def _is_underlined(state: Any, start: int, end: int) -> bool:
    """A short line with a line of hyphens or equals signs right below it."""
    if start + 1 >= end or state.sCount[start + 1] - state.blkIndent > 3 or state.sCount[start + 1] < state.blkIndent:
        return False
    return is_underlined(line_of(state, start), line_of(state, start + 1))


def _is_admonition(state: Any, start: int, end: int) -> bool:
    """``!!! note`` with lines set in below it; anything else with three marks is a shout."""
    below = start + 1 < end and state.sCount[start + 1] - state.blkIndent >= 4
    return below and bool(_ADMONITION.fullmatch(line_of(state, start)))


def _is_definition_list(state: Any, start: int, end: int) -> bool:
    """A short line and a colon with its text below; but prose may begin a line with a colon, too."""
    term = line_of(state, start)
    at = start + 1
    if at < end and state.isEmpty(at):
        at += 1
    if at >= end or len(term) > 60 or term.endswith((".", ",", ";", ":", "…")) or state.isEmpty(at):
        return False
    told = re.match(r":([ \t]+)(\S)", line_of(state, at))
    if not told:
        return False
    strict = str(state.env.get(LANGUAGE, "")).lower().startswith(_WIDE_BEFORE_COLON)
    is_wide = len(told[1]) > 1 or told[1] == "\t"
    return is_wide or (not strict and (at > start + 1 or not told[2].islower()))


def _fence(rule: Rule) -> Rule:
    """Fenced code; a lone ``~~~`` is a scene break, and a fence that is never closed is marked so."""

    def fence(state: Any, start: int, end: int, silent: bool) -> bool:
        if scene_break_of_tildes(state, start, end):
            if not silent:
                token = state.push("hr", "hr", 0)
                token.map, token.markup = [start, start + 1], line_of(state, start)
                state.line = start + 1
            return True
        is_words = re.match(r"(?:~~~+|```+)[^{}\n]*\w\s+\w", line_of(state, start))
        if is_words and not is_closed(state, start, end):
            return False
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[-1].meta["closed"] = is_closed(state, start, end)
        return True

    return fence


def _indented(state: Any, start: int, end: int, silent: bool) -> bool:
    """Code by four spaces: what is no prose in a technical book, what can be nothing else in another one."""
    if silent or state.sCount[start] - state.blkIndent < 4 or state.isEmpty(start):
        return False
    chunks = _chunks(state, start, end)
    begin, last = next(chunks)
    is_code = _is_technical_code if state.env.get(TECHNICAL) else is_program
    if not is_code(_lines(state, begin, last)):
        return False
    for begin, stop in chunks:
        if reads_as_prose(_lines(state, begin, stop)):
            break
        last = stop
    lines = _lines(state, start, last)
    token = state.push("indented", "code", 0)
    token.content, token.map = "\n".join(lines), [start, last]
    state.line = last
    return True


def _chunks(state: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of indented lines from here on that no empty line parts."""
    at = begin = start
    while at < end and (state.isEmpty(at) or state.sCount[at] - state.blkIndent >= 4):
        if state.isEmpty(at):
            if at > begin:
                yield begin, at
            begin = at + 1
        at += 1
    if at > begin:
        yield begin, at


def _lines(state: Any, begin: int, end: int) -> list[str]:
    text: str = state.getLines(begin, end, 4 + state.blkIndent, False)
    return text.split("\n")


def _is_technical_code(lines: Sequence[str]) -> bool:
    """Whether indented lines are code in a book that has code: signs of it, or no prose."""
    return looks_like_code(lines) or not (reads_as_prose(lines) or len(" ".join(lines).split()) < 2)


def _include(state: Any, start: int, _end: int, silent: bool) -> bool:
    """A line that asks for another file's text in its place."""
    found = _INCLUDE.fullmatch(line_of(state, start))
    if not found:
        return False
    if not silent:
        token = state.push("include", "", 0)
        token.info, token.content, token.map = found[1] or found[2], found[0], [start, start + 1]
        state.line = start + 1
    return True


def _element(state: Any, start: int, end: int, silent: bool) -> bool:
    """An element of HTML that is read as such, from its line to the line in which it is closed."""
    opening = _ELEMENT.match(line_of(state, start))
    if not opening:
        return False
    at = _closings(state, opening[1].lower()).get(start, end)
    if at >= end:
        return False
    if not silent:
        token = state.push("element", opening[1], 0)
        token.content, token.map = state.getLines(start, at + 1, state.blkIndent, False), [start, at + 1]
        state.line = at + 1
    return True


def _closings(state: Any, name: str) -> dict[int, int]:
    """For the lines of a text in which elements of a name begin, those in which they are closed; reckoned once a text."""
    known: dict[str, dict[int, int]] = state.env.setdefault("closings", {})
    if name not in known:
        known[name], tag, opened = {}, re.compile(rf"<(/?){name}\b", re.IGNORECASE), list[int]()
        for at, line in enumerate(state.src.split("\n")):
            for found in tag.finditer(line) if "<" in line else ():
                if not found[1]:
                    opened.append(at)
                elif opened:
                    known[name][opened.pop()] = at
    return known[name]


def _line_block(state: Any, start: int, end: int, silent: bool) -> bool:
    """Lines that each begin with a bar: verse, as pandoc has it. A line that begins with a space goes on with the last."""
    if silent or not _LINE_OF_VERSE.match(line_of(state, start)):
        return False
    at = start
    stanzas: list[list[str]] = [[]]
    begins = [start]
    while at < end and not state.isEmpty(at) and state.sCount[at] >= state.blkIndent:
        line = line_of(state, at)
        if not line.startswith("|"):
            if not stanzas[-1] or state.sCount[at] == state.blkIndent:
                break
            stanzas[-1][-1] += f" {line}"
        elif line.rstrip() == "|":
            stanzas.append([])
            begins.append(at + 1)
        else:
            stanzas[-1].append(line[1:].strip())
        at += 1
    if not any(stanzas) or re.match(r"[|:\-\s]+$", line_of(state, start + 1) if start + 1 < end else ""):
        return False
    opening = state.push("container_div_open", "div", 1)
    opening.info, opening.map = "verse", [start, at]
    for first, stanza in zip(begins, stanzas, strict=True):
        if stanza:
            state.push("paragraph_open", "p", 1).map = [first, at]
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = "\n".join(stanza), [first, at], []
            state.push("paragraph_close", "p", -1)
    state.push("container_div_close", "div", -1)
    state.line = at
    return True
