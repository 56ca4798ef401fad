"""The manual is true: its examples are run, its tables are what the program knows, its links lead somewhere.

What stands in a fence is told by its first line, whose first word is all that a reader sees:

- ``yaml book`` and ``yaml style`` are read and built, ``yaml press`` is read; a line that ends in a comment such as ``# Y010`` gives that error;
- ``markdown`` (with a language's tag, if need be) is a chapter, and the ``result`` after it what is read in it;
- ``console`` and ``sh`` are commands, run one after the other for each page, with what they print;
- ``python`` is run in the same folder, and ``output`` is what it printed (``output FILE``: what stands in a file);
- a file's name after any of them writes the example to that file for the examples that follow; so does ``text FILE``.

``pytest tests/test_manual.py --accept`` writes the tables anew; examples are corrected by hand.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest
from icc import beside_its_licence, cmyk
from manual_tables import MANUAL, TABLES, tables_in, visible, with_tables
from PIL import Image
from pypdf import PdfWriter

from bookbuild.cli import _parser, main
from bookbuild.codes import CODES
from bookbuild.diagnostics import BookError, Findings
from bookbuild.making import build
from bookbuild.manuscript.blocks import (
    INDENT,
    LINE_SEPARATOR,
    Block,
    Chapter,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
)
from bookbuild.manuscript.read import read_book
from bookbuild.manuscript.settings import BookSettings
from bookbuild.manuscript.tables import CELL_GAP
from bookbuild.resources import shipped
from bookbuild.schema import ListOf, Named, Section
from bookbuild.style.load import load_style
from bookbuild.style.pressload import find_press
from bookbuild.yamltext import Mapping, Node, read_yaml
from bookbuild.yamltext import Sequence as YamlSequence

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = sorted(MANUAL.glob("*.md"))
LINKING: Final = [ROOT / "README.md", *PAGES]
LANGUAGES: Final = {"en-US", "en-GB", "fr", "de", "es", "it", "pl"}
KINDS: Final = {"yaml", "markdown", "result", "console", "sh", "python", "output", "text"}


@dataclass(frozen=True)
class Fence:
    """An example: the page and line it begins at, the words after the backticks, its text."""

    page: str
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def kind(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def file(self) -> str:
        """The file that the example is written to or compared with, if it names one."""
        return next((word for word in self.words[1:] if "." in word), "")

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<words>[^`\n]*)\n(?P<text>.*?)^(?P=ticks)[ ]*$", re.DOTALL | re.MULTILINE)


def fences_of(path: Path) -> list[Fence]:
    """All examples of a page."""
    text = path.read_text("utf-8")
    return [
        Fence(path.name, text.count("\n", 0, found.start()) + 1, tuple(found["words"].split()), found["text"])
        for found in _FENCE.finditer(text)
    ]


FENCES: Final = [fence for path in PAGES for fence in fences_of(path)]


def examples(*words: str) -> list[Any]:
    """The examples whose first line begins with these words, as a test's parameters."""
    return [pytest.param(fence, id=str(fence)) for fence in FENCES if fence.words[: len(words)] == words]


def following(fence: Fence) -> Fence | None:
    """The example after one on the same page."""
    return next((two for one, two in pairwise(FENCES) if one is fence and two.page == one.page), None)


def without_fences(text: str) -> str:
    """A page's prose, its lines where they were."""
    return _FENCE.sub(lambda found: "\n" * found[0].count("\n"), text)


# The little book of the examples

CHAPTERS: Final = {
    "01-quay.md": "# The Quay\n\nThe ferry left at nine, as it had left at nine every morning.\n",
    "02-river.md": "# The River\n\nIt was a wide river, and brown.\n",
    "03-bank.md": "# The Bank\n\nOn the other side nobody was waiting.\n",
}


@pytest.fixture(scope="session")
def little_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all the files that the manual's examples name."""
    folder = tmp_path_factory.mktemp("manual") / "ferry"
    folder.mkdir()
    (folder / "book.yaml").write_text('title: "The Nine O\'Clock Ferry"\nauthor: Ada Marsh\n', "utf-8")
    for name, text in CHAPTERS.items():
        (folder / name).write_text(text, "utf-8")
    for name in ("map.png", "logo.png", "ada.jpg"):
        Image.new("L", (600, 400), 128).save(folder / name)
    Image.new("L", (1725, 2625), 128).save(folder / "large-map.png")
    beside_its_licence(folder / "press.icc", cmyk())
    page = PdfWriter()
    page.add_blank_page(396, 612)
    page.write(folder / "map-of-the-river.pdf")
    return folder


