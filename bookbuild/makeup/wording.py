"""The few words that a book needs and its author did not write, by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and formulas of the matter."""

    contents: str
    acknowledgements: str
    about_the_author: str
    also_by: str
    rights: str
    edited: str
    translated: str
    illustrated: str


_WORDINGS: Final = {
    "en": Wording("Contents", "Acknowledgements", "About the Author", "Also by {}", "All rights reserved.", "Edited by {}", "Translated by {}", "Illustrated by {}"),
    "en-us": Wording("Contents", "Acknowledgments", "About the Author", "Also by {}", "All rights reserved.", "Edited by {}", "Translated by {}", "Illustrated by {}"),
    "fr": Wording("Table", "Remerciements", "L’auteur", "Du même auteur", "Tous droits réservés.", "Édition établie par {}", "Traduction de {}", "Illustrations de {}"),
    "de": Wording("Inhalt", "Dank", "Über die Autorin, den Autor", "Weitere Bücher von {}", "Alle Rechte vorbehalten.", "Herausgegeben von {}", "Übersetzt von {}", "Illustriert von {}"),
    "es": Wording("Índice", "Agradecimientos", "Sobre el autor", "Otros libros de {}", "Todos los derechos reservados.", "Edición de {}", "Traducción de {}", "Ilustraciones de {}"),
    "it": Wording("Indice", "Ringraziamenti", "L’autore", "Dello stesso autore", "Tutti i diritti riservati.", "A cura di {}", "Traduzione di {}", "Illustrazioni di {}"),
}  # fmt: skip


def wording(language: str) -> Wording:
    """The wording of a language tag; of its language without the country; English where there is none."""
    tag = language.lower().replace("_", "-")
    return _WORDINGS.get(tag) or _WORDINGS.get(tag.split("-")[0]) or _WORDINGS["en"]


def roman(number: int) -> str:
    """A number from 1 in small roman numerals, as front matter is counted."""
    values = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")  # fmt: skip
    text = ""
    for value, letters in values:
        while number >= value:
            text += letters
            number -= value
    return text
