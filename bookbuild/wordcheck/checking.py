"""The word check: the finished PDF against the book as it was read, the book against the raw files."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Diagnostic, Place
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import Book, Division
from bookbuild.setting.bidi import runs_right
from bookbuild.wordcheck.booktext import NumberAs, block_pieces, division_pieces
from bookbuild.wordcheck.carefully import Glyph, painted_lines
from bookbuild.wordcheck.directions import logical_text
from bookbuild.wordcheck.letters import letters_of
from bookbuild.wordcheck.printed import (
    Finding,
    Kind,
    PageText,
    compared,
    hyphens_of,
    runs_like,
    without_furniture,
    without_turnovers,
)
from bookbuild.wordcheck.rawtext import raw_lines
from bookbuild.wordcheck.reading import Misreading, misread_signs, misreadings
from bookbuild.wordcheck.stream import Piece, Stream

MOST_WORDS: Final = 5
"""How many words of a file the second reader may miss in one place before it is an error and not a warning."""

OUR_FAULT: Final = "This is a fault of bookbuild: please report it."
_LOOK: Final = "Look at the place in the file and on the page; if all is well, write it under `accepted:` in book.yaml."


@dataclass(frozen=True, slots=True)
class Pages:
    """What was printed: the PDF, each page's text as a reader gives it, what is known of each page besides the book's
    words, the texts of the front matter's lines, the divisions in the order of the pages, how numbers are printed."""

    pdf: bytes
    texts: Sequence[str]
    known: Sequence[PageText]
    front: Sequence[Piece]
    divisions: Sequence[Division]
    number_as: NumberAs


@dataclass(slots=True)
class Verdict:
    """What the word check found: errors let nothing be put in the book's place."""

    errors: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)


def word_check(book: Book, pages: Pages) -> Verdict:
    """Compare a finished PDF with the book, and the book with the files it was read from.

    Codes: W001 a head or folio, W002 letters printed otherwise than they were read, W005 hyphens, W006 words of book.yaml
    that no page shows, W010 marks printed otherwise, W011 and W012 a few and many words that the files and the book don't
    share, W013 marks they don't share, W014 and W015 what was accepted.
    """
    read = Stream([*pages.front, *_printed_pieces(pages)])
    printed, found = _compare_pages(read, pages)
    told = [*found, *_missing_of_matter(book, pages.front)]
    if book.sources:
        told += _compare_files(book, read, printed)
    return _judged(told, book.accepted)


def _printed_pieces(pages: Pages) -> Iterator[Piece]:
    return chain.from_iterable(division_pieces(one, pages.number_as) for one in pages.divisions)


# The PDF against the book


def _compare_pages(read: Stream, pages: Pages) -> tuple[Stream, list[Diagnostic]]:
    """The printed words as they were compared, and what is wrong with them."""
    texts: list[str | None] = [_body(text, known) for text, known in zip(pages.texts, pages.known, strict=True)]
    divisions = [one for known in pages.known for one in known.divisions]
    unclear = {number for number, text in enumerate(texts) if text is None or runs_right(pages.texts[number])}
    wrong: list[Diagnostic] = []
    found: list[Finding] = []
    for attempt in range(2):
        if unclear:
            wrong += _read_carefully(read, pages, unclear, texts)
        printed = Stream([Piece(text or "") for text in texts])
        found = [] if runs_like(read, map(str, texts)) else compared(read, printed, divisions)
        near = {page - 1 + step for page in (one.page for one in found if one.page) for step in (-1, 0, 1)}
        unclear = {one for one in near if 0 <= one < len(texts)} - unclear
        if not found or attempt or not unclear:
            break
    if not found:
        found = hyphens_of(read, printed, divisions)
    return printed, wrong + [_told(one, read) for one in found]


def _body(text: str, known: PageText) -> str | None:
    """What a page has of the book's words; None when it does not end with its head and folio."""
    body = "" if known.skipped else without_furniture(text, known.furniture)
    return body if body is None else without_turnovers(body, known.divisions)


def _read_carefully(
    read: Stream, pages: Pages, numbers: Iterable[int], texts: list[str | None]
) -> Iterator[Diagnostic]:
    """Put the texts of some pages as they were painted in place of those that a reader makes of them."""
    for number, lines in painted_lines(pages.pdf, sorted(numbers)).items():
        known = pages.known[number]
        if known.skipped:
            continue
        kept = _without_furniture(lines, known)
        if kept is None:
            ending = " ".join("".join(glyph.text for line in lines for glyph in line).split())
            message = (
                f"On page {number + 1} the head or folio should read “{known.furniture}”, but the page ends "
                f"“{ending[-len(known.furniture) - 20 :]}”."
            )
            yield Diagnostic("W001", message, OUR_FAULT)
            kept = lines
        before = sum(len(letters_of(text or "")) for text in texts[:number])
        texts[number] = without_turnovers(
            logical_text(kept, read, before, {one.mark for one in known.divisions} - {""}), known.divisions
        )