def write_styles(page: str, folder: Path) -> None:
    """Put the styles that a page writes to files into the book's folder."""
    for fence in FENCES:
        if fence.words[:2] == ("yaml", "style") and fence.file and fence.page == page:
            (folder / Path(fence.file).name).write_text(fence.text, "utf-8")


@pytest.fixture
def ferry(little_book: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, with the fonts and the drawing that examples of styles name; and one that stands for the
    sample book."""
    shutil.copytree(little_book, tmp_path / "manuscript")
    folder = Path(shutil.copytree(little_book, tmp_path / "ferry"))
    (folder / "fonts").mkdir()
    for style in ("Regular", "Italic", "Bold"):
        shipped_font = shipped("fonts") / "linux-libertine" / f"LinuxLibertine-{style}.otf"
        shutil.copy(shipped_font, folder / "fonts" / f"HouseSerif-{style}.ttf")
    shutil.copy(folder / "fonts" / "HouseSerif-Regular.ttf", folder / "NotoSerifSC-Regular.otf")
    leaf = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 C10 10 20 10 30 0 C20 -10 10 -10 0 0 Z"/></svg>'
    (folder / "leaf.svg").write_text(leaf, "utf-8")
    return folder


# YAML

_WRONG = re.compile(r"#\s*([A-Z]\d{3})\s*$")


def said_wrong(fence: Fence) -> list[tuple[int, str]]:
    """The errors an example says it has: line and code."""
    lines = enumerate(fence.text.split("\n"), 1)
    return [(number, found[1]) for number, line in lines if (found := _WRONG.search(line))]


def errors_of(folder: Path, style: str | None) -> list[tuple[int, str]]:
    """The errors that building a book gives, every edition of it."""
    names: Sequence[str | None] = [None]
    try:
        if not style:
            names = [None, *read_book(folder, Findings()).editions]
        for name in names:
            build(folder, style=style, edition=name, output=folder / "book.pdf")
    except BookError as wrong:
        return sorted((one.place.line if one.place else 0, one.code) for one in wrong.diagnostics)
    return []


@pytest.mark.parametrize("fence", examples("yaml", "book"))
def test_book_yaml(fence: Fence, ferry: Path) -> None:
    wrong = said_wrong(fence)
    write_styles(fence.page, ferry)
    titled = re.search(r"^title:", fence.text, re.MULTILINE) or any(code in ("Y005", "M009") for _, code in wrong)
    (ferry / "book.yaml").write_text(fence.text if titled else f"{fence.text}title: T\n", "utf-8")
    assert errors_of(ferry, None) == wrong


@pytest.mark.parametrize("fence", examples("yaml", "style"))
def test_style(fence: Fence, ferry: Path) -> None:
    write_styles(fence.page, ferry)
    (ferry / "mine.yaml").write_text(fence.text, "utf-8")
    assert errors_of(ferry, str(ferry / "mine.yaml")) == said_wrong(fence)


@pytest.mark.parametrize("fence", examples("yaml", "press"))
def test_press(fence: Fence, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(fence.text, "utf-8")
    wrong: list[tuple[int, str]] = []
    try:
        find_press(str(tmp_path / "mine.yaml"))
    except BookError as caught:
        wrong = sorted((one.place.line if one.place else 0, one.code) for one in caught.diagnostics)
    assert wrong == said_wrong(fence)


def test_what_styles_say_of_groups_and_defaults(tmp_path: Path) -> None:
    """styles.md: a single value changes one line of a group, a key without a value changes nothing."""
    style = tmp_path / "mine.yaml"
    for text, lines, lead_in in (
        ("initial: {lines: 4}", 4, "phrase"),
        ("initial: 4", 4, "phrase"),
        ("initial:", 3, "phrase"),
    ):
        style.write_text(text, "utf-8")
        found = load_style(str(style))
        assert (found.initial_lines, found.lead_in) == (lines, lead_in)


def paths_of(node: Node, before: str = "") -> Iterator[str]:
    """Every key of a file with the keys it stands under."""
    if isinstance(node, Mapping):
        for key, value in node.items.items():
            yield f"{before}{key}"
            yield from paths_of(value, f"{before}{key}.")
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from paths_of(item, before)


def keys_of(cls: type[Any], before: str = "") -> Iterator[str]:
    """Every key of a settings class; a star stands for a name the author chooses."""
    for field in fields(cls):
        kind = field.metadata["kind"]
        yield f"{before}{field.name}"
        kind = kind.kind if isinstance(kind, ListOf) else kind
        if isinstance(kind, Named) and isinstance(kind.kind, Section):
            yield from keys_of(kind.kind.cls, f"{before}{field.name}.*.")
        elif isinstance(kind, Section):
            yield from keys_of(kind.cls, f"{before}{field.name}.")


def test_every_key_of_book_yaml_is_shown() -> None:
    right = [fence for fence in FENCES if fence.words[:2] == ("yaml", "book") and not said_wrong(fence)]
    shown = {path for fence in right for path in paths_of(read_yaml(fence.text, str(fence)))}
    shown |= {re.sub(r"^editions\.[^.]+", "editions.*", path) for path in shown}
    assert not set(keys_of(BookSettings)) - shown, "show them in an example of book.md"


# Markdown

_LABELS: Final = {
    Mark.EMPHASIS: "italic",
    Mark.STRONG: "bold",
    Mark.EMPHASIS | Mark.STRONG: "bold italic",
    Mark.CODE: "code",
    Mark.STRUCK: "struck",
    Mark.UNDERLINED: "underlined",
    Mark.SUPERIOR: "above",
    Mark.INFERIOR: "below",
}
_LABELLED = re.compile(r"\[(?:" + "|".join(_LABELS.values()) + r"): (.*?)\]")


def words_of(runs: Iterable[Run]) -> str:
    """Runs as one line: what is marked in square brackets."""
    shown = ""
    for mark, group in groupby(runs, key=lambda run: run.mark):
        text = "".join(run.text for run in group)
        before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
        shown += f"{before}[{_LABELS[mark]}: {text.strip()}]{after}" if mark else text
    return visible(shown.replace(LINE_SEPARATOR, "⏎").replace(CELL_GAP, " ").replace(INDENT, " "))


def told(blocks: Iterable[Block], inset: str = "") -> Iterator[str]:
    """Blocks as the manual tells them."""
    for block in blocks:
        match block:
            case Paragraph():
                yield f"{inset}paragraph: {words_of(block.runs)}"
            case Heading():
                yield f"{inset}{'head' if block.level == 2 else 'smaller head'}: {words_of(block.runs)}"
            case Quotation():
                kinds = [kind for kind in ("verse", "letter") if kind in block.attributes.classes]
                yield f"{inset}{kinds[0] if kinds else 'quotation'}"
                yield from told(block.blocks, f"{inset}  ")
            case ItemList():
                for label, item in zip(block.labels, block.items, strict=True):
                    yield f"{inset}item {label}".rstrip()
                    yield from told(item, f"{inset}  ")
            case Preformatted():
                yield from (f"{inset}line as it is: {line}".rstrip() for line in block.lines)
            case Picture():
                caption = f": {words_of(block.caption)}" if block.caption else ""
                width = f", {block.attributes.get('width')} wide" if block.attributes.get("width") else ""
                fills = "".join(f", {one}" for one in block.attributes.classes)
                name = f"{block.missing}, missing" if block.missing else Path(block.file).name
                yield f"{inset}picture {name}{width}{fills}{caption}"
            case _:
                yield f"{inset}scene break"


def told_chapter(chapter: Chapter) -> Iterator[str]:
    """A chapter as the manual tells it."""
    parts = [
        ("number", visible(chapter.number)),
        ("title", words_of(chapter.title)),
        ("subtitle", words_of(chapter.subtitle)),
        ("running head", visible(chapter.running_head)),
        ("epigraph", words_of(chapter.epigraph)),
        ("source", visible(chapter.epigraph_source)),
    ]
    yield from (f"{name}: {text}" for name, text in parts if text)
    yield from told(chapter.blocks)


def result_of(folder: Path) -> tuple[str, str]:
    """What is read in an example, and all the letters of its PDF."""
    findings = Findings()
    try:
        chapters = list(read_book(folder, findings).chapters)
        report = build(folder, output=folder / "book.pdf")
    except BookError as wrong:
        return "".join(
            f"error {one.code}, line {one.place.line if one.place else 0}\n" for one in wrong.diagnostics
        ), ""
    lines = [line for chapter in chapters for line in told_chapter(chapter)]
    lines += [f"warning {one.code}, line {one.place.line}" for one in findings if one.place]
    document = pypdfium2.PdfDocument(report.file)
    printed = "".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    document.close()
    return "\n".join(lines) + "\n", letters(printed)


def letters(text: str) -> str:
    """The letters and figures of a text, nothing else."""
    return "".join(character for character in text.casefold() if character.isalnum())


@pytest.mark.parametrize("fence", [one for one in examples("markdown") if not one.values[0].file])
def test_markdown(fence: Fence, ferry: Path) -> None:
    language = next((word for word in fence.words[1:] if word in LANGUAGES), "en-US")
    for name in CHAPTERS:
        (ferry / name).unlink()
    (ferry / "book.yaml").write_text(f"title: T\nlanguage: {language}\n", "utf-8")
    (ferry / "01.md").write_text(fence.text, "utf-8")
    wanted = following(fence)
    assert wanted is not None and wanted.kind == "result", f"{fence}: no result stands below this example"
    read, printed = result_of(ferry)
    assert wanted.text == read, f"{wanted}: this is not what is read"
    for line in wanted.text.splitlines():
        label, _, text = line.strip().partition(": ")
        if text and label != "running head":
            assert letters(_LABELLED.sub(r"\1", text)) in printed, f"{wanted}: not on the pages: {text}"


# Commands and Python


class Session:
    """The examples of a page that are run one after the other in one folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.printed = ""

    def run(self, fence: Fence) -> None:
        if fence.kind == "output":
            got = Path(fence.file).read_text("utf-8") if fence.file else self.printed
            assert_alike(fence.text, got, fence)
        elif fence.kind in ("console", "sh"):
            for command, wanted in commands_of(fence):
                self.command(command, wanted, fence)
        elif fence.kind == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile("\n" * fence.line + fence.text, fence.page, "exec"), self.names)
            self.printed = printed.getvalue()
        elif fence.file:
            Path(fence.file).parent.mkdir(parents=True, exist_ok=True)
            Path(fence.file).write_text(fence.text, "utf-8")

    def command(self, command: str, wanted: str, fence: Fence) -> None:
        """One command: it must end as it says, and print what it shows."""
        words, _, into = command.partition(" > ")
        program, *arguments = shlex.split(words)
        if program == "cd":
            self.monkeypatch.chdir(arguments[0])
        elif program != "bookbuild":
            assert words == "pip install .", f"{fence}: a command that can't be run here: {command}"
        else:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                try:
                    code = main(arguments)
                except SystemExit as leave:  # --help, or options that there are not
                    code = int(leave.code or 0)
            starts = [line.partition(":")[0] for line in wanted.splitlines()]
            due = 1 if "error" in starts else 2 if "bookbuild" in starts else 0
            assert code == due, f"{fence}: {command}\n{printed.getvalue()}"
            if into:
                Path(into).write_text(printed.getvalue(), "utf-8")
            elif wanted:
                assert_alike(wanted, printed.getvalue(), fence)


