"""The manual's tables, made from what the program knows: settings, roles, trims, faces, codes, the public names.

A table stands in a page between ``<!-- table: NAME -->`` and ``<!-- end -->``. `pytest tests/test_manual.py --accept`
writes all of them anew.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import bookbuild
from bookbuild.cli import _parser
from bookbuild.codes import CODES
from bookbuild.manuscript.punctuation import punctuated
from bookbuild.manuscript.settings import BookSettings, ChapterEntries, ChapterSettings, Isbns
from bookbuild.preflight.checking import CLAIM_HOLDS, FALSE_CLAIM
from bookbuild.preflight.demands import Demands
from bookbuild.preflight.rule import Rule
from bookbuild.preflight.rules import RULES
from bookbuild.press.standards import STANDARDS
from bookbuild.resources import shipped
from bookbuild.schema import Choice, ListOf, Named, Parsed, Raw, Section, Text, YesNo, key_of
from bookbuild.setting.faces import open_face
from bookbuild.style.load import DEFAULT_STYLE, shipped_styles
from bookbuild.style.press import Press
from bookbuild.style.pressfacts import pages_words
from bookbuild.style.pressfit import inside_margin, prints
from bookbuild.style.pressload import PROVENANCE, find_press, shipped_presses
from bookbuild.style.presssettings import PressSettings
from bookbuild.style.settings import ROLES, Faces, LetteringSettings, StyleSettings
from bookbuild.style.style import Typeface
from bookbuild.style.trims import named_trims, trim_notes
from bookbuild.style.typefaces import shipped_typefaces
from bookbuild.units import inches
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence, read_yaml

PACKAGE: Final = Path(bookbuild.__file__).parent
MANUAL: Final = PACKAGE / "manual"

PAGES: Final = (
    "book", "markdown", "punctuation", "import", "styles", "gallery", "presses", "cover", "files", "check", "python",
    "messages",
)  # fmt: skip
"""The order of the pages in the index; a page that is not named here comes last, one that is not there is left out."""

NOTHING: Final = ""

ROLE_USES: Final = {
    "lead-in": "a chapter's first words",
    "number": "a chapter's number",
    "title": "a chapter's title, and the heading of the contents",
    "subtitle": "a chapter's subtitle",
    "head-2": "a head inside a chapter (`##`)",
    "head-3": "a smaller head (`###`)",
    "running-head": "the line at the head of each page",
    "folio": "the page number",
    "half-title": "the title on the half title, and a part's title",
    "book-title": "the title on the title page",
    "book-subtitle": "the subtitle, editors and translators on the title page",
    "author": "the author on the title page",
    "publisher": "publisher, place, year and series on the title page",
    "copyright": "the copyright page",
    "dedication": "the dedication, and the list of other books",
    "epigraph": "quotations before the book and before a chapter",
    "epigraph-source": "who said them",
    "caption": "what stands under a picture",
}
"""What each role of lettering is for; one that is not here is shown by its name alone."""

ROOMS: Final = {
    "C": "Files and commands",
    "Y": "YAML",
    "M": "The manuscript",
    "S": "Styles",
    "F": "Fonts",
    "T": "Lines",
    "P": "Pages",
    "J": "The cover",
    "K": "The preflight",
    "W": "The proof",
}
"""What the first letter of a code stands for."""

TYPED: Final = (
    '"Yes," she said.',
    "\"He said 'no' twice,\" she said.",
    "It doesn't.",
    "It was--he said--odd.",
    "It was -- he said -- odd.",
    "1914--18",
    "Wait...",
)
"""Sentences whose marks every language prints in its own way."""

SHOWN: Final = {"\u00a0": "⍽", "\u202f": "·", "\u200a": "˙"}
"""How the manual shows spaces that nobody sees: one that does not break, a thin one, a hair."""


def visible(text: str) -> str:
    """A text with its invisible spaces made visible."""
    for space, shown in SHOWN.items():
        text = text.replace(space, shown)
    return text


def rows_of(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    heads = [*head]
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


# Settings


def kind_words(kind: Any) -> str:
    """What a setting may be, in words."""
    match kind:
        case YesNo():
            return "yes or no"
        case Choice():
            return ", ".join(f"`{word}`" for word in kind.words)
        case Parsed():
            return kind.expected.replace(" from 0pt to 7200pt", "")
        case Faces():
            return "a name for each, then its settings; or a list of names and files"
        case ListOf() if isinstance(kind.kind, ChapterEntries):
            return "a list of files, parts and inserts"
        case ListOf():
            return f"{kind_words(kind.kind)}; or a list of them"
        case Isbns():
            return "text, or one for each edition"
        case Section():
            return f"{kind_words(_short(kind))}, or the settings below" if kind.short else "the settings below"
        case Named():
            inside = kind_words(kind.kind)
            return f"a name for each, then {'its settings' if isinstance(kind.kind, Section) else inside}"
        case Raw():
            return "a name for each, then what changes"
        case Text():
            return "text"
        case _ if kind.schema() == Text().schema():
            return "text"
    return (type(kind).__doc__ or "see the schema").partition("\n")[0].rstrip(".").lower()


def _short(section: Section[Any]) -> Any:
    """The kind of the field that plain text fills."""
    return _fields(section.cls)[section.short.replace("-", "_")].metadata["kind"]


def _fields(cls: type[Any]) -> dict[str, dataclasses.Field[Any]]:
    return {field.name: field for field in dataclasses.fields(cls)}


def _section(kind: Any) -> type[Any] | None:
    """The settings class inside a kind, if there is one."""
    if isinstance(kind, Section):
        found: type[Any] = kind.cls
        return found
    return _section(kind.kind) if isinstance(kind, ListOf | Named) else None


def default_words(field: dataclasses.Field[Any]) -> str:
    """A setting's default as it would be typed; nothing when there is none."""
    value, kind = field.default, field.metadata["kind"]
    if value is None or value == "" or value == () or dataclasses.is_dataclass(value):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, float):
        return f"{value:.3g}pt" if "length" in getattr(kind, "expected", "") else f"{value:.3g}"
    return str(value)


