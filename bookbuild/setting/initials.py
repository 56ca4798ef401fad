"""Initials: sized on the outline, standing on a baseline of the text, the lines beside them following their contour."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from bookbuild.manuscript.blocks import LINE_SEPARATOR, Mark, Run, Runs, text_of
from bookbuild.setting.atoms import JOINED, NO_LEAD_IN, LeadIn, led_in, make_atoms
from bookbuild.setting.contour import ROW, Beside, beside, glyph_rows
from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment
from bookbuild.setting.marks import Box, ink_box

GAP_IN_WORD: Final = 1.25
"""Points of white, ink to ink, between an initial and the rest of its word (design-spec.md section 4)."""
GAP_BELOW: Final = 3.0
"""The same beside the lines below the first."""
HANG: Final = {**dict.fromkeys("COGQСОЭΟΘ", 0.04), **dict.fromkeys("ATVWYÆАТУΑΔΛΤΥΨ", 0.03)}
"""How far round and pointed letters hang out of the measure, in their own widths."""
LEAST_BESIDE: Final = 10.0
"""Ems that an initial leaves the lines beside it at least: about 25 letters."""
FULLEST: Final = 0.6
"""How much of their shrink the spaces of a whole line in small capitals may give."""
TIGHTEST: Final = 0.03
WIDEST: Final = 0.10
"""Ems between the letters of such a line, at least and at most."""

_SIZINGS: Final = 4
"""Each brings the size of a face with optical sizes twenty times closer."""
_OPENING_MARKS: Final = "“”„‘’‚«»‹›\"'¿¡(["
"""What hangs before an initial; the first mark of ’Tis, too."""
_WHITE: Final = " \u00a0\u202f\u2009\u200a"
"""What may stand between a guillemet and its text."""
_PHRASE_WORDS: Final = (2, 6)
_LEAD_IN_WORDS: Final = 3
_LEAD_IN_SHARE: Final = 0.6
_SHOWN: Final = 24
"""Letters of a paragraph that a message shows."""
_SMALL_WORD: Final = 3
"""A lead-in does not end with a word of so few letters: in most languages an article or a preposition."""


@dataclass(frozen=True, slots=True)
class Space:
    """The room a page has for an initial: the measure, the lines from its first one down to the page's foot, and
    points above that line's baseline that are free of ink."""

    measure: Measure
    lines: int
    above: float


@dataclass(frozen=True, slots=True)
class Initial:
    """An initial ready to draw. `mark` stands on the baseline of line `lines - 1`, `rise` points above it; `quote`
    hangs before it, `quote_drop` points under the first baseline; `beside` is what it leaves of the measure;
    `rest` is the paragraph without it, which begins with `lead_in`."""

    lines: int
    mark: Line
    rise: float
    quote: Line | None
    quote_drop: float
    beside: Beside
    rest: Runs
    lead_in: LeadIn


def set_initial(runs: Runs, case: Typecase, spec: FountSpec, space: Space) -> Initial | None:
    """The initial of a chapter's first paragraph, or None when it opens with no capital letter.

    Sizes and gaps: design-spec.md section 4, "Initials". An initial that the page can't hold is set in fewer lines.
    Warns: T020 no initial, T021 a smaller one.
    """
    place = runs[0].place if runs else None
    wanted = case.style.initial_lines
    opening = _split(runs, case.language)
    if opening is None:
        message = f"The chapter begins with “{_shown(runs)}”, not with a capital letter: it opens without an initial."
        case.findings.warn("T020", message, "Nothing, if the page looks well.", place)
        return None
    if case.fount(spec).word(opening.letter).lacks:
        message = f"{spec.typeface.name} has no “{opening.letter}”: the chapter opens without an initial."
        case.findings.warn("T020", message, "Choose a face that has it (see `bookbuild faces`).", place)
        return None
    for lines in range(wanted, 1, -1):
        initial = _cut(opening, lines, case, spec, space.measure)
        if _fits(initial, space, spec.size):
            break
    else:
        message = f"The page has no room for an initial of {wanted} lines: the chapter opens without one."
        case.findings.warn("T021", message, "Choose a deeper or wider page.", place)
        return None
    if initial.lines < wanted:
        message = f"The page has no room for an initial of {wanted} lines; it is set in {initial.lines}."
        case.findings.warn("T021", message, f"Ask for fewer: `initial: {{lines: {initial.lines}}}`.", place)
    return initial


def lead_in_without(runs: Runs, case: Typecase, spec: FountSpec, width: float) -> LeadIn:
    """The words in small capitals where a chapter opens without an initial: as many as after one,
    none where lines are kept or the first words are code."""
    if not runs or runs[0].mark & Mark.CODE or any(LINE_SEPARATOR in run.text for run in runs):
        return NO_LEAD_IN
    return _lead_in(runs, case, spec, width)


