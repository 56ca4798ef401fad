"""A press's settings resolved: groups as the trade's types, contradictions told, every group with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from bookbuild.diagnostics import BookError
from bookbuild.style.press import (
    Barcode,
    Bleed,
    Counting,
    Cover,
    FileRules,
    Margins,
    Paper,
    Press,
    Resolution,
    SizeRange,
    Source,
    Spine,
    SpineText,
)
from bookbuild.style.presschecks import contradictions
from bookbuild.style.presssettings import BarcodeSettings, PaperSettings, PressSettings, Sourced, SpineSettings
from bookbuild.style.style import Trim
from bookbuild.yamltext import Mapping, Node

T = TypeVar("T")


def resolved(name: str, settings: PressSettings, lines: Mapping) -> Press:
    """A press from its settings; `lines` are the YAML they were read from, for places and files.

    Raises BookError S032 with every contradiction found.
    """
    faults = [*contradictions(settings, lines)]
    if faults:
        raise BookError(*faults)
    return Press(
        name=name,
        title=settings.title or name,
        standard=settings.standard.name,
        accepts=tuple(dict.fromkeys((settings.standard.name, *settings.standard.accepts))),
        trims={known: Trim(known, *size) for known, size in (settings.trims.sizes or {}).items()},
        custom=_sizes(settings.trims.smallest, settings.trims.largest),
        papers={known: _paper(known, paper) for known, paper in (settings.papers or {}).items()},
        margins=_margins(settings),
        bleed=_same(Bleed, settings.bleed) if settings.bleed else None,
        counting=_same(Counting, settings.pages),
        file=_file_rules(settings),
        spine_text=_same(SpineText, settings.spine_text) if settings.spine_text else None,
        barcode=_barcode(settings.barcode) if settings.barcode else None,
        cover=_same(Cover, settings.cover),
        sources={key: _source(group, node) for key, group, node in sourced(settings, lines)},
        place=lines.place,
    )


def sourced(settings: PressSettings, lines: Mapping) -> Iterator[tuple[str, Sourced, Node]]:
    """Every group that says where its numbers are from, under its key, with the lines it stands in."""
    groups = ((key, getattr(settings, key.replace("-", "_")), node) for key, node in lines.items.items())
    yield from ((key, group, node) for key, group, node in groups if isinstance(group, Sourced))
    papers = lines.items.get("papers")
    for name, paper in (settings.papers or {}).items():
        assert isinstance(papers, Mapping)
        yield f"papers.{name}", paper, papers.items[name]
        if paper.spine:
            yield f"papers.{name}.spine", paper.spine, papers.items[name]


def _source(group: Sourced, node: Node) -> Source:
    """Where a group is from: what it says of itself, else its file."""
    return Source(group.source or Path(node.place.file).name, group.checked, group.second_hand, group.note)


def _same(cls: type[T], settings: Sourced) -> T:
    """A group whose settings are called what its fields are."""
    values: dict[str, Any] = {field.name: getattr(settings, field.name) for field in fields(cls)}  # type: ignore[arg-type]
    return cls(**values)


def _sizes(smallest: tuple[float, float] | None, largest: tuple[float, float] | None) -> SizeRange | None:
    return SizeRange(*smallest, *largest) if smallest and largest else None


def _paper(name: str, settings: PaperSettings) -> Paper:
    return Paper(
        name=name,
        ink=settings.ink,
        binding=settings.binding,
        least=settings.least,
        most=settings.most,
        most_at=settings.most_at or {},
        sizes=_sizes(settings.smallest, settings.largest),
        spine=_spine(settings.spine) if settings.spine else None,
    )


def _spine(settings: SpineSettings) -> Spine:
    page = 72 / settings.pages_per_inch if settings.pages_per_inch else settings.page
    return Spine(page, settings.added, settings.by_pages)


def _margins(settings: PressSettings) -> Margins:
    outer = settings.outer_margin
    with_bleed = outer.least if outer.with_bleed is None else outer.with_bleed
    return Margins(settings.inside_margin.by_pages, outer.least, with_bleed, settings.safe_distance.least)


def _file_rules(settings: PressSettings) -> FileRules:
    curve, pictures = settings.gray_curve, settings.pictures
    straight = (curve.lightest, curve.darkest) == (0.0, 100.0)
    return FileRules(
        embed=settings.fonts.embed,
        least_type=settings.fonts.least_type,
        least_rule=settings.rules.least,
        least_tint=settings.rules.least_tint,
        most_ink=settings.ink.most,
        gray_curve=None if straight else (curve.lightest, curve.darkest),
        resolution=Resolution(pictures.warn, pictures.refuse, pictures.line_art_warn, pictures.line_art_refuse),
        megabytes=settings.file_size.megabytes,
        cover_megabytes=settings.file_size.cover_megabytes,
        forbids=frozenset(settings.forbidden.things),
    )


def _barcode(settings: BarcodeSettings) -> Barcode:
    """The barcode's box, whose size is known by now."""
    assert settings.size
    width, height = settings.size
    return Barcode(width, height, settings.from_spine, settings.from_foot, settings.by_press)
