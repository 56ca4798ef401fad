"""A room imports only the rooms above it; heavy libraries stay where they belong; every code is explained."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookbuild.codes import CODES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "bookbuild"
SOURCES = sorted(PACKAGE.rglob("*.py"))

BASE = {"importpath", "units", "diagnostics", "folders", "output", "resources", "yamltext", "schema", "codes"}
ROOMS = BASE | {"manuscript", "style", "setting", "makeup", "press", "proof", "preflight"}
MAY_IMPORT = {
    "manuscript": BASE,
    "style": BASE,
    "setting": BASE | {"manuscript", "style"},
    "makeup": BASE | {"manuscript", "style", "setting"},
    "press": BASE | {"manuscript", "style", "setting", "makeup"},
    "cover": BASE | {"manuscript", "style", "setting", "makeup", "press"},
    "proof": BASE | {"manuscript", "style", "setting", "makeup", "press"},
    "preflight": BASE | {"style", "press", "proof"},
    "wordcheck": BASE | {"manuscript", "setting", "makeup"},
    "template": BASE,
    "casting": BASE | {"manuscript", "style", "setting", "makeup", "press"},
    "production": ROOMS | {"casting", "wordcheck"},
    "files": ROOMS | {"production"},
    "pressrun": ROOMS | {"production"},
    "making": ROOMS | {"production", "files", "pressrun"},
    "covering": BASE | {"manuscript", "style", "setting", "makeup", "press", "cover", "making", "files"},
    "coverdesk": BASE | {"covering"},
    "telling": BASE | {"production"},
    "building": ROOMS | {"production", "making", "telling"},
    "proofing": ROOMS | {"production", "files", "making"},
    "proofdesk": ROOMS | {"building", "proofing", "telling"},
    "imposing": BASE | {"press"},
    "showing": BASE | {"proof"},
    "cli": ROOMS
    | {
        "production",
        "files",
        "template",
        "making",
        "telling",
        "building",
        "imposing",
        "showing",
        "coverdesk",
        "proofdesk",
    },
    "__main__": {"importpath", "cli"},
}
"""What each room may import besides itself: the rooms above it."""

BASE_ORDER = {
    "importpath": set[str](),
    "units": set[str](),
    "diagnostics": set[str](),
    "folders": {"diagnostics"},
    "output": {"diagnostics", "folders"},
    "resources": set[str](),
    "codes": set[str](),
    "yamltext": {"diagnostics"},
    "schema": {"diagnostics", "units", "yamltext"},
}
"""Inside the base too, one way only."""

ONLY_IN = {
    "reportlab": {"press"},
    "pypdf": {"press"},
    "pypdfium2": {"press", "proof", "preflight", "wordcheck"},
    "markdown_it": {"manuscript"},
    "pikepdf": {"preflight"},
    "lxml": {"manuscript"},
    "stdnum": {"manuscript"},
}
"""The rooms that may know a library."""


def room(path: Path) -> str:
    """The room a source file belongs to: its folder, or its own name."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a source file imports anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            yield node.lineno, node.module or ""


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """The rooms of this package that a source file imports."""
    for line, module in imported(path):
        if module.partition(".")[0] == "bookbuild":
            yield line, [*module.split("."), "__init__"][1]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return  # names everything, imports it lazily: see below
    here = room(path)
    allowed = BASE_ORDER.get(here, MAY_IMPORT.get(here))
    assert allowed is not None, f"the layer test does not know the room {here!r}: put it in its place"
    wrong = [
        f"{path.name}:{line} imports {other}" for line, other in rooms_imported(path) if other not in allowed | {here}
    ]
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for line, module in imported(path):
        library = module.partition(".")[0]
        assert room(path) in ONLY_IN.get(library, {room(path)}), f"{path.name}:{line} imports {library}"


def test_the_layers_have_no_circle() -> None:
    """The table above is itself an order."""
    order = [*BASE_ORDER, *MAY_IMPORT]
    for table in (BASE_ORDER, MAY_IMPORT):
        for name, above in table.items():
            assert all(order.index(other) < order.index(name) for other in above), name


def loaded_after(code: str) -> set[str]:
    """The top-level modules in memory after some code has run in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint('LOADED', *sorted(name.partition('.')[0] for name in sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", env=environment)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("LOADED")[2].split())


HEAVY = {
    "stdnum",
    "reportlab",
    "uharfbuzz",
    "markdown_it",
    "pypdf",
    "pypdfium2",
    "PIL",
    "pyphen",
    "rich",
    "pikepdf",
    "lxml",
}


def test_importing_the_package_costs_nothing() -> None:
    assert not loaded_after("import bookbuild") & (HEAVY | {"yaml"})


@pytest.mark.parametrize(
    "command", [["trims"], ["styles"], ["faces"], ["presses"], ["presses", "lulu"], ["explain", "Y001"]], ids=" ".join
)
def test_listing_loads_no_typesetter(command: list[str]) -> None:
    assert not loaded_after(f"from bookbuild.cli import main\nassert main({command!r}) == 0") & HEAVY


def test_every_public_name_can_be_had() -> None:
    import bookbuild

    for name in bookbuild.__all__:
        assert getattr(bookbuild, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = bookbuild.nonsense


_CODE = re.compile(r"[\"']([A-Z]\d{3})[\"']")


def codes_used() -> set[str]:
    """Every code that stands as a literal in the source, the list of explanations aside."""
    texts = (path.read_text("utf-8") for path in SOURCES if path.name != "codes.py")
    return {code for text in texts for code in _CODE.findall(text)}


def test_every_code_is_explained() -> None:
    assert codes_used() - set(CODES) == set()


def test_every_explained_code_is_used() -> None:
    assert set(CODES) - codes_used() == set()


def test_explanations_say_something() -> None:
    for code, known in CODES.items():
        assert known.title and known.meaning.endswith("."), code
        assert known.cure.endswith("."), code


def test_codes_named_in_docstrings_and_hints_exist() -> None:
    """Docstrings say which codes a function raises; an example of a command names one too."""
    for path in SOURCES:
        if path.name != "codes.py":
            named = re.findall(r"\b([CYMSFTPJKW]\d{3})\b", path.read_text("utf-8"))
            assert set(named) <= set(CODES), path.name
