"""The editor's last pass over a book: its punctuation as it is printed."""

from __future__ import annotations

from dataclasses import replace

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.blocks import Book, Chapter, Division, Matter, PartTitle
from bookbuild.manuscript.outermarks import tell_mixed
from bookbuild.manuscript.punctuation import punctuate_blocks, punctuate_runs, punctuated, with_quotes


def edited(book: Book, findings: Findings) -> Book:
    """The book with the punctuation of its language everywhere. Doubtful marks in the text are reported (M040 to M042).

    Names get their apostrophes, and keep the spaces they were typed with: they go into the file's properties, too.
    """
    language = book.language
    tell_mixed(book, findings)

    def text(words: str) -> str:
        return punctuated(words, language)

    def name(words: str) -> str:
        return with_quotes(words, language)

    return replace(
        book,
        title=text(book.title),
        subtitle=text(book.subtitle),
        series=text(book.series),
        contributors=tuple(replace(one, name=name(one.name)) for one in book.contributors),
        publisher=name(book.publisher),
        place_of_publication=name(book.place_of_publication),
        edition=name(book.edition),
        divisions=tuple(_division(one, language, findings) for one in book.divisions),
        matter=_matter(book.matter, language, findings),
    )


def _division(division: Division, language: str, findings: Findings) -> Division:
    if isinstance(division, PartTitle):
        return replace(division, title=punctuate_runs(division.title, language, findings, True))
    if isinstance(division, Chapter):
        return replace(
            division,
            title=punctuate_runs(division.title, language, findings, True),
            subtitle=punctuate_runs(division.subtitle, language, findings, True),
            running_head=punctuated(division.running_head, language),
            epigraph=punctuate_runs(division.epigraph, language, findings, True),
            epigraph_source=punctuated(division.epigraph_source, language),
            blocks=punctuate_blocks(division.blocks, language, findings),
        )
    return division


def _matter(matter: Matter, language: str, findings: Findings) -> Matter:
    return replace(
        matter,
        rights=punctuated(matter.rights, language),
        copyright_page=punctuated(matter.copyright_page, language),
        dedication=punctuated(matter.dedication, language),
        epigraph=punctuated(matter.epigraph, language),
        epigraph_source=punctuated(matter.epigraph_source, language),
        also_by=tuple(punctuated(title, language) for title in matter.also_by),
        acknowledgements=punctuate_blocks(matter.acknowledgements, language, findings),
        about_the_author=punctuate_blocks(matter.about_the_author, language, findings),
        colophon=punctuate_blocks(matter.colophon, language, findings),
    )
