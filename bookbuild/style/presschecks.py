"""What in a press's file contradicts itself: each value is right by itself, but not beside the others."""

from __future__ import annotations

from collections.abc import Iterator

from bookbuild.diagnostics import Diagnostic, Place
from bookbuild.schema import did_you_mean
from bookbuild.style.presssettings import PaperSettings, PressSettings
from bookbuild.style.trims import named_trims
from bookbuild.units import page_size
from bookbuild.yamltext import Mapping, Node

Size = tuple[float, float]


def contradictions(settings: PressSettings, lines: Mapping) -> Iterator[Diagnostic]:
    """S032 for everything in a press's settings that contradicts something else in them; `lines` for the places."""
    yield from _of_trims(settings, lines)
    for name, paper in (settings.papers or {}).items():
        yield from _of_a_paper(name, paper, settings.trims.sizes or {}, lines)
    yield from _of_pictures(settings, lines)
    yield from _of_halves(settings, lines)


def _of_pictures(settings: PressSettings, lines: Mapping) -> Iterator[Diagnostic]:
    curve, pictures = settings.gray_curve, settings.pictures
    if curve.lightest >= curve.darkest:
        yield _fault("The lightest gray is darker than the darkest.", "Exchange them.", lines, "gray-curve")
    if pictures.refuse > pictures.warn or pictures.line_art_refuse > pictures.line_art_warn:
        message = "Pictures are refused that would not even be warned of."
        yield _fault(message, "Let `refuse` be the smaller number.", lines, "pictures")


def _of_halves(settings: PressSettings, lines: Mapping) -> Iterator[Diagnostic]:
    """Groups of which one half is said that is nothing without the other."""
    bleed, barcode, spine_text = settings.bleed, settings.barcode, settings.spine_text
    if bleed and bleed.amount and not bleed.sides:
        yield _fault("The bleed has no sides.", "Give `sides`, such as [head, foot, outside].", lines, "bleed")
    if barcode and barcode.size is None:
        yield _fault("The barcode's box has no size.", "Give `size`, such as 2in x 1.2in.", lines, "barcode")
    if spine_text and (spine_text.narrow_below is None) != (spine_text.narrow_clear is None):
        message = "Of a narrow spine only half is said."
        yield _fault(message, "Give `narrow-below` and `narrow-clear`.", lines, "spine-text")


def _of_trims(settings: PressSettings, lines: Mapping) -> Iterator[Diagnostic]:
    trims = settings.trims
    for name in trims.sizes or {}:
        if name not in named_trims() and not _is_size(name):
            hint = did_you_mean(name, named_trims()) or "Use a name of `bookbuild trims`, or the size itself."
            yield _fault(f"There is no trim {name!r}.", hint, lines, "trims", "sizes", name)
    yield from _of_range(trims.smallest, trims.largest, lines, "trims")
    if not (trims.sizes or trims.smallest or trims.largest):
        yield _fault("The press prints no size at all.", "Give `sizes`, or `smallest` and `largest`.", lines, "trims")


def _of_a_paper(name: str, paper: PaperSettings, sizes: dict[str, Size], lines: Mapping) -> Iterator[Diagnostic]:
    here = ("papers", name)
    if paper.most is not None and paper.most < paper.least:
        message = f"The paper {name} takes at least {paper.least} pages and at most {paper.most}."
        yield _fault(message, "Exchange the two numbers.", lines, *here, "most")
    of_the_base = _place(lines, *here).file != _place(lines, "trims").file
    for trim in paper.most_at or {}:
        if trim not in sizes and not of_the_base:
            hint = did_you_mean(trim, sizes) or "Use a name that stands under `trims: sizes:`."
            yield _fault(f"The press has no trim {trim!r}.", hint, lines, *here, "most-at", trim)
    yield from _of_range(paper.smallest, paper.largest, lines, *here)
    if paper.spine:
        ways = (paper.spine.page, paper.spine.pages_per_inch, paper.spine.by_pages or None)
        if sum(way is not None for way in ways) != 1:
            message = f"The spine of {name} is to be reckoned in one way."
            yield _fault(message, "Give `page`, `pages-per-inch` or `by-pages`.", lines, *here, "spine")


def _of_range(smallest: Size | None, largest: Size | None, lines: Mapping, *path: str) -> Iterator[Diagnostic]:
    if (smallest is None) != (largest is None):
        yield _fault("A range of sizes has two ends.", "Give `smallest` and `largest`.", lines, *path)
    elif smallest and largest and (smallest[0] > largest[0] or smallest[1] > largest[1]):
        yield _fault("The smallest page is larger than the largest.", "Exchange them.", lines, *path, "smallest")


def _is_size(name: str) -> bool:
    try:
        page_size(name)
    except ValueError:
        return False
    return True


def _fault(message: str, hint: str, lines: Mapping, *path: str) -> Diagnostic:
    return Diagnostic("S032", message, hint, _place(lines, *path))


def _place(lines: Mapping, *path: str) -> Place:
    """Where a setting stands, or the innermost group round it that is there."""
    place, node = lines.place, lines
    for step in path:
        inside: Node | None = node.items.get(step, node.items.get(step.replace("-", "_")))
        if inside is None:
            break
        place = node.keys.get(step, inside.place)
        if not isinstance(inside, Mapping):
            break
        node = inside
    return place
