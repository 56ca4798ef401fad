"""book.yaml as types: every key, its default and its sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from bookbuild.diagnostics import Diagnostic, Place
from bookbuild.manuscript.coversettings import CoverSettings
from bookbuild.manuscript.fit import FIT_EXPECTED, Fit, read_fit
from bookbuild.schema import (
    Choice,
    Json,
    ListOf,
    Named,
    Parsed,
    PlacedText,
    Section,
    Text,
    YesNo,
    fault,
    json_schema,
    setting,
)
from bookbuild.yamltext import Mapping, Node, Scalar


class Fits(Parsed[Fit]):
    """A wish for a number of pages, with its place."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> Fit | None:
        fit = super().read(node, name, faults)
        return replace(fit, place=node.place) if fit else None


FIT: Final = Fits(read_fit, FIT_EXPECTED)


def _place(text: str) -> Place:
    """`file:line` as a place. Raises ValueError for anything else."""
    file, colon, line = text.rpartition(":")
    if not (file and colon and line.isascii() and line.isdigit() and int(line)):
        raise ValueError(text)
    return Place(file, int(line))


PLACE: Final = Parsed(_place, "a file and a line in it, such as `02-storm.md:41`")


@dataclass(frozen=True)
class PublisherSettings:
    KEY_JOINER: ClassVar = "_"
    name: str = setting(Text(), "The publisher's name, as it stands on the title page.", "")
    logo: Scalar | None = setting(PlacedText(), "A picture for the title page, relative to the book's folder.")


@dataclass(frozen=True)
class EpigraphSettings:
    KEY_JOINER: ClassVar = "_"
    text: str = setting(Text(), "The quotation; lines stay lines.", "")
    source: str = setting(Text(), "Who said it, and where.", "")


@dataclass(frozen=True)
class AboutAuthorSettings:
    KEY_JOINER: ClassVar = "_"
    text: Scalar | None = setting(PlacedText(), "A paragraph or more of Markdown.")
    photo: Scalar | None = setting(PlacedText(), "A picture, relative to the book's folder.")


@dataclass(frozen=True)
class ContributorSettings:
    KEY_JOINER: ClassVar = "_"
    name: str = setting(Text(), "The person's name.", "")
    role: str = setting(Choice(("author", "editor", "translator", "illustrator")), "What they did.", "author")


@dataclass(frozen=True)
class MatterSettings:
    KEY_JOINER: ClassVar = "_"
    half_title: bool = setting(YesNo(), "The leaf with nothing but the title.", True)
    title_page: bool = setting(YesNo(), "The title page.", True)
    copyright: bool = setting(YesNo(), "The copyright page.", True)
    contents: bool | None = setting(YesNo(), "The contents page; by default as the book needs one.")


@dataclass(frozen=True)
class EditionSettings:
    KEY_JOINER: ClassVar = "_"
    trim: str = setting(Text(), "The page: a trim's name or a size.", "")
    style: str = setting(Text(), "A style's name or file.", "")
    press: Scalar | None = setting(PlacedText(), "The press that prints it (see `bookbuild presses`).")
    paper: Scalar | None = setting(PlacedText(), "The press's paper it is printed on.")
    isbn: Scalar | None = setting(PlacedText(), "This edition's ISBN.")
    fit: Fit | None = setting(FIT, "In how many pages it should come out, instead of the book's own `fit`.")
    cover: str = setting(Text(), "Its cover: paperback, case, ...", "")


