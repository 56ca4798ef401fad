"""Raw text, as authors have it, becomes a book's folder: chapters, book.yaml and a report of every decision."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.punctuation import edits_of
from bookbuild.manuscript.source import read_text

LANGUAGE: Final = "en-US"
"""What a text is taken for until its author says otherwise in book.yaml."""
LONGEST_HEADING: Final = 70
"""A line longer than this is no heading."""
WRAPPED: Final = (45, 90)
"""Lines of a text wrapped by hand end between these columns; a paragraph on one line goes beyond."""

_KINDS: Final = {
    b"PK\x03\x04": (
        "a Word or other zipped file",
        "In your word processor, save it as plain text (UTF-8) or Markdown, then import that.",
    ),
    b"\xd0\xcf\x11\xe0": ("an old Word file", "Open it in a word processor and save it as plain text (UTF-8)."),
    b"%PDF": ("a PDF", "Import the text it was made from."),
    b"{\\rtf": ("a rich-text file", "Open it in a word processor and save it as plain text (UTF-8)."),
    b"GIF8": ("a picture", "Import a text."),
    b"\x89PNG": ("a picture", "Import a text."),
    b"\xff\xd8\xff": ("a picture", "Import a text."),
}
_NUMBER: Final = r"(?:\d{1,3}|[IVXLC]{1,7})"
_WORD_NUMBER: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_CHAPTER = re.compile(
    rf"(?:chapter|chapitre|kapitel|capítulo|capitolo|part|book)\s+(?:the\s+)?(?:{_NUMBER}|{_WORD_NUMBER}|first|last)\b[.:—–-]*\s*(.*)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:prologue|epilogue|foreword|preface|introduction|afterword|interlude|dedication)(?:\.|\s*[.:—–-]+\s*(.*))?",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"by\s+(.{2,60})", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"{_NUMBER}\.?")
_BREAK = re.compile(r"(?:[*#~•⁂❦❧+]\s*){1,30}|(?:[-–—_=]\s*){3,}")
_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(r"\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG.*", re.IGNORECASE)
_FIELD = re.compile(r"(Title|Author|Language):\s*(.+)")
_SPECIAL = re.compile(r"([\\`\[\]<>|#{}])")
_EMPHASIS = re.compile(r"(?<![\w*_\\/])([*_]{1,2})(?=[^\s*_])((?:(?!\1).){1,2000}?)(?<=\S)\1(?![\w*_])")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, and the number of the first one in the file; `gap` counts blank lines before it."""

    lines: tuple[str, ...]
    number: int
    gap: int

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(line.strip() for line in self.lines)


@dataclass(slots=True)
class Imported:
    """A book found in a text: its chapters as Markdown, and what was decided, line by line."""

    title: str = ""
    author: str = ""
    chapters: list[tuple[str, list[str]]] = field(default_factory=list)
    """Heading (empty for none) and paragraphs in Markdown."""
    decisions: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)

    def decide(self, line: int, what: str) -> None:
        """Note something found."""
        self.decisions.append((line, what))

    def doubt(self, line: int, what: str) -> None:
        """Note something a person should look at."""
        self.doubts.append((line, what))


def import_text(
    path: Path, findings: Findings, title: str = "", author: str = "", blank_breaks: bool = False
) -> Imported:
    """Find the book in a text file. Raises BookError: M050 a file that is no text, M051 a text without words."""
    _require_text(path)
    text = read_text(path, path.name, findings)
    if path.suffix.lower() in (".md", ".markdown"):
        return _import_markdown(text, path, title, author)
    book = Imported(title, author)
    lines = _without_gutenberg(text.split("\n"), book)
    blocks = list(_blocks(lines, book))
    if not any(character.isalnum() for block in blocks for character in block.text):
        raise error("M051", "There are no words in this file.", "Check that it is the right one.", Place(path.name, 1))
    blocks = _without_contents(_take_title(blocks, book), book)
    _chapters(blocks, book, blank_breaks)
    return book


