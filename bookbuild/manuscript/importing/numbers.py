"""Numbers as headings write them: 12, XII, twelve, twelfth, zwölftes, douzième."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    "en ordinal": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt",
    "fr ordinal": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième"
    " douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig",
    "de ordinal": "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte"
    " vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte",
    "es ordinal": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze",
    "pt ordinal": "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "nl ordinal": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti",
    "it ordinal": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo",
}
_FURTHER: Final = {"première": 1, "second": 2, "seconde": 2, "primer": 1, "tercer": 3, "siebente": 7}
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_WORDS: Final = {word: at for row in _UNITS.values() for at, word in enumerate(row.split(), 1)} | _FURTHER | _TENS
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_of(text: str) -> int | None:
    """The number that a word or two stand for; None when they stand for none."""
    text = text.casefold()
    if text.isdecimal():
        return int(text) if len(text) <= 4 else None
    if _ROMAN.fullmatch(text):
        return _roman(text)
    return _in_words(text)


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-value if at + 1 < len(values) and values[at + 1] > value else value for at, value in enumerate(values))


def _in_words(text: str) -> int | None:
    """A number in words, inflected as German and the Romance languages do."""
    if text in _WORDS:
        return _WORDS[text]
    tens, _, unit = text.replace(" ", "-").partition("-")
    if tens in _TENS and unit in _WORDS and _WORDS[unit] < 10:
        return _TENS[tens] + _WORDS[unit]
    if text[-1:] in "srn" and text[:-1] in _WORDS and text[-2:-1] == "e":
        return _WORDS[text[:-1]]
    if text[-1:] == "a" and f"{text[:-1]}o" in _WORDS:
        return _WORDS[f"{text[:-1]}o"]
    return None
