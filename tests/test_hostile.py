"""What a hostile user writes: too much, too large, too little, in every field; the book is built or refused in words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from conftest import SCREEN
from effort import grows

from bookbuild.cli import main
from bookbuild.codes import CODES
from bookbuild.diagnostics import Findings
from bookbuild.making import build
from bookbuild.manuscript.markdown import read_markdown
from bookbuild.resources import shipped
from bookbuild.wordcheck.markup import masked

PROSE = (
    "The ferry left at nine, as it had left at nine every morning since the bridge was carried away, and the people "
    "on the quay had come to see nobody off. "
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'


class Desk:
    """A book's folder, and what the program says when it is built."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.write("book.yaml", "title: The Ferry\n")
        self.write("01.md", f"# The Quay\n\n{PROSE * 4}\n")

    def write(self, name: str, text: str | bytes) -> None:
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, *arguments: str) -> tuple[int, str]:
        """The exit code and what was said; never a traceback."""
        code = main(["build", str(self.folder), "-o", str(self.folder / "out.pdf"), *arguments])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def styled(self, style: str, *arguments: str) -> tuple[int, str]:
        self.write("mine.yaml", style)
        return self.build("--style", "mine.yaml", *arguments)

    def pages(self) -> list[str]:
        """The words of each page."""
        document = pypdfium2.PdfDocument(self.folder / "out.pdf")
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]

    def words(self) -> str:
        return " ".join(self.pages())


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


DESIGNS = [
    (style, trim)
    for style in ("classic", "modern", "large-print")
    for trim in ("5.5x8.5", "7x10", *(("4x6",) if style != "large-print" else ()))
]


def listed(words: str, count: int, mark: str = "") -> str:
    return "".join(f"  {mark}{words} {number}\n" for number in range(1, count + 1))


# Front matter that is too long


@pytest.mark.parametrize(("style", "trim"), DESIGNS)
@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("dedication", "|\n" + listed("For person", 90)),
        ("also_by", "\n" + listed("The book", 90, "- ")),
        ("title", " ".join(["The Long and Winding"] * 30)),
        ("title", "Donaudampfschifffahrt" * 12),
        ("subtitle", " ".join(["and What Came of It"] * 40)),
        ("publisher", " ".join(["The Quay"] * 60)),
        ("copyright_page", "|\n" + listed("Line", 120)),
    ],
)
def test_front_matter_of_any_length(key: str, text: str, style: str, trim: str, desk: Desk) -> None:
    title = "" if key == "title" else "title: T\n"
    desk.write("book.yaml", f"{title}author: Ada Marsh\n{key}: {text}\n")
    code, said = desk.build("--style", style, "--trim", trim)
    assert code == 0, said
    if "90" in text or "120" in text:
        assert re.search(r"(person|book|Line) 90", desk.words())


def test_a_long_dedication_takes_further_pages_and_the_text_still_begins_right(desk: Desk) -> None:
    desk.write("book.yaml", "title: T\ndedication: |\n" + listed("For person", 50))
    assert desk.build()[0] == 0
    pages = desk.pages()
    on = [at for at, words in enumerate(pages) if "person" in words]
    assert len(on) == 2 and on[1] == on[0] + 1 and on[0] % 2 == 0
    assert next(at for at, words in enumerate(pages) if "quay had come" in words) % 2 == 0


@pytest.mark.parametrize(("style", "trim"), DESIGNS)
@pytest.mark.parametrize("count", [20, 400])
def test_a_chapters_title_of_any_length(style: str, trim: str, count: int, desk: Desk) -> None:
    desk.write("01.md", f"# {' '.join(['The Very Long Title'] * count)}\n\n{PROSE * 4}\n")
    desk.write("02.md", f"# Two\n\n{PROSE}\n")
    code, said = desk.build("--style", style, "--trim", trim)
    assert code == 0, said


def test_a_parts_title_of_any_length_stays_on_its_leaf(desk: Desk) -> None:
    title = " ".join(["The First Part"] * 60)
    desk.write("book.yaml", f"title: T\nchapters: [{{part: {title}, chapters: [01.md]}}]\n")
    assert desk.build("--trim", "4x6")[0] == 0
    assert title in desk.pages()[4]


