"""What pyproject.toml allows and what .requirements/ pins agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
PINNED: Final = ROOT / ".requirements"
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS: Final[dict[str, list[str]]] = PROJECT["dependency-groups"]
EXTRAS: Final[dict[str, list[str]]] = PROJECT["project"]["optional-dependencies"]
RUN: Final[list[str]] = PROJECT["project"]["dependencies"]

SETS: Final[dict[str, list[str]]] = {
    "book": [*RUN, *GROUPS["build"]],
    "test": [*RUN, *EXTRAS["test"], *GROUPS["build"]],
    "bench": [*RUN, *EXTRAS["bench"], *GROUPS["build"]],
    "lock": GROUPS["lock"],
}


def pins(name: str) -> dict[str, str]:
    """A set's packages with their versions; each has hashes."""
    text = (PINNED / f"{name}.txt").read_text("utf-8")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        requirement = Requirement(entry.partition(" \\")[0])
        (specifier,) = requirement.specifier
        assert specifier.operator == "==" and "--hash=sha256:" in entry, entry
        found[canonicalize_name(requirement.name)] = specifier.version
    return found


@pytest.mark.parametrize("name", SETS)
def test_what_is_pinned_is_allowed(name: str) -> None:
    pinned = pins(name)
    for wanted in map(Requirement, SETS[name]):
        version = pinned.get(canonicalize_name(wanted.name))
        assert version and wanted.specifier.contains(version), f"{wanted}, but {version} is pinned: run `make lock`"


def test_every_set_has_the_versions_that_are_tested() -> None:
    tested = pins("test")
    assert pins("book").items() <= tested.items()
    assert {name: version for name, version in pins("bench").items() if name in tested}.items() <= tested.items()


def test_the_checkout_is_installed_by_what_builds_the_wheel() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_everything_has_a_lower_bound() -> None:
    wanted = [Requirement(one) for names in (*SETS.values(), PROJECT["build-system"]["requires"]) for one in names]
    assert all(any(one.operator in (">=", "==") for one in requirement.specifier) for requirement in wanted)
