"""Presses as data: every number with its source, own files over shipped ones, and every slip of the keys told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bookbuild.style.press
from bookbuild.diagnostics import BookError, Diagnostic, Place
from bookbuild.schema import key_of, section_schema
from bookbuild.style.press import FORBIDDABLE, INKS, STANDARDS, Press, Source, SpineText
from bookbuild.style.pressfacts import UNPUBLISHED, facts, source_words, told
from bookbuild.style.pressfit import inside_margin, outer_margin, page_range, prints
from bookbuild.style.pressload import PROVENANCE, find_press, press_and_lines, shipped_presses
from bookbuild.style.presssettings import PressSettings
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence, read_yaml

INCH = 72.0
PRESSES = ("bn-press", "generic-pod", "ingramspark", "kdp-hardcover", "kdp-paperback", "lulu", "offset", "screen")
FOLDER = Path(bookbuild.style.press.__file__).parent / "presses"


def one_fault(name: str, **more: object) -> Diagnostic:
    """The one thing that is wrong with a press."""
    with pytest.raises(BookError) as caught:
        find_press(name, **more)  # type: ignore[arg-type]
    (one,) = caught.value.diagnostics
    return one


def written(folder: Path, text: str, name: str = "mine.yaml") -> str:
    """A press file's name."""
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


# The shipped ones


def test_the_shipped_presses() -> None:
    assert shipped_presses() == PRESSES


@pytest.mark.parametrize("name", PRESSES)
def test_every_number_has_a_source_and_a_date(name: str) -> None:
    press, lines = press_and_lines(name)
    assert press.name == name
    assert press.title != name
    assert set(lines.items) - {"title", "papers"} <= set(press.sources)
    for key, source in press.sources.items():
        assert source.text and source.checked, key
        assert not source.text.endswith(".yaml"), key


def test_what_was_read_at_second_hand_says_so() -> None:
    for name in ("kdp-paperback", "kdp-hardcover", "ingramspark", "bn-press", "generic-pod"):
        sources = find_press(name).sources.values()
        assert all(source.second_hand for source in sources if "a house rule" not in source.text), name
    lulu = find_press("lulu").sources
    assert [key for key, source in lulu.items() if source.second_hand] == ["cover"]
    assert find_press("bn-press").sources["papers.paperback"].checked == "2019"


@pytest.mark.parametrize("name", PRESSES)
def test_limits_name_trims_that_the_press_has(name: str) -> None:
    press = find_press(name)
    for paper in press.papers.values():
        assert set(paper.most_at) <= set(press.trims)


@pytest.mark.parametrize("name", PRESSES)
def test_trims_that_are_named_by_their_size_have_it(name: str) -> None:
    """6.14x9.21 is 6.14in x 9.21in, not a slip of the keys."""
    for known, trim in find_press(name).trims.items():
        if re.fullmatch(r"[\d.]+x[\d.]+", known):
            width, height = (float(side) * INCH for side in known.split("x"))
            assert (trim.width, trim.height) == pytest.approx((width, height)), known


# press.md as it stands, written down a second time

PAPERS: dict[str, dict[str, tuple[int, int | None, float | None]]] = {
    "kdp-paperback": {
        "white": (24, 828, 0.002252),
        "cream": (24, 776, 0.0025),
        "groundwood": (24, 812, None),
        "standard-colour": (72, 600, 0.002252),
        "premium-colour": (24, 828, 0.002347),
    },
    "kdp-hardcover": {"white": (75, 550, None), "cream": (75, 550, None), "premium-colour": (75, 550, None)},
    "ingramspark": {
        "white": (18, 1200, None),
        "cream": (18, 1050, None),
        "groundwood": (18, 900, None),
        "white-70": (18, 900, None),
    },
    "lulu": {"paperback": (32, 800, 1 / 444), "case-wrap": (24, 800, None)},
    "bn-press": {"paperback": (40, 800, None)},
    "offset": {"uncoated": (2, None, None)},
}
"""Least and most pages, the spine's inches a page."""


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    found = {
        paper.name: (paper.least, paper.most, paper.spine.page and paper.spine.page / INCH if paper.spine else None)
        for paper in find_press(name).papers.values()
    }
    assert list(found) == list(PAPERS[name])
    for paper, numbers in PAPERS[name].items():
        assert found[paper] == pytest.approx(numbers), paper


