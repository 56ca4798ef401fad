"""What a line could be by its words alone: a chapter's heading, a part's, a number, a scene break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from bookbuild.manuscript.importing.numbers import number_of

LONGEST_HEADING: Final = 70
"""A line longer than this is a heading only when it begins with `Chapter` and a number."""
LONGEST_NAMED: Final = 240
"""The longest heading that says `Chapter N` itself: old books tell there what will happen."""

_CONTENTS: Final = frozenset({
    "contents", "table of contents", "table", "table des matières", "sommaire", "inhalt", "inhaltsverzeichnis", "índice",
    "indice", "sommario", "list of chapters", "chapters",
})  # fmt: skip

Sort = Literal["part", "chapter", "act", "scene", "persons", "named", "number", "numbered", "capitals"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A possible heading: its kind, its number, how that is written, and its title."""

    sort: Sort
    number: int | None = None
    manner: str = ""
    """How the number is written: 1, I or one."""
    title: str = ""


_CHAPTER: Final = (
    "chapter|chapitre|kapitel|capítulo|capitulo|capitolo|chap|ch|cap|kap|hoofdstuk|letter|stave|canto|episode|section"
    "|adventure|day"
)
_PART: Final = "part|book|volume|vol|partie|livre|tome|teil|buch|band|parte|libro|tomo"
_ACT: Final = "act|acte|akt|aufzug|acto|atto|ato|bedrijf|dějství|jednání|действие"
_SCENE: Final = "scene|scène|szene|scena|escena|cena|auftritt|toneel|tafereel|tableau|výstup|явление"
_NUMBER: Final = r"\d{1,3}|[^\W\d_]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?|dix-[^\W\d_]+"
_NAMED_NUMBER = re.compile(
    rf"(?:(?P<chapter>{_CHAPTER})|{_PART})\b\.?\s*(?:(?:the|no\.?|nr\.?|n°|number)\s+|[#№]\s*)?(?P<number>{_NUMBER})\b(?P<rest>.*)",
    re.IGNORECASE,
)
_ORDINAL_FIRST = re.compile(
    rf"(?:the\s+|das\s+|der\s+)?(?P<number>\d{{1,3}}(?:\.|st|nd|rd|th|er|e|ème|º|ª|°)|[^\W\d_]+(?:-[^\W\d_]+)?)\s+"
    rf"(?:(?P<chapter>chapter|chapitre|kapitel|capítulo|capitolo|hoofdstuk)|{_PART})\b(?P<rest>.*)",
    re.IGNORECASE,
)
_STAGE = re.compile(
    rf"(?:(?P<act>{_ACT})|{_SCENE})\b\.?\s*(?:the\s+)?(?P<number>{_NUMBER})\b\.?(?P<rest>.*)", re.IGNORECASE
)
_STAGE_ORDINAL = re.compile(
    rf"(?:the\s+|der\s+|die\s+)?(?P<number>\d{{1,3}}\.|[^\W\d_]+)\s+(?:(?P<act>{_ACT})|{_SCENE})\b(?P<rest>.*)",
    re.IGNORECASE,
)
_SCENE_ALONE = re.compile(rf"(?:{_SCENE})", re.IGNORECASE)
_ONLY: Final = frozenset({"last", "final", "letzter", "letzte", "dernier", "dernière", "último", "última", "ultimo", "ultima",
    "unique", "única", "unica", "einziger"})  # fmt: skip
