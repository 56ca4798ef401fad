"""Initials: sized on the outline, standing on a baseline of the text, the lines beside them following their contour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bookbuild.manuscript.blocks import LINE_SEPARATOR, Mark, Run, Runs
from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment
from bookbuild.style.style import SAFE

GAP_IN_WORD: Final = 1.25
"""Points of white, ink to ink, between an initial and the rest of its word (design-spec.md section 4)."""
GAP_BELOW: Final = 3.0
"""The same beside the lines below the first."""
HANG: Final = {**dict.fromkeys("COGQÓÒÔÖÇ", 0.04), **dict.fromkeys("ATVWYÀÁÂÄÅ", 0.03)}
"""How far round and pointed letters hang out of the measure, in their own widths."""

_OPENING_QUOTES: Final = "“‘«„‚¿¡"
_LEAD_IN_WORDS: Final = (2, 6)
_LEAD_IN_SHARE: Final = 0.6
_SMALL_WORD: Final = 3
"""A lead-in does not end with a word of so few letters: in most languages an article or a preposition."""


@dataclass(frozen=True, slots=True)
class Initial:
    """An initial ready to draw. `line` holds it on baseline `lines - 1`; `measure` is what it leaves of the
    measure; `rest` is the paragraph without it; `lead_in` counts the words in small capitals."""

    lines: int
    mark: Line
    quote: Line | None
    measure: Measure
    rest: Runs
    lead_in: int


def set_initial(runs: Runs, case: Typecase, spec: FountSpec, measure: Measure) -> Initial | None:
    """The initial of a chapter's first paragraph, or None when its text opens with no letter.

    `measure` must begin at the paragraph's first line. Sizes and gaps: design-spec.md section 4, "Initials".
    """
    style = case.style
    quote, letter, rest = _split(runs)
    if style.initial_lines < 2 or not letter:
        return None
    text = case.fount(spec)
    lead_in = _lead_in(rest, text, measure.at(0)[1]) if style.lead_in else 0
    height = _first_line_height(case, spec, rest, bool(lead_in))
    cap = text.face.cap_height / text.face.upem
    size = ((style.initial_lines - 1) * style.leading + height) / cap
    fount = case.fount(FountSpec(spec.typeface, size))
    shaped = fount.word(letter)
    if shaped.lacks or not shaped.glyphs:
        return None
    left_ink = min(fount.face.profile(shaped.glyphs[0]).left.values(), default=0.0) * fount.scale
    x = -left_ink - HANG.get(letter, 0.0) * shaped.width
    quotes = text.word(quote) if quote else None
    room = measure.at(0)[0] + min(style.grid.spine, style.grid.fore_edge) - SAFE
    quotes_end = min(x, 0.0)
    moved = max(0.0, (quotes.width if quotes else 0.0) - quotes_end - room)
    x, quotes_end = x + moved, quotes_end + moved
    alone = not rest or rest[0].text[:1].isspace()
    insets = _insets(shaped, x, style.leading, style.initial_lines, text, alone)
    rest = (replace(rest[0], text=rest[0].text.lstrip()), *rest[1:]) if rest else ()
    return Initial(
        style.initial_lines,
        _single(shaped, x),
        _single(quotes, quotes_end - quotes.width) if quotes else None,
        _beside(measure, insets),
        rest,
        lead_in,
    )


def _split(runs: Runs) -> tuple[str, str, Runs]:
    """The opening quotes, the initial letter (empty when there is none) and the rest."""
    if not runs or runs[0].mark & Mark.CODE:
        return "", "", runs
    first = runs[0]
    text = first.text
    quotes = len(text) - len(text.lstrip(_OPENING_QUOTES))
    letter = text[quotes : quotes + 1]
    if not letter.isalpha() or letter.lower() == letter or LINE_SEPARATOR in text[: quotes + 2]:
        return "", "", runs
    remaining = text[quotes + 1 :]
    place = first.place.moved(quotes + 1) if first.place else None
    head = (Run(remaining, first.mark, place),) if remaining else ()
    return text[:quotes], letter, (*head, *runs[1:])


def _lead_in(rest: Runs, text: Fount, width: float) -> int:
    """How many words after the initial are set in small capitals: a phrase of two to six words, at most 60 % of
    the line, ending at a comma where there is one. The initial's own word counts as one."""
    least, most = _LEAD_IN_WORDS
    words = (rest[0].text if rest else "").split()[:most]
    room = width * _LEAD_IN_SHARE
    count = 0
    for word in words:
        room -= text.word(word).width * 1.15 + text.space
        if room < 0:
            break
        count += 1
        if count >= least and word[-1] in ",;:.—":
            return count
    count = min(count, 4)
    while count > least and len(words[count - 1]) <= _SMALL_WORD:
        count -= 1
    return count


def _first_line_height(case: Typecase, spec: FountSpec, rest: Runs, lead_in: bool) -> float:
    """The height that the initial's top meets: capitals where the first words have one, else small capitals."""
    text = case.fount(spec)
    following = "".join(run.text for run in rest)[:12]
    if not lead_in or any(c.isupper() for c in following):
        return text.face.cap_height * text.scale
    caps = case.fount(replace(spec, small_caps=True, tracking=0.05))
    glyph = caps.word("x").glyphs[0]
    box = caps.face.font.get_glyph_extents(glyph)
    return float(box.y_bearing) * caps.scale if box else text.face.x_height * text.scale


def _insets(shaped: Shaped, x: float, leading: float, lines: int, text: Fount, alone: bool) -> tuple[float, ...]:
    """How far each line beside the initial is set in: its contour in the height of that line's letters, and a gap.

    A tail below the baseline sets in the lines it reaches, too.
    """
    profile = shaped.fount.face.profile(shaped.glyphs[0])
    scale = shaped.fount.scale
    ascent, descent = _reach(text)
    insets: list[float] = []
    for line in range(2 * lines):
        baseline = (lines - 1 - line) * leading
        ink = profile.right_within((baseline - descent) / scale, (baseline + ascent) / scale)
        if ink is None:
            if line >= lines:
                break
            ink = 0.0
        first_gap = text.space if alone else GAP_IN_WORD
        insets.append(max(0.0, x + ink * scale + (first_gap if line == 0 else GAP_BELOW)))
    return _without_hollows(insets)


def _reach(text: Fount) -> tuple[float, float]:
    """How far the letters of a line reach over and under its baseline, in points."""
    profiles = [text.face.profile(text.word(letter).glyphs[0]) for letter in "dfghjpqy"]
    top = max(max(profile.right) for profile in profiles) + 1
    bottom = min(min(profile.right) for profile in profiles)
    band = profiles[0].band * text.scale
    return top * band, -bottom * band


def _without_hollows(insets: list[float]) -> tuple[float, ...]:
    """Insets in which no line runs into a letter's open bowl (a C's): none less than both its neighbours'."""
    filled = list(insets)
    for at in range(1, len(insets) - 1):
        filled[at] = max(insets[at], min(insets[at - 1], insets[at + 1]))
    return tuple(filled)


def _beside(measure: Measure, insets: tuple[float, ...]) -> Measure:
    """The measure with its first lines set in."""
    first = tuple((measure.at(line)[0] + inset, measure.at(line)[1] - inset) for line, inset in enumerate(insets))
    return Measure(measure.left, measure.width, first + measure.first[len(insets) :])


def _single(shaped: Shaped, x: float) -> Line:
    """A line of one piece."""
    return Line((Segment(shaped.fount, x, (shaped,), (None,)),), shaped.width)