def test_kdp_paperback() -> None:
    press = find_press("kdp-paperback")
    assert press.standard == "plain"
    assert len(press.trims) == 16
    assert press.trims["B-format"].width == pytest.approx(5.06 * INCH)
    assert press.trims["B-format"].height == pytest.approx(7.81 * INCH)
    assert press.custom and (press.custom.least_width, press.custom.most_height) == (4 * INCH, 11.69 * INCH)
    rules = press.file
    assert (rules.embed, rules.least_type, rules.least_rule, rules.least_tint) == ("full", 7, 0.75, 10)
    assert (rules.megabytes, rules.cover_megabytes, rules.most_ink) == (650, 40, None)
    assert rules.forbids >= {"annotations", "bookmarks", "encryption", "marks", "transparency"}
    assert (press.counting.multiple, press.counting.blank_in_a_row, press.counting.blank_at_end) == (2, 2, 10)
    assert press.bleed and (press.bleed.on("head"), press.bleed.on("inside")) == (9, 0)
    assert press.spine_text and (press.spine_text.first, press.spine_text.clear) == (80, 4.5)
    assert press.barcode and (press.barcode.width, press.barcode.by_press) == (144, True)


def test_kdp_hardcover() -> None:
    press = find_press("kdp-hardcover")
    assert list(press.trims) == ["5.5x8.5", "6x9", "6.14x9.21", "7x10", "8.25x11"]
    assert press.custom is None
    cover = press.cover
    assert cover.wrap and cover.hinge and cover.board and cover.text
    assert 9 * INCH + 2 * (cover.wrap + cover.board) == pytest.approx(10.417 * INCH, abs=0.1), "the one that was taken"
    assert (cover.hinge / INCH, cover.text / INCH) == pytest.approx((0.394, 0.716), abs=0.001)


def test_ingramspark() -> None:
    press = find_press("ingramspark")
    assert press.accepts == ("pdf/x-1a:2001", "pdf/x-3:2002")
    assert press.counting.last_blank and press.cover.template
    assert (press.file.most_ink, press.file.least_rule) == (240, 0.125)
    assert press.file.resolution.line_art_warn == 600
    assert press.file.forbids >= {"icc", "marks", "spot"}
    assert press.bleed and press.bleed.sides == ("head", "foot", "outside")
    assert press.spine_text and press.spine_text.narrow_below == pytest.approx(0.35 * INCH)
    assert prints(press, find_press("offset").trims["6x9"])


def test_lulu() -> None:
    press = find_press("lulu")
    assert len(press.trims) == 16
    assert press.bleed and press.bleed.always and press.bleed.on("inside") == 9
    assert (press.file.most_ink, press.file.least_tint) == (270, 20)
    assert press.spine_text and press.spine_text.first == 81


def test_what_nobody_publishes_is_not_there() -> None:
    press = find_press("bn-press")
    assert (press.bleed, press.spine_text, press.barcode) == (None, None, None)
    assert find_press("lulu").spine_text == SpineText(81, None, None, None, None)


def test_offset_and_screen() -> None:
    offset, screen = find_press("offset"), find_press("screen")
    assert offset.trims["B-format"].width == pytest.approx(129 / 25.4 * INCH)
    assert (offset.counting.multiple, "marks" in offset.file.forbids) == (16, False)
    assert offset.bleed and offset.bleed.on("inside") == pytest.approx(3 / 25.4 * INCH)
    assert (screen.standard, screen.papers, screen.file.forbids) == ("screen", {}, frozenset())
    assert (screen.counting.multiple, screen.margins.safe) == (1, 0)


