"""What is known of a language's divisions besides its patterns: words that they divide wrongly, and the fewest letters
that may stand alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from bookbuild.manuscript.language import family
from bookbuild.style.style import Division

_FOLDER: Final = Path(__file__).resolve().parent / "divided"

_LEAST: Final = {
    "2 2": "be bg da de eo es eu fi fr fur gl hr hsb hu ia id is it kmr la lv mk mn nb nl nn oc pl pms rm ro ru sh sl sr "
    "sv tk tr uk",
    "2 3": "cs cy en et ga pt sk th",
    "1 1": "as bn cop el gu hi kn ml mul-ethi or pa ta te",
    "1 2": "af cu hy ka",
    "1 3": "sa",
    "3 4": "mr",
}
"""The fewest letters before and after a division, by language: hyph-utf8's `hyphenmins` (TeX Live 2022); Marathi's are
those of its patterns in LibreOffice."""


@cache
def corrected(patterns: str) -> tuple[str, ...]:
    """The words that the patterns of this name (``en-GB``) divide wrongly, with a hyphen at each of their divisions."""
    file = _FOLDER / f"{patterns}.txt"
    if not file.is_file():
        return ()
    lines = file.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def with_minima(rules: Division, language: str) -> Division:
    """A style's rules of division, no laxer than the language's own: a style may ask for more letters, never for fewer."""
    for tag in family(language):
        for least, tags in _LEAST.items():
            if tag in tags.split():
                before, after = map(int, least.split())
                return replace(rules, before=max(rules.before, before), after=max(rules.after, after))
    return rules