def commands_of(fence: Fence) -> Iterator[tuple[str, str]]:
    """The commands of an example and what is shown below each."""
    if fence.kind == "sh":
        yield from ((line.partition(" # ")[0], "") for line in fence.text.splitlines() if line.strip())
        return
    for part in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        yield command, wanted


def assert_alike(wanted: str, got: str, fence: Fence) -> None:
    """Three dots in the manual stand for anything."""
    alike = doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS)
    assert alike, f"{fence}: wanted\n{wanted}\ngot\n{got}"


@pytest.mark.parametrize("page", [path.name for path in PAGES])
def test_commands_and_python(page: str, ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ferry.parent)
    session = Session(monkeypatch)
    for fence in FENCES:
        if fence.page == page:
            session.run(fence)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_the_text_exist(path: Path) -> None:
    """Those with arguments are parsed, bare ones asked for their help."""
    text = re.sub(r"<!-- table: .*?<!-- end -->", "", without_fences(path.read_text("utf-8")), flags=re.DOTALL)
    for typed in re.findall(r"`bookbuild ([^`]+)`", text):
        typed = typed if " " in typed else f"{typed} --help"
        try:
            _parser().parse_args(shlex.split(typed))
        except SystemExit as leave:
            assert not leave.code, f"{path.name}: bookbuild {typed}"