def strictest(take: object, names: tuple[str, ...] = ("kdp-paperback", "ingramspark", "lulu")) -> list[float]:
    """A number of those presses that publish it."""
    assert callable(take)
    return [value for name in names if (value := take(find_press(name))) is not None]


def test_generic_pod_is_the_strictest_of_all() -> None:
    generic = find_press("generic-pod")
    three = [find_press(name) for name in ("kdp-paperback", "ingramspark", "lulu")]
    for pages in range(1, 1300):
        assert inside_margin(generic, pages) == pytest.approx(max(inside_margin(one, pages) for one in three)), pages
    for bleed in (True, False):
        assert outer_margin(generic, bleed) == max(outer_margin(one, bleed) for one in three) == 36
    rules = generic.file
    assert rules.most_ink == min(strictest(lambda press: press.file.most_ink))
    assert rules.least_tint == max(strictest(lambda press: press.file.least_tint))
    assert rules.least_rule == max(strictest(lambda press: press.file.least_rule))
    assert rules.least_type == max(strictest(lambda press: press.file.least_type))
    assert rules.megabytes == min(strictest(lambda press: press.file.megabytes))
    assert rules.resolution.line_art_warn == max(one.file.resolution.line_art_warn for one in three)
    forbidden = frozenset[str]().union(*(one.file.forbids for one in three)) - {"metadata"}
    assert rules.forbids == forbidden
    assert generic.counting.last_blank and generic.counting.blank_in_a_row == 2
    assert generic.standard in find_press("ingramspark").accepts
    assert generic.spine_text and generic.spine_text.first == max(
        one.spine_text.first for one in three if one.spine_text
    )


def test_generic_pods_papers_are_no_wider_than_the_presses() -> None:
    generic = find_press("generic-pod")
    for paper in generic.papers.values():
        for name, other in (("kdp-paperback", paper.name), ("ingramspark", paper.name), ("lulu", "paperback")):
            press = find_press(name)
            for trim in generic.trims.values():
                limits, theirs = page_range(paper, trim), None
                if limits and prints(press, trim):
                    theirs = page_range(press.papers[other], trim)
                    assert theirs and theirs[1], (paper.name, trim.name, name)
                    assert limits[0] >= theirs[0] and limits[1] and limits[1] <= theirs[1], (
                        paper.name,
                        trim.name,
                        name,
                    )


# How one is found


@pytest.mark.parametrize("typed", ["lulu", "LULU", " Lulu "])
def test_a_press_by_its_name(typed: str) -> None:
    assert find_press(typed).name == "lulu"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("kdp-papreback", "Did you mean `kdp-paperback`?"),
        ("ingram-spark", "Did you mean `ingramspark`?"),
        ("gutenberg", "See `bookbuild presses`, or give the file's name with its path."),
        ("", "See `bookbuild presses`, or give the file's name with its path."),
        ("no/such.yaml", "See `bookbuild presses`, or give the file's name with its path."),
        ("\0", "See `bookbuild presses`, or give the file's name with its path."),
        ("x" * 5000, "See `bookbuild presses`, or give the file's name with its path."),
    ],
)
def test_no_press(typed: str, hint: str) -> None:
    place = Place("book.yaml", 3, 8)
    one = one_fault(typed, place=place)
    assert (one.code, one.hint, one.place) == ("S030", hint, place)


def test_a_folder_is_no_press(tmp_path: Path) -> None:
    assert one_fault(str(tmp_path)).code == "S030"


# One's own


def test_an_own_file_changes_only_what_it_says(tmp_path: Path) -> None:
    name = written(
        tmp_path, "title: Quay\nbase: offset\npages: {multiple: 32}\ninside_margin: {by-pages: {1+: 18mm}}\n"
    )
    press, offset = find_press(name), find_press("offset")
    assert (press.name, press.title, press.counting.multiple) == ("mine", "Quay", 32)
    assert inside_margin(press, 100) == pytest.approx(18 / 25.4 * INCH)
    assert (press.trims, press.papers, press.file) == (offset.trims, offset.papers, offset.file)
    assert press.sources["pages"] == Source("mine.yaml", "", False)
    assert press.sources["trims"] == offset.sources["trims"]


