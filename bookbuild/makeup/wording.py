"""The few words that a book needs and its author did not write, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bookbuild.makeup.numerals import in_words


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and formulas of the matter."""

    contents: str
    acknowledgements: str
    about_the_author: str
    also_by: str
    rights: str
    chapter: str
    large_print: str
    edited: str
    translated: str
    illustrated: str


_NUMBER_ONLY = re.compile(r"(?:chapter\s+)?(?:\d+|[ivxlcdm]+)\.?", re.IGNORECASE)

_WORDINGS: Final = {
    "en": Wording("Contents", "Acknowledgements", "About the Author", "Also by {}", "All rights reserved.", "chapter {}", "Large Print Edition", "Edited by {}", "Translated by {}", "Illustrated by {}"),
    "en-us": Wording("Contents", "Acknowledgments", "About the Author", "Also by {}", "All rights reserved.", "chapter {}", "Large Print Edition", "Edited by {}", "Translated by {}", "Illustrated by {}"),
    "fr": Wording("Table", "Remerciements", "L’auteur", "Du même auteur", "Tous droits réservés.", "chapitre {}", "Édition en gros caractères", "Édition établie par {}", "Traduction de {}", "Illustrations de {}"),
    "de": Wording("Inhalt", "Dank", "Über die Autorin, den Autor", "Weitere Bücher von {}", "Alle Rechte vorbehalten.", "Kapitel {}", "Ausgabe in Großdruck", "Herausgegeben von {}", "Übersetzt von {}", "Illustriert von {}"),
    "es": Wording("Índice", "Agradecimientos", "Sobre el autor", "Otros libros de {}", "Todos los derechos reservados.", "capítulo {}", "Edición en letra grande", "Edición de {}", "Traducción de {}", "Ilustraciones de {}"),
    "it": Wording("Indice", "Ringraziamenti", "L’autore", "Dello stesso autore", "Tutti i diritti riservati.", "capitolo {}", "Edizione a grandi caratteri", "A cura di {}", "Traduzione di {}", "Illustrazioni di {}"),
}  # fmt: skip


def wording(language: str) -> Wording:
    """The wording of a language tag; of its language without the country; English where there is none."""
    tag = language.lower().replace("_", "-")
    return _WORDINGS.get(tag) or _WORDINGS.get(tag.split("-")[0]) or _WORDINGS["en"]


def unbroken(text: str) -> str:
    """A title in one line: a backslash that breaks it on the title page is a space everywhere else; spaces that hold
    stay."""
    return re.sub(r"[ \t\n\u2028\\]+", " ", text).strip(" ") or text.strip()


def is_number_only(title: str) -> bool:
    """Whether a chapter's title is just its number: XII, 12, Chapter 12."""
    return bool(_NUMBER_ONLY.fullmatch(title.strip()))


def printed_number(number: str, language: str, spelt_out: bool) -> str:
    """A chapter's number as it is printed: as its author wrote it, or a figure in words (`chapter one`).

    In words only where the language has a formula and the numerals for it.
    """
    words = _WORDINGS.get(language.lower()) or _WORDINGS.get(language.lower().split("-")[0])
    if not (spelt_out and words and number.isascii() and number.isdigit()):
        return number
    spelt = in_words(int(number), language)
    return words.chapter.format(spelt) if spelt else number


def roman(number: int) -> str:
    """A number from 1 in small roman numerals, as front matter is counted."""
    values = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")  # fmt: skip
    text = ""
    for value, letters in values:
        while number >= value:
            text += letters
            number -= value
    return text
