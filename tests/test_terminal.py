"""No foreign text steers the terminal: names of files, keys, editions, arguments, what a PDF says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuild.cli import main

ESC = "\x1b]0;owned\x07\x1b[2J"
SHOWN = "<U+001B>]0;owned<U+0007><U+001B>[2J"
WORDS = f"# One\n\n{'Words that make some lines of running text. ' * 30}\n"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.yaml").write_text("title: T\n", "utf-8")
    (folder / "01.md").write_text(WORDS, "utf-8")
    assert main(["build", str(folder), "-o", str(folder / "x.pdf")]) == 0
    return (folder / "x.pdf").read_bytes()


@pytest.fixture
def here(pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book and a PDF, all of whose names hold escape sequences."""
    monkeypatch.chdir(tmp_path)
    book = tmp_path / f"b{ESC}"
    book.mkdir()
    (book / "book.yaml").write_text(
        f'title: T\neditions: {{"e{quoted(ESC)}": {{trim: 6x9}}, f: {{trim: 5x8}}}}\n', "utf-8"
    )
    (book / f"01{ESC}.md").write_text(WORDS, "utf-8")
    (tmp_path / f"{ESC}.md").write_text(f"{WORDS}\n# Two\n\n{WORDS}", "utf-8")
    (tmp_path / f"x{ESC}.pdf").write_bytes(pdf)
    return tmp_path


def quoted(text: str) -> str:
    return "".join(f"\\x{ord(one):02x}" if ord(one) < 32 else one for one in text)


COMMANDS: dict[str, tuple[int, list[str]]] = {
    "new": (0, ["new", f"n{ESC}"]),
    "import": (0, ["import", f"{ESC}.md", "-o", f"i{ESC}"]),
    "build": (0, ["build", f"b{ESC}"]),
    "build an edition, whose name is read without escapes": (2, ["build", f"b{ESC}", "--edition", f"e{ESC}"]),
    "build all": (0, ["build", f"b{ESC}", "--edition", "all"]),
    "no such edition": (2, ["build", f"b{ESC}", "--edition", ESC]),
    "proof": (0, ["proof", f"b{ESC}", "-o", f"p{ESC}.pdf"]),
    "cover": (0, ["cover", f"b{ESC}", "--pages", "200", "--spine", "1in", "-o", f"c{ESC}.pdf"]),
    "report": (0, ["report", f"x{ESC}.pdf"]),
    "report of two": (0, ["report", f"x{ESC}.pdf", "--compare", f"x{ESC}.pdf"]),
    "check": (0, ["check", f"x{ESC}.pdf"]),
    "impose": (0, ["impose", f"x{ESC}.pdf", "--booklet"]),
    "pictures": (0, ["pictures", f"x{ESC}.pdf", "--pages", "1", "-o", f"p{ESC}.png"]),
    "presses": (0, ["presses", f"p{ESC}.yaml"]),
    "no such code": (2, ["explain", ESC]),
    "no such file": (1, ["check", ESC]),
    "no such press": (1, ["presses", ESC]),
    "an argument too many": (2, ["trims", ESC]),
    "no such command": (2, [ESC]),
    "no such choice": (2, ["schema", ESC]),
    "a number that is none": (2, ["cover", "bad", "--pages", ESC]),
    "a key": (1, ["build", "bad"]),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_nothing_steers_the_terminal(what: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, arguments = COMMANDS[what]
    (here / f"p{ESC}.yaml").write_text(f'title: P\npapers: {{"a{quoted(ESC)}": {{least: 2, most: 900}}}}\n', "utf-8")
    (here / "bad").mkdir()
    (here / "bad" / "book.yaml").write_text(f'title: T\n"k{quoted(ESC)}": 1\n', "utf-8")
    capsys.readouterr()
    try:
        assert main(arguments) == code
    except SystemExit as left:
        assert left.code == code
    said = capsys.readouterr()
    told = said.out + said.err
    assert not {one for one in told if ord(one) < 32} - {"\n"}
    assert "owned" in told and (SHOWN in told or repr(ESC)[1:-1] in told or "]0;owned[2J" in told), told
