"""A book as Typst's source: bookbuild's own reading of it, and the numbers of bookbuild's own style.

    python typst_source.py BOOK STYLE FOLDER

writes FOLDER/book.typ, which novel.typ (copied beside it) sets. A program of its own, so that reading the book
does not count in the memory of bench.py, which its children would inherit.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Findings
from bookbuild.makeup.matter import wants_contents
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Block,
    Book,
    Chapter,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    PartTitle,
    Picture,
    Preformatted,
    Quotation,
    Runs,
    SceneBreak,
)
from bookbuild.manuscript.read import read_book
from bookbuild.style.load import load_style
from bookbuild.style.style import Characters, Style

_SPECIAL = re.compile(
    r"[\\#*_`$<>@\[\]~'\"{}]|/(?=[/*])|(?<=:)/|-(?=[-?0-9])|(?<=-)-|\.(?=\.)|(?<=\.)\.|^[=+/-]|^\d+(?=\.)"
)
"""What means something in Typst's markup, and what would at a line's beginning."""


def main(book: str, style: str, folder: Path) -> None:
    """Write the source, its template and its pictures."""
    manuscript = read_book(Path(book), Findings())
    design = load_style(style or manuscript.style, manuscript.trim, Path(book))
    shutil.copy(Path(__file__).with_name("novel.typ"), folder)
    (folder / "book.typ").write_text("\n".join(typst_source(manuscript, design, folder)), "utf-8")


def typst_source(book: Book, style: Style, folder: Path) -> Iterator[str]:
    """The lines of the source. Inserted PDFs are left out; pictures are copied into the folder."""
    yield '#import "novel.typ": *'
    yield f"#let shape = {page_shape(style, book.language)}"
    title, author = escaped(unbroken(book.title)), _text(book.author)
    contents = "true" if wants_contents(book) else "false"
    yield f"#show: novel.with(page-shape: shape, title: [{title}], author: {author}, contents: {contents})"
    for division in book.divisions:
        if isinstance(division, PartTitle):
            yield f"#part([{markup(division.title)}])"
        elif isinstance(division, Chapter):
            number = f"[{escaped(division.number)}]" if division.number else "none"
            subtitle = f"[{markup(division.subtitle)}]" if division.subtitle else "none"
            name = f"[{markup(division.title)}]" if division.title else "none"
            yield f"#chapter(shape, number: {number}, subtitle: {subtitle}, {name})"
            if division.epigraph:
                yield f"#extract(shape)[{markup(division.epigraph)} {escaped(division.epigraph_source)}]"
            yield from blocks(division.blocks, folder)
    yield "#ending"


def page_shape(style: Style, language: str) -> str:
    """The page's numbers as a Typst dictionary."""
    grid, opening = style.grid, style.opening
    points = {
        "width": style.trim.width,
        "height": style.trim.height,
        "head": grid.head,
        "spine": grid.spine,
        "fore-edge": grid.fore_edge,
        "leading": grid.leading,
        "size": style.size,
        "indent": style.indent,
        "extract-size": style.extract.size,
        "extract-indent": style.extract.left,
    }
    lines = {
        "lines": grid.lines,
        "sink": opening.sink,
        "number-line": opening.number,
        "title-line": opening.title,
        "subtitle-line": opening.subtitle,
    }
    ornament = style.scene_break.text if isinstance(style.scene_break, Characters) else "* * *"
    tag, _, region = language.partition("-")
    others = {
        "face": _text(style.typeface.name),
        "mono": _text(style.mono.name),
        "lang": _text(tag.lower()),
        "region": _text(region) if len(region) == 2 else "none",
        "recto": "true" if opening.recto else "false",
        "ornament": f"[{escaped(ornament)}]",
    }
    entries = {name: f"{value:.6g}pt" for name, value in points.items()}
    entries |= {name: str(value) for name, value in lines.items()} | others
    return "(" + ", ".join(f"{name}: {value}" for name, value in entries.items()) + ")"


def blocks(some: Iterable[Block], folder: Path) -> Iterator[str]:
    """Blocks as markup, a blank line after each."""
    for block in some:
        match block:
            case Paragraph():
                yield markup(block.runs)
            case Heading():
                yield f"#heading(level: {block.level})[{markup(block.runs)}]"
            case SceneBreak():
                yield "#scene-break(shape)"
            case Quotation():
                yield "#extract(shape)["
                yield from blocks(block.blocks, folder)
                yield "]"
            case ItemList():
                for label, item in zip(block.labels, block.items, strict=True):
                    yield f"#item(shape, [{escaped(label)}])["
                    yield from blocks(item, folder)
                    yield "]"
            case Preformatted():
                yield f"#raw(block: true, {_text(chr(10).join(block.lines))})"
            case Picture():
                source = Path(block.file)
                shutil.copy(source, folder)
                yield f"#picture(shape, {_text(source.name)}, [{markup(block.caption)}])"
        yield ""


_OPENERS: Final = ((Mark.EMPHASIS, "#emph["), (Mark.STRONG, "#strong["))


def markup(runs: Runs) -> str:
    """Runs as markup. The semicolon after a call keeps what follows from being read as part of it."""
    parts: list[str] = []
    for run in runs:
        if run.mark & Mark.CODE:
            parts.append(f"#raw({_text(run.text)});")
            continue
        openers = [opener for mark, opener in _OPENERS if run.mark & mark]
        parts.append("".join(openers) + escaped(run.text) + "];" * len(openers))
    return "".join(parts)


def escaped(text: str) -> str:
    """Text that Typst reads as just that."""
    text = _SPECIAL.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], text)
    return text.replace(LINE_SEPARATOR, "#linebreak();").replace("\n", " ")


def _text(text: str) -> str:
    """A Typst string: JSON's escapes of quotes, backslashes and line ends are the same."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    except BookError as fault:
        sys.exit(str(fault))
