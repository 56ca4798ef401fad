"""What a finished page holds that the kind of file it goes into forbids: colours, transparency, filters, layers.

Pages that bookbuild draws can't have any of it; an author's inserted page can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pypdf.generic import ContentStream

from bookbuild.press.standards import Standard

_OPERATOR_COLOURS: Final = {
    b"g": "DeviceGray",
    b"G": "DeviceGray",
    b"rg": "DeviceRGB",
    b"RG": "DeviceRGB",
    b"k": "DeviceCMYK",
    b"K": "DeviceCMYK",
}
_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
"""What colour spaces are called in pictures inside a page's content (PDF 1.7, 8.9.7)."""
_DEFAULTS: Final = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
"""What a page may put in the device colours' place (PDF 1.7, 8.6.5.6)."""
_BASE_AT: Final = {"Indexed": 1, "Separation": 2, "DeviceN": 2, "Pattern": 1}
"""Where in a colour space's array the space stands that it rests on."""


def forbidden_in(page: Any, standard: Standard) -> Iterator[str]:
    """In words what a page (pypdf's) has and the standard does not allow; what can't be read raises as pypdf does."""
    if not standard.for_print:
        return
    search = _Search(standard)
    yield from search.group(page)
    contents = page.get_contents()
    yield from search.content(contents, page.get("/Resources"))


@dataclass(slots=True)
class _Search:
    """Goes through a page and all that it uses, each thing once."""

    standard: Standard
    _seen: set[int] = field(default_factory=set)

    def group(self, thing: Any) -> Iterator[str]:
        """A page's or form's transparency group."""
        group = _object(thing.get("/Group"))
        if not self.standard.transparency and group and group.get("/S") == "/Transparency":
            yield "transparency"

    def content(self, content: Any, resources: Any) -> Iterator[str]:
        """The colours that operators name, and what the resources hold."""
        resources = _object(resources) or {}
        spaces = _object(resources.get("/ColorSpace")) or {}
        for name in _DEFAULTS & set(spaces):
            yield from self.colour(spaces[name])
        for operands, operator in content.operations if content is not None else ():
            if operator in _OPERATOR_COLOURS:
                yield from self.colour(_OPERATOR_COLOURS[operator])
            elif operator in (b"cs", b"CS"):
                yield from self.colour(spaces.get(operands[0], operands[0]))
            elif operator == b"INLINE IMAGE":
                settings = operands["settings"]
                space = str(settings.get("/CS", settings.get("/ColorSpace", "/G"))).removeprefix("/")
                yield from self.colour(spaces.get(f"/{space}", _SHORT.get(space, space)))
        for state in (_object(resources.get("/ExtGState")) or {}).values():
            yield from self.state(_object(state))
        for shading in (_object(resources.get("/Shading")) or {}).values():
            yield from self.colour(_object(shading).get("/ColorSpace"))
        for thing in (
            *(_object(resources.get("/XObject")) or {}).values(),
            *(_object(resources.get("/Pattern")) or {}).values(),
        ):
            yield from self.object(_object(thing))
        if any(
            str(_object(one).get("/Type")) in ("/OCG", "/OCMD")
            for one in (_object(resources.get("/Properties")) or {}).values()
        ):
            yield "layers"

    def state(self, state: Any) -> Iterator[str]:
        """A graphics state that lets shine through."""
        modes = _object(state.get("/BM"))
        names = {str(mode) for mode in (modes if isinstance(modes, list) else [modes]) if mode is not None}
        masked = state.get("/SMask") not in (None, "/None")
        clear = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        if not self.standard.transparency and (masked or clear or names - {"/Normal", "/Compatible"}):
            yield "transparency"

    def object(self, thing: Any) -> Iterator[str]:
        """A picture, a form or a pattern."""
        if thing is None or id(thing) in self._seen:
            return
        self._seen.add(id(thing))
        yield from self.filters(thing)
        if thing.get("/Subtype") == "/Image":
            yield from self.picture(thing)
        elif thing.get("/PatternType") == 2:
            yield from self.colour(_object(thing.get("/Shading")).get("/ColorSpace"))
        elif thing.get("/Subtype") == "/PS":
            yield "PostScript"
        else:
            yield from self.group(thing)
            yield from self.content(ContentStream(thing, None), thing.get("/Resources"))

    def picture(self, picture: Any) -> Iterator[str]:
        """A picture's colours, depth and mask."""
        if not picture.get("/ImageMask"):
            yield from self.colour(picture.get("/ColorSpace"))
        bits = int(picture.get("/BitsPerComponent", 8))
        if bits not in self.standard.sample_bits:
            yield f"a picture of {bits} bits a sample"
        if not self.standard.transparency and ("/SMask" in picture or picture.get("/SMaskInData")):
            yield "transparency"

    def filters(self, stream: Any) -> Iterator[str]:
        """How a stream is packed."""
        filters = _object(stream.get("/Filter"))
        for name in filters if isinstance(filters, list) else [filters]:
            bare = str(name).removeprefix("/")
            if bare in self.standard.filters_forbidden:
                yield f"{bare.removesuffix('Decode')} compression"

    def colour(self, space: Any) -> Iterator[str]:
        """A colour space and those beneath it."""
        space = _object(space)
        if space is None:
            return
        parts = space if isinstance(space, list) else [space]
        name = str(_object(parts[0])).removeprefix("/")
        if name not in self.standard.colours:
            yield "RGB colours" if name in ("DeviceRGB", "CalRGB") else f"colours in {name}"
        elif name in _BASE_AT and len(parts) > _BASE_AT[name]:
            yield from self.colour(parts[_BASE_AT[name]])


def _object(thing: Any) -> Any:
    """What a reference leads to."""
    return thing.get_object() if thing is not None and hasattr(thing, "get_object") else thing
