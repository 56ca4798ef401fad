"""Pictures as the press takes them: gray, flat, no transparency."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def printable(path: Path) -> Any:
    """A picture for reportlab to place: 8-bit gray, what was transparent laid on white, turned as its camera says."""
    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader

    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened)
        if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
            flat = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        if picture.mode.startswith("I"):  # 16 bits a dot: Pillow would clip, not scale
            picture = picture.convert("I").point(lambda value: value / 257)
        gray = picture.convert("L")
    return ImageReader(gray)
