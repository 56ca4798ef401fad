"""The finished PDF is read back: every word of the manuscript is there, once, in order; fonts and boxes are right."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from bookbuild.diagnostics import Diagnostic
from bookbuild.makeup.frame import Box, Frames
from bookbuild.manuscript.witness import canonical, neutral, words_of
from bookbuild.press.coverage import OUR_FAULT, pictures_on
from bookbuild.setting.lines import Divided

LINE_END_HYPHEN: Final = "\x02"
"""Stands for a hyphen at a line's end, where pdfium joins the halves of the word."""
OPEN_SHARE: Final = 0.85
"""Pages with fewer characters, of the fullest one's, may bear titles and initials."""
DISPLAY_CHARACTERS: Final = 400
"""How many of a page's first characters titles and an initial are among."""
SAME_LINE: Final = 4.0
"""Points that baselines of one line's characters may differ by, raised ones included."""
HYPHENS: Final = ("-", "\u2010")


@dataclass(frozen=True, slots=True)
class PageText:
    """What must stand on a page besides the manuscript's words: its head and folio, in that order."""

    furniture: str = ""
    skipped: bool = False
    """Whether the page is somebody else's (an inserted PDF) and not compared."""
    loose: frozenset[str] = frozenset()
    """Words set in several faces, into which pdfium may put spaces of its own."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as pdfium sees it: its text in reading order, and its media, trim and bleed boxes (left, bottom, right, top) in points."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    pictures: tuple[Box, ...] = ()
    """Where pictures are, on a page with hardly any text."""


def printed_pages(pdf: bytes) -> list[PrintedPage]:
    """Every page of a PDF, read by pdfium."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument(pdf)
    fullest = 0
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    pages: list[PrintedPage] = []
    for number in range(len(document)):
        page = raw.FPDF_LoadPage(document.raw, number)
        boxes: list[tuple[float, float, float, float]] = []
        for box in (raw.FPDFPage_GetMediaBox, raw.FPDFPage_GetTrimBox, raw.FPDFPage_GetBleedBox):
            found = box(page, *map(ctypes.byref, edges))
            boxes.append((left.value, bottom.value, right.value, top.value) if found else (0.0, 0.0, 0.0, 0.0))
        text_page = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        fullest = max(fullest, count)
        if count < OPEN_SHARE * fullest or count < DISPLAY_CHARACTERS:
            text = _parted(text, text_page)
        pictures = pictures_on(page) if count < DISPLAY_CHARACTERS else ()
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
        pages.append(PrintedPage(text, tuple(boxes), pictures))
    document.close()
    return pages


def _parted(text: str, text_page: Any) -> str:
    """A page's text with line ends wherever its first characters change their line.

    pdfium parts lines by the shapes they make together: a title of two letters over a name of one, or an initial
    beside another paragraph, it reads as one word.
    """
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    out: list[str] = []
    last: float | None = None
    for at, character in enumerate(text[:DISPLAY_CHARACTERS]):
        if character in "\r\n":
            last = None
        elif not character.isspace() and raw.FPDFText_GetCharOrigin(text_page, at, ctypes.byref(x), ctypes.byref(y)):
            if last is not None and abs(y.value - last) > SAME_LINE:
                out.append("\r\n")
            last = y.value
        out.append(character)
    return "".join(out) + text[DISPLAY_CHARACTERS:]


