"""A press's file as types: every group of numbers, its sentence, and where the numbers are from."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuild.schema import SIZE, Choice, ListOf, Named, Section, Text, YesNo, length, number, setting, whole_number
from bookbuild.style.press import BINDINGS, FORBIDDABLE, INKS, SIDES, STANDARDS, Step
from bookbuild.style.presskinds import DAY, DOTS, PAGE, PAGES, ByPages, percent


@dataclass(frozen=True)
class Sourced:
    source: str = setting(Text(), "Where the numbers of this group are from.", "")
    checked: str = setting(DAY, "When they were last read there: a date, or `undated`.", "")
    second_hand: bool = setting(YesNo(), "Whether they were read where others quote the press.", False)
    note: str = setting(Text(), "What else one should know of them.", "")


@dataclass(frozen=True)
class StandardSettings(Sourced):
    name: str = setting(Choice(STANDARDS), "What the file is made as.", "plain")
    accepts: tuple[str, ...] = setting(ListOf(Choice(STANDARDS)), "Other standards that the press takes.", ())


@dataclass(frozen=True)
class TrimsSettings(Sourced):
    sizes: dict[str, tuple[float, float]] | None = setting(
        Named(PAGE), "The press's sizes: a trim's name (see `bookbuild trims`) or a size, then the exact size."
    )
    smallest: tuple[float, float] | None = setting(PAGE, "The smallest of other sizes; without it there are none.")
    largest: tuple[float, float] | None = setting(PAGE, "The largest of other sizes.")


@dataclass(frozen=True)
class SpineSettings(Sourced):
    page: float | None = setting(length(0, 2), "The spine's width for each page.")
    pages_per_inch: float | None = setting(number(36, 5000), "The same, as pages to an inch.")
    added: float = setting(length(0, 72), "What the cover adds.", 0.0)
    by_pages: tuple[Step, ...] = setting(ByPages(), "The spine's width by page count, where it goes in steps.", ())


@dataclass(frozen=True)
class PaperSettings(Sourced):
    ink: str = setting(Choice(INKS), "What is printed on it.", "black")
    binding: str = setting(Choice(BINDINGS), "What it is bound as.", "paperback")
    least: int = setting(PAGES, "The least number of pages.", 2)
    most: int | None = setting(PAGES, "The most pages.")
    most_at: dict[str, int] | None = setting(
        Named(PAGES), "The most pages on certain trims; 0 where the paper is not had."
    )
    smallest: tuple[float, float] | None = setting(PAGE, "The smallest page it is had in.")
    largest: tuple[float, float] | None = setting(PAGE, "The largest page it is had in.")
    spine: SpineSettings | None = setting(Section(SpineSettings), "How the spine's width is reckoned.")


@dataclass(frozen=True)
class InsideMarginSettings(Sourced):
    by_pages: tuple[Step, ...] = setting(ByPages(), "The least margin at the bind edge, by page count.", ())


@dataclass(frozen=True)
class OuterMarginSettings(Sourced):
    least: float = setting(length(0, 720), "The least margin at head, foot and outside.", 0.0)
    with_bleed: float | None = setting(length(0, 720), "The same in a book with bleed.")


@dataclass(frozen=True)
class SafeDistanceSettings(Sourced):
    least: float = setting(length(0, 720), "How far text stays from every side of the trim.", 0.0)


@dataclass(frozen=True)
class BleedSettings(Sourced):
    amount: float = setting(length(0, 144), "How far ink goes beyond the trim.", 0.0)
    sides: tuple[str, ...] = setting(ListOf(Choice(SIDES)), "On which sides.", ())
    always: bool = setting(YesNo(), "Whether pages are that much larger even when nothing bleeds.", False)


@dataclass(frozen=True)
class PagesSettings(Sourced):
    multiple: int = setting(whole_number(1, 64), "The file's pages are a multiple of this.", 2)
    last_blank: bool = setting(YesNo(), "Whether the last page must be blank.", False)
    blank_in_a_row: int | None = setting(PAGES, "The most blank pages in a row.")
    blank_at_end: int | None = setting(PAGES, "The most blank pages at the end.")


@dataclass(frozen=True)
class FontsSettings(Sourced):
    embed: str = setting(Choice(("full", "subset")), "Whether fonts are embedded whole or with what is used.", "subset")
    least_type: float | None = setting(length(0, 72), "The smallest type.")


@dataclass(frozen=True)
class RulesSettings(Sourced):
    least: float | None = setting(length(0, 72), "The thinnest rule.")
    least_tint: float | None = setting(percent(0, 100), "The lightest tint.")


@dataclass(frozen=True)
class InkSettings(Sourced):
    most: float | None = setting(percent(0, 400), "The most ink, all colours together.")


@dataclass(frozen=True)
class GrayCurveSettings(Sourced):
    lightest: float = setting(percent(0, 100), "The lightest gray of a picture.", 0.0)
    darkest: float = setting(percent(0, 100), "The darkest gray of a picture.", 100.0)


@dataclass(frozen=True)
class PicturesSettings(Sourced):
    warn: int = setting(DOTS, "Fewer dots an inch are a warning.", 300)
    refuse: int = setting(DOTS, "Fewer dots an inch are an error.", 200)
    line_art_warn: int = setting(DOTS, "Fewer dots an inch in black and white are a warning.", 300)
    line_art_refuse: int = setting(DOTS, "Fewer dots an inch in black and white are an error.", 200)


@dataclass(frozen=True)
class ForbiddenSettings(Sourced):
    things: tuple[str, ...] = setting(ListOf(Choice(FORBIDDABLE)), "What must not be in the file.", ())


@dataclass(frozen=True)
class FileSizeSettings(Sourced):
    megabytes: int | None = setting(whole_number(1, 100_000), "The largest file.")
    cover_megabytes: int | None = setting(whole_number(1, 100_000), "The largest file of a cover.")


@dataclass(frozen=True)
class SpineTextSettings(Sourced):
    first: int = setting(PAGES, "From how many pages on the spine may have text.", 2)
    clear: float | None = setting(length(0, 72), "How far the text stays from the spine's edges.")
    narrow_below: float | None = setting(length(0, 144), "A spine narrower than this is a narrow one.")
    narrow_clear: float | None = setting(length(0, 72), "How far the text stays from a narrow spine's edges.")
    variance: float | None = setting(length(0, 72), "How far the fold may stray.")


@dataclass(frozen=True)
class BarcodeSettings(Sourced):
    size: tuple[float, float] | None = setting(SIZE, "The barcode's box.")
    from_spine: float | None = setting(length(0, 720), "From the spine (a hardcover: from the hinge) to the box.")
    from_foot: float | None = setting(length(0, 720), "From the trim's foot to the box.")
    by_press: bool = setting(YesNo(), "Whether the press prints the barcode.", False)


@dataclass(frozen=True)
class CoverSettings(Sourced):
    bleed: float | None = setting(length(0, 144), "Beyond the trim of a paperback's cover.")
    wrap: float | None = setting(length(0, 144), "What is turned in round a hardcover's boards.")
    board: float | None = setting(
        length(0, 144), "How far a hardcover's boards stand beyond the trim at head and foot."
    )
    fore_edge: float | None = setting(
        length(0, 144), "How much further from the spine they reach than the trim is wide, the hinge included."
    )
    hinge: float | None = setting(length(0, 144), "The hinge of a hardcover.")
    text: float | None = setting(length(0, 720), "From the cover's outer edge to text.")
    template: bool = setting(YesNo(), "Whether the press's own template must be used.", False)


@dataclass(frozen=True)
class PressSettings:
    title: str = setting(Text(), "What people call the press.", "")
    base: str = setting(Text(), "The press that this one changes: a name, or a file.", "")
    standard: StandardSettings = setting(Section(StandardSettings, "name"), "What the file is.", StandardSettings())
    trims: TrimsSettings = setting(Section(TrimsSettings), "The pages the press prints.", TrimsSettings())
    papers: dict[str, PaperSettings] | None = setting(
        Named(Section(PaperSettings)), "Its papers by name; the first is meant when none is named."
    )
    inside_margin: InsideMarginSettings = setting(
        Section(InsideMarginSettings), "The margin at the bind edge.", InsideMarginSettings()
    )
    outer_margin: OuterMarginSettings = setting(
        Section(OuterMarginSettings), "The other margins.", OuterMarginSettings()
    )
    safe_distance: SafeDistanceSettings = setting(
        Section(SafeDistanceSettings), "What holds on all sides.", SafeDistanceSettings()
    )
    bleed: BleedSettings | None = setting(Section(BleedSettings), "Ink beyond the trim.")
    pages: PagesSettings = setting(Section(PagesSettings), "How pages are counted.", PagesSettings())
    fonts: FontsSettings = setting(Section(FontsSettings), "Type.", FontsSettings())
    rules: RulesSettings = setting(Section(RulesSettings), "Rules and tints.", RulesSettings())
    ink: InkSettings = setting(Section(InkSettings), "Ink.", InkSettings())
    gray_curve: GrayCurveSettings = setting(Section(GrayCurveSettings), "The grays of pictures.", GrayCurveSettings())
    pictures: PicturesSettings = setting(Section(PicturesSettings), "Dots an inch of pictures.", PicturesSettings())
    forbidden: ForbiddenSettings = setting(
        Section(ForbiddenSettings), "What must not be in the file.", ForbiddenSettings()
    )
    file_size: FileSizeSettings = setting(Section(FileSizeSettings), "The file's size.", FileSizeSettings())
    spine_text: SpineTextSettings | None = setting(Section(SpineTextSettings), "Text on the spine.")
    barcode: BarcodeSettings | None = setting(Section(BarcodeSettings), "The barcode's box on the back cover.")
    cover: CoverSettings = setting(Section(CoverSettings), "What the cover is built from.", CoverSettings())
