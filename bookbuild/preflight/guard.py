"""A check in a process of its own: whatever a file does to the libraries that read it, the command says so and ends.

The child is this module itself, run by Python: it takes its orders as JSON and gives its answer as JSON. It looks for
modules where this process does, and never in the current folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import BookError, Diagnostic, Place, error
from bookbuild.importpath import import_path
from bookbuild.preflight.findings import Preflight, from_json
from bookbuild.preflight.limits import SECONDS
from bookbuild.style.pressload import find_press

MOST_MEMORY: Final = 3 << 30
"""Bytes the child may ask for, the file as it lies in memory included."""
PATIENCE: Final = 2 * SECONDS
"""Seconds until the child is given up; it is to end by itself after half of them."""

_START: Final = "import sys; sys.path[:] = sys.argv[1:]; from bookbuild.preflight.guard import serve; serve()"


def guarded_check(file: Path, press: str | None, patience: float = PATIENCE) -> Preflight:
    """Check a file for a press (its name or its file).

    Raises BookError: C020, C021, C024 as `bookbuild.preflight.check`, C025 when the check itself failed, S005, S030 to
    S032 and Y codes when there is no such press.
    """
    if press is not None:
        find_press(press)
    orders = json.dumps({"file": str(file), "press": press})
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", _START, *import_path()], input=orders.encode(), capture_output=True,
            timeout=patience, env=environment, check=False,
        )  # fmt: skip
        answer = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        raise _failed(file, "it takes too long") from None
    except (OSError, ValueError):
        raise _failed(file, "reading it fails") from None
    if "errors" in answer:
        raise BookError(*(_diagnostic(one, file) for one in answer["errors"]))
    return from_json(answer["preflight"])


def _diagnostic(told: dict[str, Any], file: Path) -> Diagnostic:
    return Diagnostic(told["code"], told["message"], told["hint"], Place(str(file)))


def _failed(file: Path, why: str) -> BookError:
    hint = "Export it again from the program that made it."
    return error("C025", f"{file} can't be checked: {why}.", hint, Place(str(file)))


def _confine() -> None:
    """Bound this process's memory and time, where the system knows such bounds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(PATIENCE), int(PATIENCE)))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    """What the child does."""
    from bookbuild.preflight import check

    orders = json.loads(sys.stdin.buffer.read())
    _confine()
    try:
        press = find_press(orders["press"]) if orders["press"] is not None else None
        answer: dict[str, Any] = {"preflight": check(Path(orders["file"]), orders["file"], press).as_json()}
    except BookError as fault:
        answer = {"errors": [one.as_json() for one in fault.diagnostics]}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.flush()
    os._exit(0)
