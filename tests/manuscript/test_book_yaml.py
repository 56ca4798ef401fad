"""book.yaml: the text that was typed, misspellings found, bombs refused, and a schema that lists exactly the settings."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bookbuild.diagnostics import BookError, Diagnostic, Findings, Place
from bookbuild.manuscript.blocks import Book, Contributor, Edition, Insert, PartTitle, text_of
from bookbuild.manuscript.cuttexts import WORDED, warn_of_cut_texts
from bookbuild.manuscript.read import read_book
from bookbuild.manuscript.settings import BookSettings, ChapterSettings, book_schema
from bookbuild.schema import ListOf, Named, Section, json_schema, key_of, read_settings
from bookbuild.style.settings import ROLES, StyleSettings
from bookbuild.yamltext import MOST_DEEP, MOST_NODES, Mapping, Scalar, Sequence, merged, read_yaml


def settings_of(text: str, cls: type[Any] = BookSettings) -> Any:
    """A file's settings."""
    return read_settings(cls, read_yaml(text, "book.yaml"))


def faults_of(text: str, cls: type[Any] = BookSettings) -> list[Diagnostic]:
    """What is wrong with a file."""
    with pytest.raises(BookError) as caught:
        settings_of(text, cls)
    return list(caught.value.diagnostics)


# Text as typed

TYPED = {
    "title: Yes": "Yes",
    "title: no": "no",
    "title: 1984": "1984",
    "title: 007": "007",
    "title: 1e5": "1e5",
    "title: 0x1F": "0x1F",
    "title: 12:30:45": "12:30:45",
    "title: 2026-01-02": "2026-01-02",
    "title: ~": "~",
    "title: null": "null",
    "title: .inf": ".inf",
    "title: 1_000": "1_000",
    "title: =": "=",
    "title: “Quoted”": "“Quoted”",
    "title: 'It''s: so'": "It's: so",
    'title: "a: b # c"': "a: b # c",
    'title: "A\\\\B"': "A\\B",
    "title: A\\B": "A\\B",
    "title: >\n  two\n  lines": "two lines",
    "title: |\n  two\n  lines": "two\nlines",
    "title: Catch-22 # a comment": "Catch-22",
    "title: <b>": "<b>",
}


@pytest.mark.parametrize(("text", "value"), TYPED.items())
def test_a_value_is_the_text_typed(text: str, value: str) -> None:
    assert settings_of(text).title == value


def test_numbers_and_words_that_yaml_would_change() -> None:
    found = settings_of("title: T\nisbn: 0306406152\nlanguage: no\nyear: 2026\nalso_by: [1984, Yes]")
    assert found.isbn and [one.text for one in found.isbn.values()] == ["0306406152"]
    assert (found.language, found.year, found.also_by) == ("no", "2026", ("1984", "Yes"))


def test_an_empty_value_leaves_the_default() -> None:
    assert settings_of("title: T\nlanguage:\nsubtitle: ''") == settings_of("title: T")


# Broken, doubled, bombs

WRONG_YAML = {
    "broken": ("title: a: b", "Y001", 1),
    "an open quote": ('title: "a\nauthor: b', "Y001", None),
    "an open bracket": ("title: [a\nauthor: b", "Y001", None),
    "a tab": ("title: T\nmatter:\n\thalf_title: no", "Y001", 3),
    "a key twice": ("title: T\nauthor: A\ntitle: U", "Y002", 3),
    "a key twice inside": ("title: T\nmatter: {contents: no, contents: yes}", "Y002", 2),
    "a recursive alias": ("title: T\nalso_by: &a [*a]", "Y003", 2),
    "a list": ("- title", "Y005", 1),
    "a text": ("My Book", "Y005", 1),
    "two documents": ("title: T\n---\ntitle: U", "Y001", 2),
    "an unknown alias": ("title: *nothing", "Y001", 1),
    "a key that is a list": ("? [a, b]\n: c", "Y001", 1),
    "a key that is tagged": ("title: T\n!x author: A", "Y004", 2),
}


