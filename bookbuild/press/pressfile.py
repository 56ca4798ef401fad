"""The file to be made: what kind it is, how fonts and pictures go into it, for which printing condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from bookbuild.diagnostics import error
from bookbuild.makeup.frame import Frames, frames_of
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.plates import has_plates
from bookbuild.press.pictures import PictureRules
from bookbuild.press.profile import Profile, read_profile
from bookbuild.press.standards import Standard, find_standard
from bookbuild.style.style import Trim

if TYPE_CHECKING:
    from bookbuild.style.press import Bleed

Embedding = Literal["subset", "full"]
"""Whether a font file holds the glyphs that are used, or all of them."""

DEFAULT_STANDARD: Final = "PDF/X-1a:2001"


@dataclass(frozen=True, slots=True)
class PressFile:
    """What a press is given. The profile is the book's: see `for_book`."""

    standard: Standard = find_standard(DEFAULT_STANDARD)
    pictures: PictureRules = PictureRules()
    embed: Embedding = "subset"
    profile: Profile | None = None
    """What the file's output intent is, instead of the standard's own condition."""
    in_colour: bool = False
    """Whether pictures in colour become the profile's inks; else everything is gray."""
    bleed: Bleed | None = None
    """What the press asks for where ink reaches the trim; None where it says nothing, and (see `for_book`) where the book
    needs none."""
    marks: bool = False
    """Whether crop marks and a slug stand round the pages."""

    @property
    def inks(self) -> Profile | None:
        """The profile by which pictures are separated; None where they become gray."""
        return self.profile if self.in_colour else None

    def frames(self, trim: Trim, binding: str) -> Frames:
        """What lies round the pages of a book with this trim, bound on this side."""
        return frames_of(trim, self.bleed, self.marks, binding)


PRESS_FILE: Final = PressFile()
"""What is made unless a press asks for something else."""


def for_book(file: PressFile, book: Book) -> PressFile:
    """The file for this book, with the profile that it names, and with bleed only if it has pictures that fill pages or
    the press wants bleed always.

    Raises BookError: P030 the kind of file, or colour, needs a profile and the book names none; P031 it can't be
    used, or is of the wrong kind here; P032 its licence is not beside it.
    """
    standard, place = file.standard, book.profile_place
    profile = read_profile(Path(book.profile), place) if book.profile else None
    needed = "Colour" if book.colour else standard.name if standard.needs_profile else ""
    if profile is None and needed:
        hint = "Write `profile: FILE.icc` into book.yaml: the profile your press names for its paper, its licence beside it."
        raise error(
            "P030", f"{needed} needs the profile of a printing condition, and the book names none.", hint, place
        )
    if profile and book.colour and profile.space != "CMYK":
        message = f"The profile {profile.name!r} can't be used: it is {profile.space}, and the book is in colour."
        raise error("P031", message, "Take a CMYK profile, or print in black: `colour: no`.", place)
    if profile and standard.intent and profile.version > standard.intent.icc_version:
        message = f"The profile {profile.name!r} can't be used: it is ICC version {profile.version}, which {standard.name} does not know."
        raise error("P031", message, "Take the same profile in version 2, or make a PDF/X-4.", place)
    bleed = file.bleed if file.bleed and (file.bleed.always or has_plates(book)) else None
    return replace(file, profile=profile, in_colour=book.colour, bleed=bleed)