def compare_words(
    expected: Sequence[str], texts: Sequence[str], pages: Sequence[PageText], divisions: Iterable[Divided]
) -> list[Diagnostic]:
    """Compare printed pages with the words that should be on them.

    `texts` are the pages' texts, `pages` what furniture to expect on each, `divisions` the divisions that the
    setter made: nothing else may join two printed pieces into one word. Returns what is wrong: W001 a head or
    folio, W002 the first word that differs.
    """
    made = list(divisions)
    turned = Counter(one.mark for one in made if one.mark)
    made = [one for one in made if not one.mark]
    printed: list[str] = []
    line_ends: set[int] = set()
    where: list[int] = []
    for number, (text, page) in enumerate(zip(texts, pages, strict=True), 1):
        if page.skipped:
            continue
        begin = len(printed)
        for words in printed_lines(text):
            if turned[words[-1]] > 0:
                turned[words[-1]] -= 1
                words = words[:-1]
            printed += words
            line_ends.add(len(printed) - 1)
        furniture = canonical(page.furniture)
        if furniture:
            if not _take_from_end(printed, begin, "".join(furniture)):
                shown = " ".join(printed[begin:][-len(furniture) - 3 :])
                message = (
                    f"On page {number} the head or folio should read “{page.furniture}”, but the page ends “{shown}”."
                )
                return [Diagnostic("W001", message, OUR_FAULT)]
            line_ends.add(len(printed) - 1)
        where += [number] * (len(printed) - begin)
    respelled = {
        _letters("".join(canonical(one.before) + canonical(one.after))): _letters("".join(canonical(one.whole)))
        for one in made
    }
    loose = frozenset[str]().union(*(page.loose for page in pages))
    runs_left = any(map(_runs_left, expected))
    comparison = _Comparison(expected, printed, line_ends, respelled, loose, runs_left=runs_left)
    difference = comparison.first_difference()
    if difference is not None:
        at, seen = difference
        return [_lost(expected, printed, at, seen, where[min(seen, len(where) - 1)] if where else 0)]
    if comparison.added != len(made):
        message = f"{comparison.added} hyphens were added on the pages, but the setter divided {len(made)} words."
        return [Diagnostic("W005", message, OUR_FAULT)]
    return []


def _take_from_end(printed: list[str], begin: int, furniture: str) -> bool:
    """Take a page's head and folio off its words, however pdfium parts them; False when they are not there.

    Furniture stands apart from the text, but a reader that joins lines may run it into the last word.
    """
    taken, at = "", len(printed)
    while at > begin and len(taken) < len(furniture):
        at -= 1
        taken = printed[at] + taken
    if not taken.endswith(furniture):
        if not _runs_left(furniture) or sorted(taken) != sorted(furniture):
            return False
        taken = furniture
    del printed[at:]
    rest = taken.removesuffix(furniture)
    if rest:
        printed.append(rest)
    return True


def printed_lines(text: str) -> list[list[str]]:
    """The words of a page as pdfium reads it, line by line; its marks for hyphens at line ends made one."""
    for mark in ("\ufffe\r\n", "\ufffe", "\x02\r\n"):
        text = text.replace(mark, LINE_END_HYPHEN + "\n")
    return [words for line in neutral(text).splitlines() if (words := words_of(line))]


SIGN_REACH: Final = 40
"""Words within which a sign is looked for that is not where it should be."""


@dataclass(slots=True)
class _Comparison:
    """Walks the expected and the printed words side by side."""

    expected: Sequence[str]
    printed: list[str]
    line_ends: set[int]
    """The indices of the printed words that end a line: there, and only there, the manuscript's word may go on."""
    respelled: dict[str, str]
    """Words whose spelling changes where they are divided, by their printed letters."""
    loose: frozenset[str] = frozenset()
    """Words into which the reader may have put spaces of its own."""
    added: int = 0
    """Hyphens on the page that are not in the manuscript."""
    runs_left: bool = False
    """Whether any word of the book runs from right to left."""

    def first_difference(self) -> tuple[int, int] | None:
        """Where the two part for good, None when they are the same."""
        expected, printed = self.expected, self.printed
        at = seen = 0
        total, count = len(expected), len(printed)
        while at < total and seen < count:
            if expected[at] == printed[seen]:
                at += 1
                seen += 1
                continue
            if self.sign_found(expected[at], seen):
                continue
            taken = self.joined(expected[at], seen)
            if taken:
                at += 1
                seen += taken
                continue
            said, seen_of = self.run_together(at, seen) or self.turned_round(at, seen) or (0, 0)
            if not said:
                return at, seen
            at += said
            seen += seen_of
        return None if at == total and seen == count else (at, seen)

    def sign_found(self, sign: str, seen: int) -> bool:
        """Whether a word without letters, which a reader may take for one of the next line when it comes from a larger
        face, stands a little later; it is put where it belongs."""
        if any(map(str.isalnum, sign)) or sign not in self.printed[seen : seen + SIGN_REACH]:
            return False
        at = self.printed.index(sign, seen)
        self.printed.insert(seen, self.printed.pop(at))
        self.line_ends = {end + 1 if seen <= end < at else end for end in self.line_ends}
        return True

    def joined(self, word: str, seen: int) -> int:
        """How many printed pieces make up a word that was broken over lines; 0 when they don't."""
        text = ""
        for taken, piece in enumerate(self.printed[seen : seen + len(word) + 1], 1):
            text += piece.removesuffix("-") + LINE_END_HYPHEN if piece.endswith("-") else piece
            hyphens = _added_hyphens(word, text)
            if hyphens is None and self.respelled.get(_letters(text)) == _letters(word):
                hyphens = 1
            if hyphens is None and word in self.loose and _letters(text) == _letters(word):
                hyphens = 0
            if hyphens is not None:
                self.added += hyphens
                return taken
            if seen + taken - 1 not in self.line_ends and word not in self.loose:
                return 0
        return 0

    def run_together(self, at: int, seen: int) -> tuple[int, int] | None:
        """Words of one character on lines of their own, which pdfium reads as one: how many on either side."""
        text = self.printed[seen]
        said = self.expected[at : at + len(text)]
        return (
            (len(text), 1) if len(text) > 1 and all(len(one) == 1 for one in said) and "".join(said) == text else None
        )

    def turned_round(self, at: int, seen: int) -> tuple[int, int] | None:
        """Words in a book with right-to-left ones, which a reader may give in another order, and run together or part
        where a mark stands between them: after how many the letters of both are the same again."""
        if not self.runs_left:
            return None
        said = shown = ""
        taken = 0
        for count, word in enumerate(self.expected[at : at + 80], 1):
            said += word
            while len(shown) < len(said) and seen + taken < len(self.printed):
                shown += self.printed[seen + taken]
                taken += 1
            if sorted(said.translate(_MIRRORED)) == sorted(shown.translate(_MIRRORED)):
                return count, taken
        return None


