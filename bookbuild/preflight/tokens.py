"""A content stream as instructions: operands as they are written, then the operator (PDF 1.7, 7.8.2).

One regular expression reads a whole instruction and can't be made slow: whatever it does not understand is an operator
of one byte, and nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Final

_WHITE: Final = rb"\x00\t\n\x0c\r "
_REGULAR: Final = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_NESTED: Final = 6
"""Brackets inside brackets in a string."""


def _string(depth: int) -> bytes:
    inside = rb"|" + _string(depth - 1) if depth else b""
    return rb"\((?:[^()\\]++|\\[\s\S]" + inside + rb")*+\)"


STRING: Final = _string(_NESTED)
_OPERAND: Final = (
    rb"(?:[" + _WHITE + rb"]++|[+\-.0-9]" + _REGULAR + rb"*+|/" + _REGULAR + rb"*+|<<|>>|[\[\]]"
    rb"|<[0-9A-Fa-f" + _WHITE + rb"]*+>|" + STRING + rb"|%[^\r\n]*+|(?:true|false|null)(?!" + _REGULAR + rb"))"
)
INSTRUCTION: Final = re.compile(rb"(" + _OPERAND + rb"*+)(" + _REGULAR + rb"++|[\s\S]|\Z)")
_END_OF_PICTURE: Final = re.compile(rb"[" + _WHITE + rb"]EI(?=[" + _WHITE + rb"/<\[(]|\Z)")
_NAME: Final = re.compile(rb"/(" + _REGULAR + rb"*)")
_ESCAPED_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPES: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r\n": b"",
    b"\n": b"",
    b"\r": b"",
}
_NOT_HEX: Final = re.compile(rb"[^0-9A-Fa-f]")


def instructions(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each instruction of a stream: its operands and its operator. The data of inline pictures are passed over."""
    at = 0
    while at < len(data):
        for found in INSTRUCTION.finditer(data, at):
            operands, operator = found.groups()
            yield operands, operator
            if operator == b"ID":
                end = _END_OF_PICTURE.search(data, found.end())
                if end is None:
                    yield b"", b"ID without EI"
                    return
                at = end.end()
                break
        else:
            return


def floats(operands: bytes) -> list[float]:
    """The numbers among some operands; one that makes no sense is 0."""
    try:
        found = [*map(float, operands.split())]
    except ValueError:
        found = [_float(one) for one in re.findall(rb"[+\-.0-9]" + _REGULAR + rb"*", _without_comments(operands))]
    return found if all(map(isfinite, found)) else [one if isfinite(one) else 0.0 for one in found]


def _without_comments(operands: bytes) -> bytes:
    return re.sub(rb"%[^\r\n]*", b" ", re.sub(rb"/" + _REGULAR + rb"*|" + STRING, b" ", operands))


def _float(written: bytes) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def last_name(operands: bytes) -> str:
    """The last name among some operands, without its slash."""
    found = _NAME.findall(operands)
    return plain_name(found[-1]) if found else ""


def plain_name(written: bytes) -> str:
    """A name as pikepdf gives it: #20 and the like read."""
    if b"#" in written:
        written = _ESCAPED_NAME.sub(lambda found: bytes([int(found[1], 16)]), written)
    return written.decode("utf-8", "surrogateescape")


def string_bytes(token: bytes) -> bytes:
    """What a string stands for, written in brackets or in hexadecimal, delimiters included."""
    if token[:1] == b"<":
        digits = _NOT_HEX.sub(b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    inside = token[1:-1]
    return _ESCAPE.sub(_escaped, inside) if b"\\" in inside else inside


def _escaped(found: re.Match[bytes]) -> bytes:
    written: bytes = found[1]
    if written[0] in b"01234567":
        return bytes([int(written, 8) & 255])
    return _ESCAPES.get(written, written)
