"""Lines by which other programs are told something: Markua's braces and letters, Quarto's and mdBook's shortcodes.

What means nothing in a printed book is hidden, what means something becomes what it means here; every other
character stays where it was.
"""

from __future__ import annotations

import re
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.dialects.htmltags import NEW_PAGE, Region, place_in
from bookbuild.manuscript.verbatim import bare_edges, hidden, replaced

PARTS_OF_BOOK: Final = ("frontmatter", "mainmatter", "backmatter")
_PAGE = re.compile(
    r"^[ \t]*(?:\{page-?break\}|\{\{<[ \t]*pagebreak[ \t]*>\}\}|<!-- ?pagebreak ?-->|\[pagebreak\]|===page===)[ \t]*$",
    re.M | re.I,
)
_MATTER = re.compile(
    r"^[ \t]*\{(?:frontmatter|mainmatter|backmatter|pages|sample[^}\n]*)\}[ \t]*$|^[ \t]*\{\{(?:#title|#toc)[^}\n]*\}\}[ \t]*$|^[ \t]*\[\[?_?TOC_?\]\]?[ \t]*$|^[ \t]*\{:[ \t]*[^}\n]*\}[ \t]*$",
    re.M | re.I,
)
_SET_APART: Final = [
    "aside",
    "blurb",
    "quiz",
    "exercise",
    "warning",
    "tip",
    "note",
    "information",
    "discussion",
    "error",
    "question",
    "exercises",
    "crop",
    "poem",
    "verse",
]
_BRACED = re.compile(rf"^[ \t]*\{{(/?)({'|'.join(_SET_APART)})(?:,[^}}\n]*)?\}}[ \t]*$", re.M | re.I)
_LETTERED = re.compile(r"^([ABDEIQTWX])> ?(?=[^\n]|$)(?![\\/])", re.MULTILINE)
_CENTRED = re.compile(r"^C> ?(?![\\/])", re.MULTILINE)
_SAID = re.compile(
    r"^[ \t]*\{[ \t]*(?:[\w-]+[ \t]*:[ \t]*(?:\"[^\"\n]*\"|[^,{}\"\n]+))(?:,[ \t]*[\w-]+[ \t]*:[ \t]*(?:\"[^\"\n]*\"|[^,{}\"\n]+))*\}[ \t]*$",
    re.MULTILINE,
)
_PART = re.compile(r"\bclass[ \t]*:[ \t]*\"?part\b", re.IGNORECASE)
_SHORTCODE = re.compile(r"\{\{[<%][ \t]*/?[ \t]*([\w-]+)[^\n]*?[>%]\}\}|\{\{#([\w-]+)[^}\n]*\}\}")
_BULLET = re.compile(r"^([ \t>]*)[•‣◦▪∙●○·](?=[ \t\u00a0]+\S)", re.MULTILINE)
LEAST_BULLETS: Final = 2


def with_directives_read(text: str, findings: Findings, place: Place) -> tuple[str, list[Region]]:
    """The text with other programs' directives hidden or turned into what is read here, and regions of its lines."""
    regions: list[Region] = []
    if "{" in text or "[" in text or "===" in text:
        text = replaced(text, _PAGE, lambda found: _padded(NEW_PAGE, found[0]))
        text = replaced(text, _MATTER, lambda found: hidden(found[0]))
        text = _with_braces_as_regions(text, regions)
        text = _with_said_hidden(text, findings, place)
        _tell_shortcodes(text, findings, place)
    if "> " in text or ">\n" in text:
        text = replaced(text, _LETTERED, lambda found: " >" + found[0][2:])
        regions += [Region(line, line, "center") for line in _lines_of(text, _CENTRED)]
        text = replaced(text, _CENTRED, lambda found: hidden(found[0]))
    if len(_BULLET.findall(text)) >= LEAST_BULLETS:
        text = replaced(text, _BULLET, lambda found: f"{found[1]}*")
    return bare_edges(text), regions


def _padded(new: str, old: str) -> str:
    """Something else in the place of what was typed, as long as that."""
    return new + hidden(old[len(new) :])


def _lines_of(text: str, pattern: re.Pattern[str]) -> list[int]:
    """The numbers of the lines in which something stands, from 0."""
    return [at for at, line in enumerate(text.split("\n")) if pattern.match(line)]


def _with_braces_as_regions(text: str, regions: list[Region]) -> str:
    """The text without ``{aside}`` and ``{/aside}``; what stands between them is set apart."""
    opened: list[tuple[str, int]] = []
    cuts: list[re.Match[str]] = []
    line = counted = 0
    for found in _BRACED.finditer(text):
        line, counted, name = line + text.count("\n", counted, found.start()), found.start(), found[2].lower()
        if not found[1]:
            opened.append((name, line))
            cuts.append(found)
        elif opened and opened[-1][0] == name:
            regions.append(Region(opened.pop()[1], line, "quote"))
            cuts.append(found)
    parts: list[str] = []
    at = 0
    for found in cuts:
        parts += [text[at : found.start()], hidden(found[0])]
        at = found.end()
    return "".join([*parts, text[at:]])


def _with_said_hidden(text: str, findings: Findings, place: Place) -> str:
    """The text without lines such as ``{class: part}``, which say something of what comes next; told."""

    def left_out(found: re.Match[str]) -> str:
        width = re.search(r"\bwidth[ \t]*:[ \t]*\"?([\d.]+(?:%|in|mm|cm|pt))", found[0])
        if width and len(found[0]) >= len(said := f"{{width={width[1]}}}"):
            return _padded(said, found[0])
        if _PART.search(found[0]) and len(found[0]) >= len("{.part}"):
            return _padded("{.part}", found[0])
        where = place_in(text, found.start(), place)
        key = found[0].strip(" \t{").partition(":")[0].strip()
        findings.warn("M037", f"`{{{key}: …}}` means nothing here and is left out.", "Delete it.", where)
        return hidden(found[0])

    return replaced(text, _SAID, left_out)


def _tell_shortcodes(text: str, findings: Findings, place: Place) -> None:
    """Tell of shortcodes that can't be carried out; they stand as they were typed."""

    def told(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in ("include", "embed", "rustdoc_include", "playground", "pagebreak"):
            where = place_in(text, found.start(), place)
            message = f"The shortcode `{name}` can't be carried out; it stands as it was typed."
            findings.warn("M037", message, "Replace it with what it stands for.", where)
        return text[found.start() : found.end()]

    replaced(text, _SHORTCODE, told)