def _shown(runs: Runs) -> str:
    """A paragraph's first words, for a message."""
    text = text_of(runs).replace(LINE_SEPARATOR, " ")
    return text if len(text) <= _SHOWN else text[:_SHOWN].rpartition(" ")[0] + " …"


# What stands at the opening


@dataclass(frozen=True, slots=True)
class _Opening:
    """A paragraph taken apart: marks before its initial, the letter, the rest; `alone` when a space follows it."""

    marks: str
    letter: str
    rest: Runs
    alone: bool


def _split(runs: Runs, language: str) -> _Opening | None:
    """A paragraph taken apart, None when it begins with no capital letter or its author ended its lines."""
    marks = ""
    if len(runs) > 1 and not runs[0].text.strip(_OPENING_MARKS + _WHITE):
        marks, runs = runs[0].text, runs[1:]
    if not runs or runs[0].mark & Mark.CODE or any(LINE_SEPARATOR in run.text for run in runs):
        return None
    first = runs[0]
    bare = first.text.lstrip(_OPENING_MARKS + _WHITE)
    marks += first.text[: len(first.text) - len(bare)]
    letter = _letter(bare, language)
    if not letter:
        return None
    remaining = bare[len(letter) :]
    place = first.place.moved(len(first.text) - len(remaining.lstrip())) if first.place else None
    head = (Run(remaining.lstrip(), first.mark, place),) if remaining.strip() else ()
    following = remaining or text_of(runs[1:])
    return _Opening(marks.lstrip(_WHITE), letter, (*head, *runs[1:]), not following or following[0].isspace())


def _letter(text: str, language: str) -> str:
    """The capital that a text begins with, its accents and, in Dutch, the J of IJ included; else nothing."""
    if language.partition("-")[0] == "nl" and text.startswith("IJ"):
        return "IJ"
    if not text[:1].isalpha() or text[0].lower() == text[0]:
        return ""
    return text[0] + "".join(takewhile(unicodedata.combining, text[1:]))


# The lead-in


def _lead_in(rest: Runs, case: Typecase, spec: FountSpec, width: float) -> LeadIn:
    """The words after the initial in small capitals; the rest of its own word counts as one.

    None where the face lacks some of them: small letters are never tracked instead. Warns: T013.
    """
    manner = case.style.lead_in
    words = text_of(rest).split()
    if manner == "none" or not words:
        return NO_LEAD_IN
    if manner == "line":
        lead_in = _whole_line(rest, case, spec, width)
    elif manner == "words":
        lead_in = LeadIn(_without_small_words(words, min(_LEAD_IN_WORDS, len(words))))
    else:
        lead_in = LeadIn(_phrase(words, case.fount(spec), width))
    missing = case.style.lettering["lead-in"].small_caps and _without_small_capital(
        "".join(words[: lead_in.words]), case, spec
    )
    if missing:
        message = f"{spec.typeface.name} has no small capital for “{missing}”; the words are set in small letters."
        case.findings.warn("T013", message, "", rest[0].place)
        return NO_LEAD_IN
    return lead_in


def _without_small_capital(text: str, case: Typecase, spec: FountSpec) -> str:
    """The first small letter of a text for which the face has no small capital; empty when it has all."""
    plain, caps = case.fount(spec), case.fount(led_in(spec, NO_LEAD_IN, case))
    return next((c for c in text if c.islower() and caps.word(c).glyphs == plain.word(c).glyphs), "")


def _phrase(words: list[str], text: Fount, width: float) -> int:
    """A phrase of two to six words, at most 60 % of the line, ending at a comma where there is one."""
    least, most = _PHRASE_WORDS
    room = width * _LEAD_IN_SHARE
    count = 0
    for word in words[:most]:
        room -= text.word(word).width * 1.15 + text.space
        if room < 0:
            break
        count += 1
        if count >= least and word[-1] in ",;:.—":
            return count
    return _without_small_words(words, min(count, 4))


def _without_small_words(words: list[str], count: int) -> int:
    """So many words or fewer, two at least, the last of them no small one."""
    while count > _PHRASE_WORDS[0] and len(words[count - 1]) <= _SMALL_WORD:
        count -= 1
    return count


def _whole_line(rest: Runs, case: Typecase, spec: FountSpec, width: float) -> LeadIn:
    """As many undivided words in small capitals as fill a line best, their tracking helping the spaces; all of them
    when the paragraph is shorter."""
    words = len(text_of(rest).split())
    atoms = make_atoms(rest, spec, LeadIn(words), case)
    x = stretch = shrink = 0.0
    count = letters = 0
    best = (float("inf"), NO_LEAD_IN)
    tracking = case.style.lettering["lead-in"].tracking
    for atom in atoms:
        x += atom.shaped.width + atom.kern
        letters += len(atom.shaped.glyphs)
        if atom.follows == JOINED:
            continue
        count += 1
        by = min(max((width - x) / (letters * spec.size), TIGHTEST - tracking), WIDEST - tracking)
        slack = width - x - by * letters * spec.size
        if slack < -FULLEST * shrink:
            return best[1]
        best = min(
            best,
            (abs(slack) / (stretch or 1.0) + abs(by), LeadIn(count, round(by, 4), fills=True)),
            key=lambda one: one[0],
        )
        x, stretch, shrink = x + atom.space, stretch + atom.stretch, shrink + atom.shrink
        letters += 2
    return LeadIn(words)