def _require_text(path: Path) -> None:
    """Refuse what is no text, saying what it is."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as failure:
        raise error(
            "M001",
            f"This file can't be read: {failure.strerror}.",
            "Check the name and who may read it.",
            Place(path.name),
        ) from None
    for magic, (kind, cure) in _KINDS.items():
        if head.startswith(magic):
            raise error("M050", f"This is {kind}, not a text.", cure, Place(path.name))
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff") and head[:4].count(0) < 2:
        raise error(
            "M050", "This is a binary file, not a text.", "Save the manuscript as plain text (UTF-8).", Place(path.name)
        )


def _import_markdown(text: str, path: Path, title: str, author: str) -> Imported:
    """Markdown needs no finding: one chapter file, cut at its `#` lines when it is built."""
    book = Imported(title or path.stem.replace("-", " ").replace("_", " ").title(), author)
    if not text.strip():
        raise error("M051", "There are no words in this file.", "Check that it is the right one.", Place(path.name, 1))
    heads = [at for at, line in enumerate(text.split("\n"), 1) if re.match(r"#\s+\S", line)]
    for at in heads:
        book.decide(at, "a chapter's title")
    book.chapters.append(("", [text.strip()]))
    return book


def _without_gutenberg(lines: list[str], book: Imported) -> list[tuple[int, str]]:
    """The lines with their numbers, Project Gutenberg's header and licence left out and noted."""
    begin, end = 0, len(lines)
    for at, line in enumerate(lines):
        if _START.search(line):
            begin = next(
                (n + 1 for n in range(at, min(at + 4, len(lines))) if lines[n].rstrip().endswith("***")), at + 1
            )
        elif _END.search(line):
            end = at
            break
    for line in lines[:begin]:
        found = _FIELD.match(line.strip())
        if found and found[1] == "Title":
            book.title = book.title or found[2].strip()
        elif found and found[1] == "Author":
            book.author = book.author or found[2].strip()
    if begin:
        book.decide(1, f"Project Gutenberg's header, lines 1 to {begin}, left out")
    if end < len(lines):
        book.decide(end + 1, f"Project Gutenberg's licence, from line {end + 1} on, left out")
    return [(number, line) for number, line in enumerate(lines, 1) if begin < number <= end]


def _blocks(lines: Sequence[tuple[int, str]], book: Imported) -> Iterator[Block]:
    """Cut lines into paragraphs, however the author parted them."""
    filled = [line for _, line in lines if line.strip()]
    blanks = sum(1 for _, line in lines if not line.strip())
    long_lines = sum(1 for line in filled if len(line) > WRAPPED[1])
    indented = sum(1 for line in filled if re.match(r"(?:\t| {2,})\S", line))
    wrapped = long_lines <= max(1, 0.02 * len(filled)) and _looks_wrapped(lines)
    one_a_line = not wrapped and blanks < 0.2 * len(filled)
    by_indent = wrapped and blanks < indented and 0.05 * len(filled) < indented < 0.7 * len(filled)
    manner = (
        "by first-line indents"
        if by_indent
        else "one a line"
        if one_a_line
        else "by blank lines, lines wrapped"
        if wrapped
        else "by blank lines"
    )
    book.decide(lines[0][0] if lines else 1, f"paragraphs are parted {manner}")
    held: list[str] = []
    start = gap = 0
    for number, line in lines:
        starts = by_indent and bool(re.match(r"(?:\t| {2,})\S", line))
        alone = bool(line.strip()) and bool(_BREAK.fullmatch(line.strip()))
        if held and (not line.strip() or starts or alone or not wrapped):
            yield Block(tuple(held), start, gap)
            held, gap = [], 0
        if not line.strip():
            gap += 1
            continue
        if not held:
            start = number
        held.append(line)
        if alone:
            yield Block(tuple(held), start, gap)
            held, gap = [], 0
    if held:
        yield Block(tuple(held), start, gap)


