"""A file's bytes become text, whatever they were saved as: UTF-8, UTF-16, an older encoding, or two of them mixed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.oldencodings import first_difference, weigh

UTF8: Final = "utf-8"

NAMES: Final = {
    "utf-16": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "iso8859_15": "Latin-9 (ISO 8859-15)",
    "cp850": "DOS 850", "cp1250": "Windows-1250 (Central European)", "iso8859_2": "Latin-2 (ISO 8859-2)",
    "mac_latin2": "Mac Central European", "cp1251": "Windows-1251 (Cyrillic)", "koi8_r": "KOI8-R (Cyrillic)",
    "koi8_u": "KOI8-U (Cyrillic)", "mac_cyrillic": "Mac Cyrillic", "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)", "cp1253": "Windows-1253 (Greek)", "iso8859_7": "ISO 8859-7 (Greek)",
    "mac_greek": "Mac Greek", "cp1254": "Windows-1254 (Turkish)", "iso8859_9": "Latin-5 (ISO 8859-9, Turkish)",
    "mac_turkish": "Mac Turkish", "cp1257": "Windows-1257 (Baltic)", "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)", "cp932": "Shift JIS (Japanese)", "euc_jp": "EUC (Japanese)",
}  # fmt: skip
"""What a reader calls an encoding, by Python's name."""

_MARKS: Final = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The marks at a file's beginning; those of UTF-32 begin as those of UTF-16."""

_AS_TEXT: Final = "Open it in a word processor and save it as plain text (UTF-8)."
_PICTURE: Final = ("a picture", "Name the text's own file; a scanned page must be read by OCR first.")
_KINDS: Final = {
    b"PK\x03\x04": ("a Word file or another zipped one (.docx, .odt, .epub, .pages)", _AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("an old Word file (.doc)", _AS_TEXT),
    b"%PDF-": ("a PDF", "Take the text it was made from."),
    b"{\\rtf": ("a rich-text file (.rtf)", _AS_TEXT),
    b"GIF87a": _PICTURE,
    b"GIF89a": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"RIFF": ("a picture, a sound or a film", _PICTURE[1]),
    b"\x1f\x8b": ("a compressed file", "Unpack it and take the text inside."),
}
_SAMPLE: Final = 65_536
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
"""Bytes that no text has: control characters but for white space, DOS's end of file and escapes."""
_PADDING: Final = b"\0\x1a"
"""What stands at a file's end after a crash, or as DOS's mark that the text is over."""
_FEWEST_SYLLABLES: Final = 8
_LEAST_SHARE: Final = 0.2
"""Hiragana that a Japanese text has at least: so many, and such a share of its letters."""
_FEWEST: Final = 4
"""Fewer control characters at the end are slips in a text."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_PASTED = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]")
"""UTF-8 for what Western authors type, as it stands among the bytes of an older encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, with all that was in it, and what it was read as."""

    text: str
    encoding: str = UTF8
    """Python's name."""
    lines: tuple[tuple[int, int], ...] = ()
    """Line and column (from 1) of the first character of each line that depends on an older encoding; for a file that
    is in one encoding throughout, of its first such character alone."""
    mixed: bool = False
    """Whether other lines are UTF-8."""
    other: str = ""
    """An encoding that may be the right one as well; empty when there is no doubt."""
    doubted: tuple[int, int] = (0, 0)
    """Line and column of the first character that the other encoding reads differently."""
    junk: int = 0
    """How many bytes at the file's end are no text and were left out."""

    @property
    def name(self) -> str:
        """What a reader calls the encoding."""
        return name_of(self.encoding)


def name_of(encoding: str) -> str:
    """What a reader calls an encoding that has Python's name."""
    return NAMES.get(encoding.removesuffix("-le").removesuffix("-be"), encoding.upper())


def decoded(data: bytes, shown: str, language: str = "") -> Decoded:
    """Bytes as text. `language` (a tag) helps to tell older encodings apart.

    Raises BookError M050 for what is no text: a Word file, a picture, anything that is mostly binary.
    """
    _refuse_kinds(data, shown)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, ((1, 1),)) if encoding != UTF8 else _eight_bit(data[3:], shown, language)
    wide = _without_mark(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, ((1, 1),))
    return _japanese(data) or _eight_bit(data, shown, language)


