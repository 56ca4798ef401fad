"""ISBNs: their check digits verified, their hyphens where the ISBN agency's ranges have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bookbuild.diagnostics import Place, error

_DASHES: Final = re.compile(r"[\s\u00a0\u00ad\u2010-\u2015-]")
_NAMED: Final = re.compile(r"\s*IS[BM]N(?:-1[03])?\s*:?\s*", re.IGNORECASE)
_IN_TEXT: Final = re.compile(r"ISBN(?:-1[03])?[\s:]*(97[89][\d\s‐‑–-]{9,14}\d|\d[\d\s‐‑–-]{7,12}[\dXx])(?![\d])")
_BOOKLAND: Final = "978"
"""What stands before the nine digits of an older ISBN in its thirteen."""
_MUSICLAND: Final = "9790"
"""With this begin the numbers of printed music, ISMNs (ISO 10957); no book has one."""


def printed_isbn(text: str, place: Place | None = None) -> str:
    """An ISBN of ten or thirteen digits as it is printed, such as ``978-0-306-40615-7``; the empty text stays empty.

    Hyphens stand between the parts of the agency's ranges, however they were typed. Raises BookError M060.
    """
    digits = _DASHES.sub("", _NAMED.sub("", text, count=1)).upper()
    if not digits:
        return ""
    _require_sound(digits, text, place)
    return _hyphenated(digits)


def ean13(isbn: str) -> str:
    """The thirteen digits of a sound ISBN's barcode. One of ten digits becomes one of thirteen (ISBN Users' Manual, 7th
    edition, section 3)."""
    digits = _DASHES.sub("", isbn)
    if len(digits) == 13:
        return digits
    nine = _BOOKLAND + digits[:9]
    return nine + check_digit(nine)


def check_digit(twelve: str) -> str:
    """The thirteenth digit: with it the digits, by turns once and three times, are a multiple of ten."""
    return str(-sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(twelve)) % 10)


def isbns_in(text: str) -> Iterator[str]:
    """Whatever is called an ISBN in a text, as it is typed there."""
    return (found[1].strip() for found in _IN_TEXT.finditer(text))


def _check_of_ten(nine: str) -> str:
    """The tenth digit: with it the digits, ten times down to once, are a multiple of eleven; X is ten."""
    check = -sum((10 - at) * int(digit) for at, digit in enumerate(nine)) % 11
    return "X" if check == 10 else str(check)


def _require_sound(digits: str, typed: str, place: Place | None) -> None:
    """Refuse what is no ISBN (M060)."""
    body, last = digits[:-1], digits[-1]
    if not (body.isascii() and body.isdigit() and len(digits) in (10, 13)):
        raise error("M060", f"{typed!r} is no ISBN.", "An ISBN has thirteen digits (older ones ten).", place)
    if len(digits) == 13 and digits[:3] not in (_BOOKLAND, "979"):
        raise error("M060", f"{typed!r} is no ISBN.", "Thirteen digits begin with 978 or 979.", place)
    if len(digits) == 13 and digits.startswith(_MUSICLAND):
        hint = "Ask the ISBN agency of your country for a number for the book; 979-0 is printed music."
        raise error("M060", f"{typed!r} is an ISMN, the number of printed music, and no ISBN.", hint, place)
    due = check_digit(body) if len(digits) == 13 else _check_of_ten(body)
    if last != due:
        message = f"{typed!r} is no ISBN: its last digit does not agree with the others."
        hint = f"A digit is wrong, or two are exchanged; were the others right, the last would be {due}."
        raise error("M060", message, hint, place)


def _hyphenated(digits: str) -> str:
    """An ISBN's parts with hyphens between them."""
    from stdnum import isbn

    return str(isbn.format(digits))
