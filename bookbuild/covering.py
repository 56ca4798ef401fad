"""A cover's whole story: the press, the page count, the spine, the panels, the file, and a look at what was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bookbuild.cover.compose import composed, studio_for, undivided
from bookbuild.cover.geometry import Wrap, spine_letters, wrap_of
from bookbuild.cover.lettering import Typesetter
from bookbuild.cover.template import template_things
from bookbuild.diagnostics import BookError, Diagnostic, Findings, Place, error
from bookbuild.files import output_path
from bookbuild.folders import is_file
from bookbuild.makeup.frame import Frame, Frames
from bookbuild.makeup.furniture import binding_of
from bookbuild.makeup.wording import unbroken
from bookbuild.making import design_of, edition_of, variant_of
from bookbuild.manuscript.blocks import Book, Edition
from bookbuild.manuscript.cover import read_cover
from bookbuild.manuscript.read import read_book
from bookbuild.output import PDF, PNG, asked_target, own_target, require_writable, write_whole
from bookbuild.press.coverage import OUR_FAULT
from bookbuild.press.coverfile import CoverFile, cover_file_for, finished_cover
from bookbuild.press.finished import as_png, look_at
from bookbuild.press.paint import CoverSheet, InkedLine, Painted
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.press.readback import printed_pages, unembedded_fonts
from bookbuild.style.press import Paper, Press
from bookbuild.style.pressfit import find_paper, padded, page_range, press_trim, require_paper_fits, spine_width
from bookbuild.style.pressload import DEFAULT_PRESS, find_press
from bookbuild.style.style import Style, Trim
from bookbuild.units import inches

TEMPLATE_DPI: Final = 300
SAME: Final = 0.5
"""Points that the built book's pages may differ by from its trim."""
SPINE_DIFFERS: Final = 0.0625 * 72
"""A spine given that differs by more from the one published is warned of: the fold itself strays so far."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for besides the book: names as typed, empty for what the book says; the spine in points."""

    press: str = ""
    paper: str = ""
    pages: int | None = None
    spine: float | None = None
    edition: str | None = None
    template: bool = False
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class CoverReport:
    """What was made: the file, for which press and paper, of how many pages."""

    file: Path
    press: Press
    paper: Paper
    pages: int
    wrap: Wrap
    has_letters: bool
    """Whether there are letters on the spine, or room for them on the template's."""
    warnings: tuple[Diagnostic, ...]

    @property
    def summary(self) -> str:
        """The cover in one line."""
        sheet, spine = self.wrap.sheet, self.wrap.spine
        size = f"{inches(sheet.width)} x {inches(sheet.height)} in"
        bare = "" if self.has_letters else " without letters"
        return (
            f"{self.file}: {size}, a spine of {inches(spine.width)} in{bare} for {self.pages} pages; "
            f"{self.press.title}, {self.paper.name}"
        )


def make_cover(folder: Path, wanted: Wanted) -> CoverReport:
    """Make the cover of a book, or the template for one, and write it.

    Raises BookError for what is wrong with the book or does not fit, UsageError for an edition it has not. The file appears
    whole or not at all.
    """
    findings = Findings()
    book = edition_of(read_book(folder, findings), wanted.edition)
    edition = book.editions[wanted.edition] if wanted.edition else Edition()
    if "jacket" in edition.cover.lower():
        hint = "Let the press make it, or take a paperback or a case (a hardcover's boards) for now."
        raise error("J007", "Dust jackets are not made yet.", hint, Place("book.yaml"))
    style = design_of(book, None, None)
    asked = wanted.output
    target = asked_target(asked, findings) if asked else own_target(_target(book, style, wanted), findings)
    require_writable(target, PNG if wanted.template else PDF)
    place = None if wanted.press else edition.press_place
    press = find_press(wanted.press or edition.press or DEFAULT_PRESS, place, folder, confined=not wanted.press)
    trim = press_trim(press, style.trim, book.trim_place)
    own_paper = edition.paper if wanted.press in ("", edition.press) else ""
    paper = _paper(press, wanted.paper or own_paper, place)
    pages = _pages(book, style, press, paper, trim, wanted, findings)
    spine = _spine(press, paper, pages, wanted.spine, findings)
    wrap = wrap_of(press, paper, trim, spine, binding_of(book.language) == "right")
    if wanted.template:
        made, has_letters = _template(style, press, wrap, pages), spine_letters(press, wrap, pages) is not None
    else:
        made, has_letters = _cover(book, style, press, wrap, pages, findings)
    write_whole(target, made)
    return CoverReport(target, press, paper, pages, wrap, has_letters, tuple(findings))