# The letter


def _cut(opening: _Opening, lines: int, case: Typecase, spec: FountSpec, measure: Measure) -> Initial:
    """An initial of so many lines, and the lead-in that fills what it leaves of the first one."""
    whole = _lead_in(opening.rest, case, spec, measure.width)
    initial = _with_lead_in(opening, lines, case, spec, measure, whole)
    beside_it = _lead_in(opening.rest, case, spec, measure.width - initial.beside.insets[0])
    return initial if beside_it == whole else _with_lead_in(opening, lines, case, spec, measure, beside_it)


def _with_lead_in(
    opening: _Opening, lines: int, case: Typecase, spec: FountSpec, measure: Measure, lead_in: LeadIn
) -> Initial:
    """An initial of so many lines before some lead-in."""
    style, text = case.style, case.fount(spec)
    height = _first_line_height(case, spec, opening.rest, lead_in.words)
    fount = _sized(case, spec, (lines - 1) * style.leading + height)
    shaped = fount.word(opening.letter)
    foot = fount.face.cap_foot * fount.scale
    left = _left_of_capital(shaped)
    x = -left - HANG.get(unicodedata.normalize("NFD", opening.letter)[0], 0.0) * shaped.width
    outermost = x + _box(shaped).left
    marks, marks_x, marks_drop = None, 0.0, 0.0
    if opening.marks.strip():
        marks = text.word(opening.marks.strip())
        white = max(GAP_IN_WORD, text.word(opening.marks).width - marks.width)
        marks_x = min(x + left, 0.0) - white - _box(marks).right
        marks_drop = max(0.0, _box(marks).top - height)
        outermost = min(outermost, marks_x + _box(marks).left)
    moved = max(0.0, -outermost - measure.left - style.grid.hang_room)
    under = (lines - 1) * style.leading + foot
    space = text.space + (led_in(spec, lead_in, case).tracking * spec.size if lead_in.words else 0.0)
    return Initial(
        lines,
        _single(shaped, x + moved),
        -foot,
        _single(marks, marks_x + moved) if marks else None,
        marks_drop,
        beside(
            shaped, x + moved, under, lines, style.leading, text, space if opening.alone else GAP_IN_WORD, GAP_BELOW
        ),
        opening.rest,
        lead_in,
    )


def _sized(case: Typecase, spec: FountSpec, height: float) -> Fount:
    """The fount whose flat capitals are so high, foot to top: where its optical size follows, so do its proportions."""
    fount = case.fount(spec)
    for _ in range(_SIZINGS):
        flat = (fount.face.cap_height - fount.face.cap_foot) / fount.face.upem
        fount = case.fount(FountSpec(spec.typeface, height / flat))
    return fount


def _first_line_height(case: Typecase, spec: FountSpec, rest: Runs, lead_in: int) -> float:
    """The height that the initial's top meets: capitals where the lead-in has one, else its small capitals."""
    text = case.fount(spec)
    letters = [c for word in text_of(rest).split()[:lead_in] for c in word if c.isalpha()]
    cap = text.face.cap_height * text.scale
    if not case.style.lettering["lead-in"].small_caps or not letters or any(c.isupper() for c in letters):
        return cap
    return _box(case.fount(led_in(spec, NO_LEAD_IN, case)).word("x")).top


def _fits(initial: Initial, space: Space, em: float) -> bool:
    """Whether the page has room for it: below, above, and beside it for some words."""
    lines = initial.beside
    narrowest = space.measure.width - max(lines.insets)
    return len(lines) <= space.lines and lines.top <= space.above and narrowest >= LEAST_BESIDE * em


def _left_of_capital(shaped: Shaped) -> float:
    """The leftmost ink of a capital between its foot and its top: not its accent's, not its tail's."""
    face, scale = shaped.fount.face, shaped.fount.scale
    rows = next(rows for _, rows in glyph_rows(shaped, 0.0, 0.0, leftmost=True))
    top = face.cap_height * scale
    return min((x for row, x in rows.items() if 0 <= row * ROW < top), default=0.0)


def _box(shaped: Shaped) -> Box:
    """The box round a word's ink, its marks included, in points."""
    boxes = [box.moved(x, y) for face, glyph, scale, x, y in shaped.inked() if (box := ink_box(face, glyph, scale))]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _single(shaped: Shaped, x: float) -> Line:
    """A line of one piece."""
    return Line((Segment(shaped.fount, x, (shaped,), (None,)),), shaped.width)