@pytest.mark.parametrize(("text", "code", "line"), WRONG_YAML.values(), ids=WRONG_YAML)
def test_wrong_yaml(text: str, code: str, line: int | None) -> None:
    (one,) = faults_of(text)
    assert one.code == code
    assert one.place is not None
    assert one.place.file == "book.yaml"
    assert one.place.line == line if line else one.place.line >= 1


PYTHON_TAGS = [
    "title: !thing T",
    "title: !!python/object/apply:os.system ['true']",
    "title: !!python/name:os.system ''",
    "title: T\nmatter: !!python/object:os.path {}",
    "!!python/dict {title: T}",
]


@pytest.mark.parametrize("text", PYTHON_TAGS)
def test_a_python_tag(text: str) -> None:
    assert [one.code for one in faults_of(text)] == ["Y004"]


def test_plain_tags_are_no_harm() -> None:
    assert settings_of("title: !!str 1984").title == "1984"


def test_a_bomb_of_aliases() -> None:
    rows = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    rows += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (one,) = faults_of("\n".join(rows))
    assert one.code == "Y003"
    assert one.hint


DEEP = {
    "lists": ("[", "x", "]"),
    "lists never closed": ("[", "", ""),
    "lists in lines": ("\n  [", "x", "]"),
    "lists with words": ("[a, ", "x", "]"),
    "mappings": ("{a: ", "x", "}"),
    "keys that are mappings": ("{", "x", "}"),
    "lists and mappings": ("[{a: ", "x", "}]"),
    "dashes": ("\n- ", "x", ""),
    "dashes in a line": ("- ", "x", ""),
    "keys that are keys": ("? ", "x", ""),
}


@pytest.mark.parametrize("depth", [60, 400, 5_000, 100_000])
@pytest.mark.parametrize(("opening", "middle", "closing"), DEEP.values(), ids=DEEP)
def test_deep_nesting(opening: str, middle: str, closing: str, depth: int) -> None:
    """Whatever the library's own limits, and however it says that they are reached."""
    if opening == "\n- ":
        opened = "".join(f"\n{'  ' * level}-" for level in range(1, min(depth, 1000)))
    else:
        opened = ("\n" if opening[0] in "-?" else "") + opening * depth
    (one,) = faults_of(f"title: T\nalso_by: {opened}{middle}{closing * depth}")
    assert (one.code, "deep" in one.message) == ("Y003", True)
    assert one.place and one.place.line


