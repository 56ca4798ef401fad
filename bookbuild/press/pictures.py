"""Pictures in the PDF: in ink, each stored once, with enough dots for the size they are printed at."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

from bookbuild.diagnostics import Diagnostic, Findings
from bookbuild.makeup.galley import PictureBox
from bookbuild.press.inks import inked
from bookbuild.press.profile import Profile

_COLOURS: Final = {"1": "DeviceGray", "L": "DeviceGray", "CMYK": "DeviceCMYK"}
_ROUNDING: Final = 0.5
"""Dots an inch that a picture set at just so many may miss them by."""


@dataclass(frozen=True, slots=True)
class GrayCurve:
    """How dark a picture's grays are printed where dots spread into the paper: the share of ink in its lightest tint and
    in its black. Paper stays paper, and line art black."""

    lightest: float = 0.03
    darkest: float = 0.95

    def table(self) -> list[int]:
        """For each gray (0 black to 255 paper) the one that is printed."""
        reach = self.darkest - self.lightest
        tints = [round(255 * (1 - self.lightest - reach * (1 - value / 254))) for value in range(255)]
        return [*tints, 255]


@dataclass(frozen=True, slots=True)
class PictureRules:
    """What a press wants of pictures; where there is none, coarse ones are warned of and none is refused. Dots an inch are
    reckoned at the size at which a picture is printed."""

    curve: GrayCurve | None = None
    """For uncoated paper; None prints the grays as they are."""
    dpi_warn: float = 300.0
    dpi_refuse: float = 0.0
    line_dpi_warn: float = 600.0
    line_dpi_refuse: float = 0.0
    """The same for line art, whose edges nothing softens."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A picture in the PDF: its name there, its size in dots, whether it is line art."""

    name: str
    width: int
    height: int
    is_line_art: bool


@dataclass(slots=True)
class PictureShelf:
    """All pictures of one PDF under construction."""

    rules: PictureRules
    profile: Profile | None
    """The press's inks, for pictures in colour; None where everything is gray."""
    findings: Findings
    faults: list[Diagnostic] = field(default_factory=list)
    """What stops the build once all pages are drawn: P034."""
    _stored: dict[str, _Stored] = field(default_factory=dict)

    def place(self, canvas: Any, box: PictureBox, x: float, y: float) -> None:
        """Paint a picture with its lower left corner at (x, y), points from the page's lower left.

        Warns P033, P036. Raises BookError P035.
        """
        stored = self._stored.get(box.file)
        if stored is None:
            stored = self._stored[box.file] = self._store(canvas, box)
        self._require_dots(stored, box)
        name = canvas._doc.getXObjectName(stored.name)
        canvas._code.append(f"q {_clipped(box, x, y)}{_numbers(box.width, 0, 0, box.height, x, y)} cm /{name} Do Q")
        canvas._formsinuse.append(stored.name)

    def _store(self, canvas: Any, box: PictureBox) -> _Stored:
        """Put a picture into the PDF, unless the same dots are there under another file's name."""
        picture = inked(Path(box.file), self.profile, self.findings, box.place)
        if self.rules.curve and picture.mode == "L":
            picture = picture.point(self.rules.curve.table())
        dots = picture.tobytes()
        name = hashlib.blake2b(f"{picture.mode} {picture.size} ".encode() + dots, digest_size=16).hexdigest()
        if not canvas.hasForm(name):
            canvas._doc.addForm(name, _image(picture, dots))
        return _Stored(name, picture.width, picture.height, picture.mode == "1")

    def _require_dots(self, stored: _Stored, box: PictureBox) -> None:
        """See that a picture has dots enough for its printed size."""
        rules = self.rules
        dpi = 72 * min(stored.width / box.width, stored.height / box.height) + _ROUNDING
        kind, wanted, least = ("Pictures", rules.dpi_warn, rules.dpi_refuse)
        if stored.is_line_art:
            kind, wanted, least = ("Line art", rules.line_dpi_warn, rules.line_dpi_refuse)
        if dpi >= max(wanted, least):
            return
        message = f"The picture {Path(box.file).name!r} is printed at {int(dpi)} dots an inch."
        if dpi < least:
            hint = f"Below {least:g} they show. Print it smaller, or take a file with more dots."
            fault = Diagnostic("P034", message, hint, box.place)
            self.faults += [fault] if fault not in self.faults else []
        else:
            hint = f"{kind} should have {wanted:g}. Print it smaller, or take a file with more dots."
            self.findings.warn("P033", message, hint, box.place)


def _clipped(box: PictureBox, x: float, y: float) -> str:
    """Operators that let only a picture's window be seen; nothing where the whole is."""
    if box.window is None:
        return ""
    left, top, width, height = box.window
    return f"{_numbers(x + left, y + box.height - top - height, width, height)} re W n "


def _numbers(*values: float) -> str:
    """Numbers as a PDF has them: never with an exponent, which a nought that is not quite one would have."""
    return " ".join(f"{value:.4f}" for value in values)


def _image(picture: Any, dots: bytes) -> Any:
    """An image object for reportlab's document: one or eight bits a sample, device colours, no mask."""
    stream = pdfdoc.PDFStream(content=zlib.compress(dots, 6), filters=[])
    entries: dict[str, Any] = {
        "Type": pdfdoc.PDFName("XObject"),
        "Subtype": pdfdoc.PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": pdfdoc.PDFName(_COLOURS[picture.mode]),
        "BitsPerComponent": 1 if picture.mode == "1" else 8,
        "Filter": pdfdoc.PDFName("FlateDecode"),
    }
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream
