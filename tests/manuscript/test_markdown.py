"""What is read from Markdown: triples of title, input and blocks, one file a rule, in tests/data/markdown.

A case is ``=== title``, the Markdown, a line ``--->``, and the blocks as `printed` writes them. In the input ``␣``
stands for a space, ``⇥`` for a tab and ``⍽`` for a no-break space, so that they survive editors. In the blocks
``/x/`` is emphasised, ``+x+`` strong, ``‹x›`` code, ``~x~`` struck, ``^x^`` and ``_x_`` above and below the line, ``=x=``
underlined, ``<x>`` small capitals, ``⏎`` a line ended by hand, ``->`` an en by which it is set in; ``! M030 3:6`` is a warning with
its line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.blocks import (
    INDENT,
    LINE_SEPARATOR,
    Attributes,
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
)
from bookbuild.manuscript.markdown import Title, read_markdown

CASES = Path(__file__).resolve().parents[1] / "data" / "markdown"
VISIBLE = {"␣": " ", "⇥": "\t", "⍽": "\u00a0"}


class Case(NamedTuple):
    """One triple."""

    file: str
    title: str
    markdown: str
    blocks: str


def cases() -> Iterator[Case]:
    """Every triple of every file."""
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text("utf-8").split("=== ")[1:]:
            title, _, rest = part.partition("\n")
            markdown, _, blocks = rest.partition("\n--->\n")
            for shown, meant in VISIBLE.items():
                markdown = markdown.replace(shown, meant)
            yield Case(path.stem, title, markdown, blocks.strip("\n"))


def printed(blocks: Iterable[Block | Title], indent: str = "") -> Iterator[str]:
    """Blocks as lines of text."""
    for block in blocks:
        if isinstance(block, Title):
            yield f"{indent}{'part' if block.part else 'chapter'}: {runs(block.runs)}"
        elif isinstance(block, Heading):
            yield f"{indent}head {block.level}{braces(block.attributes)}: {runs(block.runs)}"
        elif isinstance(block, Paragraph):
            yield f"{indent}para{braces(block.attributes)}: {runs(block.runs)}"
        elif isinstance(block, Quotation):
            yield f"{indent}quote{braces(block.attributes)}"
            yield from printed(block.blocks, indent + "  ")
        elif isinstance(block, ItemList):
            for label, item in zip(block.labels, block.items, strict=True):
                yield f"{indent}item {label}"
                yield from printed(item, indent + "  ")
        elif isinstance(block, Preformatted):
            yield from (f"{indent}code{braces(block.attributes)} |{line}" for line in block.lines)
        elif isinstance(block, Picture):
            size = f"{Path(block.file).name} {block.width}x{block.height}"
            size = f"?{block.missing}" if block.missing else size
            yield f"{indent}picture{braces(block.attributes)} {size}: {runs(block.caption)}".rstrip()
        else:
            yield f"{indent}break"


def runs(some: Sequence[Run]) -> str:
    """Runs as one line, marks shown."""
    shown = ""
    for run in some:
        text = run.text
        for mark, (before, after) in {
            Mark.CODE: ("‹", "›"),
            Mark.EMPHASIS: ("/", "/"),
            Mark.STRONG: ("+", "+"),
            Mark.STRUCK: ("~", "~"),
            Mark.SUPERIOR: ("^", "^"),
            Mark.INFERIOR: ("_", "_"),
            Mark.UNDERLINED: ("=", "="),
            Mark.SMALL_CAPS: ("<", ">"),
        }.items():
            text = f"{before}{text}{after}" if run.mark & mark else text
        shown += text
    return shown.replace(LINE_SEPARATOR, "⏎").replace("\u00a0", "⍽").replace("\u2003", "⇥").replace(INDENT, "->")


def braces(attributes: Attributes) -> str:
    """Attributes as they are typed."""
    parts = [f"#{attributes.name}"] if attributes.name else []
    parts += [f".{one}" for one in attributes.classes] + [f"{key}={value}" for key, value in attributes.values]
    return "{" + " ".join(parts) + "}" if parts else ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book's folder with one picture."""
    made = tmp_path_factory.mktemp("book")
    (made / "images").mkdir()
    for name in ("boat.png", "my boat.png", "images/ship.png"):
        Image.new("L", (4, 3), 128).save(made / name)
    (made / "more.txt").write_text("More *text*.\n", "utf-8")
    return made


def read(markdown: str, folder: Path) -> str:
    """The blocks and the warnings of a text as lines."""
    findings = Findings()
    lines = list(printed(read_markdown(markdown, "a.md", folder, findings)))
    for one in findings:
        assert one.place is not None
        lines.append(f"! {one.code} {one.place.line}:{one.place.column}")
    return "\n".join(lines)


def test_there_are_cases() -> None:
    assert len({case.file for case in cases()}) >= 15


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}: {case.title}") for case in cases()])
def test_markdown(case: Case, folder: Path) -> None:
    assert read(case.markdown, folder) == case.blocks
