"""The kinds of file a press takes, as data: what each may hold, what it must say of itself.

Written from the lists of ISO 15930 (1: X-1a:2001, 4: X-1a:2003, 3: X-3:2002, 7: X-4) and of the PDF Reference that each
rests on; what a press asks beyond its standard (ink, dots an inch, safe boxes) is the press's own and not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from bookbuild.diagnostics import UsageError

ProfileRule = Literal["unregistered", "device-independent", "always"]
"""When an output intent must embed its profile: if its condition is in no registry; then, and if any colour is not the
device's own; always."""

AnnotationRule = Literal["none", "outside bleed", "any"]
"""Where annotations may lie: nowhere, outside the bleed box alone, anywhere."""

DEVICE_COLOURS: Final = frozenset({"DeviceGray", "DeviceCMYK", "Separation", "DeviceN", "Indexed", "Pattern"})
"""What names inks and nothing else. Indexed and Pattern are as good as the space beneath them."""
MANAGED_COLOURS: Final = DEVICE_COLOURS | {"ICCBased", "CalGray", "CalRGB", "Lab"}
"""The same and what needs a profile to become ink. DeviceRGB is not among it: that asks for an intent in RGB."""
ALL_COLOURS: Final = MANAGED_COLOURS | {"DeviceRGB"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition that a registry knows: what an output intent says when it embeds no profile."""

    identifier: str
    description: str
    registry: str


SWOP: Final = Condition(
    "CGATS TR 001", "SWOP (Publication) in USA, printing process definition ANSI CGATS.6", "http://www.color.org"
)
"""Web offset in the USA. For books in black alone it says only that the grays are ink; Ingram's files name it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What the one output intent of subtype GTS_PDFX must have."""

    profile: ProfileRule
    icc_version: int
    """The greatest major version of an ICC profile that the PDF version knows."""
    default: Condition = SWOP
    """The condition named where the user gives no profile (a file whose rule is `always` can't do without)."""


def _fixed(**values: str) -> Mapping[str, str]:
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True)
class Standard:
    """One kind of file."""

    name: str
    source: str
    """Where its rules stand."""
    summary: str
    """One sentence for the user."""
    versions: tuple[str, ...]
    """PDF versions that the header may name; the first is the one we write."""
    streams: bool = False
    """Whether objects and cross references may lie in compressed streams."""
    info: Mapping[str, str] = field(default_factory=_fixed)
    """Keys of the Info dictionary, without slash, whose value is fixed."""
    info_required: tuple[str, ...] = ()
    """Keys that the Info dictionary must have, with whatever value."""
    xmp: Mapping[str, str] = field(default_factory=_fixed)
    """XMP properties (`prefix:Name`) whose value is fixed."""
    xmp_required: tuple[str, ...] = ()
    """XMP properties that must be there, with whatever value; none where no XMP is needed."""
    intent: Intent | None = None
    """What is asked of the output intent; None where none is."""
    file_id: bool = False
    """Whether the trailer must have an ID."""
    trim_boxes: bool = False
    """Whether each page must have a TrimBox (and no ArtBox), inside its BleedBox, inside its MediaBox."""
    colours: frozenset[str] = ALL_COLOURS
    transparency: bool = True
    sample_bits: tuple[int, ...] = (1, 2, 4, 8)
    """Bits a sample of a picture may have; 16 came with PDF 1.5."""
    filters_forbidden: frozenset[str] = frozenset()
    annotations: AnnotationRule = "none"
    actions: bool = False
    """Whether actions, scripts, forms, films and embedded files may be in it."""
    encryption: bool = False
    outline: bool = False
    """Whether our press writes bookmarks. No standard forbids them; presses do, or trip over them."""
    links: bool = False
    page_labels: bool = True
    full_info: bool = True
    """Whether our press writes more into the Info dictionary than title and author: the dates, the program."""

    @property
    def is_pdfx(self) -> bool:
        """Whether it is one of the PDF/X family, with an output intent and a version of its own in the file."""
        return self.intent is not None

    @property
    def for_print(self) -> bool:
        """Whether it goes to a press at all."""
        return self.annotations != "any"

    @property
    def needs_profile(self) -> bool:
        """Whether a file of this kind can't be made without the profile of a printing condition."""
        return self.intent is not None and self.intent.profile == "always"

    @property
    def version(self) -> str:
        """The PDF version our press writes."""
        return self.versions[0]


