"""The date a file bears."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from bookbuild.press.bind import DATE


def file_date() -> str:
    """The moment that SOURCE_DATE_EPOCH names, as PDF has dates; without it always the same one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("D:%Y%m%d%H%M%SZ") if epoch.isdigit() else DATE
