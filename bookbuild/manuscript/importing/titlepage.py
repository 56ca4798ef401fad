"""What stands before the first chapter: title, subtitle, author, copyright notice, dedication, motto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.manuscript.importing.headings import LONGEST_HEADING, Heading, heading_of, is_break, is_capitals
from bookbuild.manuscript.importing.record import Block, Imported, Kind

_BYLINE = re.compile(
    r"(?:written\s+)?(?:by|von|par|di|por)[:\s]\s*(?=\S)([^.,;:!?]{2,60}(?:\.\s?[^.,;:!?]+)*)", re.IGNORECASE
)
_BY_ALONE = re.compile(r"(?:written\s+)?(?:by|von|par|di|de|por)[:.]?", re.IGNORECASE)
_KIND: Final = (
    "novel|novella|novelette|romance|story|stories|tale|tales|memoir|memoirs|play|comedy|tragedy|thriller|mystery|fantasy"
    "|saga|poem|poems|history|biography|autobiography|short story|western|fable|roman|novelle|erzählung|novela|romanzo"
    "|racconto|récit|cuento|nouvelle"
)
_SUBTITLE = re.compile(
    rf"(?:(?:an?|the|ein|eine|un|une|una)\s+)?(?:[\w’'-]+\s+){{0,3}}(?:{_KIND})\b(?!\s+(?:was|is|had|that))[^.!?]{{0,50}}|(?:or|oder|ou|o),?\s.{{3,60}}",
    re.IGNORECASE,
)
_KIND_BY = re.compile(
    rf"(?P<kind>(?:an?|the)\s+(?:[\w’'-]+\s+){{0,3}}(?:{_KIND}))\s+by\s+(?P<name>.{{2,60}})", re.IGNORECASE
)
_NOTICE = re.compile(
    r"(?:copyright\b|©|\(c\)\s|all rights reserved|isbn\b|first (?:published|edition|printing)|published (?:by|in)\b|printed in\b"
    r"|no part of this|this (?:book )?is a work of fiction|names, characters|any resemblance|tous droits|alle rechte|todos los derechos"
    r"|tutti i diritti|cover (?:design|art|by))",
    re.IGNORECASE,
)
_DEDICATION = re.compile(
    r"(?:for|to|in memory of|in memoriam|dedicated to|à|pour|für|para|a mi|per)\s\S.{0,80}", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:[—–]|--?\s?)\s*([^\W\d_a-z].{1,90})")
_FIELD = re.compile(r"(title|author|by|subtitle|language)\s*:\s*(\S.*)", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'-]*\.?\s+|(?:de|von|van|der|la|del|di|da|du)\s+){1,4}[^\W\d_a-z][\w’'-]+\.?")
_NO_NAME = re.compile(
    r"\b(?:the|a|an|of|and|in|on|at|to|le|la|les|der|die|das|el|los|il|chapter|part|book|novel)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the title page, the block it stands in, and its place there."""

    text: str
    number: int
    block: int
    line: int


def take_title_page(blocks: list[Block], book: Imported) -> list[Block]:
    """The blocks without what went to book.yaml. A first line is the title when it is short, and no chapter's heading."""
    page = _TitlePage(blocks, book)
    page.read()
    return page.rest()


def source_of(text: str) -> str:
    """Who said a motto, out of a line such as — Ines Calder; the empty string when it is no such line."""
    found = _SOURCE.fullmatch(text.strip("_* "))
    return found[1].strip("_* ") if found and found[1][-1] not in '!?”"' else ""


def is_motto(text: str) -> bool:
    """Whether a paragraph could be a motto: not long, and nothing in it that only Markdown could keep."""
    return len(text) <= 600 and not re.search(r"[_*]", text.strip("_* \n")) and not is_break(text)


