"""Nothing of the current folder is ever imported, by any command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bookbuild.importpath import HOME, import_path
from bookbuild.making import build
from bookbuild.preflight.guard import guarded_check

ROOT = Path(__file__).resolve().parents[1]

PROGRAM = "import sys\nfrom bookbuild.__main__ import start\n\nif __name__ == '__main__':\n    sys.exit(start())\n"
"""What pip makes of an entry point."""

PLANTED = (
    "json.py", "pikepdf.py", "argparse.py", "concurrent/__init__.py", "multiprocessing/__init__.py", "reportlab/__init__.py",
    "reportlab_settings.py", "yaml.py", "sysconfig.py", "bookbuild/__init__.py", "bookbuild/cli.py",
    "bookbuild/preflight/__init__.py", "PIL/__init__.py", "pypdf.py", "rich.py", "markdown_it.py",
)  # fmt: skip
"""Modules that an unlucky or hostile folder may hold."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with a book, a PDF, and modules that tell when they are run."""
    folder = tmp_path / "hostile"
    for name in PLANTED:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"open({str(tmp_path / 'run')!r}, 'a').write({name!r} + ' ')\n", "utf-8")
    book = folder / "book"
    book.mkdir()
    (book / "book.yaml").write_text("title: A Book\n", "utf-8")
    (book / "01.md").write_text(f"# One\n\n{'Words that make some lines of running text. ' * 30}\n", "utf-8")
    build(book, output=folder / "x.pdf")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "start.py").write_text(PROGRAM, "utf-8")
    return folder


def run_in(folder: Path, arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as it is installed, started in a folder."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | variables
    environment.setdefault("PYTHONPATH", str(ROOT))
    command = [sys.executable, str(folder.parent / "bin" / "start.py"), *arguments.split()]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "arguments",
    [
        "check x.pdf",
        "check x.pdf --press lulu --json",
        "build book",
        "build book --trim 6x9 --trim 5x8",
        "report x.pdf --html x.html",
        "impose x.pdf --booklet",
        "proof book",
        "pictures x.pdf",
        "cover book --pages 200 --spine 1in",
        "import book/01.md -o new",
        "presses",
    ],
)
def test_nothing_of_the_current_folder_is_run(arguments: str, hostile: Path) -> None:
    done = run_in(hostile, arguments)
    assert not (hostile.parent / "run").exists(), (hostile.parent / "run").read_text("utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    if not arguments.startswith("check"):
        assert done.returncode == 0, done.stderr
    else:
        assert "can't be checked" not in done.stdout + done.stderr


def test_the_checks_helper_is_safe_by_itself(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when it is called from Python, where nothing was said of the path."""
    monkeypatch.chdir(hostile)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    assert guarded_check(Path("x.pdf"), "lulu").pages
    assert not (hostile.parent / "run").exists()


def test_workers_that_are_started_afresh_run_nothing_either(hostile: Path) -> None:
    """As on other systems, and in later Pythons."""
    program = hostile.parent / "bin" / "start.py"
    spawning = "import multiprocessing\n    multiprocessing.set_start_method('spawn')\n    "
    program.write_text(PROGRAM.replace("    sys.exit", f"    {spawning}sys.exit"), "utf-8")
    done = run_in(hostile, "build book --trim 6x9 --trim 5x8")
    assert done.returncode == 0, done.stderr
    assert not (hostile.parent / "run").exists()


def test_an_empty_entry_of_the_path_is_nobodys_choice(hostile: Path) -> None:
    """`export PYTHONPATH=/somewhere:$PYTHONPATH` leaves one."""
    for name in ("concurrent/__init__.py", "multiprocessing/__init__.py", "sysconfig.py"):
        (hostile / name).unlink()
        assert not (hostile.parent / "run").exists()
    done = run_in(hostile, "check x.pdf", PYTHONPATH=f"{ROOT}{os.pathsep}")
    assert not (hostile.parent / "run").exists(), (hostile.parent / "run").read_text("utf-8")
    assert "checked" in done.stdout, done.stderr


def test_where_modules_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    library = str(Path(os.__file__).parent)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), "/elsewhere", library])
    assert import_path() == ["/elsewhere", library, HOME]
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert import_path() == [str(tmp_path), "/elsewhere", library, HOME]
    monkeypatch.delenv("PYTHONPATH")
    monkeypatch.chdir(library)
    assert library in import_path()
    monkeypatch.chdir(HOME)
    monkeypatch.setattr(sys, "path", [HOME, library])
    assert import_path() == [library, HOME]


def test_the_package_imports_nothing_by_itself() -> None:
    """By then the current folder may still be on the path: `python -m bookbuild`."""
    script = "import sys\nbefore = {*sys.modules}\nimport bookbuild.importpath\nprint(*({*sys.modules} - before))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"bookbuild", "bookbuild.importpath"}
