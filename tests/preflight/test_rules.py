"""Every rule on a file that breaks it and on one that keeps it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pikepdf
import printfiles as pf
import pytest
from spoils import SPOILT, Spoilt, no_labels, with_bleed

from bookbuild.codes import CODES
from bookbuild.preflight import check
from bookbuild.preflight.checking import rules
from bookbuild.preflight.findings import Preflight
from bookbuild.style.press import Press
from bookbuild.style.pressload import find_press

ELSEWHERE = {"K079", "K091", "K092"}
"""Rules that no file of a decent size breaks: see below, and test_hostile_files.py."""


@cache
def press_of(name: str | None) -> Press | None:
    return find_press(name) if name else None


@cache
def kept(press: str | None) -> Preflight:
    return check(pf.good_file(), press=press_of(press))


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: case.name)
def test_a_fault_is_seen(case: Spoilt) -> None:
    found = check(pf.spoilt(case.spoil), press=press_of(case.press))
    own = [one for one in found.findings if one.code == case.code]
    told = "\n".join(f"{one.severity} {one.page} {one.code} {one.what}" for one in found.findings)
    assert own, f"nobody speaks of it:\n{told}"
    assert own[0].severity == case.severity, told
    assert case.page is None or case.page in {one.page for one in own}, told
    assert all(one.what.endswith(".") and one.source and one.cure for one in found.findings)
    others = {one.code for one in found.findings} - {case.code}
    assert others <= case.also, told
    assert ("K081" in others) == ("K081" in case.also), told
    assert case.code not in {one.code for one in found.passed}


@pytest.mark.parametrize("press", [None, "generic-pod", "ingramspark", "kdp-paperback", "screen"])
def test_a_good_file_has_no_finding(press: str | None) -> None:
    assert kept(press).findings == ()
    assert kept(press).unchecked == ()


def test_every_rule_is_broken_by_one_file_and_kept_by_another() -> None:
    codes = {code for code, _ in rules()}
    assert {case.code for case in SPOILT} | {"K081"} | ELSEWHERE == codes
    presses = (None, "generic-pod", "kdp-paperback")
    assert {one.code for press in presses for one in kept(press).passed} == codes


def test_a_file_with_the_presss_bleed_has_no_finding() -> None:
    assert check(pf.spoilt(with_bleed), press=press_of("generic-pod")).findings == ()
    assert check(pf.spoilt(lambda pdf: with_bleed(pdf, spine=9)), press=press_of("lulu")).findings == ()


def test_a_page_without_a_trim_box_is_taken_for_a_trim_with_bleed() -> None:
    """As KDP asks: the page is the trim and the bleed, and nothing in the file says where it is cut."""

    def bare(pdf: pikepdf.Pdf) -> None:
        with_bleed(pdf)
        no_labels(pdf)
        for one in pdf.pages:
            del one.obj.TrimBox, one.obj.BleedBox

    press = press_of("kdp-paperback")
    assert check(pf.spoilt(bare), press=press).findings == ()

    def near(pdf: pikepdf.Pdf) -> None:
        bare(pdf)
        pf.add(pdf, 5, b"0 g BT /F1 11 Tf 1 0 0 1 395 300 Tm (AB) Tj ET")  # inside the trim, not inside the margin

    (found,) = check(pf.spoilt(near), press=press).findings
    assert (found.code, found.page) == ("K052", 5)
    assert "0.375 due" in found.what, "the margin of a book with bleed"


def test_pages_may_begin_anywhere() -> None:
    """Boxes need not begin at 0 0: everything is reckoned from the trim."""

    def moved(pdf: pikepdf.Pdf) -> None:
        for one in pdf.pages:
            one.obj.MediaBox = one.obj.TrimBox = pikepdf.Array([1000, -500, 1432, 148])
            content = pikepdf.Stream(pdf, b"1 0 0 1 1000 -500 cm ")
            one.obj.Contents = pikepdf.Array([pdf.make_indirect(content), *one.obj.Contents])

    assert check(pf.spoilt(moved), press=press_of("generic-pod")).findings == ()


@pytest.mark.parametrize(
    "where", [[500, 100, 520, 120], [-60, 100, -40, 120], [100, 700, 120, 720], [100, -60, 120, -40]]
)
def test_a_note_outside_the_bleed_is_let_be_by_the_standard(where: list[int]) -> None:
    def note(pdf: pikepdf.Pdf) -> None:
        said = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=where)
        pdf.pages[2].obj.Annots = pikepdf.Array([pdf.make_indirect(said)])

    assert check(pf.spoilt(note)).findings == ()


def test_a_file_too_large_for_the_press() -> None:
    press = find_press("generic-pod")
    small = replace(press, file=replace(press.file, megabytes=1))
    found = check(pf.spoilt(lambda pdf: pf.name_it(pdf, "Pad", "P", pikepdf.Stream(pdf, bytes(1 << 20)))), press=small)
    assert [one.code for one in found.findings] == ["K079"]
    assert "K079" in {one.code for one in check(pf.good_file(), press=small).passed}


def test_every_rule_says_what_holds_and_is_explained() -> None:
    for code, holds in rules():
        assert re.fullmatch(r"[A-Z].+\.", holds), holds
        assert code in CODES


def test_what_was_asked_is_told_with_its_source() -> None:
    passed = {one.code: one for one in kept("ingramspark").passed}
    assert "IngramSpark File Creation Guide" in passed["K024"].source
    assert "ISO 15930-1:2001" in passed["K086"].source
    assert "K015" in {one.code for one in kept("ingramspark").not_asked}


def test_a_standard_that_is_only_claimed_is_named_as_such() -> None:
    case = next(one for one in SPOILT if one.spoil.__name__ == "no_output_intent")
    found = check(pf.spoilt(case.spoil))
    assert {one.code for one in found.errors} == {"K086", "K081"}
    assert "claims to be" in next(one for one in found.errors if one.code == "K086").source


def test_a_box_is_seen_from_the_trims_top_left_corner() -> None:
    case = next(one for one in SPOILT if one.spoil.__name__ == "an_area_of_too_much_ink")
    (found,) = (one for one in check(pf.spoilt(case.spoil), press=press_of(case.press)).errors if one.code == "K024")
    assert found.box == pytest.approx((90, 648 - 340, 130, 648 - 300))