def _target(book: Book, style: Style, wanted: Wanted) -> Path:
    built = _built(book, style, wanted.edition, wanted.press)
    ending = "-cover-template.png" if wanted.template else "-cover.pdf"
    return built.with_name(built.stem + ending)


def _built(book: Book, style: Style, edition: str | None, press: str) -> Path:
    """Where `bookbuild build` puts the book."""
    return output_path(book, variant_of(book, style, None, edition, press or None))


def _paper(press: Press, name: str, place: Place | None) -> Paper:
    """The press's paper of this name, or its first. Raises BookError J006 for a press that prints on none, S034."""
    paper = find_paper(press, name, place)
    if paper is None:
        raise error(
            "J006", f"{press.title}: there is no paper, and no cover.", "Name a press: `--press kdp-paperback`."
        )
    return paper


def _pages(book: Book, style: Style, press: Press, paper: Paper, trim: Trim, wanted: Wanted, findings: Findings) -> int:
    """How many pages are bound: those asked for, or those of the book built for this press or for none, and the blank ones
    that the press wants.

    Raises BookError: J001 nothing is built, J003 it is of another size, S035 to S037 the press does not bind so many.
    """
    if wanted.pages is not None:
        return _bound(press, paper, trim, wanted.pages, int(press.counting.last_blank))
    own = _built(book, style, wanted.edition, wanted.press)
    path = own if is_file(own) else _built(book, style, wanted.edition, "")
    if not is_file(path):
        edition = f" --edition {wanted.edition}" if wanted.edition else ""
        asked = f"{edition} --press {wanted.press}" if wanted.press else edition
        hint = f"Build it first (`bookbuild build{asked}`), or say how many pages it has: `--pages 240`."
        raise error("J001", f"The book is not built yet: there is no {own}.", hint, Place(str(own)))
    built = look_at(path)
    sizes = (trim, style.trim)
    if not any(abs(built.width - one.width) <= SAME and abs(built.height - one.height) <= SAME for one in sizes):
        size = f"{inches(built.width)} x {inches(built.height)}"
        message = f"The built book has pages of {size} in, but its trim is {style.trim.name}."
        raise error("J003", message, "Build it again.", Place(str(path)))
    if _changed_since(Path(book.folder), path):
        findings.warn(
            "J002", "A chapter changed after the book was built.", "Build it again before you send the cover."
        )
    return _bound(press, paper, trim, built.pages, built.blank_at_end)


def _bound(press: Press, paper: Paper, trim: Trim, pages: int, blank_at_end: int) -> int:
    """The page count with the blank pages that the press wants. Raises BookError S035, S036, S037."""
    require_paper_fits(press, paper, trim, pages)
    limits = page_range(paper, trim)
    return padded(press, pages, blank_at_end, limits[1] if limits else None)


def _changed_since(folder: Path, built: Path) -> bool:
    """Whether a chapter is younger than the built book; book.yaml is, whenever its cover is worked on."""
    moment = built.stat().st_mtime
    return any(file.stat().st_mtime > moment for file in folder.rglob("*.md") if is_file(file))


