"""What stands before the first chapter: title, subtitle, author, copyright notice, dedication, motto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bookbuild.manuscript.importing.candidates import usual_gap
from bookbuild.manuscript.importing.headings import (
    LONGEST_HEADING,
    Heading,
    heading_of,
    is_break,
    is_capitals,
    is_title_like,
    names_contents,
)
from bookbuild.manuscript.importing.record import Block, Imported, Kind, Line
from bookbuild.manuscript.importing.titlewords import (
    author_in,
    is_address,
    is_dedication,
    is_motto,
    is_name,
    is_notice,
    is_subtitle,
    kind_and_author,
    says_by,
    source_of,
)

_FIELD = re.compile(r"(title|author|by|subtitle|language)\s*:\s*(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the title page, the block it stands in, and its place there."""

    text: str
    number: int
    block: int
    line: int


def take_title_page(blocks: list[Block], book: Imported) -> list[Block]:
    """The blocks without what went to book.yaml. A first line is the title when it is short, and no chapter's
    heading."""
    page = _TitlePage(_with_plain_title(_without_address(blocks, book)), book)
    page.read()
    return page.rest()


def _without_address(blocks: list[Block], book: Imported) -> list[Block]:
    """The blocks without the sender's address that a submitted manuscript has above its title."""
    byline = next((at for at, one in enumerate(blocks[:10]) if author_in(one.text) or says_by(one.text)), 0)
    before = blocks[: max(byline - 1, 0)]
    if not any(is_address(block.text) for block in before) or any(len(block.text) > 200 for block in before):
        return blocks
    first, last = before[0].number, before[-1].lines[-1].number
    book.decide(first, f"the sender's address, lines {first} to {last}, left out")
    book.doubt(first, "the lines before the title were taken for the sender's address and left out")
    return blocks[byline - 1 :]


def _with_plain_title(blocks: list[Block]) -> list[Block]:
    """One marked head above all others is no chapter's: it is the book's title."""
    first = blocks[0]
    levels = [block.level for block in blocks if block.kind is Kind.HEAD]
    alone = first.kind is Kind.HEAD and levels.count(first.level) == 1 and first.level == min(levels)
    if not alone or heading_of(first.text) not in (None, Heading("capitals")):
        return blocks
    return [replace(first, kind=Kind.PROSE, lines=(Line(first.number, first.text),)), *blocks[1:]]