def test_without_a_base_it_is_generic_pod(tmp_path: Path) -> None:
    generic = find_press("generic-pod")
    press = find_press(written(tmp_path, "bleed: {amount: 5mm}\nrules:\n"))
    assert press.bleed and generic.bleed
    assert press.bleed.sides == generic.bleed.sides
    assert press.bleed.amount == pytest.approx(5 / 25.4 * INCH)
    assert press.file == generic.file


def test_an_empty_file_is_its_base(tmp_path: Path) -> None:
    press = find_press(written(tmp_path, ""))
    assert press.margins == find_press("generic-pod").margins


def test_trims_and_papers_stand_instead_of_the_bases(tmp_path: Path) -> None:
    text = "trims: {sizes: {6x9: 153mm x 229mm}}\npapers: {munken: {most: 640, spine: {pages-per-inch: 400}}}\n"
    press = find_press(written(tmp_path, text))
    assert (list(press.trims), press.custom, list(press.papers)) == (["6x9"], None, ["munken"])
    munken = press.papers["munken"]
    assert munken.spine and munken.spine.page == pytest.approx(INCH / 400)


def test_a_table_of_page_counts_stands_instead_of_the_bases(tmp_path: Path) -> None:
    press = find_press(written(tmp_path, "base: lulu\ninside-margin: {by-pages: {1-200: 0.6in, 201+: 0.8in}}\n"))
    assert [step.length / INCH for step in press.margins.inside] == pytest.approx([0.6, 0.8])


def test_a_standard_by_its_name_alone(tmp_path: Path) -> None:
    press = find_press(written(tmp_path, "base: ingramspark\nstandard: PDF/X-4\n"))
    assert (press.standard, press.accepts) == ("pdf/x-4", ("pdf/x-4",))
    assert press.sources["standard"].text == "mine.yaml"


def test_a_base_that_is_a_file_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "base: lulu\nsafe-distance: {least: 0.6in}\n", "house.yaml")
    name = written(tmp_path, "base: house.yaml\npages: {multiple: 4}\n")
    press = find_press(name)
    assert press.margins.safe == pytest.approx(43.2)
    assert (press.counting.multiple, press.bleed) == (4, find_press("lulu").bleed)
    assert find_press("mine.yaml", folder=tmp_path).margins == press.margins


def test_bases_in_a_circle(tmp_path: Path) -> None:
    written(tmp_path, "base: mine.yaml\n", "house.yaml")
    assert one_fault(written(tmp_path, "base: house.yaml\n")).code == "S005"