def tell_encoding(read: Decoded, shown: str, findings: Findings) -> None:
    """Warn of a chapter that is not UTF-8 (M003, M004), of a doubt, and of what was left out at its end (M010)."""
    again = "Save it again as UTF-8."
    if read.mixed:
        message = f"This line is {read.name} in a file that is UTF-8 elsewhere; each was read as what it is."
        for line, column in read.lines:
            findings.warn("M004", message, again, Place(shown, line, column))
    elif read.encoding.startswith("utf-") and read.encoding != UTF8:
        findings.warn("M003", f"This file is {read.name}, not UTF-8, and was read as that.", again, Place(shown, 1))
    elif read.encoding != UTF8 and not read.other:
        message = f"This file is {read.name}, not UTF-8, and was read as that."
        findings.warn("M004", message, again, Place(shown, *read.lines[0]))
    if read.other:
        message = f"This file is not UTF-8; it was read as {read.name}, but may be {name_of(read.other)}."
        hint = f"Look at the letter in this place, and if it is wrong at the whole chapter. {again}"
        findings.warn("M004", message, hint, Place(shown, *read.doubted))
    if read.junk:
        what = "What stands at this file's end is no text and was left out."
        findings.warn("M010", what, "Look at the end of the text.", Place(shown, read.text.count("\n") + 1))


def _japanese(data: bytes) -> Decoded | None:
    """The text, if its bytes are Japanese in two of them a letter: enough of it is in Hiragana, which bytes of another
    encoding give by chance only here and there."""
    if not _NOT_ASCII.search(data) or _is_utf8(data):
        return None
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [one for one in text if one > "\x7f"]
        syllables = [one for one in letters if "\u3041" <= one <= "\u3096"]
        if len(syllables) >= _FEWEST_SYLLABLES and len(syllables) > _LEAST_SHARE * len(letters):
            at = text.index(letters[0])
            return Decoded(text, encoding, ((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),))
    return None


def _refuse_kinds(data: bytes, shown: str) -> None:
    """Refuse what is no text, saying what it is."""
    for magic, (kind, cure) in _KINDS.items():
        if data.startswith(magic):
            raise error("M050", f"This is {kind}, not a text.", cure, Place(shown))