"""What stands in place of a number."""
_PERSONS = re.compile(
    r"(?:the\s+)?(?:dramatis person(?:ae|æ)|persons (?:in|of) the (?:play|drama)|characters(?: (?:in|of) the play)?|cast(?: of characters)?"
    r"|(?:les )?personnages|acteurs|(?:die )?personen|personas|personajes|personaggi|interlocutori|personagens)[.:]?",
    re.IGNORECASE,
)
_NAMES: Final = (
    "prologue|epilogue|foreword|preface|introduction|afterword|interlude|dedication|acknowledge?ments|about the author"
    "|author[’']s note|a note from the author|coda|postscript|prelude|appendix"
    "|épilogue|préface|avant-propos|prolog|epilog|vorwort|nachwort|einleitung|zwischenspiel"
    "|prólogo|epílogo|prefacio|introducción|prologo|epilogo|prefazione|introduzione"
)
_NAMED = re.compile(rf"(?:the\s+)?(?:{_NAMES})(?P<rest>.*)", re.IGNORECASE)
_DECORATION: Final = " \t-–—~*[]().:§#=|"
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}|[IVXLC]{1,7}|[^\W\d_]{3,9}(?:[- ][^\W\d_]{3,5})?)(?P<mark>[.:)]\s*(?:--|—)|[.:)]\s|\s*[—–-]+\s)\s*(?P<title>\S.*)"
    r"|(?P<bare>\d{1,3}|[IVXLC]{2,7})\s+(?P<words>[^\W\d_a-z].*)"
)
_SEPARATOR = re.compile(r"\s*[.:—–-]+\s*|\s*(?=\()")
_BREAK = re.compile(
    r"(?=.{1,80}\Z)(?!(?:[.…?!]\s*)+\Z)(?:(?:_|[^\w\s\"'“”‘’«»„,;()])\s*)+|[\W_]*o\s?[0o]\s?o[\W_]*|[\W_]*(?:x\s?){3}[\W_]*"
    r"|[\[(*\s]*(?:scene break|section break|line break|break|scene change)[\])*\s]*",
    re.IGNORECASE,
)
_ENDS: Final = frozenset({"the end", "end", "fin", "ende", "fine", "finis", "fin.", "la fin", "the end."})


def is_break(text: str) -> bool:
    """Whether a line (stripped) parts two scenes: no letters, or a known device such as -oOo-."""
    first = text[:1]
    if not first or len(text) > 80 or (first.isalpha() and first not in "oOxXsSbBlL"):
        return False
    return bool(_BREAK.fullmatch(text))


def is_the_end(text: str) -> bool:
    """Whether a line says that the book is over."""
    return text.strip(" *-—–.~!").casefold() in _ENDS


def folded(text: str) -> str:
    """A heading as it is compared: without capitals and marks between its words."""
    return re.sub(r"[\s.:—–-]+", " ", text.casefold()).strip(" *_")


def names_contents(text: str) -> bool:
    """Whether a line stands over a contents list."""
    return text.strip(" .:*_#=").casefold() in _CONTENTS


def is_title_like(text: str) -> bool:
    """Whether a line could be a title: short, beginning large, not a sentence, nobody's speech."""
    return (
        0 < len(text) <= LONGEST_HEADING
        and (text[0].isupper() or text[0].isdigit() or text[0] == "¿")
        and (is_capitals(text) or text[-1] not in ".,;:”\"'’…—-")
        and len(text.split()) <= 12
    )


