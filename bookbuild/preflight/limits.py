"""What a file that means harm may cost: bytes, seconds, nesting. What lies beyond is told as not checked."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 1 << 30
"""A file of more bytes is refused; no press takes it."""
MOST_PAGES: Final = 3000
MOST_OBJECTS: Final = 400_000
"""Dictionaries and arrays that are looked into."""
MOST_STREAM: Final = 128 << 20
"""Bytes of one stream when it is unpacked."""
MOST_LZW: Final = 96 << 10
"""Packed bytes of an LZW stream, which may grow a thousandfold and knows no bound of its own."""
MOST_INSTRUCTIONS: Final = 2_000_000
"""Drawing instructions of one page, those of forms inside it counted each time they are drawn."""
MOST_NESTING: Final = 24
"""Forms inside forms."""
MOST_SAVES: Final = 400
"""Graphics states saved inside one another. The PDF Reference knows 28."""
MOST_KINDS: Final = 5000
"""Different colours, line weights and so on of one page."""
SECONDS: Final = 120.0
"""After so many seconds the rest is not checked."""


@dataclass(slots=True)
class Budget:
    """The time that is left."""

    seconds: float = SECONDS
    _began: float = 0.0

    def __post_init__(self) -> None:
        self._began = time.monotonic()

    @property
    def spent(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() - self._began > self.seconds


@contextmanager
def bounded() -> Iterator[None]:
    """qpdf unpacks no stream beyond `MOST_STREAM`, and no library talks to the console meanwhile."""
    from pikepdf import settings

    logger = logging.getLogger("pikepdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    earlier = settings.set_qpdf_limits(
        flate_max_memory=MOST_STREAM,
        png_max_memory=MOST_STREAM,
        tiff_max_memory=MOST_STREAM,
        run_length_max_memory=MOST_STREAM,
        dct_max_memory=MOST_STREAM,
        doc_max_warnings=500,
        max_stream_filters=8,
        parser_max_nesting=100,
    )
    try:
        yield
    finally:
        settings.set_qpdf_limits(**earlier)
        logger.setLevel(level)