@pytest.mark.parametrize("code", ["S031", "Y001"])
def test_what_is_no_yaml(code: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes({"S031": b"title: caf\xe9\n", "Y001": b"title: [\n"}[code])
    assert one_fault(str(tmp_path / "mine.yaml")).code == code


# What is wrong in one


WRONG = {
    "papers: {white: {least: 100, most: 40}}": ("S032", "at least 100 pages and at most 40"),
    "papers: {white: {most-at: {6x9: 40}}}\ntrims: {sizes: {5x8: 5x8}}": ("S032", "no trim '6x9'"),
    "papers: {white: {spine: {page: 0.1mm, pages-per-inch: 444}}}": ("S032", "in one way"),
    "papers: {white: {spine: {added: 0.1mm}}}": ("S032", "in one way"),
    "papers: {white: {smallest: 5x8}}": ("S032", "two ends"),
    "papers: {white: }": ("Y011", "`papers.white` must be a group"),
    "trims: {sizes: {B-fromat: 129mm x 198mm}}": ("S032", "no trim 'B-fromat'"),
    "trims: {largest: 5x8}": ("S032", "two ends"),
    "trims: {smallest: 6x9, largest: 5x8}": ("S032", "larger than the largest"),
    "trims: {note: none}": ("S032", "no size at all"),
    "trims: {sizes: {6x9: 60in x 90in}}": ("Y011", "a page from 2.8 to 18 inches"),
    "gray-curve: {lightest: 60%, darkest: 40%}": ("S032", "darker than the darkest"),
    "pictures: {warn: 100}": ("S032", "would not even be warned of"),
    "spine-text: {narrow-below: 1in}": ("S032", "only half"),
    "{base: bn-press, bleed: {amount: 3mm}}": ("S032", "no sides"),
    "{base: bn-press, barcode: {from-foot: 3mm}}": ("S032", "no size"),
    "inside-margin: {by-pages: {1-150: 1in, 150+: 2in}}": ("Y011", "each beginning where the one before ends"),
    "inside-margin: {by-pages: {1-150: 1in, 152+: 2in}}": ("Y011", "each beginning where the one before ends"),
    "inside-margin: {by-pages: {151+: 1in, 1-150: 2in}}": ("Y011", "each beginning where the one before ends"),
    "inside-margin: {by-pages: {20-10: 1in}}": ("Y011", "each beginning where the one before ends"),
    "inside-margin: {by-pages: {over 20: 1in}}": ("Y011", "a length for each range of pages"),
    "inside-margin: {by-pages: {1-150: 1}}": ("Y011", "such as 0.75in"),
    "inside-margin: {by-pages: 1in}": ("Y011", "lines of `pages: length`"),
    "inside-margin: {by-pages: {}}": ("Y011", "each beginning where the one before ends"),
    "pages: {checked: 2026-13}": ("Y011", "the date of reading"),
    "pages: {checked: 1926}": ("Y011", "the date of reading"),
    "pages: {checked: yesterday}": ("Y011", "the date of reading"),
    "pages: {last-blank: yes, last_blank: no}": ("Y002", "once with a dash"),
    "pages: 2": ("Y011", "`pages` must be a group"),
    "bleed: {sides: [haed]}": ("Y011", "one of head, foot, outside, inside"),
    "ink: {most: 2400%}": ("Y011", "a share from 0% to 400%"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_contradicts_itself(text: str, tmp_path: Path) -> None:
    code, words = WRONG[text]
    one = one_fault(written(tmp_path, text))
    assert one.code == code
    assert words in one.message
    assert one.hint
    assert one.place and one.place.file == str(tmp_path / "mine.yaml") and one.place.line == 1


def test_a_contradiction_is_told_where_its_key_stands(tmp_path: Path) -> None:
    text = "trims: {sizes: {B-fromat: 129mm x 198mm}}"
    place = one_fault(written(tmp_path, text)).place
    assert place and place.column == text.index("B-fromat") + 1


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Place | None, Scalar | None]]:
    """Every key with its place, and every value that stands alone."""
    if isinstance(node, Mapping):
        for key, inside in node.items.items():
            yield (*path, key), node.keys[key], None
            yield from leaves(inside, (*path, key))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item, path)
    else:
        yield path, None, node


FREE_KEYS = {"papers", "sizes", "most-at", "by-pages"}
"""Below these, keys are names or numbers of the press's own."""
FREE_TEXT = {"title", "source", "note"}


def spoilt() -> list[tuple[str, tuple[str, ...], Place]]:
    """Every setting of the shipped files once, as a key and as a value: the file, the path, where to spoil it."""
    seen: dict[tuple[tuple[str, ...], bool], tuple[str, tuple[str, ...], Place]] = {}
    for name in PRESSES:
        tree = read_yaml((FOLDER / f"{name}.yaml").read_text("utf-8"), name)
        for path, key_place, scalar in leaves(tree):
            plain = tuple("*" if before in FREE_KEYS else step for before, step in zip(("", *path), path, strict=False))
            if key_place and plain[-1] != "*":
                seen.setdefault((plain, True), (name, path, key_place))
            elif scalar and not FREE_TEXT & set(path):
                seen.setdefault((plain, False), (name, path, scalar.place))
    return [*seen.values()]