def _without_mark(data: bytes) -> str:
    """UTF-16 or UTF-32 by where the zero bytes stand; the empty string for neither."""
    sample = data[:4096]
    units = len(sample) // 2
    if units < 2 or len(data) % 2 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    thirds = [sample[at::4].count(0) for at in range(4)]
    if len(data) % 4 == 0 and min(thirds[2:] + thirds[1:2]) >= 0.9 * (units // 2) and not thirds[0]:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(thirds[:3]) >= 0.9 * (units // 2) and not thirds[3]:
        return "utf-32-be"
    many = max(2, units // 12) if units > 4 else 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros >= many and others <= zeros // 20 and _reads_as_text(sample, encoding):
            return encoding
    return ""


def _reads_as_text(sample: bytes, encoding: str) -> bool:
    """Whether nearly all of it is letters, marks and spaces."""
    text = sample[: len(sample) // 2 * 2].decode(encoding, "ignore")
    return sum(one.isprintable() or one in "\r\n\t" for one in text) >= 0.95 * len(text) > 0


def _eight_bit(data: bytes, shown: str, language: str) -> Decoded:
    """UTF-8, or an older encoding with one byte a letter, less what is no text at the end."""
    kept = _without_junk(data)
    if _is_binary(kept) or (data and not kept) or len(data.rstrip(_PADDING)) > 2 * len(kept):
        cure = "Save the manuscript as plain text (UTF-8)."
        raise error("M050", "This is a binary file, not a text.", cure, Place(shown))
    junk = len(data) - len(kept)
    try:
        return Decoded(kept.decode(UTF8), junk=junk)
    except UnicodeDecodeError as fault:
        if _is_cut_short(kept, fault):
            return Decoded(kept[: fault.start].decode(UTF8), junk=junk + len(kept) - fault.start)
        return _older(kept, language, junk)


def _is_binary(data: bytes) -> bool:
    """Whether every tenth byte is one that no text has, slips aside."""
    sample = data[:_SAMPLE]
    return len(_NO_TEXT.findall(sample)) > 3 + len(sample) // 10


def _is_cut_short(data: bytes, fault: UnicodeDecodeError) -> bool:
    """Whether a text is UTF-8 up to its last character, of which some bytes are missing."""
    begun = len(data) - fault.start
    return fault.reason == "unexpected end of data" and (begun > 1 or not data[: fault.start].isascii())


def _without_junk(data: bytes) -> bytes:
    """The bytes up to where only what is no text follows: zeros after a crash, remains after DOS's end-of-file mark."""
    stripped = data.rstrip(_PADDING)
    first = _NO_TEXT.search(stripped)
    if first is None:
        return stripped
    kept, tail = stripped[: first.start()], stripped[first.start() :]
    controls = len(_NO_TEXT.findall(tail))
    strange = controls + len(_NOT_ASCII.findall(tail))
    if controls < _FEWEST or strange < 0.3 * len(tail) or re.search(rb"[A-Za-z]{3} [A-Za-z]{2}", tail):
        return stripped
    bare = re.sub(rb"[\x80-\xff]+\Z", b"", kept)
    return (bare if _is_utf8(bare) and not _is_utf8(kept) else kept).rstrip(_PADDING)


def _older(data: bytes, language: str, junk: int) -> Decoded:
    """Text in an older encoding, or lines of one among lines of UTF-8."""
    end = b"\n" if b"\n" in data else b"\r"
    lines = data.split(end)
    strange = [at for at, line in enumerate(lines) if not _is_utf8(line)]
    rest = end.join(lines[at] for at in strange)
    if _are_mixed(lines, len(strange), rest):
        encoding = weigh(_PASTED.sub(b"", rest), language).encoding
        text = (_mixed(line, encoding) for line in lines)
        return Decoded(end.decode().join(text), encoding, _places(lines, strange), mixed=True, junk=junk)
    verdict = weigh(data, language)
    first = next(at for at, line in enumerate(lines) if not line.isascii())
    column = _NOT_ASCII.search(lines[first])
    assert column is not None
    doubted = _first_doubt(lines, verdict.encoding, verdict.other) if verdict.other else (0, 0)
    return Decoded(
        data.decode(verdict.encoding, "replace"),
        verdict.encoding,
        ((first + 1, column.start() + 1),),
        other=verdict.other,
        doubted=doubted,
        junk=junk,
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _are_mixed(lines: Sequence[bytes], strange: int, rest: bytes) -> bool:
    """Whether UTF-8 stands beside an older encoding: whole lines of it, or what was pasted into lines. A sign or two may
    look like UTF-8 by chance (É before a closing quote), so it must be one in twenty."""
    whole = sum(_shows_utf8(line) for line in lines)
    if whole and 20 * whole >= strange:
        return True
    pasted = len(_PASTED.findall(rest))
    return pasted > 1 and 20 * pasted >= len(_NOT_ASCII.findall(rest)) - 2 * pasted


def _shows_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 beyond doubt: two characters of it, or one that Western authors type."""
    return len(_NOT_ASCII.findall(line)) > 1 and _is_utf8(line) and (bool(_PASTED.search(line)) or _letters(line) > 1)


def _letters(line: bytes) -> int:
    return sum(not one.isascii() for one in line.decode(UTF8))


def _mixed(line: bytes, encoding: str) -> str:
    """A line of UTF-8, or one of an older encoding into which UTF-8 may have been pasted."""
    if _is_utf8(line):
        return line.decode(UTF8)
    text, at = "", 0
    for found in _PASTED.finditer(line):
        text += line[at : found.start()].decode(encoding, "replace") + found[0].decode(UTF8)
        at = found.end()
    return text + line[at:].decode(encoding, "replace")


def _places(lines: Sequence[bytes], which: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Line and column of the first byte that is no UTF-8 in each of these lines."""
    return tuple((at + 1, _column(lines[at])) for at in which)


def _column(line: bytes) -> int:
    """Where in a line, counted in characters from 1, the first byte stands that is no UTF-8."""
    try:
        line.decode(UTF8)
    except UnicodeDecodeError as fault:
        return len(line[: fault.start].decode(UTF8, "replace")) + 1
    return 1


def _first_doubt(lines: Sequence[bytes], one: str, other: str) -> tuple[int, int]:
    """Line and column of the first character that two encodings read differently."""
    for number, line in enumerate(lines, 1):
        at = first_difference(one, other, line)
        if at is not None:
            return number, at + 1
    return 1, 1