def _without_furniture(lines: list[list[Glyph]], known: PageText) -> list[list[Glyph]] | None:
    """A page's lines without its ornaments, head and folio; None when it does not end with them."""
    text = "".join(glyph.text for line in lines for glyph in line)
    body = without_furniture(text, known.furniture)
    if body is None and runs_right(known.furniture):
        turned = Counter(letters_of(known.furniture))
        body = text[: -len(known.furniture)] if turned == Counter(letters_of(text[-len(known.furniture) :])) else None
    if body is None:
        return None
    kept: list[list[Glyph]] = []
    left = len(body)
    for line in lines:
        size = 0
        part: list[Glyph] = []
        for glyph in line:
            if left - size >= len(glyph.text):
                part.append(glyph)
                size += len(glyph.text)
        left -= size
        kept += [part] if part else []
    return kept


def _told(finding: Finding, read: Stream) -> Diagnostic:
    place = read.place(min(finding.at, len(read.letters) - 1)) if read.letters else None
    if finding.kind is Kind.HYPHENS:
        message = f"{finding.printed} hyphens were added on the pages, but the setter divided {finding.read} words."
        return Diagnostic("W005", message, OUR_FAULT)
    what = "words" if finding.kind is Kind.LETTERS else "marks"
    code = "W002" if finding.kind is Kind.LETTERS else "W010"
    message = (
        f"On page {finding.page} the printed {what} are not those that were read: “{finding.printed}” stands where "
        f"“{finding.read}” should."
    )
    return Diagnostic(code, message, OUR_FAULT, place)


def _missing_of_matter(book: Book, front: Sequence[Piece]) -> Iterator[Diagnostic]:
    """What book.yaml says that no page of the front matter shows (W006)."""
    matter = book.matter
    wanted = [matter.dedication, matter.epigraph, matter.epigraph_source, *map(unbroken, matter.also_by)]
    if matter.title_page:
        wanted += [unbroken(book.title), unbroken(book.subtitle), book.author, book.publisher, book.series]
    if matter.copyright:
        wanted += matter.copyright_page.split("\n\n")
    shown = "".join(letters_of(one.text) for one in front)
    for text in wanted:
        if letters_of(text) not in shown:
            yield Diagnostic("W006", f"“{text}” of book.yaml is on no page.", OUR_FAULT)


# The book against the files


def _compare_files(book: Book, read: Stream, printed: Stream) -> Iterator[Diagnostic]:
    """Where the raw files and the book part."""
    lines = [line for source in (*book.sources, *book.matter.sources) for line in raw_lines(source, Path(book.folder))]
    pieces = list(_read_pieces(book))
    page_of = _page_finder(pieces, read, printed)
    for one in misreadings(lines, pieces):
        few = one.words <= MOST_WORDS
        yield _misread("W011" if few else "W012", "words", one, page_of(one.at))
    for one in misread_signs(lines, pieces):
        yield _misread("W013", "marks", one, page_of(one.at))


def _read_pieces(book: Book) -> Iterator[Piece]:
    """The texts of the book in the order of its files."""
    matter = book.matter
    yield from chain.from_iterable(division_pieces(one, said="") for one in book.divisions)
    for blocks in (matter.acknowledgements, matter.about_the_author, matter.colophon):
        yield from block_pieces(blocks)


def _page_finder(pieces: Sequence[Piece], read: Stream, printed: Stream) -> Callable[[int], int]:
    """Finds the page (from 1) on which a letter of the book stands; 0 where it can't be told."""
    own = Stream(list(pieces))
    starts: dict[Place, int] = {}
    for number, piece in enumerate(read.pieces):
        if piece.place is not None:
            starts.setdefault(piece.place, read.ends[number - 1] if number else 0)

    def page_of(at: int) -> int:
        if not own.letters:
            return 0
        number, _ = own.spot(min(at, len(own.letters) - 1))
        place = own.pieces[number].place
        begin = starts.get(place) if place else None
        if begin is None:
            return 0
        far = begin + at - (own.ends[number - 1] if number else 0)
        return printed.spot(min(far, len(printed.letters) - 1))[0] + 1 if printed.letters else 0

    return page_of


def _misread(code: str, what: str, one: Misreading, page: int) -> Diagnostic:
    where = f" (page {page})" if page else ""
    message = f"The file has “{one.typed}”; the book{where} has “{one.read}”: the word check can't tell where the {what} went."
    return Diagnostic(code, message, _LOOK, one.place)


# The verdict


_ERRORS: Final = frozenset({"W001", "W002", "W006", "W012"})


def _judged(told: Iterable[Diagnostic], accepted: Sequence[Place]) -> Verdict:
    """Errors and warnings apart; what the author has accepted is told as that."""
    verdict = Verdict()
    by_line = {(one.file, one.line): one for one in accepted}
    used: set[tuple[str, int]] = set()
    for one in told:
        spot = (unicodedata.normalize("NFC", one.place.file), one.place.line) if one.place else ("", 0)
        if spot in by_line:
            used.add(spot)
            message = f"Accepted in book.yaml: {one.message}"
            verdict.warnings.append(replace(one, code="W014", message=message, hint=""))
        elif one.code in _ERRORS:
            verdict.errors.append(one)
        else:
            verdict.warnings.append(one)
    for spot, place in by_line.items():
        if spot not in used:
            message = f"The word check finds nothing at {place}, which book.yaml accepts."
            verdict.warnings.append(Diagnostic("W015", message, "Take it out of `accepted:`.", Place("book.yaml")))
    return verdict