@pytest.mark.parametrize("style", ["classic", "modern", "large-print"])
def test_names_of_one_letter(style: str, desk: Desk) -> None:
    desk.write("book.yaml", "title: It\nauthor: A\npublisher: P\nyear: 1\n")
    code, said = desk.build("--style", style)
    assert code == 0, said


def test_a_running_head_that_nothing_fits_is_left_out(desk: Desk) -> None:
    desk.write("book.yaml", f"title: {'Donaudampfschifffahrt' * 9}\nauthor: {'Kapitän' * 20}\n")
    desk.write("01.md", f"# {'Gesellschaft' * 12}\n\n{PROSE * 60}\n")
    code, said = desk.build("--style", "modern", "--trim", "4x6")
    assert code == 0 and "the pages have none there" in said


# Lines keep clear of one another


def boxes(pdf: Path, page: int) -> list[tuple[float, float]]:
    """The ink of a page's lines, top and bottom in points from the foot, in reading order."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    lines: dict[float, tuple[float, float]] = {}
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        if top > bottom and right > left:
            _, y = origin(text, at)
            low, high = lines.get(y, (bottom, top))
            lines[y] = min(low, bottom), max(high, top)
    return [(high, low) for _, (low, high) in sorted(lines.items(), reverse=True)]


def origin(text: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    import ctypes

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
    return x.value, round(y.value, 1)


@pytest.mark.parametrize("style", ["classic", "modern", "large-print"])
@pytest.mark.parametrize("opening", ["{sink: 0, number: 0, title: 0, subtitle: 0}", "{sink: 3, title: 3}", "{}"])
@pytest.mark.parametrize("sizes", ["number: {size: 4}, title: {size: 5}, subtitle: {size: 3}", "title: {size: 8}"])
def test_an_openings_lines_keep_clear(style: str, opening: str, sizes: str, desk: Desk) -> None:
    desk.write("01.md", f"---\nnumber: 3\nsubtitle: Sub\n---\n# Quay\n\nxxx {PROSE * 4}\n")
    code, said = desk.styled(
        f"base: {style}\nchapter: {opening}\nlettering: {{{sizes}}}\ninitial: {{lines: 0, lead-in: none}}\n"
    )
    assert code == 0, said
    lines = boxes(desk.folder / "out.pdf", 4)[:6]
    assert all(low > high for (_, low), (high, _) in itertools.pairwise(lines))


def test_a_large_title_keeps_clear_of_the_series(desk: Desk) -> None:
    desk.write("book.yaml", "title: Quay\nseries: Tales\nauthor: A. M.\n")
    assert desk.styled("lettering: {book-title: {size: 8}}\n")[0] == 0
    lines = boxes(desk.folder / "out.pdf", 2)
    assert len(lines) == 3
    assert all(low > high for (_, low), (high, _) in itertools.pairwise(lines))


# Styles refused at the user's own line


@pytest.mark.parametrize(
    ("style", "code", "place"),
    [
        ("text: {size: 12pt, leading: 9pt}", "S016", "1:29"),
        ("text: {size: 11.5pt}\nlettering:\n  lead-in: {size: 3}", "S015", "3:19"),
        ("lettering: {running-head: {size: 10}}", "S015", "1:34"),
        ("lettering: {head-2: {size: 40pt}}", "S015", "1:28"),
        ("lettering: {title: {leading: 0.5}}", "Y011", "1:30"),
        ("text: {size: 40pt}", "S010", "1:14"),
        ("margins: {head: 3in, foot: 5in}", "S010", "1:17"),
        ("margins:\n  spine: 0.2in", "S012", "2:10"),
        ("lines: 80", "S011", "1:8"),
        ("smallest: 9in x 10in", "S013", "1:11"),
        ("trims: {5x8: 3}", "Y011", "1:14"),
        ("trims: {6x9: {lettering: {foo: {size: 1}}}}", "S006", "1:27"),
        ("trims: {6x9: {base: modern}}", "Y010", "1:15"),
        ("trims: {6x9: {trims: {}}}", "Y010", "1:15"),
        ("lettering: {title: {size: 1_0}}", "Y011", "1:27"),
        ("initial: 1_0", "Y011", "1:10"),
        ('scene-break: "\\u0301"', "S021", "1:14"),
        ("scene-break: {ornament: rule, width: 390pt}", "S022", "1:38"),
        ('faces: {House: {roman: "a\\0b.ttf"}}', "F001", "1:24"),
    ],
)
def test_refused_at_the_users_line(style: str, code: str, place: str, desk: Desk) -> None:
    exit_code, said = desk.styled(f"{style}\n")
    assert (exit_code, code in CODES) == (1, True)
    assert f"mine.yaml:{place}: {code} " in said


def test_trims_of_a_style_are_named_in_any_capitals(desk: Desk) -> None:
    assert desk.styled("trims: {a5: {lines: 20}}\n", "--trim", "A5")[0] == 0
    code, said = desk.styled("trims: {a5: {lines: 20}, A5: {lines: 21}}\n")
    assert code == 1 and "Y002" in said


@pytest.mark.parametrize(
    ("axes", "words"), [("wght: 9999", "does not reach 9999"), ("WGHT: 500", "wght from 400 to 800")]
)
def test_an_axis_that_a_face_has_not(axes: str, words: str, desk: Desk) -> None:
    desk.write("f.ttf", (shipped("fonts") / "eb-garamond" / "EBGaramond-VF.ttf").read_bytes())
    code, said = desk.styled(f"faces: {{House: {{roman: f.ttf, axes: {{{axes}}}}}}}\ntext: {{face: House}}\n")
    assert code == 1 and "F004" in said and words in said


@pytest.mark.parametrize("lost", ["glyf", "hmtx"])
def test_a_font_whose_outlines_or_widths_are_lost(lost: str, desk: Desk) -> None:
    data = bytearray((shipped("fonts") / "eb-garamond" / "EBGaramond-VF.ttf").read_bytes())
    tables = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16)}
    data[tables[lost.encode()] : tables[lost.encode()] + 4] = b"zzzz"
    desk.write("f.ttf", bytes(data))
    code, said = desk.styled("faces: {House: {roman: f.ttf}}\ntext: {face: House}\n")
    assert code == 1 and "F001" in said and "damaged" in said


# Ornaments


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ('<g id="a"><use href="#a"/></g><rect width="4" height="4"/>', "S020"),
        ("<g>" * 4000 + '<rect width="4" height="4"/>' + "</g>" * 4000, "S020"),
        ('<path d="M0 0 Lnan 5 L5 inf Z"/><rect width="1e400" height="3"/>', "S020"),
        ('<rect width="4" height="9000"/>', "S022"),
        ('<rect width="4" height="4" opacity="0"/>', "S021"),
        ('<rect width="4" height="4" style="visibility:hidden"/>', "S021"),
        ('<clipPath id="c"><circle r="5"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>', "S021"),
        ('<path stroke="black" stroke-dasharray="5 5" d="M0 25H100"/>', "S021"),
    ],
)
def test_drawings_that_would_print_wrong(drawn: str, code: str, desk: Desk) -> None:
    desk.write("o.svg", SVG.format(drawn))
    exit_code, said = desk.styled("scene-break: o.svg\n")
    assert exit_code == 1 and f" {code} " in said, said


def test_a_bomb_of_dots(desk: Desk) -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20000).to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    import zlib

    desk.write("o.png", head + zlib.crc32(head[12:]).to_bytes(4, "big") + b"\0" * 12)
    code, said = desk.styled("scene-break: o.png\n")
    assert code == 1 and "S020" in said


# The manuscript


@pytest.mark.parametrize("marked", ["&amp;", "<b>x</b>", "[x](y)", "[x]{.y}", "A\\B\\C", "`code`", '"\\"q\\""', "XII."])
def test_a_chapters_settings_are_printed_as_typed(marked: str, desk: Desk) -> None:
    value = marked if marked.startswith('"') else f"'{marked}'"
    desk.write("01.md", f"---\nnumber: {value}\nepigraph: {{text: {value}, source: {value}}}\n---\n# One\n\n{PROSE}\n")
    code, said = desk.build()
    assert code == 0, said


@pytest.mark.parametrize("key", ["title", "subtitle", "author", "series", "dedication", "also_by", "rights"])
def test_line_ends_and_unprintable_signs_by_escapes(key: str, desk: Desk) -> None:
    title = "" if key == "title" else "title: T\n"
    desk.write("book.yaml", f'{title}{key}: "One\\u2028Two\\0\\u200b\\x07 Three"\n')
    code, said = desk.build()
    assert code == 0, said
    assert re.search(r"One\s+Two\s+Three", desk.words())


def test_a_backslash_in_a_title_breaks_its_line_and_nothing_else(desk: Desk) -> None:
    part = "{part: 'The First\\Morning', chapters: [01.md, 02.md, 03.md]}"
    desk.write("book.yaml", f"title: T\nchapters: [{part}]\n")
    desk.write("01.md", f"# The Quay\\At Nine\n\n{PROSE * 30}\n")
    desk.write("02.md", f"# Two\n\n{PROSE}\n")
    desk.write("03.md", f"# Three\n\n{PROSE}\n")
    code, said = desk.build()
    assert code == 0, said
    assert "\\" not in desk.words()
    pages = desk.pages()
    assert "The First Morning" in pages[4] and "The Quay At Nine" in pages[4]
    document = pypdfium2.PdfDocument(desk.folder / "out.pdf")
    lines = [document[at].get_textpage().get_text_range().split("\r\n") for at in (6, 8)]
    assert lines[0][:2] == ["The First", "Morning"] and lines[1][:2] == ["The Quay", "At Nine"]
    assert any(words.endswith("The Quay At Nine 5") for words in pages)
    build(desk.folder, output=desk.folder / "out.pdf", press_file=SCREEN)
    document = pypdfium2.PdfDocument(desk.folder / "out.pdf")
    assert [one.get_title() for one in document.get_toc()][:2] == ["The First Morning", "The Quay At Nine"]


def a_picture() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("L", (90, 60), 120).save(out, "PNG")
    return out.getvalue()


def drawn_pictures(pdf: Path) -> int:
    document = pypdfium2.PdfDocument(pdf)
    return sum(1 for page in document for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


@pytest.mark.parametrize(
    "text",
    [
        "# One ![a map](p.png)\n\nText.\n",
        "# One\n\nText.\n\n## Two ![a map](p.png)\n\nText.\n",
        "# One\n\n| a | b |\n|---|---|\n| ![a map](p.png) | y |\n\nText.\n",
    ],
)
def test_pictures_in_heads_and_cells_are_printed(text: str, desk: Desk) -> None:
    desk.write("p.png", a_picture())
    desk.write("01.md", text)
    code, said = desk.build()
    assert code == 0, said
    assert drawn_pictures(desk.folder / "out.pdf") == 1


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 | *four* |\n| 5 |\n6 | 7 | 8", "a b 1 2 3 four 5 6 7 8"),
        ("> | a |\n> |---|\n> | 1 | 2 |", "a 1 2"),
        ("- | a | b |\n  |---|---|\n  | 1 | 2 | 3 |\n- x", "a b 1 2 3 • x"),
        ("| a | b |\n|---|---|\n| \\| x | y | z |", "a b | x y z"),
    ],
)
def test_rows_with_more_cells_than_the_head(table: str, shown: str, desk: Desk) -> None:
    desk.write("01.md", f"# One\n\nSee:\n\n{table}\n\nEnd.\n")
    code, said = desk.build()
    assert code == 0, said
    assert shown in desk.words()


@pytest.mark.parametrize("above", ["{.verse}\n> The river\n> goes on", "::: verse\nThe river\ngoes on\n:::"])
def test_verse_either_way_keeps_its_lines(above: str, desk: Desk) -> None:
    desk.write("01.md", f"# One\n\n{PROSE}\n\n{above}\n\nEnd.\n")
    assert desk.build()[0] == 0
    text = pypdfium2.PdfDocument(desk.folder / "out.pdf")[4].get_textpage().get_text_range()
    assert "The river\r\ngoes on\r\n" in text


@pytest.mark.parametrize("above", ["{.foo}\n> q", "{.foo}\n- a\n- b", "{.foo}\n```\ncode\n```"])
def test_classes_that_mean_nothing_are_told(above: str, desk: Desk) -> None:
    desk.write("01.md", f"# One\n\nText.\n\n{above}\n")
    assert "01.md:6:1: M032" in desk.build()[1]


def test_escaped_quotes_stay_as_typed(desk: Desk) -> None:
    desk.write("01.md", '# One\n\nHe said \\"yes\\" and "no", it\\\'s 5 \\... and *\\"so\\"*.\n')
    assert desk.build("--style", "modern")[0] == 0
    assert 'He said "yes" and “no”, it\'s 5 ... and "so".' in desk.words()


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_comments_that_are_never_closed_in_linear_time(between: str, desk: Desk) -> None:
    def read(count: int) -> None:
        text = "# One\n\n" + f"<!-- a b{between}" * count
        read_markdown(text, "01.md", Path(), Findings())
        masked(text)

    grows(read, 3_000, 12_000, most=8)
    desk.write("01.md", "# One\n\n" + f"<!-- a b{between}" * 500)
    assert desk.build()[0] == 0


def test_comments_are_closed_by_the_nearest_end(desk: Desk) -> None:
    desk.write("01.md", "# One\n\nA <!-- b `c --> d <!-- e\n\nf --> g <!-- h\n")
    assert desk.build()[0] == 0
    assert "A d g <!— h" in desk.words()


# The command


@pytest.mark.parametrize("option", ["--trim", "--style"])
def test_an_empty_option_is_none(option: str, desk: Desk) -> None:
    code, said = desk.build(option, "")
    assert code == 2 and option in said


@pytest.mark.parametrize("trims", [("6x9", "6x9"), ("6x9", "6X9", "6in x 9in"), ("large-print", "Large-Print")])
def test_the_same_trim_is_built_once(trims: Sequence[str], desk: Desk) -> None:
    code, said = desk.build(*(word for trim in trims for word in ("--trim", trim)))
    assert (code, said.count("pages")) == (0, 1)


def test_a_broken_insert_says_nothing_of_other_programs(desk: Desk) -> None:
    desk.write("x.pdf", b"%PDF-1.4\n1 0 obj\n<<")
    desk.write("book.yaml", "title: T\nchapters: [01.md, {insert: x.pdf}]\n")
    code, said = desk.build()
    assert code == 1 and re.fullmatch(r"error: book\.yaml:\S+ P010 [^\n]*\n", said)


# The contents


def test_back_matter_stands_apart_from_the_last_part(desk: Desk) -> None:
    desk.write(
        "book.yaml", "title: T\nacknowledgements: Thanks.\nchapters: [{part: P, chapters: [01.md, 02.md, 03.md]}]\n"
    )
    for name in ("02.md", "03.md"):
        desk.write(name, f"# {name}\n\n{PROSE}\n")
    assert desk.build()[0] == 0
    lines = [low for _, low in boxes(desk.folder / "out.pdf", 4)]
    steps = [above - below for above, below in itertools.pairwise(lines)]
    assert steps[-1] == pytest.approx(2 * 14.5, abs=4) and steps[-2] == pytest.approx(14.5, abs=4)


def test_a_chapter_of_a_number_only_is_listed_as_it_is_headed(desk: Desk) -> None:
    for at in (1, 2, 3):
        title = "" if at == 2 else f"title: T{at}\n"
        desk.write(f"0{at}.md", f"---\nnumber: {at}\n{title}---\n{PROSE}\n")
    assert desk.build()[0] == 0
    assert "Chaptertwo2" in desk.pages()[4].replace(" ", "")


def test_a_book_in_hebrew_is_refused_until_it_can_be_laid_out(desk: Desk) -> None:
    desk.write("book.yaml", "title: שלום עולם\nlanguage: he\nauthor: A B\n")
    desk.write("01.md", "# שלום\n\nשלום עולם זה ספר.\n")
    code, said = desk.build()
    assert code == 1 and said.count("M080") == 1 and "01.md:3" in said, said