class _TitlePage:
    """Reads line by line; `used` counts those that went to book.yaml."""

    def __init__(self, blocks: list[Block], book: Imported) -> None:
        self.blocks = blocks
        self.book = book
        self.items = [*_items(blocks)]
        after = self.items[-1].block + 1 if self.items else 0
        self.headed = after < len(blocks) and _opens(blocks[after])
        """Whether a chapter's heading ends the title page; else the text begins somewhere on it."""
        self.used = 0

    def read(self) -> None:
        """Title first, then whatever else in any order."""
        if self.fields() or not self.title():
            return
        while self.used < len(self.items) and (
            self.author() or self.notice() or self.subtitle() or self.name() or self.dedication() or self.motto()
        ):
            pass

    def peek(self, further: int = 0) -> str:
        """A line that was not taken yet; the empty string after the last."""
        at = self.used + further
        return self.items[at].text if at < len(self.items) else ""

    def take(self, what: str) -> None:
        """Note a line and go on after it."""
        self.book.decide(self.items[self.used].number, what)
        self.used += 1

    def fields(self) -> bool:
        """`Title: ...` and `Author: ...` at the top, as some programs write them."""
        if not all(_FIELD.fullmatch(self.peek(further)) for further in range(2)):
            return False
        while found := _FIELD.fullmatch(self.peek()):
            key, value = found[1].lower(), found[2].strip()
            name = "author" if key == "by" else key
            if not getattr(self.book, name):
                setattr(self.book, name, value)
            self.take(f"the {name}: {value}")
        return True

    def title(self) -> bool:
        """Whether the page begins with the title, or the header gave it already."""
        first, book = self.peek(), self.book
        if _same(first, book.title):
            self.take("the title once more, left out")
            return True
        if book.title and _same(f"{first} {self.peek(1)}", book.title):
            self.take("the title once more, left out")
            self.take("the title once more, left out")
            return True
        if book.title or not first or not self.is_title(first):
            return False
        book.title = first.strip("_*;,: ")
        self.take(f"the title: {book.title}")
        if len(self.items) > self.used and self.goes_on(first):
            book.title = f"{book.title} {self.peek()}"
            self.take(f"the title: {self.peek()}")
        return True

    def goes_on(self, first: str) -> bool:
        """Whether the title takes a second line: both in capitals in one block, the author after them."""
        one, other = self.items[self.used - 1], self.items[self.used]
        capitals = is_capitals(first) and is_capitals(other.text) and not is_name(other.text)
        return capitals and one.block == other.block and self.says_author(1)

    def says_author(self, further: int) -> bool:
        """Whether a line names the author, or says that the next one does."""
        text = self.peek(further)
        return bool(author_in(text)) or says_by(text)

    def is_title(self, first: str) -> bool:
        """Whether the first line is the title: in capitals only when what follows shows it."""
        heading = heading_of(first.strip("_* "))
        block = self.blocks[0]
        year = heading is not None and heading.sort == "number" and len(first) == 4 and self.says_author(1)
        if len(self.blocks) < 2 or len(first) > LONGEST_HEADING:
            return False
        if heading and heading.sort != "capitals" and not year:
            return False
        if is_break(first) or is_notice(first) or first[0] in "\"“‘'«—-–" or first[0].islower():
            return False
        if self.is_announced():
            return True
        if heading:
            return self.headed and len(self.items) == 1
        if _is_first_of_many(self.blocks):
            return False
        return len(block.lines) == 1 and first[-1] not in '.,;:”"…—!?'

    def is_announced(self) -> bool:
        """Whether what follows shows that the first line is a title: the author, a kind of book, a chapter."""
        following = [one.text for one in self.items[1:4]]
        if any(self.says_author(further) for further in (1, 2, 3)):
            return True
        if following and (is_subtitle(following[0]) or is_notice(following[0]) or is_name(following[0])):
            return self.headed
        return not following and self.headed and _is_strong(self.blocks[1])

    def author(self) -> bool:
        """By X, in one line or in two; A Novel by X."""
        text = self.peek()
        kind, name = kind_and_author(text)
        if kind:
            self.book.subtitle = self.book.subtitle or kind
            self.set_author(name, f"the subtitle: {kind}; ")
            return True
        if author_in(text):
            self.set_author(author_in(text))
            return True
        if says_by(text) and self.peek(1) and len(self.peek(1)) <= 60:
            name = self.peek(1)
            self.take(f"the author: {name}")
            self.set_author(name)
            return True
        return False

    def set_author(self, name: str, before: str = "") -> None:
        """The author, unless another one was asked for."""
        asked = self.book.author
        other = f" (left out: {asked} is the author)" if asked and not _same(name, asked) else ""
        self.book.author = asked or name
        self.take(f"{before}the author: {name}{other}")

    def subtitle(self) -> bool:
        """A line that says what kind of book it is, or any short one between title and author."""
        text = self.peek()
        announced = self.says_author(1) or self.says_author(2)
        known = is_subtitle(text) and (self.headed or announced or bool(self.book.author))
        between = announced and len(text) <= LONGEST_HEADING and text[-1] not in '"”.,;'
        if self.book.subtitle or not (known or between):
            return False
        self.book.subtitle = text.strip("_* ")
        self.take(f"the subtitle: {text}")
        return True

    def notice(self) -> bool:
        """The copyright page's words."""
        text = self.peek()
        if not is_notice(text):
            return False
        self.book.copyright = f"{self.book.copyright}\n{text}".strip()
        self.take(f"the copyright notice: {text}")
        return True

    def name(self) -> bool:
        """A name right after the title is the author's, to be looked at."""
        text = self.peek()
        if self.book.author or not self.headed or not is_name(text):
            return False
        self.book.doubt(self.items[self.used].number, f"taken for the author's name: {text}")
        self.book.author = text
        self.take(f"the author: {text}")
        return True

    def dedication(self) -> bool:
        """To whom; only where a chapter's heading follows the title page."""
        if self.book.dedication or not self.headed:
            return False
        if self.peek().strip("_* .:").casefold() == "dedication" and self.peek(1):
            self.take("the dedication, whose heading is left out")
        elif not is_dedication(self.peek()):
            return False
        text = self.peek()
        self.book.dedication = text.strip("_* ")
        self.take(f"the dedication: {text}")
        return True

    def motto(self) -> bool:
        """A quotation before the first chapter, its source the next line of its block or alone after it."""
        here = [one for one in self.items[self.used :] if one.block == self.items[self.used].block]
        said = next((count for count in range(1, len(here) + 1) if source_of(self.peek(count))), 0)
        text = "\n".join(self.peek(one) for one in range(said))
        if self.book.epigraph or not self.headed or not is_motto(text):
            return False
        self.book.epigraph, self.book.epigraph_source = text.strip("_* "), source_of(self.peek(said))
        for _ in range(said + 1):
            self.take(f"the motto: {self.peek()}")
        return True

    def rest(self) -> list[Block]:
        """The blocks less the lines taken."""
        if not self.used:
            return self.blocks
        last = self.items[self.used - 1]
        block = self.blocks[last.block]
        whole = sum(one.block == last.block for one in self.items) == 1
        left = () if whole else block.lines[last.line + 1 :]
        if not left:
            return self.blocks[last.block + 1 :]
        text = ("\n" if block.kind is Kind.LINES else " ").join(line.words for line in left)
        return [replace(block, lines=left, text=text), *self.blocks[last.block + 1 :]]


