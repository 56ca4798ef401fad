"""Each kind of file is what it says: read by pikepdf, clause by clause of the standard's list."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pikepdf
import pytest
from conftest import chapters, paragraphs, printed
from icc import beside_its_licence, cmyk
from PIL import Image

from bookbuild.diagnostics import UsageError
from bookbuild.manuscript.blocks import Book, Chapter, Contributor, Picture, plain
from bookbuild.press.claims import Credentials, xmp
from bookbuild.press.pressfile import PressFile
from bookbuild.press.standards import STANDARDS, find_standard

KINDS: Final = [one.name for one in STANDARDS]
PRESS: Final = [one.name for one in STANDARDS if one.for_print]
PDFX: Final = [one.name for one in STANDARDS if one.is_pdfx]
VERSIONS: Final = {
    "PDF/X-1a:2001": "1.3",
    "PDF/X-1a:2003": "1.4",
    "PDF/X-3:2002": "1.3",
    "PDF/X-4": "1.6",
    "plain": "1.4",
    "screen": "1.4",
}
CLAIMS: Final = {
    "PDF/X-1a:2001": {"/GTS_PDFXVersion": "PDF/X-1:2001", "/GTS_PDFXConformance": "PDF/X-1a:2001"},
    "PDF/X-1a:2003": {"/GTS_PDFXVersion": "PDF/X-1a:2003"},
    "PDF/X-3:2002": {"/GTS_PDFXVersion": "PDF/X-3:2002"},
}
DATE: Final = "D:20000101000000Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same book as every kind of file: with a picture, a contents page, italics, and a title that XML must quote."""
    folder = tmp_path_factory.mktemp("files")
    Image.new("RGB", (120, 80), (200, 30, 30)).save(folder / "red.png")
    profile = beside_its_licence(folder / "press.icc", cmyk())
    blocks = (*paragraphs("One _two_ *three*."), Picture(str(folder / "red.png"), 120, 80))
    book = replace(
        chapters(3, contributors=(Contributor("Ann & Bob"),)),
        divisions=(*chapters(3).divisions, Chapter(blocks, plain("Last"))),
    )

    def of_kind(name: str) -> bytes:
        standard = find_standard(name)
        own = replace(book, title="Salt & <Öl>", profile=str(profile) if standard.needs_profile else "")
        return printed(own, folder, press_file=PressFile(standard))

    return {name: of_kind(name) for name in KINDS}


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def pdfs(made: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    """The same, opened."""
    return {kind: opened(pdf) for kind, pdf in made.items()}


def every_dictionary(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a file, those inside others too."""

    def inside(thing: Any) -> Iterator[Any]:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
        parts = thing if isinstance(thing, pikepdf.Array) else [value for _, value in thing.items()]
        for part in parts:
            if isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect:
                yield from inside(part)

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
            yield from inside(thing)


@pytest.mark.parametrize("kind", KINDS)
def test_the_header_and_the_cross_references(made: dict[str, bytes], kind: str) -> None:
    pdf = made[kind]
    assert pdf.startswith(f"%PDF-{VERSIONS[kind]}\n%".encode())
    assert pdf[9] == ord("%") and min(pdf[10:14]) > 127, "a second line of bytes above 127 says that it is binary"
    assert b"\nxref\n0 " in pdf
    assert pdf.rstrip().endswith(b"%%EOF")
    types = {str(one.get("/Type")) for one in every_dictionary(opened(pdf))}
    assert not types & {"/ObjStm", "/XRef"}


@pytest.mark.parametrize("kind", KINDS)
def test_info_says_what_it_must_and_no_more(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    info = dict(pdfs[kind].docinfo.items())
    wanted = {"/Title": "Salt & <Öl>", "/Author": "Ann & Bob"}
    if kind != "plain":
        wanted |= {"/Creator": "bookbuild", "/Producer": "bookbuild", "/CreationDate": DATE, "/ModDate": DATE}
    wanted |= CLAIMS.get(kind, {})
    if kind in PDFX:
        trapped = info.pop("/Trapped")
        assert isinstance(trapped, pikepdf.Name) and trapped == "/False"
    assert {key: str(value) for key, value in info.items()} == wanted
    missing = {f"/{key}" for key in find_standard(kind).info_required} - set(pdfs[kind].docinfo)
    assert not missing


@pytest.mark.parametrize("kind", KINDS)
def test_the_output_intent(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    root = pdfs[kind].Root
    if kind not in PDFX:
        assert "/OutputIntents" not in root
        return
    (intent,) = root.OutputIntents
    assert (intent.Type, intent.S) == ("/OutputIntent", "/GTS_PDFX")
    assert str(intent.Info)
    if kind == "PDF/X-4":
        assert str(intent.OutputConditionIdentifier) == "Custom"
        assert "/RegistryName" not in intent
        assert bytes(intent.DestOutputProfile.read_bytes()) == cmyk()
        assert int(intent.DestOutputProfile.N) == 4
    else:
        assert str(intent.OutputConditionIdentifier) == "CGATS TR 001"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert "/DestOutputProfile" not in intent


@pytest.mark.parametrize("kind", PDFX)
def test_the_identity_follows_from_the_content(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    first, second = pdfs[kind].trailer.ID
    assert bytes(first) == bytes(second) and len(bytes(first)) == 16
    assert len({bytes(pdfs[one].trailer.ID[0]) for one in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", PRESS)
def test_the_catalog_of_a_press_file_has_nothing_for_readers(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    allowed = {"/Type", "/Pages"} | ({"/PageLabels"} if kind != "plain" else set())
    allowed |= ({"/OutputIntents"} if kind in PDFX else set()) | ({"/Metadata"} if kind == "PDF/X-4" else set())
    assert set(pdfs[kind].Root.keys()) == allowed


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_acts_and_only_the_screen_has_annotations(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    pdf = pdfs[kind]
    acting = {"/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/EmbeddedFiles", "/Names"}
    for one in every_dictionary(pdf):
        assert not acting & set(one.keys())
        assert str(one.get("/Type")) != "/Outlines" or kind == "screen"
    annotated = [page for page in pdf.pages if "/Annots" in page]
    assert bool(annotated) == (kind == "screen")


@pytest.mark.parametrize("kind", PRESS)
def test_boxes_lie_inside_one_another(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    for page in pdfs[kind].pages:
        assert "/ArtBox" not in page
        outer, middle, inner = ([float(edge) for edge in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert all(o <= m <= i for o, m, i in zip(outer[:2], middle[:2], inner[:2], strict=True))
        assert all(o >= m >= i for o, m, i in zip(outer[2:], middle[2:], inner[2:], strict=True))


COLOUR_OPERATORS: Final = {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs", "ri"}


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_black_ink_and_opaque(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    pdf = pdfs[kind]
    for page in pdf.pages:
        for one in pikepdf.parse_content_stream(page):
            assert str(one.operator) not in COLOUR_OPERATORS
            if str(one.operator) in ("g", "G"):
                assert float(one.operands[0]) in (0.0, 1.0)
        assert set(page.Resources.keys()) <= {"/Font", "/ProcSet", "/XObject"}
    found = [one for one in every_dictionary(pdf) if str(one.get("/Subtype")) == "/Image"]
    assert [(str(one.ColorSpace), int(one.BitsPerComponent)) for one in found] == [("/DeviceGray", 8)]
    for one in every_dictionary(pdf):
        assert not {"/SMask", "/Mask", "/Group", "/Trans", "/ca", "/CA", "/BM", "/TR", "/HT"} & set(one.keys())
        assert "LZW" not in str(one.get("/Filter", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_embedded_and_used(pdfs: dict[str, pikepdf.Pdf], kind: str) -> None:
    pdf = pdfs[kind]
    fonts = {one.objgen for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"}
    used = set()
    for page in pdf.pages:
        for one in pikepdf.parse_content_stream(page):
            if str(one.operator) == "Tf":
                font = page.Resources.Font[str(one.operands[0])]
                descendant = font.DescendantFonts[0]
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
                used |= {font.objgen, descendant.objgen}
    assert fonts == used


RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def said_in(packet: bytes) -> dict[str, str]:
    """An XMP packet's properties by their local names."""
    found = ElementTree.fromstring(packet)
    description = found.find(f"{RDF}RDF/{RDF}Description")
    assert description is not None
    return {one.tag.partition("}")[2]: "".join(one.itertext()) for one in description}


def test_xmp_and_info_agree(pdfs: dict[str, pikepdf.Pdf]) -> None:
    pdf = pdfs["PDF/X-4"]
    assert (pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype) == ("/Metadata", "/XML")
    assert "/Filter" not in pdf.Root.Metadata
    said = said_in(pdf.Root.Metadata.read_bytes())
    info = pdf.docinfo
    for name, key in (
        ("title", "/Title"),
        ("creator", "/Author"),
        ("CreatorTool", "/Creator"),
        ("Producer", "/Producer"),
    ):
        assert said[name] == str(info[key])
    assert said["CreateDate"] == said["ModifyDate"] == said["MetadataDate"] == "2000-01-01T00:00:00Z"
    assert said["Trapped"] == str(info["/Trapped"]).removeprefix("/")
    assert said["GTS_PDFXVersion"] == "PDF/X-4"
    assert said["VersionID"] and said["RenditionClass"]
    assert re.fullmatch(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", said["DocumentID"])
    names = {name.partition(":")[2] for name in find_standard("PDF/X-4").xmp_required}
    assert names <= set(said)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Salt & <Öl>"


def test_a_book_without_an_author_says_none() -> None:
    nameless = xmp(find_standard("PDF/X-4"), Credentials("A Title", "", DATE, bytes(16)))
    assert "creator" not in said_in(nameless)


def test_a_press_file_is_the_screen_s_without_its_ways(pdfs: dict[str, pikepdf.Pdf]) -> None:
    """The pages are the same whatever the file is for."""
    contents = {kind: [page.Contents.read_bytes() for page in pdfs[kind].pages] for kind in KINDS}
    assert all(contents[kind] == contents["screen"] for kind in KINDS)


def test_names_of_kinds() -> None:
    assert find_standard("pdf/x-1a:2001") is find_standard(" X-1A:2001") is STANDARDS[0]
    with pytest.raises(UsageError, match="PDF/X-4, plain, screen"):
        find_standard("PDF/A")


_ALONE: Final = """
import hashlib, sys
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book, Chapter, Paragraph, plain
build(Book("T", (Chapter((Paragraph(plain("Word.")),)),)), output=sys.argv[1], word_check=False)
"""


def test_every_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """No order of a set, no number of a process gets into the file."""
    root = Path(__file__).resolve().parents[2]
    seen = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": seed}
        target = tmp_path / f"{seed}.pdf"
        subprocess.run([sys.executable, "-c", _ALONE, str(target)], env=environment, check=True)
        seen.add(target.read_bytes())
    assert len(seen) == 1


def test_whole_fonts(tmp_path: Path) -> None:
    """`embed: full`: every glyph of the face, no axis, no letters before its name, and one file for front and body."""
    from fontTools.ttLib import TTFont

    book: Book = chapters(3, contributors=(Contributor("Ann"),))
    whole = opened(printed(book, tmp_path, press_file=PressFile(embed="full")))
    descriptors = [one for one in every_dictionary(whole) if str(one.get("/Type")) == "/FontDescriptor"]
    names = {str(one.FontName) for one in descriptors}
    assert all("+" not in name for name in names)
    files = {one.FontFile2.objgen: one.FontFile2.read_bytes() for one in descriptors}
    assert len(descriptors) > len(files) == len(names), "front matter and body share their files"
    assert sum("/Length1" in one for one in every_dictionary(whole)) == len(files), "and the others are gone"
    for data in files.values():
        font = TTFont(io.BytesIO(data))
        assert not {"fvar", "gvar", "GSUB", "GPOS", "GDEF", "STAT"} & set(font.keys())
        assert sum(bool(font["glyf"][name].numberOfContours) for name in font.getGlyphOrder()) > 1000
    subset = opened(printed(book, tmp_path))
    assert all(
        "+" in str(one.FontName) for one in every_dictionary(subset) if str(one.get("/Type")) == "/FontDescriptor"
    )
    numbers = [one.objgen for one in every_dictionary(whole) if str(one.get("/Type")) == "/FontDescriptor"]
    assert len(numbers) == len(set(numbers))
