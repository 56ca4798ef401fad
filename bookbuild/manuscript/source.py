"""A file's characters made decent: one encoding, one kind of line end, one form of each letter."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.folders import read_plain

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger text file is no chapter."""

SOFT_HYPHEN: Final = "\u00ad"
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ue000-\uf8ff]")
_TO_SCRUB = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff\ue000-\uf8ff\ufb00-\ufb06]"
)


def read_text(path: Path, shown: str, findings: Findings) -> str:
    """Read a text file as its author meant it: `read_raw`, then `scrub`."""
    return scrub(read_raw(path, shown), shown, findings)


def read_raw(path: Path, shown: str) -> str:
    """The characters of a text file as they are; `shown` is the name that messages give it.

    Raises BookError (M001 to M004) when the file can't be read, is too large or is not UTF-8.
    """
    try:
        data = read_plain(path)
    except OSError as failure:
        raise error(
            "M001", f"This file can't be read: {failure.strerror}.", "Check the name and who may read it.", Place(shown)
        ) from None
    if len(data) > MOST_BYTES:
        raise error(
            "M002",
            f"This file is {len(data) // 2**20} MB; a chapter has less than 64.",
            "Split it into chapters.",
            Place(shown),
        )
    return decode(data, shown)


def decode(data: bytes, shown: str) -> str:
    """Bytes as text. Raises BookError M003 for UTF-16, M004 for anything that is not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4].count(0) >= 2:
        raise error(
            "M003",
            "This file is UTF-16, not UTF-8.",
            "Save it again as UTF-8 (in Notepad: Save as, Encoding).",
            Place(shown, 1),
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        begin = data.rfind(b"\n", 0, fault.start) + 1
        column = len(data[begin : fault.start].decode("utf-8", "replace")) + 1
        place = Place(shown, line, column)
        raise error(
            "M004", f"This file is not UTF-8: byte {data[fault.start]:#04x}.", "Save it again as UTF-8.", place
        ) from None


def scrub(text: str, shown: str, findings: Findings) -> str:
    """Text with ``\\n`` at line ends and letters composed (NFC), without what no reader sees or no book prints.

    Soft hyphens and zero-width characters are taken out, control and private characters too, with a warning naming the
    first of each line. Line numbers are kept.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and not _TO_SCRUB.search(text):
        return text
    return unicodedata.normalize("NFC", _printable(text, shown, findings))


def _printable(text: str, shown: str, findings: Findings) -> str:
    """Text without characters that print nothing; ligatures pasted as one character are letters again."""
    if not _TO_SCRUB.search(text):
        return text
    text = (
        text.translate(_ZERO_WIDTH | _LIGATURES)
        .replace("\x85", " ")
        .replace("\u2028", " ")
        .replace("\u2029", " ")
        .replace("\x0b", " ")
        .replace("\x0c", " ")
    )
    if not _CONTROL.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        found = _CONTROL.search(line)
        if found:
            code = ord(found[0])
            findings.warn(
                "M010",
                f"The character U+{code:04X} prints nothing and was left out.",
                "Delete it.",
                Place(shown, number, found.start() + 1),
            )
    return _CONTROL.sub("", text)
