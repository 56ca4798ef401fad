"""Numbers in words, as chapters are counted: 1 to 99 in the languages whose wording we have."""

from __future__ import annotations

from typing import Final

HIGHEST: Final = 99

_FIRST: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove",
}
_TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}


def in_words(number: int, language: str) -> str:
    """A number from 1 to 99 in words; the empty string where it is higher or the language is not known."""
    tag = language.lower().split("-")[0]
    first = _FIRST.get(tag, "").split()
    if not first or not 1 <= number <= HIGHEST:
        return ""
    if number <= len(first):
        return first[number - 1]
    tens, units = divmod(number, 10)
    ten = _TENS[tag].split()[tens - 2]
    if tag == "fr":
        return _in_french(ten, tens, units, first)
    if not units:
        return ten
    unit = first[units - 1]
    match tag:
        case "de":
            return f"{unit.removesuffix('s') if units == 1 else unit}und{ten}"
        case "es":
            return f"{ten} y {unit}"
        case "it":
            return (ten[:-1] if units in (1, 8) else ten) + ("tré" if units == 3 else unit)
    return f"{ten}-{unit}"


def _in_french(ten: str, tens: int, units: int, first: list[str]) -> str:
    """French counts its seventies and nineties on from sixty and eighty."""
    rest = units + 10 if tens in (7, 9) else units
    if not rest:
        return "quatre-vingts" if tens == 8 else ten
    joined = " et " if rest in (1, 11) and tens < 8 else "-"
    return f"{ten}{joined}{first[rest - 1]}"