def settings_table(
    cls: type[Any], column: str = "", values: Mapping | None = None, without: frozenset[str] = frozenset()
) -> str:
    """One settings class as a table, less some keys; `column` heads the values that a file has."""
    rows: list[list[str]] = []
    for field in dataclasses.fields(cls):
        key = key_of(cls, field.name)
        if key in without:
            continue
        row = [f"`{key}`", field.metadata["sentence"], kind_words(field.metadata["kind"]), default_words(field)]
        if column:
            row.append(_typed(values.items.get(key)) if values else NOTHING)
        rows.append(row)
    return rows_of(["key", "what it does", "what it may be", "default", *([column] if column else [])], rows)


def _typed(node: Node | None) -> str:
    """A value as it stands in a file; nothing for groups."""
    if isinstance(node, Sequence):
        return ", ".join(filter(None, map(_typed, node.items)))
    return f"`{node.text}`" if isinstance(node, Scalar) and node.text else NOTHING


def book_settings() -> str:
    """book.yaml: the file, then each group in it."""
    parts = [settings_table(BookSettings)]
    for field in dataclasses.fields(BookSettings):
        inside = _section(field.metadata["kind"])
        if inside:
            parts += [f"Inside `{field.name}`:", settings_table(inside)]
    return "\n\n".join(parts)


def chapter_settings() -> str:
    """The lines between `---` at a chapter's top."""
    return settings_table(ChapterSettings)