class _TitlePage:
    """Reads line by line; `used` counts those that went to book.yaml."""

    def __init__(self, blocks: list[Block], book: Imported) -> None:
        self.blocks = blocks
        self.book = book
        self.items = [*_items(blocks)]
        self.headed = len(self.items) < len(blocks) and _opens(
            blocks[self.items[-1].block + 1] if self.items else blocks[0]
        )
        self.used = 0

    def read(self) -> None:
        """Title first, then whatever else in any order."""
        asked_title = self.book.title
        if self.fields():
            return
        if not self.items or not self.title():
            return
        if asked_title and self.used == 0:
            return
        while self.used < len(self.items):
            if not (
                self.author() or self.notice() or self.subtitle() or self.motto() or self.dedication() or self.name()
            ):
                break

    def peek(self, further: int = 0) -> str:
        at = self.used + further
        return self.items[at].text if at < len(self.items) else ""

    def take(self, what: str, count: int = 1) -> None:
        """Note an item and go on after it."""
        self.book.decide(self.items[self.used].number, what)
        self.used += count

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
        if book.title or not self.is_title(first):
            return False
        book.title = first.strip("_* ")
        self.take(f"the title: {book.title}")
        if len(self.items) > self.used and self.goes_on(first):
            book.title = f"{book.title} {self.peek()}"
            self.take(f"the title: {self.peek()}")
        return True

    def goes_on(self, first: str) -> bool:
        """Whether the title takes a second line: both in capitals in one block, the author after them."""
        one, other = self.items[self.used - 1], self.items[self.used]
        capitals = is_capitals(first) and is_capitals(other.text) and not _NAME.fullmatch(other.text.title())
        return (
            capitals
            and one.block == other.block
            and bool(_BYLINE.fullmatch(self.peek(1)) or _BY_ALONE.fullmatch(self.peek(1)))
        )

    def is_title(self, first: str) -> bool:
        """Whether the first line is the title: in capitals only when what follows shows it."""
        heading = heading_of(first)
        if (
            len(self.blocks) < 2
            or len(first) > LONGEST_HEADING
            or (heading and heading.sort != "capitals")
            or is_break(first)
        ):
            return False
        item = self.items[0]
        joined = self.blocks[0].kind is Kind.PROSE and len(self.blocks[0].lines) > 1 and not self.announced()
        if joined or _NOTICE.match(first) or first[:1] in "\"“‘'«—-–" or (first[:1].islower()):
            return False
        if self.announced():
            return True
        sentence = first.endswith((".", ",", ";", ":", "”", '"', "…", "—", "!", "?"))
        if heading:
            return self.headed and self.items[-1] == item
        return not sentence and not (
            len(self.items) > 3 and not self.headed and item.line == 0 and len(self.blocks[0].lines) > 3
        )

    def announced(self) -> bool:
        """Whether what follows shows that the first line is a title: the author, a kind of book, a chapter."""
        following = [one.text for one in self.items[1:4]]
        if any(_BYLINE.fullmatch(one) or _BY_ALONE.fullmatch(one) for one in following):
            return True
        if following and (
            _SUBTITLE.fullmatch(following[0]) or _NOTICE.match(following[0]) or _NAME.fullmatch(following[0])
        ):
            return self.headed
        return not following and self.headed and _strong(self.blocks[1])

    def author(self) -> bool:
        """By X, in one line or in two."""
        text = self.peek()
        found = _KIND_BY.fullmatch(text)
        if found:
            self.book.subtitle = self.book.subtitle or found["kind"]
            self.set_author(found["name"], f"the subtitle: {found['kind']}; ")
            return True
        byline = _BYLINE.fullmatch(text)
        if byline and (byline[1][0].isupper() or byline[1][:3] in ("de ", "von", "van")):
            self.set_author(byline[1])
            return True
        if _BY_ALONE.fullmatch(text) and self.peek(1) and len(self.peek(1)) <= 60:
            name = self.peek(1)
            self.take(f"the author: {name}")
            self.take(f"the author: {name}")
            self.book.author = self.book.author or name
            return True
        return False

    def set_author(self, name: str, before: str = "") -> None:
        name = name.strip()
        asked = self.book.author
        other = f" (left out: {asked} is the author)" if asked and not _same(name, asked) else ""
        self.book.author = asked or (name.title() if name.isupper() else name)
        self.take(f"{before}the author: {name}{other}")

    def subtitle(self) -> bool:
        """A line that says what kind of book it is, or any short one between title and author."""
        text = self.peek()
        announced = any(_BYLINE.fullmatch(self.peek(one)) or _BY_ALONE.fullmatch(self.peek(one)) for one in (1, 2))
        known = bool(_SUBTITLE.fullmatch(text)) and (self.headed or announced or bool(self.book.author))
        if self.book.subtitle or not (known or (announced and len(text) <= LONGEST_HEADING and text[-1] not in '"”')):
            return False
        self.book.subtitle = text.strip("_* ")
        self.take(f"the subtitle: {text}")
        return True

    def notice(self) -> bool:
        """The copyright page's words."""
        if not _NOTICE.match(self.peek()):
            return False
        text = self.peek()
        self.book.copyright = f"{self.book.copyright}\n{text}".strip()
        self.take(f"the copyright notice: {text}")
        return True

    def motto(self) -> bool:
        """A quotation with its source in the next line, before the first chapter."""
        said = next((count for count in range(1, 9) if source_of(self.peek(count))), 0)
        text = "\n".join(self.peek(one) for one in range(said))
        if not said or self.book.epigraph or not self.headed or not is_motto(text) or _SOURCE.fullmatch(self.peek()):
            return False
        self.book.epigraph, self.book.epigraph_source = text.strip("_* "), source_of(self.peek(said))
        for _ in range(said + 1):
            self.take(f"the motto: {self.peek()}")
        return True

    def dedication(self) -> bool:
        """To whom; only where a chapter's heading follows the title page."""
        text = self.peek()
        if self.book.dedication or not self.headed or not _DEDICATION.fullmatch(text.strip("_*")):
            return False
        self.book.dedication = text.strip("_* ")
        self.take(f"the dedication: {text}")
        return True

    def name(self) -> bool:
        """A name right after the title is the author's, to be looked at."""
        text = self.peek()
        name = text.title() if text.isupper() else text
        if self.book.author or not self.headed or not _NAME.fullmatch(name) or _NO_NAME.search(name):
            return False
        self.book.doubt(self.items[self.used].number, f"taken for the author's name: {text}")
        self.book.author = name
        self.take(f"the author: {text}")
        return True

    def rest(self) -> list[Block]:
        """The blocks less the lines taken."""
        if not self.used:
            return self.blocks
        last = self.items[self.used - 1]
        block = self.blocks[last.block]
        left = block.lines[last.line + 1 :]
        if not left or self.whole(last):
            return self.blocks[last.block + 1 :]
        text = (
            "\n".join(line.words for line in left)
            if block.kind is Kind.LINES
            else " ".join(line.words for line in left)
        )
        return [replace(block, lines=left, text=text), *self.blocks[last.block + 1 :]]

    def whole(self, item: _Item) -> bool:
        """Whether an item is all of its block, however many lines it has."""
        return sum(one.block == item.block for one in self.items) == 1


