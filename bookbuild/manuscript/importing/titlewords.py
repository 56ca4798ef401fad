"""What a line of a title page could be by its words: an author, a subtitle, a notice, a name, a motto's source."""

from __future__ import annotations

import re
from typing import Final

from bookbuild.manuscript.importing.headings import is_break

_BYLINE = re.compile(r"(?:written\s+)?(?:by|von|par|di|por)[:\s]\s*(?=\S)([^;:!?]{2,80})", re.IGNORECASE)
_BY_ALONE = re.compile(r"(?:written\s+)?(?:by|von|par|di|de|por)[:.]?", re.IGNORECASE)
_KIND: Final = (
    "novel|novella|novelette|romance|story|stories|tale|tales|memoir|memoirs|play|comedy|tragedy|thriller|mystery|fantasy"
    "|saga|poem|poems|history|biography|autobiography|short story|western|fable|roman|novelle|erzählung|novela|romanzo"
    "|racconto|récit|cuento|nouvelle"
)
_SUBTITLE = re.compile(
    rf"(?:(?:an?|the|ein|eine|un|une|una)\s+)?(?:[\w’'-]+\s+){{0,3}}(?:{_KIND})\b(?!\s+(?:was|is|had|that))[^.!?]{{0,50}}"
    r"|(?:or|oder|ou|o),?\s.{3,60}|(?:book|volume)\s[\w-]+\sof\s.{3,60}",
    re.IGNORECASE,
)
_KIND_BY = re.compile(rf"((?:an?|the)\s+(?:[\w’'-]+\s+){{0,3}}(?:{_KIND}))\s+by\s+(\S.{{1,60}})", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:copyright\b|©|\(c\)\s|all rights reserved|isbn\b|first (?:published|edition|printing)|published (?:by|in)\b|printed in\b"
    r"|no part of this|this (?:book )?is a work of fiction|names, characters|any resemblance|tous droits|alle rechte"
    r"|todos los derechos|tutti i diritti|cover (?:design|art|by))",
    re.IGNORECASE,
)
_DEDICATION = re.compile(
    r"(?:for|to|in memory of|in memoriam|dedicated to|à|pour|für|para|a mi|per)\s\S.{0,80}", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\b\d[\d,.]*\s+words\b|word count|\S@\S+\.\w|\b(?:tel|phone|e-?mail)\b|\(\d{3}\)\s?\d{3}", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:[—–]|--?\s?)\s*([^\W\d_a-z].{1,90})")
_NO_SOURCE = re.compile(r"[!?”\"»,]$|\w{3}\.$|\s[—–]|[!?]\s")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'-]*\.?\s+|(?:de|von|van|der|la|del|di|da|du)\s+){1,4}[^\W\d_a-z][\w’'-]+\.?")
_NO_NAME = re.compile(
    r"\b(?:the|a|an|of|and|in|on|at|to|le|la|les|der|die|das|el|los|il|chapter|part|book|novel)\b", re.IGNORECASE
)


def author_in(text: str) -> str:
    """The author's name out of a line such as `by Ines Calder`; the empty string when it is no such line."""
    found = _BYLINE.fullmatch(text)
    if not found or len(found[1].split()) > 9 or re.search(r"\w{4}[.,]$", found[1]):
        return ""
    begins = found[1][0].isupper() or found[1].split()[0] in ("de", "von", "van", "la", "di")
    return found[1].strip() if begins else ""


def says_by(text: str) -> bool:
    """Whether a line holds nothing but `by`: the author stands in the next one."""
    return bool(_BY_ALONE.fullmatch(text))


def kind_and_author(text: str) -> tuple[str, str]:
    """`A Novel` and the name out of `A Novel by Ines Calder`; empty strings when it is no such line."""
    found = _KIND_BY.fullmatch(text)
    return (found[1], found[2]) if found else ("", "")


def is_subtitle(text: str) -> bool:
    """Whether a line says what kind of book it is."""
    return bool(_SUBTITLE.fullmatch(text))


def is_notice(text: str) -> bool:
    """Whether a text belongs on the copyright page."""
    return bool(_NOTICE.match(text))


def is_dedication(text: str) -> bool:
    """Whether a short line could say to whom the book is dedicated."""
    return bool(_DEDICATION.fullmatch(text.strip("_*")))


def is_address(text: str) -> bool:
    """Whether a line belongs to the head of a submitted manuscript: its length, a mail address."""
    return bool(_ADDRESS.search(text))


def is_name(text: str) -> bool:
    """Whether a line looks like a person's name, in capitals or not."""
    name = text.title() if text.isupper() else text
    return bool(_NAME.fullmatch(name)) and not _NO_NAME.search(name)


def source_of(text: str) -> str:
    """Who said a motto, out of a line such as — Ines Calder; the empty string when it is no such line."""
    found = _SOURCE.fullmatch(text.strip("_* "))
    return found[1].strip("_* ") if found and not _NO_SOURCE.search(found[1]) else ""


def is_motto(text: str) -> bool:
    """Whether a text could be a motto: not long, no speech with a dash, nothing in it that only Markdown could keep."""
    plain = text.strip("_* \n")
    return 0 < len(plain) <= 500 and plain[0] not in "—–-" and not re.search(r"[_*]", plain) and not is_break(text)
