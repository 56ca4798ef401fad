"""What whole books say of a text: its language, its code, its other files; settings above a chapter; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bookbuild.diagnostics import BookError, Diagnostic, Findings, kinds
from bookbuild.manuscript.blocks import (
    Block,
    Chapter,
    Heading,
    ItemList,
    Paragraph,
    PartTitle,
    Picture,
    Preformatted,
    Quotation,
    text_of,
)
from bookbuild.manuscript.markdown import Title, read_markdown
from bookbuild.manuscript.read import read_book


def book(
    folder: Path, files: dict[str, str], yaml: str = "title: T\n"
) -> tuple[list[Chapter | PartTitle], list[Diagnostic]]:
    """The divisions of a book of these files, and what was told."""
    (folder / "book.yaml").write_text(yaml, "utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    findings = Findings()
    read = read_book(folder, findings)
    return [one for one in read.divisions if isinstance(one, Chapter | PartTitle)], list(findings)


def paragraphs(markdown: str, language: str = "en-US", technical: bool = False) -> list[str]:
    """The paragraphs of a text, one line of code as `code: `, an item as `item: `."""
    found = read_markdown(markdown, "a.md", Path(), Findings(), language=language, technical=technical)
    return list(_told(found))


def _told(blocks: Iterable[Block | Title]) -> Iterator[str]:
    for one in blocks:
        if isinstance(one, Paragraph):
            yield text_of(one.runs)
        elif isinstance(one, Preformatted):
            yield from (f"code: {line}" for line in one.lines)
        elif isinstance(one, ItemList):
            yield from (f"item: {text}" for item in one.items for text in _told(item))


# Settings above a chapter

HEADS = {
    "YAML": "---\ntitle: T\nnumber: 3\ndate: 2020-01-01\n---\na\n",
    "YAML with an empty line and a remark first": "---\n\n# mine\ntitle: T\nnumber: 3\ndate: x\n---\na\n",
    "YAML closed by dots": "---\ntitle: T\nnumber: 3\ndate: x\n...\na\n",
    "TOML": '+++\ntitle = "T"\nnumber = 3\ndate = 2020-01-01\n+++\na\n',
    "JSON between semicolons": ';;;\n{"title": "T", "number": 3, "date": null, "x": {"y": true}}\n;;;\na\n',
    "JSON": '{\n"title": "T", "number": 3,\n"date": "2020"\n}\na\n',
}


@pytest.mark.parametrize("text", HEADS.values(), ids=HEADS)
def test_settings_above_a_chapter(tmp_path: Path, text: str) -> None:
    (chapter,), told = book(tmp_path, {"a.md": text})
    assert isinstance(chapter, Chapter)
    assert (
        text_of(chapter.title),
        chapter.number,
        [text_of(one.runs) for one in chapter.blocks if isinstance(one, Paragraph)],
    ) == ("T", "3", ["a"])
    assert {one.code for one in told} <= {"Y010"}
    assert "There is no setting `date`." in [one.message for one in told] or "null" in text


def test_unknown_keys_are_told_once_a_key(tmp_path: Path) -> None:
    files = {f"{at}.md": f"---\nlayout: post\ntags: [a, b]\n---\nText {at}.\n" for at in range(5)}
    _, told = book(tmp_path, files)
    groups = kinds(told)
    assert [(one.code, len(places)) for one, places in groups] == [("Y010", 4), ("Y010", 4)]
    assert str(groups[0][0].place) == "0.md:2:1"


@pytest.mark.parametrize("text", ["+++\ntitle = \n+++\na", ";;;\n{x\n;;;\na"])
def test_broken_settings_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(BookError, match="Y007"):
        book(tmp_path, {"a.md": text})


@pytest.mark.parametrize("text", ["{x} is a brace.\n", "{}\n", '{"a": 1} and more\n', "+++ text\n"])
def test_what_is_no_head_is_text(tmp_path: Path, text: str) -> None:
    (chapter,), told = book(tmp_path, {"a.md": text})
    assert isinstance(chapter, Chapter)
    (words,) = _told(chapter.blocks)
    assert words.replace("“", '"').replace("”", '"') == text.strip()
    assert not told


def test_book_yaml_allows_no_unknown_key(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="Y010"):
        book(tmp_path, {"a.md": "a"}, "title: T\nlayout: post\n")


# Dialogue typed as lists

DIALOGUE = "- Hola, Ana.\n- ¿Quién es?\n\nElla salió.\n\n- Nadie.\n"


@pytest.mark.parametrize(
    ("language", "dash"),
    [
        ("es", "—"),
        ("es-MX", "—"),
        ("fr", "—\u00a0"),
        ("ru", "—\u00a0"),
        ("pl", "–\u00a0"),
        ("pt", "—\u00a0"),
        ("it", "—\u00a0"),
    ],
)
def test_dialogue_with_hyphens(language: str, dash: str) -> None:
    expected = [f"{dash}Hola, Ana.", f"{dash}¿Quién es?", "Ella salió.", f"{dash}Nadie."]
    assert paragraphs(DIALOGUE, language) == expected


def test_dialogue_is_told_once() -> None:
    findings = Findings()
    read_markdown(DIALOGUE, "a.md", Path(), findings, language="es")
    assert [(one.code, len(places)) for one, places in kinds(findings)] == [("M017", 1)]


def test_english_dialogue_needs_to_be_all_speech() -> None:
    speech = "- Who is there?\n- Nobody, she said.\n\nHe left.\n\n- Nobody at all!\n- I see.\n"
    assert paragraphs(speech)[:2] == ["—Who is there?", "—Nobody, she said."]
    assert paragraphs(speech.replace("I see.", "a clock"))[:1] == ["item: Who is there?"]


def test_a_list_is_a_list_in_spanish_too() -> None:
    assert paragraphs("Llevaba:\n\n- pan\n- vino\n\nY salió.\n", "es")[1:3] == ["item: pan", "item: vino"]
    assert paragraphs("Llevaba:\n\n* Pan.\n* Vino.\n\nY salió.\n", "es")[1:3] == ["item: Pan.", "item: Vino."]


# Code by four spaces


def test_a_technical_book_s_indented_lines_are_code() -> None:
    text = "One\n\n    foo = bar(1)\n    baz\n\nTwo\n\n    He went to the river and waited there.\n"
    assert paragraphs(text, technical=True) == [
        "One",
        "code: foo = bar(1)",
        "code: baz",
        "Two",
        "He went to the river and waited there.",
    ]
    assert "code: baz" not in paragraphs(text)


def test_a_fence_in_one_file_makes_the_book_technical(tmp_path: Path) -> None:
    files = {"1.md": "a\n\n    name: value-1\n    other: 2\n", "2.md": "b\n\n```\nc\n```\n"}
    (first, _), _ = book(tmp_path, files)
    assert isinstance(first, Chapter)
    assert list(_told(first.blocks)) == ["a", "code: name: value-1", "code: other: 2"]
    (tmp_path / "2.md").write_text("b\n", "utf-8")
    again = next(iter(read_book(tmp_path, Findings()).chapters))
    assert "code: other: 2" not in list(_told(again.blocks))


# Files that go on the chapter before them; parts; verse


def test_a_file_that_begins_with_a_section_goes_on(tmp_path: Path) -> None:
    files = {"1.md": "# One\n\na\n", "2.md": "## Two\n\nb\n", "3.md": "## Three\n\nc\n", "4.md": "# Four\n\nd\n"}
    divisions, told = book(tmp_path, files)
    assert [text_of(one.title) for one in divisions] == ["One", "Four"]
    assert isinstance(divisions[0], Chapter)
    assert [type(one) for one in divisions[0].blocks] == [Paragraph, Heading, Paragraph, Heading, Paragraph]
    assert [(one.code, len(places)) for one, places in kinds(told)] == [("M016", 1)]


def test_without_titles_every_file_is_a_chapter(tmp_path: Path) -> None:
    divisions, told = book(tmp_path, {"1.md": "## One\n\na\n", "2.md": "## Two\n\nb\n"})
    assert len(divisions) == 2
    assert not told


def test_a_part_in_markua(tmp_path: Path) -> None:
    divisions, _ = book(tmp_path, {"1.md": "{class: part}\n# One\n\n# Two\n\na\n"})
    assert [(type(one), text_of(one.title)) for one in divisions] == [(PartTitle, "One"), (Chapter, "Two")]


def test_a_chapter_of_broken_lines_is_verse(tmp_path: Path) -> None:
    (chapter,), told = book(tmp_path, {"1.md": "# P\n\nOne\\\n  two\\\nthree\n\nfour\\\nfive\n"})
    assert isinstance(chapter, Chapter)
    (verse,) = chapter.blocks
    assert isinstance(verse, Quotation)
    assert verse.attributes.classes == ("verse",)
    assert [one.code for one in told] == ["M018"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("One\\\ntwo\\\nthree\n\n" * 3 + "And prose.\n", ["M018"]),
        ("One\\\ntwo\n\nProse.\n\nMore.\n", []),
        ("The Quay Press\\\nPort Averill\n", []),
    ],
)
def test_other_chapters_are_not(tmp_path: Path, text: str, codes: list[str]) -> None:
    (chapter,), told = book(tmp_path, {"1.md": text})
    assert isinstance(chapter, Chapter)
    assert all(isinstance(one, Paragraph) for one in chapter.blocks)
    assert [one.code for one in told] == codes


# Other files


def test_includes(tmp_path: Path) -> None:
    files = {
        "ch/1.md": "a\n\n{{< include _more.qmd >}}\n\n{{#include ../code.py:2:3}}\n\n```\n{{#include ../code.py:one}}\n```\n",
        "ch/_more.qmd": "---\ntitle: x\n---\n## Head\n\nb *c*\n\n![p](p.png)\n",
        "code.py": "first = 1\nsecond = 2\nthird = 3\n# ANCHOR: one\nfourth = 4\n# ANCHOR_END: one\n",
    }
    (tmp_path / "ch").mkdir()
    Image.new("L", (2, 2)).save(tmp_path / "ch" / "p.png")
    (chapter,), told = book(tmp_path, files, "title: T\nchapters: [ch/1.md]\n")
    assert isinstance(chapter, Chapter)
    assert list(_told(chapter.blocks)) == ["a", "b c", "code: second = 2", "code: third = 3", "code: fourth = 4"]
    head = next(one for one in chapter.blocks if isinstance(one, Heading))
    assert str(head.place) == "ch/_more.qmd:4:1"
    assert not told


def test_includes_stay_in_the_folder_and_end(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("secret", "utf-8")
    folder = tmp_path / "book"
    files = {"1.md": "{{< include ../out.txt >}}\n\n{{< include 2.txt >}}\n", "2.txt": "b\n\n{{< include 2.txt >}}\n"}
    folder.mkdir()
    (chapter,), told = book(folder, files)
    assert isinstance(chapter, Chapter)
    assert list(_told(chapter.blocks)) == ["{{< include ../out.txt >}}", "b", "{{< include 2.txt >}}"]
    assert [one.code for one in told] == ["M039", "M039"]


def test_pictures_beside_the_chapter_come_first(tmp_path: Path) -> None:
    for at, place in enumerate(("ch", "", "resources", "images"), 1):
        (tmp_path / place).mkdir(exist_ok=True)
        Image.new("L", (at, 1)).save(tmp_path / place / f"p{at}.png")
        Image.new("L", (at, 1)).save(tmp_path / place / "all.png")
    text = "".join(f"![]({name})\n\n" for name in ("p1.png", "p2.png", "p3.png", "p4.png", "all.png", "../p2.png"))
    (chapter,), told = book(tmp_path, {"ch/1.md": text}, "title: T\nchapters: [ch/1.md]\n")
    assert isinstance(chapter, Chapter)
    assert [one.width for one in chapter.blocks if isinstance(one, Picture)] == [1, 2, 3, 4, 1, 2]
    assert not told


def test_pictures_that_can_t_be_shown_are_all_told(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    Image.new("L", (1, 1)).save(tmp_path / "out.png")
    (folder / "broken.png").write_bytes(b"\x89PNG nothing")
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    (folder / "round.png").symlink_to(folder / "round.png")
    names = (
        "none.png",
        "broken.png",
        "../out.png",
        "link.png",
        "round.png",
        "a%00b.png",
        "x" * 300 + ".png",
        "http://a.b/c.png",
    )
    (chapter,), told = book(folder, {"1.md": "".join(f"![a]({name})\n\n" for name in names)})
    assert isinstance(chapter, Chapter)
    assert [(one.file, one.missing) for one in chapter.blocks if isinstance(one, Picture)] == [
        ("", name) for name in names
    ]
    assert [one.code for one in told] == ["M020", "M022", "M021", "M021", "M020", "M020", "M020", "M020"]
    assert all(one.draft for one in told)


def test_a_lost_letter_is_told_with_its_place(tmp_path: Path) -> None:
    _, (one,) = book(tmp_path, {"1.md": "a\n\ncaf\ufffd\n"})
    assert (one.code, str(one.place), one.draft) == ("M010", "1.md:3:4", True)


# Nothing is lost

CONSTRUCTS = [
    "# W", "## W\n\nW", "W\n===", "W\n---", "W\n\n---\n\nW", "> W\n> W", "> [!NOTE]\n> W", "- W\n- W", "- W: W", "1. W\n2. W",
    "* W\n\n  W\n* W", "~~~\nW\n~~~", "```\nW\nW", "~~~", "W\n\n~~~\n\nW", "    W\n    W", "\tW", "| W\n|   W", "| W | W |\n|---|---|\n| W | W | W |",
    "W\n: W", "W[^1]\n\n[^1]: W", "[W](x) [W][x] [[x|W]]", "::: verse\nW\n  W\n:::", "::: note\nW\n:::", "::: other\nW\n:::",
    "<center>W</center>", "<div>\nW\n</div>", "<table><tr><td>W<td>W</table>", "<ul><li>W<li>W</ul>", "<p>W</p><p>W", "<pre>W", "<b>W <i>W</b>",
    "\\emph{W} \\textbf{W \\emph{W}} \\foo{W} \\footnote{W}", "~~W~~ x^W^ H~W~ ==W==", "A> W\nA> W", "C> W", "{aside}\nW\n{/aside}", "{pagebreak}\nW",
    "\\newpage\nW", "• W\n• W", "- [ ] W\n- [x] W", "W\\\n   W", "*W **W** W*", "`W` ``W ` W``", "W <!-- x -->W", "W <W *> W*", "!!! note\n    W",
    "[@W, p. W]", "{{< W >}}", "<blockquote>\nW\n\nW\n</blockquote>", "<h2>W</h2>", "&nbsp;", "* * *", "W%%W", "**W", "~W", "[W", "![", "<W", "{W", "\\W{",
]  # fmt: skip
"""Everything that is read, and pieces of it; a W is where a word stands."""


def _all_text(thing: object) -> Iterator[str]:
    if isinstance(thing, tuple | list):
        for one in thing:
            yield from _all_text(one)
        return
    runs = getattr(thing, "runs", ())
    yield text_of(runs)
    for name in ("items", "blocks"):
        yield from _all_text(getattr(thing, name, ()))
    yield from getattr(thing, "lines", ())


@examples(150)
@given(
    st.lists(st.tuples(st.sampled_from(CONSTRUCTS), st.sampled_from(["\n", "\n\n", "\n\n\n"])), max_size=7),
    st.sampled_from(["en", "fr", "es"]),
    st.booleans(),
)
def test_every_word_is_in_the_blocks(chosen: list[tuple[str, str]], language: str, technical: bool) -> None:
    count = 0
    text = ""
    for construct, gap in chosen:
        for part in re.split("(W)", construct):
            count += part == "W"
            text += f"Wo{chr(97 + count // 26)}{chr(97 + count % 26)}z" if part == "W" else part
        text += gap
    blocks = read_markdown(text, "a.md", Path("/nonexistent"), Findings(), language=language, technical=technical)
    shown = " ".join(_all_text(blocks))
    lost = [word for word in re.findall(r"Wo\w\wz", text) if word not in shown]
    assert not lost, (text, lost)


def test_a_lone_backtick_hides_no_block_of_code_from_those_who_look_for_markup() -> None:
    from bookbuild.manuscript.verbatim import masked as verbatim_masked

    text = "A lone ` tick.\n\nText.\n\n```html\n<head>\n<title>T</title>\n</head>\n```\n\nMore `code` here.\n"
    shown = verbatim_masked(text)
    assert "<title>" not in shown and "A lone ` tick." in shown and "More" in shown and "code" not in shown


@pytest.mark.parametrize(
    "tag", ["<head>\n<title>T</title>\n</head>", "<script>\na\n</script>", "<h1>Head</h1>", "<hr>"]
)
def test_html_in_code_is_code(tag: str) -> None:
    (one,) = read_markdown(f"```\n{tag}\n```\n", "a.md", Path(), Findings())
    assert isinstance(one, Preformatted) and "\n".join(one.lines) == tag


def test_a_key_above_a_chapter_that_stands_twice_is_told_and_the_first_taken(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("title: T\n", "utf-8")
    (tmp_path / "1.md").write_text("---\ntitle: One\ntitle: Two\ndate: a\ndate: b\n---\nText.\n", "utf-8")
    findings = Findings()
    (chapter,) = read_book(tmp_path, findings).chapters
    assert "".join(run.text for run in chapter.title) == "One"
    assert [one.code for one in findings].count("Y002") == 2