@dataclass(frozen=True)
class Isbns:
    """One ISBN, or one for each edition."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> dict[str, Scalar] | None:
        if isinstance(node, Scalar):
            return {"": node}
        return Named(PlacedText()).read(node, name, faults)

    def schema(self) -> Json:
        return {"anyOf": [Text().schema(), Named(Text()).schema()]}


@dataclass(frozen=True)
class ChapterEntry:
    """One entry of the list of chapters: a file, a part with its own files, or a finished page."""

    file: Scalar | None = None
    part: Scalar | None = None
    chapters: tuple[ChapterEntry, ...] = ()
    insert: Scalar | None = None


@dataclass(frozen=True)
class ChapterEntries:
    """How an entry of the list of chapters is written."""

    def read(self, node: Node, name: str, faults: list[Diagnostic]) -> ChapterEntry | None:
        if isinstance(node, Scalar):
            return ChapterEntry(file=node)
        if isinstance(node, Mapping):
            keys = set(node.items)
            insert, part = node.items.get("insert"), node.items.get("part")
            if keys == {"insert"} and isinstance(insert, Scalar):
                return ChapterEntry(insert=insert)
            if keys <= {"part", "chapters"} and isinstance(part, Scalar):
                inside = node.items.get("chapters")
                return ChapterEntry(part=part, chapters=ListOf(self).read(inside, name, faults) if inside else ())
        fault(faults, name, "a file's name, `insert: page.pdf`, or `part: Title` with its `chapters:`", node.place)
        return None

    def schema(self) -> Json:
        return {"$ref": "#/$defs/chapter"}

    def definition(self) -> Json:
        """An entry, which may hold further ones."""
        entry = self.schema()
        return {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"insert": {"type": "string"}},
                    "required": ["insert"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"part": {"type": "string"}, "chapters": {"type": "array", "items": entry}},
                    "required": ["part"],
                    "additionalProperties": False,
                },
            ]
        }


@dataclass(frozen=True)
class BookSettings:
    """Everything book.yaml may say. Only `title` is needed."""

    KEY_JOINER: ClassVar = "_"
    title: str = setting(Text(), "The book's title. A backslash breaks its line on the title page.", "")
    subtitle: str = setting(Text(), "The subtitle.", "")
    series: str = setting(Text(), "The series it belongs to.", "")
    author: tuple[str, ...] = setting(ListOf(Text()), "The author, or a list of authors.", ())
    contributors: tuple[ContributorSettings, ...] = setting(
        ListOf(Section(ContributorSettings, "name")), "People with their roles, instead of or beside `author`.", ()
    )
    language: str = setting(Text(), "The language's tag: en-US, en-GB, fr, de ...", "en-US")
    publisher: PublisherSettings = setting(Section(PublisherSettings, "name"), "The publisher.", PublisherSettings())
    place: str = setting(Text(), "Where it is published.", "")
    year: str = setting(Text(), "When it is published.", "")
    edition: str = setting(Text(), "Which edition and printing this is.", "")
    isbn: dict[str, Scalar] | None = setting(Isbns(), "The ISBN, or one for each edition by its name.")
    rights: str = setting(Text(), "The sentence that reserves the rights.", "")
    copyright_page: Scalar | None = setting(
        PlacedText(), "Your own wording of the copyright page, instead of the one made for you."
    )
    dedication: str = setting(Text(), "To whom.", "")
    epigraph: EpigraphSettings = setting(
        Section(EpigraphSettings, "text"), "A quotation before the book.", EpigraphSettings()
    )
    also_by: tuple[str, ...] = setting(ListOf(Text()), "Other books by the author.", ())
    acknowledgements: Scalar | None = setting(PlacedText(), "Thanks, in Markdown, after the text.")
    about_the_author: AboutAuthorSettings = setting(
        Section(AboutAuthorSettings, "text"),
        "A paragraph about the author, in Markdown, at the end.",
        AboutAuthorSettings(),
    )
    colophon: Scalar | None = setting(PlacedText(), "How the book was made, in Markdown, on its last page.")
    chapters: tuple[ChapterEntry, ...] = setting(
        ListOf(ChapterEntries()), "The chapter files in order; by default every *.md by name.", ()
    )
    style: Scalar | None = setting(PlacedText(), "The design: a name (see `bookbuild styles`) or a file.")
    trim: Scalar | None = setting(PlacedText(), "The page: a name (see `bookbuild trims`) or a size.")
    faces: tuple[Scalar, ...] = setting(
        ListOf(PlacedText()),
        "Where characters are looked for that the text's face lacks: font files in the book's folder, or faces by name.",
        (),
    )
    profile: Scalar | None = setting(
        PlacedText(), "The press's colour profile, an ICC file in the book's folder with its licence beside it."
    )
    colour: bool = setting(YesNo(), "Pictures in colour, as the profile has it; else they are printed in gray.", False)
    hyphenation: tuple[str, ...] = setting(
        ListOf(Text()), "Words divided as typed (Me-phi-sto, Schiffahrt = Schiff-fahrt); without a hyphen, never.", ()
    )
    accepted: tuple[Place, ...] = setting(
        ListOf(PLACE), "Differences that the word check found and you have looked at: `02-storm.md:41`.", ()
    )
    fit: Fit | None = setting(
        FIT, "In how many pages the book should come out, all counted: `192`, `at most 192`, `multiple of 16`."
    )
    matter: MatterSettings = setting(Section(MatterSettings), "Switches for the pages made for you.", MatterSettings())
    cover: CoverSettings = setting(
        Section(CoverSettings, "art"), "What `bookbuild cover` makes the cover of.", CoverSettings()
    )
    editions: dict[str, EditionSettings] = setting(Named(Section(EditionSettings)), "Editions of this book by name.")


@dataclass(frozen=True)
class ChapterSettings:
    """What may stand between two lines of `---` at the top of a chapter."""

    KEY_JOINER: ClassVar = "_"
    title: str = setting(Text(), "The chapter's title, instead of a `#` line.", "")
    subtitle: str = setting(Text(), "The chapter's subtitle, or a date.", "")
    number: str = setting(Text(), "The chapter's number, as it is to be printed.", "")
    running_head: str = setting(Text(), "A short title for the head of the page.", "")
    fit: Fit | None = setting(FIT, "In how many pages the chapter should come out: `12`, `at most 12`.")
    epigraph: EpigraphSettings = setting(
        Section(EpigraphSettings, "text"), "A quotation before the chapter.", EpigraphSettings()
    )


def book_schema() -> Json:
    """The JSON schema of book.yaml."""
    whole = json_schema(BookSettings, "A book for bookbuild: book.yaml")
    return whole | {"required": ["title"], "$defs": {"chapter": ChapterEntries().definition()}}
