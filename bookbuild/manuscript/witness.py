"""A second, dumb reader: the words of the raw files by regular expressions alone.

It shares nothing with the parser, so that a word which the parser loses is missed here. What it can't tell
from text (a lone asterisk, a bullet) is left out of the comparison on both sides: see `canonical`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from html.entities import html5
from pathlib import Path
from typing import Any, Final

from bookbuild.manuscript.blocks import Book, Chapter, PartTitle, Source, text_of

_MARKUP = re.compile("[*_`\\\\|•\u00ad\u200a\u200b\u202f\u2060\ufeff\ufffe]")
_LONE = re.compile(r"[-+#&]|:{3,}")
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\uffff\ue000-\uf8ff]")
_NEUTRAL: Final = {
    "«‹»›": (
        re.compile("(?:(?<=^[«‹])|(?<=[\\s(\\[—–-][«‹]))[ \u00a0]+|[ \u00a0]+(?=[»›](?:[\\s.,;:!?)\\]…—–-]|$))"),
        "",
    ),
    '"“”„«»‘’‚‹›「」『』': (re.compile('["“”„«»‘’‚‹›「」『』]'), "'"),
    "-–—": (re.compile("-{2,3}|[–—]"), "—"),
    ".": (re.compile("\\.(?:[ \u00a0\u2009]?\\.){2}"), "…"),
    ";:!?": (re.compile("(?:[ \\t\u00a0]+\n?|\n)[ \\t\u00a0]*(?!:::)(?=[;:!?]+(?:['\\s)\\]]|$))"), ""),
}
"""What the editor's punctuation changes is neither here nor there: quotes of all kinds are one.
Each by the characters without which there is nothing to do."""
_LIGATURE = re.compile("[\ufb00-\ufb06]")

_VERBATIM = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<fence>^[ \t>]*(?P<mark>```+|~~~+)[^\n`]*\n(?P<lines>.*?)(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))
      | (?P<comment><!--.*?-->)
      | (?P<code>(?P<ticks>`+)(?!`)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_KEPT = re.compile("\ue000(\\d+)\ue001")

_DROPPED_LINES = re.compile(
    r"""^[ \t>]*(?:
        ([-*_])(?:[ \t]*\1){2,}            # a rule
      | \#{1,6}                            # a head without words
      | :{3,}.*                            # a fence of a div
      | \{[ ]*(?:[.\#][\w-]+|[\w-]+=\S+)[^{}]*\}  # attributes
      | \|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?  # the line under a table's head
      | \|[ ]*:?-+:?[ ]*\|                 # the same in a table of one column
      | \[[^\]^][^\]]*\]:[ \t]*(?:<[^<>\n]*>|(?:[/.\#]|mailto:|\w+://)\S*)(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?  # a link's definition
    )[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_LEADING = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*(?:\#{1,6}[ \t]+|[-*+][ \t]+(?=\S))?", re.MULTILINE)
_BRACES: Final = r"\{[ ]*(?:[.\#][\w-]+|[\w-]+=[^\s{}]+)[^{}]*\}"
_HEAD_TAIL = re.compile(rf"^(\#{{1,6}}[ \t].*?)(?:[ \t]*{_BRACES})?[ \t]*(?:[ \t]\#+)?[ \t]*$", re.MULTILINE)
_ASKED: Final = r"(?:\.(?:keep(?:-with-next)?|page-break|recto)|lines=[+-]1)"
_CORRECTIONS = re.compile(
    rf"^(?!\#{{1,6}}[ \t])(.*[ \t]|)\{{[ \t]*{_ASKED}(?:[ \t]+{_ASKED})*[ \t]*\}}(?=[ \t]*$)", re.MULTILINE
)
_TARGET: Final = r"""\([ \t\n]*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?[ \t\n]*\)"""
_PICTURE = re.compile(rf"!\[[^\]]*\]{_TARGET}(?:{_BRACES})?")
_LINK = re.compile(rf"\[([^\[\]]*)\](?:{_TARGET})(?:{_BRACES})?")
_SPAN = re.compile(rf"\[([^\[\]]*)\]{_BRACES}")
_DEFINED = re.compile(r"^[ \t>]*\[([^\]^][^\]]*)\]:[ \t]*(?:<|[/.\#]|mailto:|\w+://)", re.MULTILINE)
_REFERENCE = re.compile(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?")
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]*|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)(?:\s[^<>]*|/)?>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);")
_BLOCK_TAGS: Final = {
    "br",
    "p",
    "div",
    "td",
    "th",
    "tr",
    "li",
    "h1",
    "h2",
    "h3",
    "hr",
    "ul",
    "ol",
    "table",
    "blockquote",
}
_FRONT = re.compile(r"---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)
_FIRST_HEAD = re.compile(r"\s*\#[ \t]+(.*)(?:\n|$)")


def neutral(text: str) -> str:
    """Text in the form in which it is compared: letters composed, markup gone, marks that the editor may change
    made the same."""
    text = unicodedata.normalize("NFC", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _MARKUP.sub("", text)
    for sign, (pattern, same) in _NEUTRAL.items():
        if any(character in text for character in sign):
            text = pattern.sub(same, text)
    return text


def words_of(text: str) -> list[str]:
    """The words of a neutral text; lone marks that may be markup are none."""
    return [word for word in text.split() if word.isalpha() or not _LONE.fullmatch(word)]


def canonical(text: str) -> list[str]:
    """The words of printed or raw text in the form in which they are compared."""
    return words_of(neutral(text))


NumberAs = Callable[[str], str]
"""How a chapter's number is printed: the design may say `chapter one` for 1."""


def expected_words(book: Book, number_as: NumberAs) -> list[str]:
    """The words that the body of a book must show, in order, back matter aside: from its raw files, or (a book
    made in code) from its blocks."""
    if not book.sources:
        return [
            word
            for division in book.divisions
            if isinstance(division, Chapter | PartTitle)
            for word in _own_words(division, number_as)
        ]
    words: list[str] = []
    for source in book.sources:
        words += _words_of(source, number_as)
    return words


def count_words(book: Book) -> int:
    """How many words the chapters and part titles have, as the author's own program would count them."""
    divisions = [one for one in book.divisions if isinstance(one, Chapter | PartTitle)]
    titles = sum(len(text_of(one.title).split()) for one in divisions)
    texts = (text for one in divisions for text in gathered(getattr(one, "blocks", ())))
    return titles + sum(len(text.replace("\u200a", "").split()) for text in texts)


def _words_of(source: Source, number_as: NumberAs) -> list[str]:
    text = Path(source.file).read_bytes().decode("utf-8-sig") if source.file else source.text
    return raw_words(text.replace("\r\n", "\n").replace("\r", "\n"), number_as)


def raw_words(text: str, number_as: NumberAs = str) -> list[str]:
    """The words of one raw Markdown text."""
    head: list[str] = []
    tail: list[str] = []
    found = _FRONT.match(text)
    if found:
        text = text[found.end() :]
        head, tail = _front_words(found[1], number_as)
        title = _FIRST_HEAD.match(text)
        if title:
            head = [head[0], bare(title[1])]
            text = text[title.end() :]
    return canonical(" ".join((*head, *tail, bare(text))))


def _front_words(block: str, number_as: NumberAs) -> tuple[list[str], list[str]]:
    """What stands above a chapter's title and is its title, and what stands below it; titles are Markdown, the others
    as typed."""
    import yaml

    values: dict[str, Any] = yaml.load(block, Loader=yaml.BaseLoader)
    epigraph = values.get("epigraph") or ""
    quote, source = (
        (epigraph.get("text", ""), epigraph.get("source", "")) if isinstance(epigraph, dict) else (epigraph, "")
    )
    said = f"—{source}" if source else ""
    return [number_as(values.get("number") or ""), bare(values.get("title") or "")], [
        bare(values.get("subtitle") or ""),
        _UNPRINTED.sub("", quote),
        _UNPRINTED.sub("", said),
    ]


def bare(text: str) -> str:
    """Raw text without its markup. What is verbatim (code, escaped characters) is put aside meanwhile."""
    text = _UNPRINTED.sub("", text.replace("\ufeff", "").replace("\x0b", " ").replace("\x0c", " "))
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        if found["comment"]:
            return "\n" * found["comment"].count("\n")
        if found["fence"]:
            kept.append("\n".join(line.lstrip(" \t>") for line in found["lines"].split("\n")))
            return f"\n\ue000{len(kept) - 1}\ue001\n"
        kept.append(found["escape"][1:] if found["escape"] else found["inside"])
        return f"\ue000{len(kept) - 1}\ue001"

    if any(mark in text for mark in ("\\", "`", "~~~", "<!--")):
        closed = text.rfind("-->") + 3
        never_closed = text[closed:].replace("<!--", "<!\ue003--")
        text = _VERBATIM.sub(put_aside, text[:closed] + never_closed).replace("\ue003", "")
    defined = {name.lower() for name in _DEFINED.findall(text)}
    text = _CORRECTIONS.sub(r"\1", _DROPPED_LINES.sub("", text))
    text = _LEADING.sub("", _HEAD_TAIL.sub(r"\1", text))
    if "[" in text:
        text = _unlinked(text)
    if defined:
        text = _REFERENCE.sub(lambda found: found[1] if (found[2] or found[1]).lower() in defined else found[0], text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _TAG.sub(lambda found: " " if found[1].lower() in _BLOCK_TAGS else "", text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    while _KEPT.search(text):
        text = _KEPT.sub(lambda found: kept[int(found[1])], text)
    return text


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; what is none stays as it is."""
    return html.unescape(entity[0]) if entity[0][1] == "#" or entity[0][1:] in html5 else entity[0]


def _unlinked(text: str) -> str:
    """Pictures as their captions, links and spans as their words."""
    text = _PICTURE.sub(lambda found: (found[1] or "")[1:-1], text)
    text = _LINK.sub(r"\1", text)
    return _SPAN.sub(r"\1", text)


def _own_words(division: Chapter | PartTitle, number_as: NumberAs) -> Iterable[str]:
    """The words of a chapter made in code, gathered by walking whatever it is made of."""
    if isinstance(division, PartTitle):
        return canonical(text_of(division.title))
    source = f"—{division.epigraph_source}" if division.epigraph_source else ""
    texts = [
        number_as(division.number),
        text_of(division.title),
        text_of(division.subtitle),
        text_of(division.epigraph),
        source,
    ]
    return canonical(" ".join([*texts, *gathered(division.blocks)]))


def gathered(thing: object) -> Iterable[str]:
    """Every text of blocks, depth first: runs joined, list labels and code lines included."""
    if isinstance(thing, tuple | list):
        for one in thing:
            yield from gathered(one)
        return
    runs = getattr(thing, "runs", None) or getattr(thing, "caption", None)
    if runs:
        yield text_of(runs)
    for label, item in zip(getattr(thing, "labels", ()), getattr(thing, "items", ()), strict=True):
        yield label
        yield from gathered(item)
    yield from getattr(thing, "lines", ())
    yield from gathered(getattr(thing, "blocks", ()))
