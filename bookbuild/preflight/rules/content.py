"""What a press's machines can't print, or must not meet: transparency, layers, scripts, films, attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bookbuild.preflight.demands import PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.rule import Fault, Rule, by_standard
from bookbuild.preflight.walk import Sighting
from bookbuild.press.standards import Standard

Look = Callable[[Document, Demands], Iterator[Fault]]
_MOST: Final = 12
"""Findings of one kind that are told one by one."""


def _seen(kinds: tuple[str, ...], forbids: Callable[[Standard], bool], thing: str = "", words: str = "{}") -> Look:
    """Finds what is among the sightings of some kinds; `thing` is the press's word for it."""

    def look(document: Document, demands: Demands) -> Iterator[Fault]:
        standard = demands.forbidding(forbids)
        source = demands.of_press("forbidden") if not standard and demands.forbids(thing) else ""
        for one in _distinct(document.sightings.of(*kinds)):
            yield Fault(f"The file has {words.format(one.what)}.", one.page, standard=standard, source=source)

    return look


def _distinct(sightings: Iterator[Sighting]) -> list[Sighting]:
    """The first of each sort on each page."""
    return list({(one.what, one.page): one for one in sightings}.values())[:_MOST]


def _asked(forbids: Callable[[Standard], bool], thing: str) -> Callable[[Demands], str]:
    """Asked by standards, or by a press that forbids the thing."""
    standards = by_standard(forbids)
    return lambda demands: standards(demands) or (demands.of_press("forbidden") if demands.forbids(thing) else "")


def _transparent(standard: Standard) -> bool:
    return not standard.transparency


def _pdfx(standard: Standard) -> bool:
    return standard.is_pdfx


def _opaque_pdfx(standard: Standard) -> bool:
    return standard.is_pdfx and not standard.transparency


def _no_actions(standard: Standard) -> bool:
    return not standard.actions


def _invisible(document: Document, demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        for lettering, box in (*page.marks.texts.items(), *page.marks.doubtful.items()):
            if lettering.is_invisible:
                yield Fault(
                    "There is text that is not to be seen.",
                    page.number,
                    box,
                    "warning" if demands.press else "unchecked",
                )
                break


def _actions(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(_no_actions)
    for one in _distinct(document.sightings.of("action")):
        yield Fault(f"The file has an action: {one.what}.", one.page, standard=standard)


def _filters(document: Document, demands: Demands) -> Iterator[Fault]:
    for one in _distinct(document.sightings.of("filter")):
        standard = demands.forbidding(lambda kind, one=one: one.what in kind.filters_forbidden)  # type: ignore[misc]
        if standard:
            yield Fault(f"Something is packed by {one.what}.", one.page, standard=standard)


def _depth(document: Document, demands: Demands) -> Iterator[Fault]:
    for said, page in document.sightings.pictures:
        picture = document.shelf.picture(said, None)
        standard = demands.forbidding(lambda one, bits=picture.bits: bits not in one.sample_bits)  # type: ignore[misc]
        if standard:
            what = f"A picture ({picture.shown}) has {picture.bits} bits a sample."
            yield Fault(what, page, standard=standard)


def _whole_walk(document: Document, _demands: Demands) -> Iterator[Fault]:
    if not document.sightings.is_whole:
        yield Fault("The file has more objects than can be looked through.", severity="unchecked")


RULES: Final = (
    Rule(
        "K030", "Nothing is transparent.", _asked(_transparent, "transparency"),
        _seen(("transparency",), _transparent, "transparency"),
    ),
    Rule("K031", "There are no layers.", _asked(_opaque_pdfx, "layers"), _seen(("layers",), _opaque_pdfx, "layers")),
    Rule("K032", "No text is invisible.", lambda _demands: f"{PDF}, 9.3.6", _invisible, reads=True),
    Rule("K033", "There are no transfer curves.", by_standard(_pdfx), _seen(("transfer",), _pdfx)),
    Rule(
        "K034", "There are no PostScript, OPI or alternate pictures.", by_standard(_pdfx),
        _seen(("PostScript", "OPI", "alternate"), _pdfx),
    ),
    Rule("K035", "Nothing is packed in a way that is forbidden.", by_standard(lambda one: one.filters_forbidden), _filters),
    Rule("K036", "Pictures have as many bits a sample as are allowed.", by_standard(lambda one: one.is_pdfx), _depth),
    Rule("K071", "There are no scripts.", lambda _demands: "every press", _seen(("JavaScript",), _no_actions)),
    Rule("K072", "There are no actions.", by_standard(_no_actions), _actions),
    Rule("K074", "There are no forms to fill in.", by_standard(_no_actions), _seen(("form",), _no_actions)),
    Rule("K075", "No files are attached.", by_standard(_no_actions), _seen(("embedded file",), _no_actions)),
    Rule("K076", "There are no films and sounds.", by_standard(_no_actions), _seen(("film",), _no_actions, words="multimedia: {}")),
    Rule("K091", "All objects of the file were looked at.", lambda _demands: "bookbuild's own bounds", _whole_walk),
)  # fmt: skip