def _is_first_of_many(blocks: Sequence[Block]) -> bool:
    """Whether the first line looks like the chapters' titles further on, and text follows it as it does them."""
    first = blocks[0]
    usual = max(usual_gap(blocks), 1)

    def is_like(at: int) -> bool:
        block = blocks[at]
        apart = block.centred if first.centred else block.gap > usual
        titled = block.kind is Kind.PROSE and is_title_like(block.text) and _found(block) is None
        return apart and titled and len(blocks[at + 1].text) > LONGEST_HEADING

    return len(blocks[1].text) > LONGEST_HEADING and sum(map(is_like, range(1, len(blocks) - 1))) >= 2


def _items(blocks: Sequence[Block]) -> list[_Item]:
    """The lines before the first chapter: those of short blocks one by one, a longer notice as a whole."""
    items: list[_Item] = []
    for at, block in enumerate(blocks[:24]):
        text = block.text.replace("\n", " ")
        short = all(len(line.words) <= LONGEST_HEADING for line in block.lines) and len(block.lines) <= 8
        if block.kind not in (Kind.PROSE, Kind.LINES) or (at and _opens(block)):
            break
        if short and (block.kind is Kind.LINES or len(text) <= 240):
            for place, line in enumerate(block.lines):
                items.append(_Item(re.sub(r"\s+", " ", line.words), line.number, at, place))
        elif is_notice(text) or len(text) <= 300:
            items.append(_Item(text, block.number, at, 0))
        else:
            break
    return items


def _opens(block: Block) -> bool:
    """Whether a block could be the first chapter's heading, or a contents list."""
    return block.kind is Kind.HEAD or names_contents(block.lines[0].words) or _found(block) is not None


def _is_strong(block: Block) -> bool:
    found = _found(block)
    return block.kind is Kind.HEAD or (found is not None and found.sort != "capitals")


def _found(block: Block) -> Heading | None:
    """The heading a block could be; what a title page has in capitals is none."""
    text = block.text.replace("\n", " ").strip("_* ")
    found = heading_of(text) if len(block.lines) <= 3 else None
    if found and found.sort == "capitals" and (is_name(text) or author_in(text) or says_by(text) or is_subtitle(text)):
        return None
    if found and found.sort == "named" and text.casefold().strip(" .:") == "dedication":
        return None
    return found


def _same(text: str, title: str) -> bool:
    """Whether two lines say the same, capitals and marks aside."""
    return bool(title) and re.sub(r"[\W_]+", "", text).casefold() == re.sub(r"[\W_]+", "", title).casefold()
