"""A style file as types: every key, its default and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Diagnostic
from bookbuild.schema import (
    SIZE,
    Choice,
    Json,
    ListOf,
    Named,
    Parsed,
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
from bookbuild.units import decimal, points
from bookbuild.yamltext import Mapping, Node, Scalar

ALIGNMENTS: Final = ("left", "center", "right", "outer")
FIGURES: Final = ("old-style", "lining")
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
    align: str = setting(Choice(("justify", "left")), "Whether lines fill the measure or end ragged.", "justify")
    figures: str = setting(
        Choice(FIGURES), "The figures of the text: with ascenders and descenders, or level.", "old-style"
    )
    emphasis: str = setting(Choice(("italic", "bold")), "How emphasis is set.", "italic")


@dataclass(frozen=True)
class ChapterOpeningSettings:
    opens: str = setting(Choice(("any", "recto")), "On which pages chapters may open.", "any")
    sink: int = setting(lines(), "Lines above a chapter's first line of text.", 10)
    number: int = setting(lines(), "How many lines above the first line of text the chapter's number stands.", 6)
    title: int = setting(lines(), "How many lines above the first line of text its title stands.", 4)
    subtitle: int = setting(lines(), "How many lines above the first line of text its subtitle stands.", 3)
    numbers: str = setting(
        Choice(("words", "figures")), "How a chapter's number is set: `chapter one`, or 1.", "figures"
    )


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
    ornament: Scalar | None = setting(
        PlacedText(),
        "What marks a scene break: characters (❦), `asterism`, `asterisks`, `rule`, `blank`, or a picture's file (.svg, .png).",
    )
    size: float = setting(number(0.3, 5), "The size of an ornament of characters, in body sizes.", 1.0)
    width: float = setting(length(1, 400), "The width of a rule or a picture.", 24.0)
    thickness: float = setting(length(0.25, 10), "The thickness of a rule.", 0.75)


@dataclass(frozen=True)
class RunningHeadSettings:
    verso: str = setting(Choice(RUNNING_HEADS), "What heads a left page.", "title")
    recto: str = setting(Choice(RUNNING_HEADS), "What heads a right page.", "chapter")
    above: float = setting(number(1.2, 5), "Baseline to baseline from the head to the first line, in leadings.", 1.75)


@dataclass(frozen=True)
class FolioSettings:
    at: str = setting(
        Choice(("foot", "head", "none")),
        "Where the page number stands: at the foot, or in the head at the fore-edge.",
        "foot",
    )
    below: float = setting(
        number(1.2, 5), "Baseline to baseline from the last line to a folio at the foot, in leadings.", 2.0
    )


@dataclass(frozen=True)
class HyphenationSettings:
    on: bool = setting(YesNo(), "Whether words are divided at all.", True)
    before: int = setting(whole_number(1, 10), "The fewest letters before a division.", 2)
    after: int = setting(whole_number(1, 10), "The fewest letters after a division.", 3)
    shortest: int = setting(whole_number(2, 20), "The shortest word that is divided.", 6)
    ladder: int = setting(whole_number(0, 20), "The most divided lines in a row.", 2)
    capitalised: bool = setting(
        YesNo(),
        "Whether words with a capital, names too, are divided like others; else names never, other words where a line would be far too loose.",
        False,
    )


@dataclass(frozen=True)
class WordSpaceSettings:
    stretch: float = setting(number(0, 2), "How far a word space gives, in its own widths.", 0.4)
    shrink: float = setting(number(0, 0.9), "How far it shrinks, in its own widths.", 1 / 3)
    floor: float = setting(number(0, 1), "The least word space in ems.", 0.15)


@dataclass(frozen=True)
class MicrotypographySettings:
    protrusion: bool = setting(YesNo(), "Whether marks and light edges hang into the margins.", True)
    expansion: float = setting(
        number(0, 0.03), "How far the glyphs of a line may be widened or narrowed, as a share.", 0.02
    )
    letterspacing: float = setting(
        number(0, 0.01),
        "How far the letters of a line may be set apart or together, in ems (Adobe: 1 to 2 per cent).",
        0.01,
    )
    space_kerning: bool = setting(YesNo(), "Whether spaces kern with their neighbours where the face says so.", True)


@dataclass(frozen=True)
class CostSettings:
    """The taste of the line breaker. TeX's numbers are plain TeX's (The TeXbook, p. 348)."""

    line: float = setting(number(0, 1e4), "Every line, as TeX's \\linepenalty; more of it prefers fewer lines.", 10.0)
    hyphen: float = setting(
        number(0, 1e4),
        "A divided word, as a penalty: TeX has 50; 100 to 150 go well with expansion (our measures).",
        150.0,
    )
    short_word: float = setting(
        number(0, 1e4), "Added for each letter that a divided word has less than ten: short stubs are ugly. Ours.", 12.0
    )
    before_dash: float = setting(
        number(0, 1e4), "Added for a divided word before a dash: two strokes at two line ends. Ours.", 60.0
    )
    explicit_hyphen: float = setting(
        number(0, 1e4), "A break after a hyphen that is there already, as TeX's \\exhyphenpenalty.", 50.0
    )
    dash: float = setting(number(0, 1e4), "A break after a dash: less visible than at a hyphen. Ours.", 20.0)
    double_hyphen: float = setting(number(0, 1e8), "Two divided lines in a row, in demerits (TeX).", 10_000.0)
    final_hyphen: float = setting(number(0, 1e8), "A division before the last line, in demerits (TeX).", 5_000.0)
    contrast: float = setting(
        number(0, 1e8),
        "Neighbouring lines more than one fitness class apart, in demerits (TeX's \\adjdemerits).",
        10_000.0,
    )
    unevenness: float = setting(
        number(0, 1e8),
        "Neighbouring lines of different spacing, in demerits for a whole ratio, squared. Ours.",
        2_000.0,
    )
    echo: float = setting(number(0, 1e8), "The same word under itself at two line ends, in demerits. Ours.", 3_000.0)
    runt: float = setting(
        number(0, 1e8),
        "A last line too short, or the tail of a divided word: above anything but a line out of tolerance. Ours.",
        200_000.0,
    )
    river: float = setting(
        number(0, 1e8),
        "Word spaces that run together on five lines, in demerits: as a very loose line. Ours.",
        60_000.0,
    )
    stack: float = setting(
        number(0, 1e8),
        "Three lines that begin with the same word, in demerits: as two divisions in a row. Ours.",
        10_000.0,
    )


@dataclass(frozen=True)
class ExtractSettings:
    size: float = setting(number(0.5, 1.5), "A quotation's size in body sizes.", 0.95)
    left: float = setting(number(0, 10), "Its indent on the left, in leadings.", 1.5)
    right: float = setting(number(0, 10), "Its indent on the right, in leadings.", 1.5)


@dataclass(frozen=True)
class ContentsSettings:
    folio: str = setting(Choice(("after", "before")), "Whether the folio stands after the title or before it.", "after")
    spacing: float = setting(number(1, 3), "Baseline to baseline of the entries, in leadings.", 1.0)


@dataclass(frozen=True)
class FaceSettings:
    roman: Scalar | None = setting(PlacedText(), "The upright's file (.ttf or .otf), relative to the style's file.")
    italic: Scalar | None = setting(PlacedText(), "The italic's file.")
    bold: Scalar | None = setting(PlacedText(), "The bold's file.")
    bold_italic: Scalar | None = setting(PlacedText(), "The bold italic's file.")
    axes: dict[str, float] | None = setting(
        Named(number(-1000, 10_000)), "Where the axes of a variable face are pinned, by their tags."
    )


@dataclass(frozen=True)
class Faces:
    """Faces by names that the author chooses, or a list of names and files."""

    def read(
        self, node: Node, name: str, faults: list[Diagnostic]
    ) -> dict[str, FaceSettings] | tuple[Scalar, ...] | None:
        if isinstance(node, Mapping):
            return Named(Section(FaceSettings)).read(node, name, faults)
        return ListOf(PlacedText()).read(node, name, faults)

    def schema(self) -> Json:
        return {"anyOf": [Named(Section(FaceSettings)).schema(), ListOf(PlacedText()).schema()]}


FACES: Final = Faces()


def size_in_text(text: str) -> tuple[float, bool]:
    """A size in body sizes (1.5) or as a length (10pt), and whether it is a length. Raises ValueError."""
    try:
        value, fixed = decimal(text), False
    except ValueError:
        value, fixed = points(text), True
    if not (2 <= value <= 200 if fixed else 0.3 <= value <= 10):
        raise ValueError(text)
    return value, fixed


@dataclass(frozen=True)
class LetteringSettings:
    face: Scalar | None = setting(PlacedText(), "The face; by default the text's.")
    size: tuple[float, bool] = setting(
        Parsed(size_in_text, "a size in body sizes from 0.3 to 10, or a length such as 10pt"),
        "The size in body sizes, or as a length.",
        (1.0, False),
    )
    leading: float = setting(number(0.8, 3), "Baseline to baseline of several lines, in its own sizes.", 1.25)
    shape: str = setting(Choice(("roman", "italic")), "Upright or italic.", "roman")
    caps: str = setting(Choice(("none", "small")), "Whether small letters are set as small capitals.", "none")
    weight: float | None = setting(number(1, 1000), "The weight of a variable face.")
    optical_size: float | None = setting(
        number(1, 200), "The optical size of a variable face; by default the size it is set at."
    )
    figures: str | None = setting(Choice(FIGURES), "Old-style or lining figures; by default the text's.")
    tracking: float = setting(number(-0.1, 1), "Space added between letters, in ems.", 0.0)
    align: str = setting(
        Choice(ALIGNMENTS), "Where the lines stand in the measure (`outer`: towards the fore-edge).", "center"
    )


ROLES: Final = (
    "lead-in", "number", "title", "subtitle", "head-2", "head-3", "running-head", "folio", "half-title", "book-title", "book-subtitle",
    "author", "publisher", "copyright", "dedication", "epigraph", "epigraph-source", "caption",
)  # fmt: skip
"""What has lettering of its own."""


@dataclass(frozen=True)
class StyleSettings:
    """Everything a style file may say; it may hold only the lines it changes."""

    base: Scalar | None = setting(PlacedText(), "The style this one changes: a name or a file.")
    trim: str = setting(Text(), "The page: a trim's name or a size.", "5.5x8.5")
    smallest: tuple[float, float] | None = setting(SIZE, "The smallest page that this style can be set on.")
    large_print: bool = setting(YesNo(), "Whether the title page says that this is a large print edition.", False)
    faces: dict[str, FaceSettings] | tuple[Scalar, ...] | None = setting(
        FACES,
        "Faces of your own: a name and its font files, or a list of names and files. Characters that the text's face lacks "
        "are looked for in them first.",
    )
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
    microtypography: MicrotypographySettings = setting(
        Section(MicrotypographySettings), "What gives besides the spaces.", MicrotypographySettings()
    )
    costs: CostSettings = setting(Section(CostSettings), "The taste of the line breaker.", CostSettings())
    contents: ContentsSettings = setting(Section(ContentsSettings), "The contents page.", ContentsSettings())
    extract: ExtractSettings = setting(Section(ExtractSettings), "Quotations.", ExtractSettings())
    lettering: dict[str, LetteringSettings] = setting(
        Named(Section(LetteringSettings)), "Heads, titles and the like, by role: " + ", ".join(ROLES) + "."
    )
    trims: Mapping | None = setting(Raw(), "What changes on certain trims, by the trim's name.")