def is_capitals(text: str) -> bool:
    """Whether a line has three letters or more, all of them capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """What heading a text could be by its words alone; None for none."""
    if len(text) > LONGEST_NAMED or not text or text[0] in "\"'“‘«„":
        return None
    found = _with_name(text)
    if found or len(text) > LONGEST_HEADING:
        return found
    bare = text.strip(_DECORATION)
    number = number_of(bare) if bare else None
    if number is not None and (bare[:1].isupper() or bare[:1].isdigit()) and not text.endswith(","):
        return Heading("number", number, _manner(bare))
    return _numbered(text) or _in_capitals(text)


def _with_name(text: str) -> Heading | None:
    """A heading that says what it is: Chapter 1, Second Part, Prologue, Act II."""
    staged = staged_in(text)
    if staged:
        return staged
    named = _NAMED_NUMBER.fullmatch(text)
    if named:
        found = _named_number(text, named)
        if found:
            return found
    ordinal = _ORDINAL_FIRST.fullmatch(text) if text[0].isupper() or text[0].isdigit() else None
    if ordinal:
        number = number_of(re.sub(r"(?<=\d)\D+$", "", ordinal["number"]))
        title = _title_in(ordinal["rest"])
        last = ordinal["number"].casefold() in ("last", "final", "letztes", "dernier", "último", "ultimo")
        if (number or last) and title is not None:
            return Heading("chapter" if ordinal["chapter"] else "part", number, "word", title)
    other = _NAMED.fullmatch(text)
    if other and (text[0].isupper() or not other["rest"]):
        rest = other["rest"].strip()
        if rest in ("", "."):
            return Heading("named")
        if _SEPARATOR.match(rest) and not rest[:1].isalpha() and len(text) <= LONGEST_HEADING:
            return Heading("named", title=_SEPARATOR.sub("", rest, count=1))
    return None


@lru_cache(maxsize=4096)
def staged_in(text: str) -> Heading | None:
    """An act's heading, a scene's or the list of persons, however long the description that follows it."""
    if not text[:1].isupper() and not text[:1].isdigit():
        return None
    if len(text) <= LONGEST_HEADING and _PERSONS.fullmatch(text):
        return Heading("persons")
    bare = text.strip(_DECORATION)
    if _SCENE_ALONE.fullmatch(bare):
        return Heading("scene")
    found = _STAGE.fullmatch(text) or _STAGE_ORDINAL.fullmatch(text)
    if not found:
        return None
    words, rest = found["number"], found["rest"]
    number = number_of(words.rstrip("."))
    if number is None and re.search(r"[- ]", words):
        first = re.split(r"[- ]", words)[0]
        number, rest = number_of(first), words[len(first) :] + rest
    title = _stage_title(text[: len(text) - len(rest)], rest)
    if (number is None and words.casefold() not in _ONLY) or title is None:
        return None
    return Heading("act" if found["act"] else "scene", number, _manner(words), title)


def _stage_title(label: str, rest: str) -> str | None:
    """What follows an act's or a scene's number: empty for nothing, None when a sentence goes on."""
    if not rest.strip(" .:;,—–-"):
        return ""
    separator = re.match(r"[\s.:;,—–-]*", rest)
    assert separator is not None
    title = rest[separator.end() :]
    parted = label.endswith(".") or any(mark in separator[0] for mark in ".:;—–") or title[0] in "([_*"
    if parted:
        return title if not title[0].islower() else None
    if "," in separator[0]:
        return title if staged_in(title) else None
    return title if title[0].isupper() and title[-1] not in ".!?,;" and len(title) <= LONGEST_HEADING else None


def _named_number(text: str, named: re.Match[str]) -> Heading | None:
    """`Chapter` with its number; the number in one word where two are none."""
    words, rest = named["number"], named["rest"]
    number = number_of(words)
    if number is None and re.search(r"[- ]", words):
        first = re.split(r"[- ]", words)[0]
        number, rest = number_of(first), words[len(first) :] + rest
    last = words.casefold() in ("last", "final", "ultimo", "último", "dernier")
    title = _title_in(rest)
    if (number is None and not last) or title is None:
        return None
    if not text[0].isupper() and (named["chapter"] or "").casefold() != "chapter":
        return None
    if rest and not rest.strip(" .:") and number_of(words) == 1 and words == "i":
        return None
    return Heading("chapter" if named["chapter"] else "part", number, _manner(words), title)


def _title_in(rest: str) -> str | None:
    """The title after a heading's number: empty for none, None when what follows is a sentence's end."""
    if not rest.strip(" .:—–-"):
        return ""
    separator = _SEPARATOR.match(rest)
    title = _SEPARATOR.sub("", rest, count=1) if separator else rest.strip()
    if separator and separator[0].strip() == "-" and not separator[0].startswith(" "):
        return None
    if separator and (separator[0].strip() or title.startswith("(")):
        return title if not title[:1].islower() or ":" in separator[0] else None
    if not rest[0].isspace():
        return None
    sentence = title[-1] in ".!?," and not is_capitals(title)
    return title if title[0] in "\"“‘'«" or (title[0].isupper() and not sentence) else None


def _numbered(text: str) -> Heading | None:
    """A number and a title in one line: I. The Lamp, 3 The Chalk, TWO: THE CHALK."""
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None
    words = found["number"] or found["bare"]
    number = number_of(words)
    title = found["title"] or found["words"]
    if number is None or not words[:1].isupper() | words[:1].isdigit() or not is_title_like(title):
        return None
    return Heading("numbered", number, _manner(words), title)


def _in_capitals(text: str) -> Heading | None:
    """A line in capitals, which may be a heading or a shout."""
    if is_capitals(text) and text[-1] not in ',;:”"' and not is_the_end(text):
        return Heading("capitals")
    return None


def _manner(number: str) -> str:
    if number.isdecimal():
        return "1"
    return "I" if re.fullmatch("[IVXLCivxlc]+", number) else "one"
