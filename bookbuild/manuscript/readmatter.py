"""What book.yaml says besides its chapters: people, ISBNs, editions, matter."""

from __future__ import annotations

from pathlib import Path

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.blocks import Block, Contributor, Edition, Illustration, Matter, Source
from bookbuild.manuscript.identities import with_identities
from bookbuild.manuscript.isbn import isbns_in, printed_isbn
from bookbuild.manuscript.markdown import read_blocks
from bookbuild.manuscript.pictures import inspect_picture
from bookbuild.manuscript.settings import BookSettings
from bookbuild.yamltext import Scalar


def contributors_of(settings: BookSettings) -> tuple[Contributor, ...]:
    """Authors named either way, then everybody else."""
    authors = tuple(Contributor(name) for name in settings.author if name)
    return authors + tuple(Contributor(one.name, one.role) for one in settings.contributors)


def illustration(name: Scalar | None, folder: Path) -> Illustration | None:
    """A picture of the matter, looked at; None when there is none."""
    return inspect_picture(name.text, folder, name.place) if name else None


def isbns_of(settings: BookSettings) -> dict[str, str]:
    """The book's ISBNs by edition, as they are printed. Raises BookError M060 for one that is none, wherever it stands."""
    own = settings.copyright_page
    for typed in isbns_in(own.text) if own else ():
        printed_isbn(typed, own.place if own else None)
    return {name: printed_isbn(one.text, one.place) for name, one in (settings.isbn or {}).items()}


def editions_of(settings: BookSettings, isbns: dict[str, str]) -> dict[str, Edition]:
    """The editions, each with its ISBN from wherever it was given."""
    editions: dict[str, Edition] = {}
    for name, one in (settings.editions or {}).items():
        own = printed_isbn(one.isbn.text, one.isbn.place) if one.isbn else ""
        isbn = own or isbns.get(name, "")
        editions[name] = Edition(
            one.trim,
            one.style,
            one.press.text if one.press else "",
            one.paper.text if one.paper else "",
            isbn,
            one.cover,
            one.fit,
            next((said.place for said in (one.press, one.paper) if said), None),
        )
    return editions


def blocks_of(value: Scalar | None, folder: Path, findings: Findings) -> tuple[Block, ...]:
    """A long value of book.yaml read as Markdown."""
    return with_identities(read_blocks(value.text, value.place, folder, findings)) if value else ()


def matter_of(settings: BookSettings, folder: Path, findings: Findings) -> Matter:
    """The matter, its long pieces read as Markdown."""
    about = settings.about_the_author
    switches = settings.matter
    return Matter(
        rights=settings.rights,
        copyright_page=settings.copyright_page.text if settings.copyright_page else "",
        dedication=settings.dedication,
        epigraph=settings.epigraph.text,
        epigraph_source=settings.epigraph.source,
        also_by=settings.also_by,
        acknowledgements=blocks_of(settings.acknowledgements, folder, findings),
        about_the_author=blocks_of(about.text, folder, findings),
        portrait=illustration(about.photo, folder),
        colophon=blocks_of(settings.colophon, folder, findings),
        half_title=switches.half_title,
        title_page=switches.title_page,
        copyright=switches.copyright,
        contents=switches.contents,
        sources=tuple(
            Source(one.text, one.place) for one in (settings.acknowledgements, about.text, settings.colophon) if one
        ),
    )
