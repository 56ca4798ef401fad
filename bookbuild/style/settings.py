"""A style file as types: every key, its default and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.schema import (
    Choice,
    Named,
    PlacedText,
    Raw,
    Section,
    Text,
    YesNo,
    length,
    lines,
    number,
    setting,
    whole_number,
)
from bookbuild.yamltext import Mapping, Scalar

ALIGNMENTS: Final = ("left", "center", "right")
LEAD_INS: Final = ("words", "phrase", "line", "small caps", "none")
RUNNING_HEADS: Final = ("title", "chapter", "author", "none")


@dataclass(frozen=True)
class MarginSettings:
    head: float | None = setting(length(), "From the trim's head to the top of the text.")
    foot: float | None = setting(length(), "From the foot of the text to the trim's foot.")
    spine: float | None = setting(length(), "From the spine to the text.")
    fore_edge: float | None = setting(length(), "From the text to the fore-edge.")


@dataclass(frozen=True)
class TextSettings:
    face: Scalar | None = setting(PlacedText(), "The text's face; see `bookbuild faces`.")
    size: float = setting(length(5, 40), "The body's size.", 11.0)
    leading: float | None = setting(length(5, 80), "Baseline to baseline; by default 1.27 of the size.")
    indent: float | None = setting(length(0, 100), "A paragraph's first-line indent; by default one leading.")
    weight: float | None = setting(number(1, 1000), "The weight of a variable face.")
    optical_size: float | None = setting(
        number(1, 200), "The optical size of a variable face; by default the size it is set at."
    )


@dataclass(frozen=True)
class ChapterOpeningSettings:
    opens: str = setting(Choice(("any", "recto")), "On which pages chapters may open.", "any")
    sink: int = setting(lines(), "Lines above a chapter's first line of text.", 10)
    number: int = setting(lines(), "How many lines above the first line of text the chapter's number stands.", 6)
    title: int = setting(lines(), "How many lines above the first line of text its title stands.", 4)
    subtitle: int = setting(lines(), "How many lines above the first line of text its subtitle stands.", 3)


@dataclass(frozen=True)
class InitialSettings:
    lines: int = setting(whole_number(0, 9), "The initial's height in lines; 0 or 1 for none.", 0)
    lead_in: str = setting(
        Choice(LEAD_INS),
        "How far the small capitals after the initial go: over some words, a phrase, the whole line; "
        "`small caps` is another name for `phrase`.",
        "none",
    )


@dataclass(frozen=True)
class SceneBreakSettings:
    ornament: str = setting(Text(), "The characters that mark a scene break; empty for a blank line.", "")


@dataclass(frozen=True)
class RunningHeadSettings:
    verso: str = setting(Choice(RUNNING_HEADS), "What heads a left page.", "title")
    recto: str = setting(Choice(RUNNING_HEADS), "What heads a right page.", "chapter")


@dataclass(frozen=True)
class FolioSettings:
    at: str = setting(Choice(("foot", "none")), "Where the page number stands.", "foot")


@dataclass(frozen=True)
class HyphenationSettings:
    on: bool = setting(YesNo(), "Whether words are divided at all.", True)
    before: int = setting(whole_number(1, 10), "The fewest letters before a division.", 2)
    after: int = setting(whole_number(1, 10), "The fewest letters after a division.", 3)
    shortest: int = setting(whole_number(2, 20), "The shortest word that is divided.", 6)
    ladder: int = setting(whole_number(0, 20), "The most divided lines in a row.", 2)
    capitalised: bool = setting(YesNo(), "Whether words with a capital are divided.", False)


@dataclass(frozen=True)
class WordSpaceSettings:
    stretch: float = setting(number(0, 2), "How far a word space gives, in its own widths.", 0.5)
    shrink: float = setting(number(0, 0.9), "How far it shrinks, in its own widths.", 1 / 3)
    floor: float = setting(number(0, 1), "The least word space in ems.", 0.15)


@dataclass(frozen=True)
class ExtractSettings:
    size: float = setting(number(0.5, 1.5), "A quotation's size in body sizes.", 0.95)
    left: float = setting(number(0, 10), "Its indent on the left, in leadings.", 1.5)
    right: float = setting(number(0, 10), "Its indent on the right, in leadings.", 1.5)


@dataclass(frozen=True)
class LetteringSettings:
    face: Scalar | None = setting(PlacedText(), "The face; by default the text's.")
    size: float = setting(number(0.3, 10), "The size in body sizes.", 1.0)
    leading: float = setting(number(0.8, 3), "Baseline to baseline of several lines, in its own sizes.", 1.25)
    shape: str = setting(Choice(("roman", "italic")), "Upright or italic.", "roman")
    caps: str = setting(Choice(("none", "small")), "Whether small letters are set as small capitals.", "none")
    weight: float | None = setting(number(1, 1000), "The weight of a variable face.")
    tracking: float = setting(number(-0.1, 1), "Space added between letters, in ems.", 0.0)
    align: str = setting(Choice(ALIGNMENTS), "Where the lines stand in the measure.", "center")


ROLES: Final = (
    "number", "title", "subtitle", "head-2", "head-3", "running-head", "folio", "half-title", "book-title", "book-subtitle",
    "author", "publisher", "copyright", "dedication", "epigraph", "epigraph-source", "caption",
)  # fmt: skip
"""What has lettering of its own."""


@dataclass(frozen=True)
class StyleSettings:
    """Everything a style file may say; it may hold only the lines it changes."""

    base: Scalar | None = setting(PlacedText(), "The style this one changes: a name or a file.")
    trim: str = setting(Text(), "The page: a trim's name or a size.", "5.5x8.5")
    margins: MarginSettings = setting(Section(MarginSettings), "The four margins.", MarginSettings())
    text: TextSettings = setting(Section(TextSettings), "The body of the text.", TextSettings())
    lines: int | None = setting(whole_number(5, 100), "Lines of a full page; by default as many as fit.")
    chapter: ChapterOpeningSettings = setting(
        Section(ChapterOpeningSettings), "How chapters open.", ChapterOpeningSettings()
    )
    initial: InitialSettings = setting(
        Section(InitialSettings, "lines"), "The initial that opens a chapter.", InitialSettings()
    )
    scene_break: SceneBreakSettings = setting(
        Section(SceneBreakSettings, "ornament"), "What stands between scenes.", SceneBreakSettings()
    )
    running_heads: RunningHeadSettings = setting(
        Section(RunningHeadSettings), "The lines at the head of the pages.", RunningHeadSettings()
    )
    folio: FolioSettings = setting(Section(FolioSettings, "at"), "The page numbers.", FolioSettings())
    hyphenation: HyphenationSettings = setting(
        Section(HyphenationSettings, "on"), "How words are divided.", HyphenationSettings()
    )
    word_space: WordSpaceSettings = setting(
        Section(WordSpaceSettings), "How spaces between words give.", WordSpaceSettings()
    )
    extract: ExtractSettings = setting(Section(ExtractSettings), "Quotations.", ExtractSettings())
    lettering: dict[str, LetteringSettings] = setting(
        Named(Section(LetteringSettings)), "Heads, titles and the like, by role: " + ", ".join(ROLES) + "."
    )
    trims: Mapping | None = setting(Raw(), "What changes on certain trims, by the trim's name.")