def test_depth_by_aliases() -> None:
    (one,) = faults_of("a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 100)))
    assert one.code == "Y003" and one.place and 45 < one.place.line < 55


@pytest.mark.parametrize("said", ["a limit of 7 levels is reached", "sorry"])
def test_a_librarys_own_limit_is_no_matter(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a parser says when it stops at its own depth before it has told of any."""
    text = f"title: T\nalso_by: {'[' * 60}"

    def stops(text: str, **_: Any) -> Iterator[Any]:
        mark = yaml.Mark("", len(text), 1, 70, None, 0)
        raise yaml.scanner.ScannerError("while scanning", None, said, mark)
        yield

    monkeypatch.setattr("yaml.parse", stops)
    assert [one.code for one in faults_of(text)] == ["Y003"]


def test_as_deep_as_is_allowed_and_brackets_in_texts() -> None:
    inside = "[" * (MOST_DEEP - 1)
    assert isinstance(read_yaml(f"a: {inside}x{inside.replace('[', ']')}", "a.yaml").items["a"], Sequence)
    assert settings_of(f'title: "{"[" * 200}"').title == "[" * 200


def test_more_values_than_a_book_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_NODES >= 100_000
    monkeypatch.setattr("bookbuild.yamltext.MOST_NODES", 100)
    assert len(settings_of("title: T\nalso_by:\n" + "- x\n" * 95).also_by) == 95
    (one,) = faults_of("title: T\nalso_by:\n" + "- x\n" * 96)
    assert one.code == "Y003" and "alias" not in one.message


def test_a_book_of_thousands_of_chapters_is_read() -> None:
    rows = "".join(f"  - part: Part {n}\n    chapters: [chapters/{n:04}.md]\n" for n in range(5_000))
    assert len(settings_of(f"title: T\nchapters:\n{rows}").chapters) == 5_000


def test_an_alias_named_twice_is_the_last_before_it() -> None:
    found = settings_of("title: &t One\nsubtitle: *t\nseries: &t Two\nplace: *t")
    assert (found.subtitle, found.place) == ("One", "Two")


# Texts that a # cuts off

CUT = {
    "title: We're #1 Again": "book.yaml:1:8",
    "title: The #MeToo Years": "book.yaml:1:8",
    "title: T\nauthor: Ann #2": "book.yaml:2:9",
    "title: T\nauthor: [Ann, Bob #2\n  ]": "book.yaml:2:15",
    "title: T\nalso-by:\n- One\n- Two #2": "book.yaml:4:3",
    "title: T\nepigraph: {source: Me #3\n  }": "book.yaml:2:20",
    "title: T\ncontributors: [{name: Ann #2\n  }]": "book.yaml:2:23",
    "title: T\ndedication: To all\n  the #1 fans": "book.yaml:2:13",
    "title: T\npublisher: #1 Press": "book.yaml:2:11",
    "title: T\ncover:\n  ground: #336699": "book.yaml:3:10",
    "title: T\nchapters: [{part: Part #2\n  , chapters: [a.md]}]": "book.yaml:2:19",
    "title: T\nseries: Été 😀 #2": "book.yaml:2:9",
}


def cut_in(text: str) -> list[tuple[str, str]]:
    findings = Findings()
    warn_of_cut_texts(read_yaml(text, "book.yaml"), findings)
    return [(one.code, str(one.place)) for one in findings]


@pytest.mark.parametrize(("text", "place"), CUT.items())
def test_a_text_that_a_number_sign_cuts_off_is_told(text: str, place: str) -> None:
    assert cut_in(text) == [("Y006", place)]


@pytest.mark.parametrize(
    "text",
    ["title: T  # the title", "title: C#", "title: a#b", "title: '#1'", 'title: "We are #1"', "title: 'T' #1",
     "title: T #", "title: T # #1", "title: |\n  We are #1", "title: >\n  We are #1\n", "title: T\n#1",
     "title: T\ntrim: 5x8 #small", "title: T\nstyle: classic #mine", "title: T\nmatter: #switches\n  contents: no",
     "title: T\nchapters: #all\n- 1.md #first"],
)  # fmt: skip
def test_comments_and_texts_that_are_whole_are_not(text: str) -> None:
    assert cut_in(text) == []


def test_cut_texts_are_told_with_book_and_chapters(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("title: We're #1", "utf-8")
    (tmp_path / "1.md").write_text("---\ntitle: Still #1\n---\nText.\n", "utf-8")
    findings = Findings()
    read_book(tmp_path, findings)
    assert [(one.code, str(one.place)) for one in findings] == [("Y006", "book.yaml:1:8"), ("Y006", "1.md:2:8")]


def test_a_title_that_is_all_comment(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("title: #1 Fan", "utf-8")
    with pytest.raises(BookError) as caught:
        read_book(tmp_path, Findings())
    (one,) = caught.value.diagnostics
    assert (one.code, "quotes" in one.hint) == ("M009", True)


def test_the_authors_words_are_settings() -> None:
    def keys(cls: type[Any]) -> Iterator[str]:
        for field in dataclasses.fields(cls):
            yield field.name
            kind = field.metadata["kind"]
            while isinstance(kind, Named | ListOf):
                kind = kind.kind
            if isinstance(kind, Section):
                yield from keys(kind.cls)

    assert {*keys(BookSettings), *keys(ChapterSettings), "part"} >= WORDED


def test_an_honest_alias_is_fine() -> None:
    assert settings_of("title: &t The Sea\nsubtitle: *t").subtitle == "The Sea"


def test_empty_files() -> None:
    for text in ("", "\n\n", "# only a comment\n", "---\n", "---\n...\n"):
        assert settings_of(text).title == ""


def test_every_fault_is_told_not_only_the_first() -> None:
    faults = faults_of("titel: T\nauthr: A\nmatter: {contents: perhaps}")
    assert [one.code for one in faults] == ["Y010", "Y010", "Y011"]
    assert [one.place.line for one in faults if one.place] == [1, 2, 3]


def test_places_inside_a_larger_file() -> None:
    tree = read_yaml("a: b\nc: [d, {e: f}]", "x.md", first_line=10)
    inner = tree.items["c"]
    assert isinstance(inner, Sequence)
    assert (inner.place.line, inner.place.column) == (11, 4)
    assert isinstance(inner.items[1], Mapping)
    assert (inner.items[1].keys["e"].line, inner.items[1].keys["e"].column) == (11, 9)


def test_merging_changes_lines_inside_groups_and_replaces_lists() -> None:
    base = read_yaml("a: {b: 1, c: 2}\nd: [1, 2]\ne: x", "base.yaml")
    both = merged(base, read_yaml("a: {c: 3}\nd: [4]", "mine.yaml"))
    group, several, word = both.items["a"], both.items["d"], both.items["e"]
    assert isinstance(group, Mapping)
    assert isinstance(several, Sequence)
    assert isinstance(word, Scalar)
    assert [value.text for value in group.items.values() if isinstance(value, Scalar)] == ["1", "3"]
    assert len(several.items) == 1
    assert word.text == "x"


# Every key


def every_key(cls: type[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key of a settings class and of the groups inside it."""
    for field in dataclasses.fields(cls):
        here = (*path, key_of(cls, field.name))
        yield here
        kind = field.metadata["kind"]
        while hasattr(kind, "kind"):
            if isinstance(kind, Named):
                here = (*here, "number" if cls is StyleSettings else "paperback")
            kind = kind.kind
        if isinstance(kind, Section):
            yield from every_key(kind.cls, here)


def misspelt(key: str) -> str:
    """A key with a slip: its last letter but one typed twice."""
    return key[:-1] + key[-2:]


def nested(path: tuple[str, ...], value: str) -> str:
    """A YAML file of one value under some keys."""
    return "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(path))[:-1] + f" {value}"


KEYS = [(cls, path) for cls in (BookSettings, ChapterSettings, StyleSettings) for path in every_key(cls)]


@pytest.mark.parametrize(("cls", "path"), KEYS, ids=[f"{cls.__name__[:-8]}:{'.'.join(path)}" for cls, path in KEYS])
def test_a_misspelt_key_gets_the_right_hint(cls: type[Any], path: tuple[str, ...]) -> None:
    wrong = misspelt(path[-1])
    (one,) = faults_of(nested((*path[:-1], wrong), "x"), cls)
    assert one.code == "Y010"
    assert one.hint == f"Did you mean `{path[-1]}`?"
    assert wrong in one.message
    assert one.place is not None
    assert (one.place.line, one.place.column) == (len(path), 1 + 2 * (len(path) - 1))


def test_a_key_like_no_other_gets_the_list() -> None:
    (one,) = faults_of("xyzzy: 1")
    assert one.hint.startswith("The keys here are: about_the_author, ")


def test_dashes_and_underscores_are_the_same() -> None:
    assert settings_of("title: T\nalso-by: [A]").also_by == ("A",)
    named = settings_of("scene_break: {ornament: x}", StyleSettings).scene_break.ornament
    assert named is not None
    assert named.text == "x"
    assert [one.code for one in faults_of("title: T\nalso-by: A\nalso_by: B")] == ["Y002"]


WRONG_VALUES = [
    ("matter: {half_title: maybe}", BookSettings, "yes or no"),
    ("matter: no", BookSettings, "a group"),
    ("title: [a, b]", BookSettings, "plain text"),
    ("contributors: [{name: A, role: editr}]", BookSettings, "one of author"),
    ("chapters: [{file: a.md}]", BookSettings, "a file's name"),
    ("editions: paperback", BookSettings, "name: value"),
    ("margins: {head: 3}", StyleSettings, "a length"),
    ("margins: {head: -1in}", StyleSettings, "a length"),
    ("margins: {head: nan}", StyleSettings, "a length"),
    ("text: {size: 3pt}", StyleSettings, "a length from 5pt to 40pt"),
    ("chapter: {opens: verso}", StyleSettings, "one of any, recto"),
    ("chapter: {sink: many}", StyleSettings, "a whole number of lines"),
    ("lines: 3", StyleSettings, "a whole number from 5"),
    ("hyphenation: {ladder: two}", StyleSettings, "a whole number"),
    ("word-space: {stretch: nan}", StyleSettings, "a number"),
]


@pytest.mark.parametrize(("text", "cls", "expected"), WRONG_VALUES, ids=[row[0] for row in WRONG_VALUES])
def test_wrong_values(text: str, cls: type[Any], expected: str) -> None:
    (one,) = faults_of(text, cls)
    assert one.code == "Y011"
    assert expected in one.message
    assert one.place is not None


# The whole of it


WHOLE = """\
title: The Sea
subtitle: A Novel
series: The Waters, 1
author: [Ann Other, Bob Other]
contributors: [{name: Cy, role: translator}, {name: Di, role: Illustrator}, Ed]
language: en-GB
publisher: {name: A Press, logo: logo.png}
place: Hull
year: 2026
edition: First
fit: at most 300
isbn: {paperback: 978-0-306-40615-7, hardback: 0306406152}
rights: All of them.
copyright_page: Mine.
dedication: For you
epigraph: {text: Words., source: Someone}
also_by: [One, Two]
acknowledgements: Thanks, *all*.
about_the_author: {text: She writes., photo: logo.png}
colophon: Set.
chapters: [a.md, {part: The Second, chapters: [b.md]}]
style: classic
trim: A5
profile: press.icc
colour: yes
hyphenation: [Me-phi-sto, Mary]
accepted: [one.md:3]
faces: [NotoSerifSC-Regular.otf, Noto Emoji]
matter: {half_title: no, title_page: yes, copyright: on, contents: off}
editions:
  paperback: {trim: 5x8, style: classic, press: kdp, paper: cream, cover: matte}
  hardback: {trim: 6x9, isbn: 978 3 16 148410 0}
cover:
  {art: logo.png, layout: over, ground: 0/3/12/0, ink: black, accent: gray 50%, text: Words., photo: logo.png, about: She.,
  price: $9, barcode: 90%, spine_title: Sea, spine_runs: up}
"""


def a_folder(tmp_path: Path, text: str = WHOLE) -> Path:
    """A book's folder."""
    from PIL import Image

    Image.new("L", (5, 4), 128).save(tmp_path / "logo.png")
    (tmp_path / "press.icc").write_bytes(b"an ICC profile")
    (tmp_path / "book.yaml").write_text(text, "utf-8")
    (tmp_path / "a.md").write_text("# One\n\na", "utf-8")
    (tmp_path / "b.md").write_text("# Two\n\nb", "utf-8")
    return tmp_path


def test_the_sample_has_every_key() -> None:
    assert set(read_yaml(WHOLE, "book.yaml").items) == {path[0] for path in every_key(BookSettings)}


def test_every_key_arrives(tmp_path: Path) -> None:
    book = read_book(a_folder(tmp_path), Findings())
    assert (book.title, book.subtitle, book.series) == ("The Sea", "A Novel", "The Waters, 1")
    assert book.contributors == (
        Contributor("Ann Other"),
        Contributor("Bob Other"),
        Contributor("Cy", "translator"),
        Contributor("Di", "illustrator"),
        Contributor("Ed"),
    )
    assert book.author == "Ann Other, Bob Other and Ed"
    assert (book.language, book.publisher, book.place_of_publication) == ("en-GB", "A Press", "Hull")
    assert book.logo is not None
    assert (book.logo.width, book.logo.height) == (5, 4)
    assert (book.year, book.edition, book.isbn) == ("2026", "First", "978-0-306-40615-7")
    assert (book.style, book.trim, book.hyphenation) == ("classic", "A5", ("Me-phi-sto", "Mary"))
    assert book.faces == ("NotoSerifSC-Regular.otf", "Noto Emoji")
    assert [(one.line, one.column) for one in book.face_places] == [(28, 9), (28, 34)]
    assert (book.profile, book.colour) == (str(tmp_path / "press.icc"), True)
    assert book.profile_place == Place("book.yaml", 24, 10)
    matter = book.matter
    assert (matter.rights, matter.copyright_page, matter.dedication) == ("All of them.", "Mine.", "For you")
    assert (matter.epigraph, matter.epigraph_source, matter.also_by) == ("Words.", "Someone", ("One", "Two"))
    assert (len(matter.acknowledgements), len(matter.about_the_author), len(matter.colophon)) == (1, 1, 1)
    assert matter.portrait is not None
    assert (matter.half_title, matter.title_page, matter.copyright, matter.contents) == (False, True, True, False)
    assert book.editions == {
        "paperback": Edition(
            "5x8", "classic", "kdp", "cream", "978-0-306-40615-7", "matte", press_place=Place("book.yaml", 31, 49)
        ),
        "hardback": Edition("6x9", "", "", "", "978-3-16-148410-0", ""),
    }
    one, part, two = book.divisions
    assert isinstance(part, PartTitle)
    assert text_of(part.title) == "The Second"
    assert [text_of(chapter.title) for chapter in book.chapters] == ["One", "Two"]
    assert [one, two] == list(book.chapters)


def order_of(tmp_path: Path, *names: str) -> list[str]:
    """The order in which chapters are read by default."""
    (tmp_path / "book.yaml").write_text("title: T", "utf-8")
    for name in names:
        (tmp_path / name).write_text(name, "utf-8")
    book: Book = read_book(tmp_path, Findings())
    return [source.place.file for source in book.sources if source.place]


def test_chapters_by_default_in_name_order(tmp_path: Path) -> None:
    assert order_of(tmp_path, "10-x.md", "2-x.md", "1-x.md", "README.md", ".hidden.md", "notes.txt") == [
        "1-x.md",
        "2-x.md",
        "10-x.md",
    ]


def test_names_with_and_without_numbers_sort(tmp_path: Path) -> None:
    assert set(order_of(tmp_path, "a1.md", "1a.md", "a.md", "²b.md")) == {"a1.md", "1a.md", "a.md", "²b.md"}


def test_a_finished_page(tmp_path: Path) -> None:
    (tmp_path / "map.pdf").write_bytes(b"%PDF-")
    book = read_book(a_folder(tmp_path, "title: T\nchapters: [{insert: map.pdf}, a.md]"), Findings())
    assert isinstance(book.divisions[0], Insert)


# The JSON schemas


def properties_of(schema: dict[str, Any]) -> dict[str, Any]:
    """A group's properties, a short form beside it or not."""
    for one in (schema, *schema.get("anyOf", ())):
        if "properties" in one:
            found: dict[str, Any] = one["properties"]
            return found
    return {}


@pytest.mark.parametrize(
    ("schema", "cls"),
    [(book_schema(), BookSettings), (json_schema(StyleSettings, "A style"), StyleSettings)],
    ids=["book", "style"],
)
def test_the_schema_lists_exactly_the_settings(schema: dict[str, Any], cls: type[Any]) -> None:
    assert json.loads(json.dumps(schema)) == schema
    assert set(schema["properties"]) == {key_of(cls, field.name) for field in dataclasses.fields(cls)}
    assert schema["additionalProperties"] is False
    for field in dataclasses.fields(cls):
        one = schema["properties"][key_of(cls, field.name)]
        kind = field.metadata["kind"]
        if isinstance(kind, Section):
            inner = {key_of(kind.cls, each.name) for each in dataclasses.fields(kind.cls)}
            assert set(properties_of(one)) == inner


def test_every_setting_has_its_sentence_in_the_schema() -> None:
    properties = json_schema(StyleSettings, "A style")["properties"]
    for field in dataclasses.fields(StyleSettings):
        assert field.metadata["sentence"] in properties[key_of(StyleSettings, field.name)]["description"]


def conforms(value: object, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value is what a schema allows: the few words of JSON Schema that ours use."""
    known = {"$schema", "$defs", "title", "description", "type", "enum", "properties", "required", "items", "anyOf"}
    assert set(schema) <= known | {"additionalProperties", "$ref"}, schema
    if "$ref" in schema:
        return conforms(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "anyOf" in schema and not any(conforms(value, one, whole) for one in schema["anyOf"]):
        return False
    python: dict[str, Any] = {"string": str, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    kinds = schema.get("type", list(python))
    if not any(isinstance(value, python[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return False
    if isinstance(value, list):
        return all(conforms(item, schema.get("items", {}), whole) for item in value)
    if isinstance(value, dict):
        rest = schema.get("additionalProperties", True)
        inner = schema.get("properties", {})
        unknown = [key for key in value if key not in inner]
        if set(schema.get("required", ())) - set(value) or (unknown and rest is False):
            return False
        rules = {key: inner.get(key, rest if isinstance(rest, dict) else {}) for key in value}
        return all(conforms(item, rules[key], whole) for key, item in value.items())
    return True


def as_an_editor_reads(text: str) -> object:
    """YAML as an editor that checks the schema reads it: numbers and switches are what YAML says."""
    import yaml

    return yaml.safe_load(text)


def test_a_book_with_every_key_conforms() -> None:
    schema = book_schema()
    sample = as_an_editor_reads(WHOLE.replace("Illustrator", "illustrator"))
    assert conforms(sample, schema, schema)
    assert not conforms({"subtitle": "no title"}, schema, schema)
    assert not conforms({"title": "T", "titel": "U"}, schema, schema)
    assert not conforms({"title": "T", "matter": {"contents": "perhaps"}}, schema, schema)
    assert conforms({"title": "T", "chapters": ["a.md", {"part": "P", "chapters": ["b.md"]}]}, schema, schema)
    assert not conforms({"title": "T", "chapters": [{"file": "b.md"}]}, schema, schema)


def test_the_shipped_style_conforms() -> None:
    from bookbuild.resources import shipped

    schema = json_schema(StyleSettings, "A style")
    for path in shipped("styles").glob("*.yaml"):
        if path.stem != "trims":
            assert conforms(as_an_editor_reads(path.read_text("utf-8")), schema, schema), path.name


ISSUE_STYLE = """\
base: classic
trim: 5.5in x 8.5in
margins: {head: 0.75in, foot: 0.875in, spine: 0.875in, fore-edge: 0.625in}
text: {face: EB Garamond, size: 11pt, leading: 14pt, indent: 14pt}
lines: 35
chapter: {opens: any, sink: 8 lines}
initial: {lines: 3, lead-in: small caps}
scene-break: {ornament: "❦"}
running-heads: {verso: title, recto: chapter}
folio: {at: foot}
hyphenation: {before: 2, after: 3, ladder: 2, capitalised: no}
"""


def test_the_style_of_the_issue_conforms() -> None:
    schema = json_schema(StyleSettings, "A style")
    assert conforms(as_an_editor_reads(ISSUE_STYLE), schema, schema)


def test_every_role_is_named_in_the_schema() -> None:
    described = json_schema(StyleSettings, "A style")["properties"]["lettering"]["description"]
    assert all(role in described for role in ROLES)