def style_settings() -> str:
    """A style: what stands by itself, then every group, with what the default design says."""
    column = f"in {DEFAULT_STYLE}"
    base = read_yaml((shipped("styles") / f"{DEFAULT_STYLE}.yaml").read_text("utf-8"), DEFAULT_STYLE)
    parts = [settings_table(StyleSettings, column=column, values=base)]
    for field in dataclasses.fields(StyleSettings):
        kind = field.metadata["kind"]
        inside = _section(kind)
        if inside is None:
            continue
        key = key_of(StyleSettings, field.name)
        given = base.items.get(key)
        parts += [f"### {key}", field.metadata["sentence"] if inside is not LetteringSettings else LETTERING]
        if isinstance(kind, Section) and kind.short:
            parts.append(f"`{key}: value` alone sets `{kind.short}`.")
        if isinstance(kind, Named):
            parts.append(settings_table(inside))
        else:
            parts.append(settings_table(inside, column=column, values=given if isinstance(given, Mapping) else None))
    return "\n\n".join(parts)


LETTERING: Final = "How a kind of display line is set, by its role (see [roles](#roles)). Each role has these:"


def roles() -> str:
    """What has lettering of its own, and how the default design sets it."""
    base = read_yaml((shipped("styles") / f"{DEFAULT_STYLE}.yaml").read_text("utf-8"), DEFAULT_STYLE)
    given = base.items.get("lettering")

    def lettering(role: str) -> str:
        node = given.items.get(role) if isinstance(given, Mapping) else None
        pairs = node.items.items() if isinstance(node, Mapping) else ()
        return "`" + ", ".join(f"{key}: {_typed(value).strip('`')}" for key, value in pairs) + "`" if pairs else NOTHING

    rows = ([f"`{role}`", ROLE_USES.get(role, role.replace("-", " ")), lettering(role)] for role in ROLES)
    return rows_of(["role", "what it is", f"in {DEFAULT_STYLE}"], rows)


def styles() -> str:
    return rows_of(["design", "what it is"], ([f"`{name}`", text] for name, text in shipped_styles().items()))


def trims() -> str:
    notes = trim_notes()
    rows = (
        [
            f"`{name}`",
            f"{inches(trim.width)} x {inches(trim.height)}",
            f"{trim.width / 72 * 25.4:.0f} x {trim.height / 72 * 25.4:.0f}",
            notes[name],
        ]
        for name, trim in named_trims().items()
    )
    return rows_of(["trim", "inches", "millimetres", "good for"], rows)


def presses() -> str:
    """Every press with what it prints."""

    def has(name: str) -> list[str]:
        press = find_press(name)
        return [
            f"`{name}`",
            press.title,
            press.standard,
            ", ".join(f"`{trim.name}`" for trim in named_trims().values() if prints(press, trim)),
            ", ".join(f"`{paper}`" for paper in press.papers),
            pages_words(press),
        ]

    return rows_of(["press", "who it is", "file", "trims", "papers", "pages"], map(has, shipped_presses()))


def inside_margins() -> str:
    """What every press asks for at the bind edge, wherever one of them changes."""
    every = {name: press for name in shipped_presses() if (press := find_press(name)).papers}
    begins = sorted({1} | {step.first for press in every.values() for step in press.margins.inside})

    rows = [
        [_from_to(first, after), *(_margin(press, first) for press in every.values())]
        for first, after in zip(begins, [*begins[1:], None], strict=True)
    ]
    return rows_of(["pages", *(f"`{name}`" for name in every)], rows)


def _from_to(first: int, after: int | None) -> str:
    return f"{first} to {after - 1}" if after else f"{first} and more"


def _margin(press: Press, pages: int) -> str:
    """The inside margin of so many pages, in inches; nothing where no paper takes them."""
    taken = any(paper.most is None or pages <= paper.most for paper in press.papers.values())
    return inches(inside_margin(press, pages)) if taken else NOTHING


def covers() -> str:
    """What a cover takes from every press: how wide the spine is, from how many pages on it has letters, the barcode's box."""

    def has(name: str) -> list[str]:
        press = find_press(name)
        letters, box = press.spine_text, press.barcode
        published = [paper.name for paper in press.papers.values() if paper.spine]
        return [
            f"`{name}`",
            ", ".join(f"`{paper}`" for paper in published) or "none: `--spine`",
            f"{letters.first} pages" if letters and letters.first > 2 else "any",
            f"{inches(box.width)} x {inches(box.height)}" if box else "anywhere",
        ]

    head = ["press", "papers whose spine is published", "letters on the spine from", "the barcode's box, in inches"]
    return rows_of(head, (has(name) for name in shipped_presses() if find_press(name).papers))


