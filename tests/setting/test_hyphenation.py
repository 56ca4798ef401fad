"""Where words may be divided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import OLDEN, end_of, room

from bookbuild.diagnostics import Findings
from bookbuild.setting.exceptions import Exceptions, straight
from bookbuild.setting.explicit import explicit_points
from bookbuild.setting.hyphenation import Hyphenator, hyphenator_for
from bookbuild.setting.lines import Divided
from bookbuild.setting.names import names_in
from bookbuild.setting.patterns import Change, Patterns, Position
from bookbuild.style.load import load_style
from bookbuild.style.style import Division

RULES = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)


class Known(Patterns):
    """Patterns that know just some words."""

    def __init__(self, words: dict[str, list[Position]]) -> None:
        self.words = words

    def positions(self, word: str) -> tuple[Position, ...]:
        return tuple(self.words.get(word, ()))


def hyphenator(words: dict[str, list[int]], rules: Division = RULES, *exceptions: str) -> Hyphenator:
    """One whose patterns know just these words."""
    patterns = Known({word: [Position(at) for at in places] for word, places in words.items()})
    made = hyphenator_for("en-US", rules, exceptions, Findings())
    return Hyphenator(patterns, rules, made.exceptions)


def shown(hyphens: Hyphenator, text: str) -> list[str]:
    return [f"{point.before}/{point.after}" for point in hyphens.points(text)]


def test_the_default_rules_of_classic() -> None:
    assert load_style("classic").division == RULES


def test_minima_before_and_after() -> None:
    every = {"abcdefgh": [1, 2, 3, 4, 5, 6, 7]}
    assert shown(hyphenator(every), "abcdefgh") == ["ab-/cdefgh", "abc-/defgh", "abcd-/efgh", "abcde-/fgh"]
    strict = replace(RULES, before=3, after=4)
    assert shown(hyphenator(every, strict), "abcdefgh") == ["abc-/defgh", "abcd-/efgh"]


def test_minima_count_letters_not_marks() -> None:
    decomposed = "a\u0304bcdefgh"
    assert "a\u0304-/bcdefgh" not in shown(hyphenator({decomposed: [2, 3]}), decomposed)


def test_short_words_stay_whole() -> None:
    words = {"abcde": [2], "abcdef": [2]}
    assert shown(hyphenator(words), "abcde") == []
    assert shown(hyphenator(words), "abcdef") == ["ab-/cdef"]


@pytest.mark.parametrize("word", ["Abcdefgh", "ABCDEFGH", "abcDefgh", "“Abcdefgh,"])
def test_words_with_capitals_stay_whole_unless_the_style_says_otherwise(word: str) -> None:
    words = {"abcdefgh": [4]}
    assert shown(hyphenator(words), word) == []
    assert len(shown(hyphenator(words, replace(RULES, capitalised=True)), word)) == 1


def test_the_first_word_of_a_sentence_keeps_its_capital_when_divided() -> None:
    rules = replace(RULES, capitalised=True)
    assert shown(hyphenator({"abcdefgh": [4]}, rules), "Abcdefgh") == ["Abcd-/efgh"]


def test_exceptions_win_over_patterns_and_rules() -> None:
    words = {"mephisto": [3, 5]}
    assert shown(hyphenator(words, RULES, "Me-phi-sto"), "Mephisto") == ["Me-/phisto", "Mephi-/sto"]
    assert shown(hyphenator(words, RULES, "mephisto"), "mephisto") == [], "without a hyphen: never divided"
    assert shown(hyphenator(words, RULES, "ta-xi"), "taxi") == ["ta-/xi"], "the author may divide short words"


@pytest.mark.parametrize("quoted", ["“abcdefgh,”", "(abcdefgh)", "‘abcdefgh’", "abcdefgh…", "¿abcdefgh?"])
def test_punctuation_stays_with_its_half(quoted: str) -> None:
    at = quoted.index("d") + 1
    (point,) = hyphenator({"abcdefgh": [4]}).points(quoted)
    assert (point.at, point.before, point.after) == (at, quoted[:at] + "-", quoted[at:])
    assert point.hyphen


def test_both_halves_of_a_word_joined_by_a_dash_may_be_divided() -> None:
    words = {"abcdefgh": [4]}
    assert len(shown(hyphenator(words), "abcdefgh—abcdefgh")) == 2


def test_parts_of_a_hyphened_word_and_addresses_are_not_divided_again() -> None:
    words = {"abcdefgh": [4]}
    for text in ("abcdefgh-abcdefgh", "abcdefgh@abcdefgh", "abcdefgh/abcdefgh"):
        assert shown(hyphenator(words), text) == []


@pytest.mark.parametrize("word", ["", "1234567", "———", "...", "a", "“”", "-", "’tis"])
def test_what_is_no_word_is_not_divided(word: str) -> None:
    assert hyphenator_for("en-US", RULES, (), Findings()).points(word) == ()


def test_real_patterns() -> None:
    english = hyphenator_for("en-US", RULES, (), Findings())
    assert "beau-/tiful" in shown(english, "beautiful")
    assert shown(english, "through") == []


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB", "de", "de-AT", "fr-CA", "pt-BR", "EN-us", "nb"])
def test_languages_are_found_by_tag_by_language_or_in_another_country(language: str) -> None:
    findings = Findings()
    assert hyphenator_for(language, RULES, (), findings).dictionary is not None
    assert not len(findings)


def test_a_language_without_patterns_warns_once_and_divides_nothing() -> None:
    here = room(language="tlh")
    for _ in range(3):
        here.lines(OLDEN, 150.0)
    assert here.codes.count("T003") == 1
    assert not any(line.divided for line in here.lines(OLDEN, 150.0))


def test_no_warning_when_the_style_does_not_divide() -> None:
    findings = Findings()
    hyphenator_for("tlh", replace(RULES, on=False), (), findings)
    assert not len(findings)


# Spelling that changes


def zucker() -> Hyphenator:
    """Old German: Zucker is divided Zuk-ker (write `k=k` for two letters, beginning one back)."""
    return Hyphenator(Known({"zucker": [Position(3, Change("k=k", -1, 2))]}), RULES, Exceptions())


def test_old_german_spelling_changes_at_the_division() -> None:
    assert [(p.at, p.before, p.after) for p in zucker().points("zucker,")] == [(3, "zuk-", "ker,")]


def test_a_line_that_ends_so_is_printed_so_and_knows_the_whole_word() -> None:
    here = room()
    here.compositor.points.hyphenator = zucker()
    words = "da liegt ein zucker da"
    fount = here.fount
    width = sum(fount.word(word).width + fount.space for word in ("da", "liegt", "ein")) + fount.word("zuk-").width
    first, second = here.lines(words, width)
    assert first.text == "da liegt ein zuk-"
    assert second.text == "ker da"
    assert first.divided is not None
    assert (first.divided.before, first.divided.after, first.divided.whole) == ("zuk-", "ker", "zucker")


def test_undivided_it_is_spelt_as_typed() -> None:
    here = room()
    here.compositor.hyphenator = zucker()
    assert [line.text for line in here.lines("ein zucker da", 300.0)] == ["ein zucker da"]


# Hyphens and dashes that are there already


def breaks(text: str) -> list[str]:
    return [f"{point.before}/{point.after}" for point in explicit_points(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lime-tree", ["lime-/tree"]),
        ("mother-in-law", ["mother-/in-law", "mother-in-/law"]),
        ("and/or", ["and//or"]),
        ("1914-18", ["1914-/18"]),
        ("end—and", ["end—/and"]),
        ("end—“And", ["end—/“And"]),
        ("said—”", []),
        ("—”", []),
        ("what—?”", []),
        ("half-a", []),
        ("-ing", []),
        ("pre-", []),
        ("word", []),
        ("non\u2011stop", []),
        ("he——she", ["he——/she"]),
        ("end—’tis", ["end—/’tis"]),
        ("end—[sic]", ["end—/[sic]"]),
        ("end—£5", ["end—/£5"]),
        ("end—’", []),
        ("end—’?", []),
        ("„Ende—“", []),
        ("«fin—»", []),
        ("end—”,", []),
        ("word⸻after", ["word⸻/after"]),
        ("word⸺after", ["word⸺/after"]),
        ("—pocas", []),
        ("(—so", []),
        ("“—cut", []),
        ("«\u202f—cut", []),
        ("‘“—cut—so", ["‘“—cut—/so"]),
        ("siempre—.", []),
        ("—dijo—y", ["—dijo—/y"]),
    ],
)
def test_breaks_at_hyphens_and_dashes(text: str, wanted: list[str]) -> None:
    assert breaks(text) == wanted


@pytest.mark.parametrize(
    ("text", "opening"), [("monedas —pocas, como siempre— antes", "—pocas,"), ("palabra (—so it was) antes", "(—so")]
)
def test_an_opening_dash_never_ends_a_line(text: str, opening: str) -> None:
    here = room(language="es")
    for width in range(50, 140, 3):
        assert any(opening in line.text for line in here.lines(text, float(width), divide=False))


def test_a_dash_where_the_face_changes_closes_or_opens_by_what_stands_before_it() -> None:
    here = room()
    ends = {line.text for width in range(40, 140, 3) for line in here.lines("and _word_—so it", float(width))}
    assert "and word—" in ends
    ends |= {line.text for width in range(40, 140, 3) for line in here.lines("and word—_so_ it", float(width))}
    assert any(text.startswith("so") for text in ends)
    held = {line.text for width in range(40, 140, 3) for line in here.lines("and (_—so_ it", float(width))}
    assert not any(text.endswith("—") for text in held)


# A hyphen repeated


@pytest.mark.parametrize(
    ("language", "text", "halves"),
    [
        ("pl", "biało-czerwony", ("biało-", "-czerwony")),
        ("pt-BR", "guarda-chuva", ("guarda-", "-chuva")),
        ("hr", "crno-bijeli", ("crno-", "-bijeli")),
        ("cs", "česko-německý", ("česko-", "-německý")),
        ("sk", "česko-nemecký", ("česko-", "-nemecký")),
    ],
)
def test_some_languages_repeat_a_hyphen_at_the_next_lines_head(
    language: str, text: str, halves: tuple[str, str]
) -> None:
    here = room(language=language)
    first_width = here.fount.word("a").width + here.fount.space + here.fount.word(halves[0]).width
    width = max(first_width, here.fount.word(halves[1]).width) + 0.01
    first, second = here.lines(f"a {text}", width, divide=False)[:2]
    assert (first.text, second.text) == (f"a {halves[0]}", halves[1])
    assert first.divided == Divided(*halves, text)
    assert end_of(second) <= width + 0.01


def test_others_do_not_and_dashes_are_never_repeated() -> None:
    assert breaks("biało-czerwony") == ["biało-/czerwony"]
    assert [p.after for p in explicit_points("koniec—potem", repeats=True)] == ["potem"]


def test_a_word_of_three_parts_repeats_each_hyphen_in_its_middle_line() -> None:
    here = room(language="pl")
    width = here.fount.word("-czerwono-").width + 0.5
    lines = here.lines("biało-czerwono-zielony", width, divide=False)
    assert [line.text for line in lines] == ["biało-", "-czerwono-", "-zielony"]


# Apostrophes, names, other spellings


@pytest.mark.parametrize("word", ["o’clock", "o'clock", "oʼclock", "couldn’t", "hunter’s", "Pete’s", "o’clocks"])
def test_english_is_not_divided_within_two_letters_of_an_apostrophe(word: str) -> None:
    every = Hyphenator(Known({straight(word): [Position(at) for at in range(1, len(word))]}), RULES)
    found = every.points(word, capitals=True)
    at = min(word.find(mark) for mark in "’'ʼ" if mark in word)
    assert all(abs(point.at - at) > 3 if point.at > at else at - point.at > 2 for point in found)
    assert bool(found) is (word not in ("o’clock", "o'clock", "oʼclock", "Pete’s")) or word == "o’clocks"


def test_elided_words_keep_the_minima_on_either_side_of_their_apostrophe() -> None:
    french = hyphenator_for("fr", RULES, (), Findings())
    assert shown(french, "l’intention") == ["l’in-/tention", "l’inten-/tion"]
    italian = hyphenator_for("it", RULES, (), Findings())
    assert "dell’uni-/versità" in shown(italian, "dell’università")
    assert "dell’u-/niversità" not in shown(italian, "dell’università")


def test_names_are_never_divided_others_with_a_capital_where_it_must_be() -> None:
    names = names_in(["They met Winterbottom. Understanding is hard.", "of understanding"])
    made = hyphenator_for("en-US", RULES, (), Findings(), names)
    for word in ("Winterbottom", "Winterbottom’s", "“Winterbottom,”"):
        assert made.points(word, capitals=True) == ()
    assert made.points("Understanding") == ()
    assert shown(made, "understanding") == ["un-/derstanding", "under-/standing", "understand-/ing"]
    assert len(made.points("Understanding", capitals=True)) == 3


def test_no_line_however_narrow_divides_a_name() -> None:
    here = room()
    here.hyphenator.names = names_in(["They met Winterbottom there."])
    for width in range(60, 160, 5):
        lines = here.lines("Winterbottom is old. So is Winterbottom’s understanding of Winterbottom.", float(width))
        assert not any(
            line.divided and "interbottom" in line.divided.whole for line in lines if "T002" not in here.codes
        )


def test_the_author_may_divide_a_name() -> None:
    here = room()
    made = hyphenator_for("en-US", RULES, ("Winter-bottom",), Findings(), names_in(["met Winterbottom"]))
    assert shown(made, "Winterbottom’s") == ["Winter-/bottom’s"]
    assert here.hyphenator.points("Winterbottom", capitals=True) == ()


@pytest.mark.parametrize(
    ("language", "word", "wanted"),
    [
        ("nl", "geïnteresseerd", "ge-/interesseerd"),
        ("nl", "coördinatie", "co-/ordinatie"),
        ("hu", "asszony", "asz-/szony"),
        ("ca", "col·lecció", "col-/lecció"),
    ],
)
def test_the_spelling_of_a_division(language: str, word: str, wanted: str) -> None:
    assert wanted in shown(hyphenator_for(language, RULES, (), Findings()), word)


def test_an_umlaut_is_no_trema() -> None:
    dutch = replace(RULES, capitalised=True)
    made = Hyphenator(Known({"oberösterreich": [Position(4)]}), dutch, language="nl")
    assert shown(made, "Oberösterreich") == ["Ober-/österreich"]


def test_a_word_divided_twice_with_a_change_of_spelling() -> None:
    here = room(division=replace(RULES, ladder=3))
    here.compositor.points.hyphenator = hyphenator_for(
        "de", RULES, ("Schiffahrtszucker = Schiff-fahrts-zuk-ker",), Findings()
    )
    width = here.fount.word("fahrtszuk-").width + 0.5
    lines = here.lines("Schiffahrtszucker", width)
    assert [line.text for line in lines] == ["Schiff-", "fahrtszuk-", "ker"]


@pytest.mark.parametrize("text", ["T-shirt", "e-mail", "X-ray", "A-flat"])
def test_no_letter_is_left_alone_before_an_explicit_hyphen(text: str) -> None:
    assert breaks(text) == []


def test_an_explicit_hyphen_is_not_added_a_second_time() -> None:
    here = room()
    fount = here.fount
    width = fount.word("under").width + fount.space + fount.word("lime-").width
    lines = here.lines("under lime-tree", width + 0.01)
    assert [line.text for line in lines] == ["under lime-", "tree"]
    assert lines[0].divided is None


def test_ladders_are_never_longer_than_the_style_allows() -> None:
    for width in (100.0, 120.0, 140.0, 160.0):
        for ladder in (1, 2):
            here = room(division=replace(RULES, ladder=ladder))
            run = longest = 0
            for line in here.lines(OLDEN * 3, width):
                run = run + 1 if line.text.endswith("-") else 0
                longest = max(longest, run)
            assert longest <= ladder


@pytest.mark.parametrize(("language", "divided"), [("de", True), ("en-US", False)])
def test_a_capital_marks_a_name_but_for_german_nouns(language: str, divided: bool) -> None:
    rules = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)
    hyphenator = hyphenator_for(language, rules, (), Findings())
    assert bool(hyphenator.points("Verantwortung")) is divided
    assert hyphenator.points("VERANTWORTUNG") == ()