# The form of the pages


def test_every_example_is_of_a_known_kind() -> None:
    """What is not known is not tested."""
    for fence in FENCES:
        assert fence.kind in KINDS, f"{fence}: a fence of an unknown kind {fence.kind!r}"
        if fence.kind == "yaml":
            assert fence.words[1:2] in (("book",), ("style",), ("press",)), f"{fence}: book, style or press?"
        if fence.kind == "text":
            assert fence.file, f"{fence}: a text without a file's name is not tested"
        if fence.kind == "markdown":
            assert all(word in LANGUAGES or word == fence.file for word in fence.words[1:]), fence
    after = {two: one.kind for one, two in pairwise(FENCES) if one.page == two.page}
    for fence in FENCES:
        if fence.kind == "result":
            assert after.get(fence) == "markdown", f"{fence}: a result of nothing"
        if fence.kind == "output" and not fence.file:
            assert after.get(fence) == "python", f"{fence}: an output of nothing"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_fences_are_closed(path: Path) -> None:
    assert not re.search(r"^```", without_fences(path.read_text("utf-8")), re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_tables(path: Path, accept: bool) -> None:
    text = path.read_text("utf-8")
    now = with_tables(text)
    if accept and now != text:
        beside = path.with_suffix(".new")
        beside.write_text(now, "utf-8")
        beside.replace(path)
        text = now
    assert text == now, "if this is how it should be: pytest tests/test_manual.py --accept"
    assert text.count("<!-- table: ") == text.count("<!-- end -->") == len(tables_in(text))


def test_every_table_has_its_place() -> None:
    assert sorted(name for path in PAGES for name in tables_in(path.read_text("utf-8"))) == sorted(TABLES)


@pytest.mark.parametrize("path", LINKING, ids=lambda path: path.name)
def test_codes_in_the_text_exist(path: Path) -> None:
    assert set(re.findall(r"\b[CYMSFTPWK]\d{3}\b", path.read_text("utf-8"))) <= set(CODES)


_LINK = re.compile(r"\[(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")


def links_of(text: str) -> list[str]:
    """Where the links and pictures of a page lead, those to other sites left out."""
    prose = re.sub(r"`[^`\n]*`", "", without_fences(text))
    return [link for link in _LINK.findall(prose) if not re.match(r"[a-z]+:", link)]


def anchors_of(path: Path) -> set[str]:
    """The names that a page's headings can be reached by."""
    anchors: set[str] = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", without_fences(path.read_text("utf-8")), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        anchors.add(next(name for name in [slug, *(f"{slug}-{n}" for n in range(1, 99))] if name not in anchors))
    return anchors


@pytest.mark.parametrize("path", LINKING, ids=lambda path: path.name)
def test_links(path: Path) -> None:
    for link in links_of(path.read_text("utf-8")):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{path.name}: {link} leads nowhere"
        assert target.is_relative_to(ROOT), f"{path.name}: {link} leads out of the project"
        assert not anchor or anchor in anchors_of(target), f"{path.name}: {link} has no such heading"
        if path.parent == MANUAL and target.suffix == ".md":
            assert target.parent == MANUAL or target.is_relative_to(MANUAL), f"{link} is not in the wheel"


def test_the_readme_leads_to_the_manual() -> None:
    assert "bookbuild/manual/README.md" in links_of((ROOT / "README.md").read_text("utf-8"))


def test_the_index_leads_to_every_page() -> None:
    linked = set(links_of((MANUAL / "README.md").read_text("utf-8")))
    assert {path.name for path in PAGES} - {"README.md"} <= linked


def test_the_manual_travels_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["packages"] == ["bookbuild"]
    assert "bookbuild" in targets["sdist"]["include"]
    assert not [name for target in targets.values() for name in target if name in ("exclude", "only-include")]
    assert MANUAL.parent == ROOT / "bookbuild"