def press_settings() -> str:
    """A press's file: what stands by itself, then every group without what all groups have."""
    parts = [settings_table(PressSettings)]
    for field in dataclasses.fields(PressSettings):
        parts += _press_groups(field, key_of(PressSettings, field.name))
    return "\n\n".join(parts)


def _press_groups(field: dataclasses.Field[Any], key: str) -> Iterator[str]:
    """A group, and the groups inside it."""
    inside = _section(field.metadata["kind"])
    if inside:
        yield f"Inside `{key}`:"
        yield settings_table(inside, without=PROVENANCE)
        for one in dataclasses.fields(inside):
            yield from _press_groups(one, f"{key}: {key_of(inside, one.name)}")


def files() -> str:
    """The kinds of file and what may be in each."""
    rows = (
        [
            f"`{one.name}`",
            one.summary,
            one.version,
            "yes" if one.transparency else "no",
            ("in the file" if one.needs_profile else "named") if one.intent else "none",
            "yes" if one.outline else "no",
        ]
        for one in STANDARDS
    )
    return rows_of(["kind", "what it is", "PDF", "transparency", "printing condition", "bookmarks, links"], rows)


def checks() -> str:
    """Every rule of the preflight, and which presses and standards ask it."""
    rows = [[f"`{rule.code}`", rule.holds, ", ".join(_asking(rule))] for rule in RULES]
    claim = [f"`{FALSE_CLAIM}`", CLAIM_HOLDS, "files that say they are PDF/X"]
    return rows_of(["rule", "what is so when it is kept", "who asks it"], sorted([*rows, claim]))


def _asking(rule: Rule) -> Iterator[str]:
    """Every file; else the standards (alike ones together) and the presses that ask."""
    if rule.asked(Demands()):
        yield "every file"
        return
    asking = [one for one in STANDARDS if rule.asked(Demands(wanted=one))]
    whole = all(one in asking for one in STANDARDS if one.is_pdfx)
    yield from ["PDF/X"] if whole else [one.name for one in asking if one.is_pdfx]
    yield from ("plain files" for one in asking if one.name == "plain")
    yield from (f"`{name}`" for name in shipped_presses() if rule.asked(Demands(find_press(name))))


def faces() -> str:
    def has(face: Typeface) -> list[str]:
        axes = {tag for tag, _ in face.roman.axes}
        return [
            f"`{face.name}`",
            face.use,
            *("yes" if one else "no" for one in (face.italic, face.bold)),
            "yes" if "smcp" in open_face(face.roman).features else "no",
            "yes" if "wght" in axes else "no",
        ]

    return rows_of(
        ["face", "made for", "italic", "bold", "small capitals", "any `weight`"], map(has, shipped_typefaces().values())
    )


# Messages


def warnings() -> set[str]:
    """The codes that only warn: the source says `warn` before them."""
    sources = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return {code for text in sources for code in re.findall(r"\bwarn\(\s*\"([A-Z]\d{3})\"", text)}


def codes() -> str:
    """Every code with its explanation, under its letter."""
    warned = warnings()
    parts: list[str] = []
    for letter in dict.fromkeys(code[0] for code in CODES):
        parts.append(f"## {letter}: {ROOMS.get(letter, letter)}")
        for code, known in sorted(CODES.items()):
            if code[0] == letter:
                kind = "Warning. " if code in warned else ""
                meaning, cure = _plainly(known.meaning), _plainly(known.cure)
                parts += [f"### {code}", f"**{known.title}.** {kind}{meaning} *Cure:* {cure}"]
    return "\n\n".join(parts)


def _plainly(text: str) -> str:
    """A sentence that Markdown leaves alone: stars and less-than signs outside backticks escaped."""
    parts = text.split("`")
    return "`".join(re.sub(r"([*<])", r"\\\1", part) if at % 2 == 0 else part for at, part in enumerate(parts))


