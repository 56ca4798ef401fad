"""What a page's names stand for: fonts, pictures, forms, colour spaces (PDF 1.7, 7.8.3). What many pages share is read once."""

from __future__ import annotations

from typing import Any

from bookbuild.preflight.fonts import Font
from bookbuild.preflight.ink import Paints
from bookbuild.preflight.pictures import Picture, picture_of
from bookbuild.preflight.spaces import Space, Spaces
from bookbuild.preflight.values import entry, identity


class Shelf:
    """Everything that resources of any page name."""

    def __init__(self) -> None:
        self.spaces = Spaces()
        self.paints = Paints(self.spaces)
        self.fonts: dict[Any, Font] = {}
        self.pictures: dict[Any, Picture] = {}
        self._known: dict[Any, Resources] = {}

    def resources(self, said: Any) -> Resources:
        """The resources a dictionary holds."""
        key = identity(said)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Resources(said, self)
        return known

    def font(self, said: Any) -> Font:
        """A font's object."""
        key = identity(said)
        known = self.fonts.get(key)
        if known is None:
            known = self.fonts[key] = Font(said)
        return known

    def picture(self, said: Any, named: Any) -> Picture:
        """A picture's object."""
        key = identity(said)
        known = self.pictures.get(key)
        if known is None:
            known = self.pictures[key] = picture_of(said, self.spaces, named)
        return known


class Resources:
    """One resource dictionary; a name is looked up once."""

    def __init__(self, said: Any, shelf: Shelf) -> None:
        self.said = said
        self.shelf = shelf
        self._fonts: dict[str, Font | None] = {}
        self._spaces: dict[str, Space] = {}

    @property
    def named_spaces(self) -> Any:
        """The names of colour spaces."""
        return entry(self.said, "ColorSpace")

    def font(self, name: str) -> Font | None:
        """The font of a name."""
        if name not in self._fonts:
            said = entry(self.said, "Font", name)
            self._fonts[name] = self.shelf.font(said) if said is not None else None
        return self._fonts[name]

    def space(self, name: str) -> Space:
        """The colour space of a name, the device's own among them."""
        known = self._spaces.get(name)
        if known is None:
            known = self._spaces[name] = self.shelf.spaces.named(name, self.named_spaces)
        return known

    def thing(self, kind: str, name: str) -> Any:
        """An XObject, ExtGState, Pattern or Shading."""
        return entry(self.said, kind, name)
