"""Markdown to blocks: what other programs write round it is read first, then the text is parsed and its blocks are made.

What can't be set yet is set plainly, with a warning.
"""

from __future__ import annotations

import re
from pathlib import Path

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.attributes import quoted_shares
from bookbuild.manuscript.blockreader import BlockReader, Piece, Surroundings, Title, demoted
from bookbuild.manuscript.blocks import Block, Paragraph, Preformatted, Runs, plain
from bookbuild.manuscript.dialects.directives import with_directives_read
from bookbuild.manuscript.dialects.htmltags import with_containers_hidden
from bookbuild.manuscript.dialects.wiki import BLOCK_ID, SIGNS_OF_WIKI
from bookbuild.manuscript.includes import DEEPEST as DEEPEST_INCLUDE
from bookbuild.manuscript.includes import included_file, part_of, wanted
from bookbuild.manuscript.inline import SourceText
from bookbuild.manuscript.parser import DEEPEST, LANGUAGE, TECHNICAL, parser
from bookbuild.manuscript.pictureblocks import SPACE_IN_NAME
from bookbuild.manuscript.source import read_text
from bookbuild.manuscript.verbatim import hidden, replaced, without_remarks

__all__ = ["Title", "read_blocks", "read_inline", "read_markdown"]

_SPACED_PICTURE = re.compile(
    r"(!\[[^\]\n]*\]\()([^()<>\n\"]*?[^()<>\n\"\s] +[^()<>\n\"\s][^()<>\n\"]*?\.\w{2,5})(?=\)|[ \t]+[\"'])"
)
_CODE_BLOCK = re.compile(r"^ {0,3}(?:```|~~~[\w{])[^\n`]*\n[^\n]*\S", re.MULTILINE)
_PROMPTED = re.compile(r"^(?: {4,}|\t)(?:\$ [a-z./~]|>>> )", re.MULTILINE)
_YAML_AT_TOP = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(
    text: str,
    shown: str,
    folder: Path,
    findings: Findings,
    first_line: int = 1,
    *,
    language: str = "en-US",
    technical: bool = False,
    file: Path | None = None,
    within: tuple[Path, ...] = (),
) -> list[Piece]:
    """Parse Markdown (already scrubbed) into blocks and chapter titles.

    `shown` names the file in places, `first_line` is the number of the text's first line in it, `folder` is
    the book's folder, beyond which no picture and no included file may lie; `file` is the chapter's, beside which they
    are looked for first. `technical`: the book has code in it. `within` are the files that include this one.
    A picture that can't be used is a frame with its name, and a warning that lets only a draft be built (M020 and
    following). Raises BookError for nesting beyond reason (M005).
    """
    _forbid_abysses(text, shown, first_line)
    place = Place(shown, first_line)
    text = quoted_shares(without_remarks(text))
    text = _SPACED_PICTURE.sub(lambda found: found[1] + found[2].replace(" ", SPACE_IN_NAME), text)
    if SIGNS_OF_WIKI.search(text):
        text = replaced(text, BLOCK_ID, lambda found: hidden(found[0]))
    text, regions = with_directives_read(text, findings, place)
    text, more = with_containers_hidden(text, findings, place)
    try:
        tokens = parser().parse(text, {TECHNICAL: technical, LANGUAGE: language})
    except RecursionError:
        raise error(
            "M005", "Brackets or marks are nested too deeply in this text.", "Remove some of them.", place
        ) from None

    def include(said: str, kind: str, where: Place) -> list[Piece] | None:
        return _included(said, kind, where, folder, findings, language, technical, (*within, *([file] if file else [])))

    def inline(words: str, where: Place) -> Runs:
        return read_inline(words, where, findings)

    source = SourceText(text.split("\n"), shown, first_line, findings)
    around = Surroundings(folder, language, file, include, inline)
    regions = sorted([*regions, *more], key=lambda one: (one.first, -one.last))
    return BlockReader(source, around, regions).read(tokens)


def read_blocks(text: str, place: Place, folder: Path, findings: Findings) -> tuple[Block, ...]:
    """Markdown from a value of book.yaml: blocks only, a chapter title in it becomes a head."""
    return demoted(read_markdown(text, place.file, folder, findings, place.line))


def read_inline(text: str, place: Place, findings: Findings) -> Runs:
    """One line of Markdown (a title, say) as runs."""
    blocks = read_markdown(text, place.file, Path(), findings, place.line)
    return next((one.runs for one in blocks if isinstance(one, Paragraph | Title)), plain(text, place))


def _included(
    said: str,
    kind: str,
    place: Place,
    folder: Path,
    findings: Findings,
    language: str,
    technical: bool,
    within: tuple[Path, ...],
) -> list[Piece] | None:
    """What is included, as blocks or as lines of code; None, with a warning (M039), for what can't be had."""
    name, want = wanted(said)
    path = included_file(name, within[-1].parent if within else None, folder)
    circle = path is not None and path in [one.resolve() for one in within]
    if path is None or circle or len(within) > DEEPEST_INCLUDE:
        why = "there is no such file in the book's folder" if path is None else "it leads round in a circle"
        message = f"{name!r} can't be included: {why}. The line stands as it was typed."
        findings.warn("M039", message, "Name a file in the book's folder.", place)
        return None
    shown = str(path.relative_to(folder.resolve()))
    text = part_of(read_text(path, shown, findings), want)
    if kind == "lines" or path.suffix.lower() not in (".md", ".markdown", ".qmd", ".rmd", ".txt"):
        return [Preformatted(tuple(text.rstrip("\n").expandtabs(4).split("\n")), Place(shown, 1))]
    head = _YAML_AT_TOP.match(text)
    begin = head.end() if head else 0
    return read_markdown(
        text[begin:],
        shown,
        folder,
        findings,
        1 + text.count("\n", 0, begin),
        language=language,
        technical=technical,
        file=path,
        within=within,
    )


def _forbid_abysses(text: str, shown: str, first_line: int) -> None:
    """Refuse what would exhaust the parser's recursion."""
    abyss = re.search(rf"^[ \t]*(?:>[ \t]?){{{DEEPEST + 1}}}", text, re.MULTILINE)
    if abyss:
        place = Place(shown, first_line + text.count("\n", 0, abyss.start()))
        raise error("M005", f"Quotations are nested more than {DEEPEST} deep here.", "Remove some of the `>`.", place)


def is_technical(text: str) -> bool:
    """Whether a text has code in it: a fence, or lines set in by four spaces after a prompt."""
    return bool(_CODE_BLOCK.search(text)) or len(_PROMPTED.findall(text)) > 1
