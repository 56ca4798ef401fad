"""The wheel: built, put into an empty environment, used elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 100 * 2**20


def run(*command: str | Path, cwd: Path) -> str:
    """A program's output; it must succeed."""
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, env=outside)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def pip_of(programs: Path) -> tuple[str | Path, ...]:
    """The tests' own pip, at work in another environment."""
    return sys.executable, "-m", "pip", "--python", programs / "python"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("bookbuild", "styles", "fonts"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, source / name)
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        source,
        cwd=folder,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_what_is_in_the_wheel(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < MOST_BYTES
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("styles", "fonts"):
        wanted = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"bookbuild/_data/{path.as_posix()}" for path in wanted} <= names
    presses = {path.relative_to(ROOT) for path in (ROOT / "bookbuild" / "style" / "presses").glob("*.yaml")}
    assert {path.as_posix() for path in presses} <= names and presses
    families = {name.split("/")[3] for name in names if name.endswith((".ttf", ".otf"))}
    licensed = {name.split("/")[3] for name in names if name.endswith("OFL.txt")}
    assert families == licensed != set()
    assert "bookbuild/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "manuscript/"))]


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel and what it asks for, all from wheels.

    Of everything the versions that these tests run with, so that they are the only ones that decide.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    found = environment / ("Scripts" if os.name == "nt" else "bin")
    versions = environment / "constraints.txt"
    here = {one.name: one.version for one in distributions() if one.name != "bookbuild"}
    versions.write_text("".join(f"{name}=={version}\n" for name, version in here.items()), "utf-8")
    asked = ("--no-compile", "--only-binary", ":all:", "--constraint", versions, wheel)
    run(*pip_of(found), "install", "--quiet", *asked, cwd=environment)
    return found


def test_it_is_the_installed_one(programs: Path, tmp_path: Path) -> None:
    where = run(programs / "python", "-c", "import bookbuild; print(bookbuild.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(programs.parent)
    assert "classic" in run(programs / "bookbuild", "styles", cwd=tmp_path)
    assert "IngramSpark" in run(programs / "bookbuild", "presses", cwd=tmp_path)
    assert "EB Garamond" in run(programs / "python", "-m", "bookbuild", "faces", cwd=tmp_path)


def test_a_book_is_built_elsewhere(programs: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    run(programs / "bookbuild", "new", "mybook", cwd=elsewhere)
    (elsewhere / "mybook" / "01-first.md").write_text("# One\n\nIt was *hot*.\n", "utf-8")
    shown = run(programs / "bookbuild", "build", "mybook", cwd=elsewhere)
    assert "mybook.pdf: " in shown
    assert (elsewhere / "mybook" / "build" / "mybook.pdf").read_bytes().startswith(b"%PDF-")


def test_a_new_book_is_built_elsewhere(programs: Path, tmp_path: Path) -> None:
    run(programs / "bookbuild", "new", "mybook", cwd=tmp_path)
    assert "mybook.pdf: " in run(programs / "bookbuild", "build", "mybook", cwd=tmp_path)


def test_the_environment_is_not_heavy(programs: Path) -> None:
    listed = run(*pip_of(programs), "list", "--format=freeze", cwd=programs)
    assert "bookbuild==" in listed
    installed = sum(
        path.stat().st_size for path in programs.parent.rglob("*") if path.is_file() and not path.is_symlink()
    )
    assert installed < 170 * 2**20, "unpacked, not compiled; the wheels themselves are half of it"