def _spine(press: Press, paper: Paper, pages: int, given: float | None, findings: Findings) -> float:
    """The spine's width: as given, else as the press publishes it. Raises BookError J004 where it does not."""
    published = spine_width(paper, pages)
    if given is None:
        if published is None:
            message = f"{press.title} does not publish how wide the spine of {pages} pages on {paper.name} is."
            hint = "Ask its calculator or template, and give the width: `--spine 0.53in`."
            if press.name == DEFAULT_PRESS:
                hint = "Name the press that prints it, `--press kdp-paperback`, or give the width: `--spine 0.53in`."
            raise error("J004", message, hint)
        return published
    if published is not None and abs(given - published) > SPINE_DIFFERS:
        message = f"The spine given is {inches(given)} in; by the press's own numbers it is {inches(published)} in."
        findings.warn("J005", message, "Leave `--spine` out, unless the press told you this width.")
    return given


def _cover(book: Book, style: Style, press: Press, wrap: Wrap, pages: int, findings: Findings) -> tuple[bytes, bool]:
    """The finished cover, and whether there are letters on its spine. Raises BookError for what has no room (J010 to J041), and W003, W009 for what is not as made."""
    copy = read_cover(Path(book.folder), findings)
    studio = studio_for(book, copy, style, press, pages, wrap, findings)
    things = composed(studio)
    kind = cover_file_for(press, book)
    pdf = finished_cover(_painted(wrap, things, kind, findings), _file(book, kind, wrap))
    _prove(pdf, wrap, things)
    most = press.file.cover_megabytes
    if most is not None and len(pdf) > most * 2**20:
        message = f"The cover's file has {len(pdf) / 2**20:.0f} MB; {press.title} wants at most {most}."
        findings.warn("J042", message, "Take art with fewer dots: 300 an inch are enough.")
    if press.cover.template:
        hint = "Place this PDF on it without scaling, and compare the spine."
        findings.warn("J040", f"{press.title} wants the cover on its own template.", hint)
    return pdf, any(isinstance(one, InkedLine) and one.turn for one in things)


def _painted(wrap: Wrap, things: Iterable[Painted], kind: PressFile, findings: Findings) -> bytes:
    frame = Frame(Trim("cover", wrap.sheet.width, wrap.sheet.height))
    sheet = CoverSheet(Frames(frame, frame), kind, findings)
    sheet.paint(things)
    return sheet.finish()


def _file(book: Book, kind: PressFile, wrap: Wrap) -> CoverFile:
    over = wrap.over
    frame = Frame(Trim("cover", wrap.seen.width, wrap.seen.height), over, over, over, over)
    title = unbroken(": ".join(filter(None, [book.title, book.subtitle])))
    return CoverFile(title, book.author, frame, kind)


def _template(style: Style, press: Press, wrap: Wrap, pages: int) -> bytes:
    typesetter = Typesetter(undivided(style, "en", Findings()).compositor)
    return as_png(_painted(wrap, template_things(press, wrap, pages, typesetter), PRESS_FILE, Findings()), TEMPLATE_DPI)


def _prove(pdf: bytes, wrap: Wrap, things: Iterable[Painted]) -> None:
    """Read the cover back: every letter that was set is there, once; fonts embedded, boxes right (W003, W004, W009)."""
    (page,) = printed_pages(pdf)
    due = Counter("".join("".join(one.line.text.split()) for one in things if isinstance(one, InkedLine)))
    shown = Counter("".join(page.text.replace("\ufffe", "").split()))
    faults = [Diagnostic("W003", f"A font is not embedded: {name}.", OUR_FAULT) for name in unembedded_fonts(pdf)]
    if due != shown:
        odd = "".join(sorted((due - shown) + (shown - due)))
        faults.append(Diagnostic("W009", f"The letters on the cover are not those that were set: {odd!r}.", OUR_FAULT))
    media = page.boxes[0]
    if max(abs(media[2] - wrap.sheet.width), abs(media[3] - wrap.sheet.height)) > 0.01:
        faults.append(Diagnostic("W004", "The cover is of the wrong size.", OUR_FAULT))
    if faults:
        raise BookError(*faults)
