"""A file's characters made decent: one kind of line end, one form of each letter, nothing that does not print."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.folders import read_plain
from bookbuild.manuscript.encodings import decoded, tell_encoding

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger text file is no chapter."""

LOST: Final = "\ufffd"
"""What a program writes in place of a letter that it could not read."""
SOFT_HYPHEN: Final = "\u00ad"
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ue000-\uf8ff]")
_TO_SCRUB = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff\ue000-\uf8ff\ufb00-\ufb06]"
)


def read_text(path: Path, shown: str, findings: Findings, language: str = "") -> str:
    """Read a text file as its author meant it, with ``\\n`` at line ends and letters composed (NFC).

    `shown` is the name that messages give the file; `language` (a tag) helps to tell older encodings apart. Soft
    hyphens and zero-width characters are taken out, control and private characters too, with a warning naming the
    first of each line. Raises BookError as `read_raw` does.
    """
    return scrub(read_raw(path, shown, findings, language), shown, findings)


def read_raw(path: Path, shown: str, findings: Findings, language: str = "") -> str:
    """A text file's characters as they are in it, whatever it was saved as; what is not UTF-8 is told.

    Raises BookError M001 when the file can't be read, M002 when it is too large, M050 when it is no text.
    """
    read = decoded(read_bytes(path, shown), shown, language)
    tell_encoding(read, shown, findings)
    return read.text


def read_bytes(path: Path, shown: str) -> bytes:
    """A text file's bytes. Raises BookError M001 when the file can't be read, M002 when it is too large."""
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
    return data


def scrub(text: str, shown: str, findings: Findings, at: Place | None = None) -> str:
    """Text with ``\\n`` at line ends and letters composed (NFC), without what no reader sees or no book prints.

    Soft hyphens and zero-width characters are taken out, control and private characters too, with a warning naming the
    first of each line. Line numbers are kept. `at` is the place of a text that is not a whole file.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and not _TO_SCRUB.search(text):
        return text
    _tell_lost(text, shown, findings, at)
    return unicodedata.normalize("NFC", _printable(text, shown, findings, at))


def _tell_lost(text: str, shown: str, findings: Findings, at: Place | None) -> None:
    """Warn of every letter that another program could not write: U+FFFD stands in its place."""
    if LOST not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for found in re.finditer(LOST, line):
            findings.warn(
                "M010",
                "A letter was lost here before: the file holds U+FFFD, which stands for one that could not be read.",
                "Type the letter again.",
                at or Place(shown, number, found.start() + 1),
                draft=True,
            )


def _printable(text: str, shown: str, findings: Findings, at: Place | None) -> str:
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
            message = f"The character U+{ord(found[0]):04X} prints nothing and was left out."
            findings.warn("M010", message, "Delete it.", at or Place(shown, number, found.start() + 1))
    return _CONTROL.sub("", text)