# Commands and Python


def commands() -> str:
    """Every command with its options, as the parser has them."""
    rows: list[list[str]] = []
    for name, parser in _subparsers(_parser()):
        rows.append([f"`bookbuild {name}`", parser.description or ""])
        for action in parser._actions:
            if not isinstance(action, argparse._HelpAction):
                shown = action.metavar or "|".join(map(str, action.choices or [])) or ""
                value = str(shown) if action.nargs != 0 else ""
                typed = " ".join(filter(None, [", ".join(action.option_strings), value]))
                rows.append([f"`{typed}`", action.help or ""])
    return rows_of(["command, then what it takes", "what it does"], rows)


def _subparsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def api() -> str:
    """The public names, each with its fields or parameters."""
    rows: list[list[str]] = []
    for name in bookbuild.__all__:
        value: Any = getattr(bookbuild, name)
        known = inspect.isclass(value) or inspect.isfunction(value)
        sentence = (inspect.getdoc(value) or "").partition("\n")[0] if known else "Any of the blocks."
        rows.append([f"`{name}`", sentence, _members(value)])
    return rows_of(["name", "what it is", "what it takes or has"], rows)


def _members(value: Any) -> str:
    if inspect.isclass(value) and dataclasses.is_dataclass(value):
        return ", ".join(f"`{field.name}`" for field in dataclasses.fields(value) if not field.name.startswith("_"))
    if inspect.isfunction(value):
        return ", ".join(f"`{name}`" for name in inspect.signature(value).parameters)
    members = getattr(value, "__members__", {})
    return ", ".join(f"`{name}`" for name in members)


# Punctuation, pages


def punctuation() -> str:
    """What is typed, and how each language prints it."""
    languages = ("en-US", "en-GB", "fr", "de", "es", "it", "nl", "sv", "da", "pl", "ru")
    rows = ([f"`{text}`", *(visible(punctuated(text, language)) for language in languages)] for text in TYPED)
    return rows_of(["typed", *languages], rows)


def pages() -> str:
    """The other pages, each with what its first paragraph says first."""
    there = {path.stem: path for path in sorted(MANUAL.glob("*.md")) if path.stem != "README"}
    order = [*(name for name in PAGES if name in there), *(name for name in there if name not in PAGES)]
    return "\n".join(
        f"- [{title}]({name}.md): {sentence}" for name in order for title, sentence in [_opening(there[name])]
    )


def _opening(path: Path) -> tuple[str, str]:
    """A page's title and the first sentence below it."""
    text = path.read_text("utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    assert title, f"{path.name} has no title"
    first = " ".join(text[title.end() :].strip().partition("\n\n")[0].split())
    sentence = re.match(r".*?\.(?= |$)", first)
    return title[1], sentence[0] if sentence else first


TABLES: Final[dict[str, Callable[[], str]]] = {
    "api": api,
    "book-settings": book_settings,
    "chapter-settings": chapter_settings,
    "checks": checks,
    "codes": codes,
    "commands": commands,
    "covers": covers,
    "faces": faces,
    "inside-margins": inside_margins,
    "files": files,
    "pages": pages,
    "press-settings": press_settings,
    "presses": presses,
    "punctuation": punctuation,
    "roles": roles,
    "style-settings": style_settings,
    "styles": styles,
    "trims": trims,
}
"""Every table by its name."""

_TABLE = re.compile(r"(?P<begin><!-- table: (?P<name>[\w-]+) -->\n)(?P<inside>.*?)(?P<end><!-- end -->)", re.DOTALL)


def tables_in(text: str) -> list[str]:
    """The names of the tables of a page."""
    return [found["name"] for found in _TABLE.finditer(text)]


def with_tables(text: str) -> str:
    """A page with its tables as they are now. Raises KeyError for a table that nobody makes."""
    return _TABLE.sub(lambda found: f"{found['begin']}\n{TABLES[found['name']]()}\n\n{found['end']}", text)