_MIRRORED: Final = str.maketrans("”«»’)]}›", "“““‘([{‹")


def _runs_left(word: str) -> bool:
    """Whether a word has letters that run from right to left."""
    return not word.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in word)


def _letters(text: str) -> str:
    return text.replace(LINE_END_HYPHEN, "").replace("-", "")


def _added_hyphens(word: str, text: str) -> int | None:
    """How many of the text's line-end hyphens the word has not; None when it is another word."""
    at = added = 0
    for character in text:
        if character == LINE_END_HYPHEN:
            if word[at : at + 1] in HYPHENS:
                at += 1
            else:
                added += 1
        elif word[at : at + 1] == character:
            at += 1
        else:
            return None
    return added if at == len(word) else None


def _lost(expected: Sequence[str], printed: Sequence[str], at: int, seen: int, page: int) -> Diagnostic:
    wanted = " ".join(expected[max(at - 3, 0) : at + 4]) or "(nothing)"
    got = " ".join(printed[max(seen - 3, 0) : seen + 4]) or "(nothing)"
    message = f"On page {page} the printed words differ from the manuscript's: “{got}” where “{wanted}” should stand."
    return Diagnostic("W002", message, "This is a fault of bookbuild: please report it with the chapter.")


def check_structure(pdf: bytes, printed: Sequence[PrintedPage], frames: Frames, pages: int) -> list[Diagnostic]:
    """Fonts embedded, boxes right, as many pages as were made: W003 and W004."""
    faults: list[tuple[str, str]] = []
    if len(printed) != pages:
        faults.append(("W004", f"The PDF has {len(printed)} pages, not {pages}."))
    for number, page in enumerate(printed, 1):
        frame = frames.of(number)
        wanted = (frame.media_box, frame.trim_box, frame.bleed_box)
        if any(abs(edge - due) > 0.01 for edge, due in zip(chain(*page.boxes), chain(*wanted), strict=True)):
            faults.append(("W004", f"Page {number} has not the size or the bleed that the book should have."))
    faults += [("W003", f"A font is not embedded: {name}.") for name in sorted(set(unembedded_fonts(pdf)))]
    return [Diagnostic(code, message, OUR_FAULT) for code, message in faults]


def unembedded_fonts(pdf: bytes) -> Iterator[str]:
    """The fonts of any page whose file is not in the PDF; pages that share their resources are looked at once."""
    from io import BytesIO

    from pypdf import PdfReader

    from bookbuild.press.inserts import unembedded

    seen: set[int] = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        yield from unembedded(page.get("/Resources"), seen)
