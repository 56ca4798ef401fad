"""A file is looked at before it is read: what is no text is refused with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.folders import read_plain
from bookbuild.manuscript.source import read_text

_AS_TEXT: Final = "Open it in a word processor and save it as plain text (UTF-8) or Markdown, then import that."
_PICTURE: Final = ("a picture", "Import the text itself; a scanned page must be read by OCR first.")
_KINDS: Final = {
    b"PK\x03\x04": ("a Word file or another zipped one (.docx, .odt, .epub, .pages)", _AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("an old Word file (.doc)", _AS_TEXT),
    b"%PDF": ("a PDF", "Import the text it was made from."),
    b"{\\rtf": ("a rich-text file (.rtf)", _AS_TEXT),
    b"GIF8": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"\x1f\x8b": ("a compressed file", "Unpack it, then import the text inside."),
}
_PAGES: Final = ("<!doctype html", "<html", "<?xml")


def text_of_file(path: Path, findings: Findings) -> str:
    """The file's text. Raises BookError: M001 to M004 as any chapter, M050 what is no text."""
    try:
        head = read_plain(path)[:4096]
    except OSError as failure:
        place = Place(path.name)
        message = f"This file can't be read: {failure.strerror}."
        raise error("M001", message, "Check the name and who may read it.", place) from None
    _require_text(head, Place(path.name))
    return read_text(path, path.name, findings)


def _require_text(head: bytes, place: Place) -> None:
    """Refuse what is no text, saying what it is."""
    for magic, (kind, cure) in _KINDS.items():
        if head.startswith(magic):
            raise error("M050", f"This is {kind}, not a text.", cure, place)
    utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4].count(0) >= 2
    if b"\0" in head and not utf16:
        raise error("M050", "This is a binary file, not a text.", "Save the manuscript as plain text (UTF-8).", place)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].decode("utf-8", "replace").lower().startswith(_PAGES):
        raise error("M050", "This is a web page or another tagged file, not a text.", _AS_TEXT, place)
