"""A book's price: what is printed on its back, and the five digits beside its barcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ADD_ON = re.compile(r"\d{5}", re.ASCII)
_AMOUNT = re.compile(
    r"(?P<before>[A-Z]{3}|[A-Z]{0,4}\s?[$£])?\s*(?P<whole>\d{1,4})(?:[.,](?P<part>\d\d))?\s*(?P<after>[A-Z]{3})?",
    re.ASCII | re.IGNORECASE,
)
_CURRENCIES: Final = {
    "$": "5", "us$": "5", "us $": "5", "usd": "5", "cad": "6", "can$": "6", "can $": "6", "c$": "6", "cdn$": "6",
    "aud": "3", "a$": "3", "au$": "3", "nzd": "4", "nz$": "4", "£": "0", "gbp": "0",
}  # fmt: skip
"""The first of the five digits by the currency (the BISG's guidelines for Bookland EAN, as quoted in the trade)."""
_TOO_DEAR: Final = 9999
"""What stands for every price of a hundred and more."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price: the words printed, and the five digits of the barcode's add-on; either may be empty."""

    words: str = ""
    add_on: str = ""


PRICE_EXPECTED: Final = (
    "a price such as `$14.95`, `£9.99` or `€ 12,90`, or the five digits of an add-on such as `90000`"
)


def read_price(text: str) -> Price:
    """A price as it is written. Five bare digits are an add-on that is printed in bars alone; in dollars and pounds the add-on
    follows from the price, other currencies have none. Raises ValueError for what has no digit."""
    typed = text.strip()
    if _ADD_ON.fullmatch(typed):
        return Price("", typed)
    if not any(character.isdigit() for character in typed):
        raise ValueError(text)
    found = _AMOUNT.fullmatch(typed)
    currency = _CURRENCIES.get((found["before"] or found["after"] or "").lower().strip(), "") if found else ""
    if not found or not currency:
        return Price(typed)
    cents = 100 * int(found["whole"]) + int(found["part"] or 0)
    return Price(typed, f"{currency}{min(cents, _TOO_DEAR):04d}")