def _items(blocks: Sequence[Block]) -> list[_Item]:
    """The lines before the first chapter: those of short blocks one by one, a notice as a whole."""
    items: list[_Item] = []
    for at, block in enumerate(blocks[:24]):
        text = block.text.replace("\n", " ")
        if block.kind not in (Kind.PROSE, Kind.LINES) or (at and _opens(block)):
            break
        short = all(len(line.words) <= LONGEST_HEADING for line in block.lines)
        if short and (len(block.lines) <= 8 and (block.kind is Kind.LINES or len(text) <= 240)):
            items += [_Item(line.words, line.number, at, place) for place, line in enumerate(block.lines)]
        elif _NOTICE.match(text) or len(text) <= 300:
            items.append(_Item(text, block.number, at, 0))
        else:
            break
    return items


def _opens(block: Block) -> bool:
    """Whether a block could be the first chapter's heading."""
    return block.kind is Kind.HEAD or _found(block) is not None


def _strong(block: Block) -> bool:
    found = _found(block)
    return block.kind is Kind.HEAD or (found is not None and found.sort != "capitals")


def _found(block: Block) -> Heading | None:
    """The heading a block could be; names of people in capitals are none."""
    found = heading_of(block.text.replace("\n", " ")) if len(block.lines) <= 3 else None
    capitals = found is not None and found.sort == "capitals"
    if capitals and (
        _NAME.fullmatch(block.text.title()) or _BYLINE.fullmatch(block.text) or _SUBTITLE.fullmatch(block.text)
    ):
        return None
    return found


def _same(text: str, title: str) -> bool:
    """Whether two lines say the same, capitals and marks aside."""
    return bool(title) and re.sub(r"[\W_]+", "", text).casefold() == re.sub(r"[\W_]+", "", title).casefold()
