"""The file to be made: what kind it is, how fonts and pictures go into it, for which printing condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from bookbuild.diagnostics import error
from bookbuild.manuscript.blocks import Book
from bookbuild.press.pictures import PictureRules
from bookbuild.press.profile import Profile, read_profile
from bookbuild.press.standards import Standard, find_standard

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

    @property
    def inks(self) -> Profile | None:
        """The profile by which pictures are separated; None where they become gray."""
        return self.profile if self.in_colour else None


PRESS_FILE: Final = PressFile()
"""What is made unless a press asks for something else."""


def for_book(file: PressFile, book: Book) -> PressFile:
    """The file for this book, with the profile that it names.

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
    return replace(file, profile=profile, in_colour=book.colour)