def _looks_wrapped(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether lines end at a column, not at a paragraph: most lines that another one follows directly are long."""
    followed = [len(a.rstrip()) for (_, a), (_, b) in pairwise(lines) if a.strip() and b.strip()]
    if len(followed) < 3:
        return False
    return sum(WRAPPED[0] <= length <= WRAPPED[1] for length in followed) > 0.6 * len(followed)


def _take_title(blocks: list[Block], book: Imported) -> list[Block]:
    """The first line is the title when it is short, stands alone and is no chapter's heading."""
    first = blocks[0]
    if len(blocks) < 2 or len(first.lines) > 1 or not _is_title(blocks, book):
        return blocks
    if not book.title:
        book.title = first.text
        book.decide(first.number, f"the title: {first.text}")
        blocks = blocks[1:]
    elif first.text.casefold() == book.title.casefold():
        book.decide(first.number, "the title once more, left out")
        blocks = blocks[1:]
    byline = _BYLINE.fullmatch(blocks[0].text) if blocks else None
    if byline:
        book.author = book.author or byline[1]
        book.decide(blocks[0].number, f"the author: {byline[1]}")
        blocks = blocks[1:]
    return blocks


def _is_title(blocks: Sequence[Block], book: Imported) -> bool:
    """Whether the first line is the book's title: in capitals only when what follows shows it."""
    first, following = blocks[0], blocks[1]
    kind = heading_of(first)
    known = first.text.casefold() == book.title.casefold()
    announced = bool(_BYLINE.fullmatch(following.text)) or heading_of(following) in ("chapter", "number", "named")
    if kind == "capitals":
        return known or announced
    return not kind and (_is_short_line(first.text) or (announced and len(first.text) <= LONGEST_HEADING))


def _is_short_line(text: str) -> bool:
    """Whether a line could be a title: short, not the beginning of a sentence."""
    return (
        len(text) <= LONGEST_HEADING
        and not text.endswith((".", ",", ";", ":", "”", '"', "…", "—", "!", "?"))
        and text[:1] not in "“\"'‘"
    )


def heading_of(block: Block) -> str:
    """What kind of heading a block is: `chapter`, `number`, `capitals` or `named`; the empty string for none."""
    text = block.text
    if len(block.lines) > 2 or len(text) > LONGEST_HEADING:
        return ""
    if _CHAPTER.fullmatch(text) and not re.search(r"[a-z],? [a-z].*[.!?]$", text):
        return "chapter"
    if _NAMED.fullmatch(text):
        return "named"
    if _BARE_NUMBER.fullmatch(text):
        return "number"
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= 3 and all(map(str.isupper, letters)) and text[-1:] not in ',;:”"' and text[:1] not in '“"':
        return "capitals"
    return ""


def _without_contents(blocks: list[Block], book: Imported) -> list[Block]:
    """A printed contents list is left out: what follows CONTENTS until the first of its entries comes again as a
    heading. A list whose end can't be told stays, and is a doubt."""
    for at, block in enumerate(blocks[:40]):
        if block.lines[0].strip(" .:").casefold() in ("contents", "table of contents"):
            end = _end_of_contents(blocks, at)
            if end:
                book.decide(block.number, f"a printed contents list, to line {blocks[end].number - 1}, left out")
                return blocks[:at] + blocks[end:]
            book.doubt(block.number, "a contents list? Its end can't be told, so it stays")
    return blocks


def _end_of_contents(blocks: Sequence[Block], at: int) -> int:
    """The index of the first block after a contents list, 0 when it can't be told."""
    entries = {_entry(line) for line in blocks[at].lines[1:]}
    for end in range(at + 1, min(at + 121, len(blocks))):
        block = blocks[end]
        again = _entry(block.text)
        begun = any(entry.startswith((f"{again} ", f"{again}.")) for entry in entries)
        if heading_of(block) and (again in entries or begun):
            return end
        if again in entries and heading_of(blocks[end - 1]) and end - 1 > at:
            return end - 1
        if any(len(line) > LONGEST_HEADING for line in block.lines):
            return 0
        entries |= {_entry(line) for line in block.lines}
    return 0


def _entry(line: str) -> str:
    """A contents line without its page number and the dots before it."""
    return re.sub(r"[ .·]*(?:\s\d+)?$", "", line.strip()).casefold()


def _chapters(blocks: list[Block], book: Imported, blank_breaks: bool) -> None:
    """Sort blocks into chapters of Markdown paragraphs."""
    usual = _usual_gap(blocks)
    others = any(heading_of(block) in ("chapter", "number", "named") for block in blocks)
    body: list[str] = []
    book.chapters.append(("", body))
    at = 0
    while at < len(blocks):
        block = blocks[at]
        kind = heading_of(block)
        if at + 1 == len(blocks):
            kind = ""  # THE END, and whatever else nothing follows
        if kind == "capitals" and not _is_heading_in_capitals(blocks, at, usual, others):
            book.doubt(block.number, f"a line in capitals, taken for text: {block.text}")
            kind = ""
        if kind:
            heading, taken = _heading(blocks, at, kind)
            book.decide(block.number, f"a heading: {heading}")
            body = []
            book.chapters.append((heading, body))
            at += taken
            continue
        if _BREAK.fullmatch(block.text.strip()):
            book.decide(block.number, f"a scene break: {block.text.strip()}")
            body.append("* * *")
        else:
            if body and block.gap > usual and body[-1] != "* * *":
                _doubled_blank(block, body, book, blank_breaks)
            _note_quotes(blocks, at, book)
            body.append(markdown_of(block.text))
        at += 1
    book.chapters = [(heading, paragraphs) for heading, paragraphs in book.chapters if heading or paragraphs]


def _usual_gap(blocks: Sequence[Block]) -> int:
    """How many blank lines mostly stand between two paragraphs."""
    gaps = [block.gap for block in blocks[1:]]
    return max(set(gaps), key=gaps.count) if gaps else 1


def _is_heading_in_capitals(blocks: Sequence[Block], at: int, usual: int, others: bool) -> bool:
    """Whether a line in capitals heads a chapter: no shout or sign, and where the text has other headings, set off
    by more white than usual."""
    block = blocks[at]
    if block.text.endswith(("!", "?")) or (at and blocks[at - 1].text.endswith(":")):
        return False
    if others:
        return block.gap > usual
    return at == 0 or (at + 1 < len(blocks) and block.gap >= blocks[at + 1].gap > 0)


def _heading(blocks: Sequence[Block], at: int, kind: str) -> tuple[str, int]:
    """A heading's words and how many blocks it takes: a bare chapter number is followed by its title."""
    text = blocks[at].text.strip()
    bare = kind == "number" or (kind == "chapter" and not (_CHAPTER.fullmatch(text) or [""])[1])
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if (
        bare
        and following
        and len(following.lines) == 1
        and _is_short_line(following.text)
        and heading_of(following) != "chapter"
    ):
        words = following.text.strip()
        if words[:1].isupper() and len(words.split()) <= 10:
            return f"{text.rstrip('.')}. {words}", 2
    return text, 1


def _doubled_blank(block: Block, body: list[str], book: Imported, blank_breaks: bool) -> None:
    """More blank lines than usual: a scene break if the author says so, else a doubt."""
    if blank_breaks:
        book.decide(block.number, "a scene break: blank lines")
        body.append("* * *")
    else:
        book.doubt(
            block.number, "more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)"
        )


def _note_quotes(blocks: Sequence[Block], at: int, book: Imported) -> None:
    """List the marks of a paragraph that the build will turn, and those that are doubtful."""
    block = blocks[at]
    runs_on = at + 1 < len(blocks) and blocks[at + 1].text[:1] in "“\"‘'"
    edits, doubts = edits_of(block.text, LANGUAGE, runs_on)
    turned = [
        f"{block.text[one.begin : one.end]} to {one.text}"
        for one in edits
        if block.text[one.begin : one.end] in ("'", '"', "‘")
    ]
    if turned:
        book.decide(block.number, f"quotes turned: {', '.join(turned)}")
    for doubt in doubts:
        around = block.text[max(doubt.at - 15, 0) : doubt.at + 15]
        book.doubt(block.number, f"{doubt.message} (“... {around} ...”)")


def markdown_of(text: str) -> str:
    """A paragraph as Markdown: its emphasis kept, everything else that Markdown would read escaped."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        star = "*" * len(found[1])
        kept.append(f"{star}{found[2]}{star}")
        return f"\ue000{len(kept) - 1}\ue001"

    escaped = _EMPHASIS.sub(keep, escaped)
    escaped = re.sub(r"([*_])", r"\\\1", escaped)
    escaped = re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], escaped)
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    escaped = re.sub(r"^([-+])(?=\s|$)", r"\\\1", escaped)
    return re.sub(r"^(:::+|~~~+)", r"\\\1", escaped)


def write_book(book: Imported, source: str, folder: Path) -> list[Path]:
    """Write chapters, book.yaml and import-report.md into a new folder; return the files.

    Raises BookError C001 when the folder has something in it, C002 when it can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise error(
            "C001",
            f"{folder} is there already and not empty.",
            "Name a folder that does not exist yet with -o.",
            Place(str(folder)),
        )
    texts = {"book.yaml": _book_yaml(book)}
    width = len(str(len(book.chapters)))
    for number, (heading, paragraphs) in enumerate(book.chapters, 1):
        head = [f"# {markdown_of(heading)}"] if heading else []
        texts[f"{number:0{max(width, 2)}}-{_slug(heading) or 'text'}.md"] = "\n\n".join([*head, *paragraphs]) + "\n"
    texts["import-report.md"] = _report(book, source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as failure:
        raise error(
            "C002",
            f"{folder} can't be written: {failure.strerror}.",
            "Name another folder with -o.",
            Place(str(folder)),
        ) from None
    return [folder / name for name in texts]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40]


def _book_yaml(book: Imported) -> str:
    """book.yaml: what is known, and where to say the rest."""
    author = f"author: {json.dumps(book.author, ensure_ascii=False)}" if book.author else "# author: Your Name"
    title = json.dumps(book.title or "Untitled", ensure_ascii=False)
    return f"title: {title}\n{author}\nlanguage: {LANGUAGE}\n# year: 2026\n# publisher: Your Press\n\nstyle: classic\ntrim: 5.5x8.5\n"


def _report(book: Imported, source: str) -> str:
    """Everything that was found, and what a person should look at, each with its line."""
    rows = [
        f"# Import of {source}",
        "",
        f"Title: {book.title or 'none found'}  ",
        f"Author: {book.author or 'none found'}  ",
    ]
    rows += [f"Chapters: {len(book.chapters)}", "", "## To look at", ""]
    rows += [f"- line {line}: {what}" for line, what in book.doubts] or ["Nothing."]
    rows += ["", "## Found", "", *[f"- line {line}: {what}" for line, what in book.decisions], ""]
    return "\n".join(rows)