_DATED: Final = ("Title", "CreationDate", "ModDate", "Trapped")
_NOT_IN_13: Final = frozenset({"LZWDecode", "JBIG2Decode", "JPXDecode", "Crypt"})
"""LZW is forbidden by name, the others are younger than PDF 1.3 (JBIG2 is forbidden by name in the 2003 parts)."""

STANDARDS: Final = (
    Standard(
        "PDF/X-1a:2001",
        "ISO 15930-1:2001; PDF Reference 1.3",
        "Ink alone: grays and CMYK, nothing transparent. What most book presses ask for.",
        ("1.3",),
        info=_fixed(GTS_PDFXVersion="PDF/X-1:2001", GTS_PDFXConformance="PDF/X-1a:2001"),
        info_required=_DATED,
        intent=Intent("unregistered", 2),
        file_id=True,
        trim_boxes=True,
        colours=DEVICE_COLOURS,
        transparency=False,
        filters_forbidden=_NOT_IN_13,
        annotations="outside bleed",
    ),
    Standard(
        "PDF/X-1a:2003",
        "ISO 15930-4:2003; PDF Reference 1.4",
        "The same on PDF 1.4.",
        ("1.4", "1.3"),
        info=_fixed(GTS_PDFXVersion="PDF/X-1a:2003"),
        info_required=_DATED,
        intent=Intent("unregistered", 2),
        file_id=True,
        trim_boxes=True,
        colours=DEVICE_COLOURS,
        transparency=False,
        filters_forbidden=_NOT_IN_13,
        annotations="outside bleed",
    ),
    Standard(
        "PDF/X-3:2002",
        "ISO 15930-3:2002; PDF Reference 1.3",
        "Like X-1a; colours may also be tied to a profile.",
        ("1.3",),
        info=_fixed(GTS_PDFXVersion="PDF/X-3:2002"),
        info_required=_DATED,
        intent=Intent("device-independent", 2),
        file_id=True,
        trim_boxes=True,
        colours=MANAGED_COLOURS,
        transparency=False,
        filters_forbidden=_NOT_IN_13,
        annotations="outside bleed",
    ),
    Standard(
        "PDF/X-4",
        "ISO 15930-7:2010; PDF Reference 1.6",
        "Transparency allowed; the printing condition's profile lies in the file.",
        ("1.6",),
        streams=True,
        xmp=_fixed(**{"pdfxid:GTS_PDFXVersion": "PDF/X-4"}),
        xmp_required=(
            "dc:title",
            "pdf:Trapped",
            "xmp:CreateDate",
            "xmp:ModifyDate",
            "xmp:MetadataDate",
            "xmpMM:DocumentID",
            "xmpMM:VersionID",
            "xmpMM:RenditionClass",
        ),
        intent=Intent("always", 4),
        file_id=True,
        trim_boxes=True,
        colours=MANAGED_COLOURS,
        sample_bits=(1, 2, 4, 8, 16),
        filters_forbidden=frozenset({"LZWDecode", "Crypt"}),
        annotations="outside bleed",
    ),
    Standard(
        "plain",
        "kdp.amazon.com, topics GYEKAVKMSE23PFTM and G201857950",
        "A PDF that claims no standard: no bookmarks, no annotations, hardly any metadata. What KDP asks for.",
        ("1.4", "1.3", "1.5", "1.6", "1.7", "2.0"),
        streams=True,
        transparency=False,
        sample_bits=(1, 2, 4, 8, 16),
        page_labels=False,
        full_info=False,
    ),
    Standard(
        "screen",
        "PDF Reference 1.4",
        "For reading on a screen: bookmarks, links, page numbers as printed.",
        ("1.4", "1.3", "1.5", "1.6", "1.7", "2.0"),
        streams=True,
        sample_bits=(1, 2, 4, 8, 16),
        annotations="any",
        actions=True,
        encryption=True,
        outline=True,
        links=True,
    ),
)
"""Every kind of file."""


def find_standard(name: str) -> Standard:
    """The kind of file of this name; capitals and the leading PDF/ don't matter.

    Raises UsageError when there is none.
    """
    wanted = name.strip().lower().removeprefix("pdf/")
    for standard in STANDARDS:
        if standard.name.lower().removeprefix("pdf/") == wanted:
            return standard
    raise UsageError(f"There is no kind of file {name!r} (kinds: {', '.join(one.name for one in STANDARDS)}).")
