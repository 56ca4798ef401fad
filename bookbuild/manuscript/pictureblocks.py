"""Pictures of a text as blocks; a frame with its name for one that can't be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bookbuild.diagnostics import BookError, Place
from bookbuild.manuscript.attributes import HIDDEN, attributes_of, check_attributes
from bookbuild.manuscript.blocks import Attributes, Picture, Runs
from bookbuild.manuscript.pictures import inspect_picture

if TYPE_CHECKING:
    from markdown_it.token import Token

    from bookbuild.manuscript.blockreader import BlockReader
    from bookbuild.manuscript.htmlread import HtmlPicture

SPACE_IN_NAME: Final = "\ue001"
"""Stands for a space in a picture's name, which Markdown does not allow there."""
FRAME: Final = (3, 2)
"""Width and height of the frame in a missing picture's place, one in the other."""
NOTHING_SAID: Final = Attributes()


def picture(reader: BlockReader, token: Token, place: Place, more: Attributes = NOTHING_SAID) -> Picture:
    """A picture from its token; `more` stood on the line above it."""
    if token.type == "html_inline":
        values = dict(re.findall(r"([\w-]+)\s*=\s*[\"']?([^\"'<>]*?)[\"']?(?=\s+[\w-]+\s*=|\s*/?>)", token.content))
        return _picture(reader, values.get("src", ""), (), place, _width(values.get("width", "")))
    own = attributes_of(token)
    attributes = Attributes(own.name or more.name, (*more.classes, *own.classes), (*more.values, *own.values))
    check_attributes(attributes, "picture", place, reader.source.findings)
    source = str(token.attrs.get("src", "")).replace(HIDDEN, "").replace(quote(SPACE_IN_NAME), " ")
    title = str(token.attrs.get("title", "")).replace(HIDDEN, "")
    caption = reader.around.inline(title, place) if title else ()
    return _picture(reader, source.replace(SPACE_IN_NAME, " "), caption, place, attributes)


def _picture(reader: BlockReader, source: str, caption: Runs, place: Place, attributes: Attributes) -> Picture:
    """A picture, looked at; where it can't be shown a frame with its name, and a warning."""
    beside = reader.around.file.parent if reader.around.file else None
    try:
        seen = inspect_picture(source, reader.around.folder, place, beside)
    except BookError as failure:
        for one in failure.diagnostics:
            reader.source.findings.warn(one.code, one.message, one.hint, one.place, draft=True)
        return Picture("", *FRAME, caption, place, attributes, source or "?")
    return Picture(seen.file, seen.width, seen.height, caption, place, attributes)


def picture_of_html(reader: BlockReader, one: HtmlPicture) -> Picture:
    """A picture that an element of HTML names."""
    return _picture(reader, one.source, (), one.place, _width(one.width))


def _width(said: str) -> Attributes:
    """A width of HTML that means something on paper: a share, a length; dots of a screen mean nothing."""
    known = re.fullmatch(r"[\d.]+(?:%|in|mm|cm|pt)", said)
    return Attributes(values=(("width", said),)) if known else Attributes()
