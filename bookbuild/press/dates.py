"""The date a file bears."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from bookbuild.press.bind import DATE


def time_of_making() -> datetime | None:
    """When the file is made, as SOURCE_DATE_EPOCH says; None where it says nothing."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None


def file_date() -> str:
    """The moment that SOURCE_DATE_EPOCH names, as PDF has dates; without it always the same one."""
    made = time_of_making()
    return made.strftime("D:%Y%m%d%H%M%SZ") if made else DATE