@pytest.mark.parametrize(
    ("name", "path", "place"), spoilt(), ids=lambda value: ".".join(value) if isinstance(value, tuple) else ""
)
def test_a_slip_anywhere_is_told_at_its_place(name: str, path: tuple[str, ...], place: Place, tmp_path: Path) -> None:
    """A letter too many in a key, a value that is none."""
    lines = (FOLDER / f"{name}.yaml").read_text("utf-8").split("\n")
    line, at = lines[place.line - 1], place.column - 1
    is_key = line[at:].startswith(f"{path[-1]}:")
    length = len(re.match(r"[^,}\]]*", line[at:])[0])  # type: ignore[index]
    lines[place.line - 1] = f"{line[:at]}z{line[at:]}" if is_key else f"{line[:at]}<?>{line[at + length :]}"
    one, *_ = faults_of(written(tmp_path, "\n".join(["base: screen", *lines])))
    assert one.code == ("Y010" if is_key else "Y011")
    assert one.place and one.place.line == place.line + 1
    assert one.hint
    if is_key:
        assert f"Did you mean `{path[-1]}`?" == one.hint or "The keys here are" in one.hint


def faults_of(name: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(BookError) as caught:
        find_press(name)
    return caught.value.diagnostics


def test_every_setting_is_in_a_shipped_file() -> None:
    """What no press says would not be tried above."""

    def keys(schema: dict[str, object], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        options = schema.get("anyOf", [schema])
        assert isinstance(options, list)
        for option in options:
            for key, inside in option.get("properties", {}).items():
                yield (*path, key)
                yield from keys(inside, (*path, key))
            if isinstance(option.get("additionalProperties"), dict):
                yield from keys(option["additionalProperties"], (*path, "*"))

    tried = {
        tuple("*" if before == "papers" else step for before, step in zip(("", *path), path, strict=False))
        for _, path, _ in spoilt()
    }
    wanted = {path for path in keys(section_schema(PressSettings)) if path[-1] not in PROVENANCE} - {("base",)}
    assert wanted - tried == set()


# How they are told


@pytest.mark.parametrize("name", PRESSES)
def test_every_fact_is_told(name: str) -> None:
    press, lines = press_and_lines(name)
    text = " ".join(told(press, lines).split())
    for fact in facts(press, lines):
        assert fact.key in text
        for _, value in fact.values:
            assert " ".join(value.split()) in text
        if fact.source:
            assert source_words(fact.source) in text
    assert set(press.sources) == {fact.key for fact in facts(press, lines) if fact.source}


def test_what_is_not_published_is_told() -> None:
    unknown = {
        name: [fact.key for fact in facts(*press_and_lines(name)) if fact.values == (("", UNPUBLISHED),)]
        for name in ("kdp-paperback", "bn-press", "lulu")
    }
    assert unknown == {
        "kdp-paperback": ["papers.groundwood.spine"],
        "bn-press": ["papers.paperback.spine", "bleed"],
        "lulu": [],
    }


def test_the_words_of_a_source() -> None:
    assert source_words(Source("a guide", "2026-06", True)) == "a guide, read 2026-06, second hand"
    assert source_words(Source("a guide", "undated", False)) == "a guide, undated"
    assert source_words(Source("mine.yaml", "", False)) == "mine.yaml"


def test_words_of_settings_are_all_known() -> None:
    every: list[Press] = [find_press(name) for name in PRESSES]
    assert {press.standard for press in every} <= set(STANDARDS)
    assert frozenset[str]().union(*(press.file.forbids for press in every)) == set(FORBIDDABLE)
    assert {paper.ink for press in every for paper in press.papers.values()} == set(INKS)
    assert key_of(PressSettings, "inside_margin") == "inside-margin"
