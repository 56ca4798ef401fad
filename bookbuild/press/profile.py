"""The profile of a printing condition (ICC): looked at before a file promises to be made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import is_file, read_plain

CHANNELS: Final = {"GRAY": 1, "CMYK": 4}
"""The inks of each colour space that a book press has (ICC.1, 7.2.6). An RGB one describes a photo lab."""
_MODES: Final = {b"GRAY": "L", b"CMYK": "CMYK"}
_HEADER: Final = 128


@dataclass(frozen=True, slots=True)
class Profile:
    """An output profile: its file's bytes and what its header says."""

    name: str
    description: str
    space: str
    """`GRAY` or `CMYK`."""
    version: int
    """The major version of ICC that it is written in: 2 or 4."""
    data: bytes = field(repr=False)

    @property
    def channels(self) -> int:
        """How many inks it has."""
        return CHANNELS[self.space]


def read_profile(path: Path, place: Place | None) -> Profile:
    """A profile's file, whole and of the right kind, its licence beside it; `place` is where the book names it.

    Raises BookError: P031 no profile that can be used, P032 no licence beside it.
    """
    try:
        data = read_plain(path)
    except OSError as failure:
        raise _unusable(path, f"it can't be read: {failure.strerror}", place) from None
    if len(data) <= _HEADER or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        raise _unusable(path, "it is no ICC profile, or a damaged one", place)
    if data[12:16] != b"prtr":
        kind = {b"mntr": "a monitor", b"scnr": "a scanner or camera"}.get(data[12:16], "something else")
        raise _unusable(path, f"it describes {kind}, not a press (its class is not prtr)", place)
    space = data[16:20].decode("ascii", "replace").strip()
    if space not in CHANNELS:
        raise _unusable(path, f"its colours are {space}, not CMYK or gray", place)
    description = _description(path, data, place)
    if not any(licences_of(path)):
        message = f"There is no licence beside the profile {path.name!r}."
        hint = f"A profile goes into every file made with it. Put its licence there as LICENSE, {path.stem}.LICENSE or {path.stem}.txt."
        raise error("P032", message, hint, place)
    return Profile(path.name, description, space, data[8], data)


def licences_of(path: Path) -> Iterator[Path]:
    """The files beside a profile that may be its licence."""
    own = {f"{path.stem}.license".lower(), f"{path.stem}.txt".lower()}
    for one in sorted(path.parent.iterdir()):
        name = one.name.lower()
        if is_file(one) and (name in own or name.startswith(("license", "licence"))):
            yield one


def _description(path: Path, data: bytes, place: Place | None) -> str:
    """What a profile calls itself, after little-cms has read it as an output profile."""
    from io import BytesIO

    from PIL import ImageCms

    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), opened, "RGB", _MODES[data[16:20]])
        description = str(ImageCms.getProfileDescription(opened)).strip()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        raise _unusable(path, "it is damaged: it has no way from colours to inks", place) from None
    return " ".join(description.split()) or path.stem


def _unusable(path: Path, why: str, place: Place | None) -> BookError:
    hint = "Take the profile your press names for its paper: a file of class prtr in CMYK or gray."
    return error("P031", f"The profile {path.name!r} can't be used: {why}.", hint, place)
