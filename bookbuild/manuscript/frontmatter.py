"""What stands above a chapter's text: settings in YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, Final

from bookbuild.diagnostics import BookError, Findings, Place, error
from bookbuild.manuscript.cuttexts import warn_of_cut_texts
from bookbuild.manuscript.settings import ChapterSettings
from bookbuild.schema import read_section
from bookbuild.yamltext import Mapping, Node, Scalar, Sequence, read_yaml

_YAML = re.compile(
    r"---[ \t]*\n(?=(?:[ \t]*(?:#[^\n]*)?\n)*[A-Za-z_][\w-]*[ \t]*:)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_JSON = re.compile(r";;;[ \t]*\n(.*?\n);;;[ \t]*(?:\n|$)", re.DOTALL)
_EMPTY = re.compile(r"---[ \t]*\n(?:[ \t]*\n)*---[ \t]*(?:\n|$)")

UNKNOWN: Final = "Y010"


def front_matter(text: str, shown: str, findings: Findings) -> tuple[ChapterSettings, str, int]:
    """The settings at the top of a chapter, the text after them, and the number of that text's first line.

    A key that is not known is left out with a warning (Y010): other programs have their own; of one that stands twice the
    first is taken (Y002). Raises BookError for broken
    YAML (Y001 to Y005), TOML or JSON (Y007), and values of the wrong kind (Y011).
    """
    parsed, end = _parsed(text, shown, findings)
    settings = _settings(parsed, findings) if parsed else ChapterSettings()
    return settings, text[end:], 1 + text.count("\n", 0, end)


def _parsed(text: str, shown: str, findings: Findings) -> tuple[Mapping | None, int]:
    """The settings as they were typed, and where the text after them begins."""
    if found := _YAML.match(text):
        return read_yaml(found[1], shown, 2, findings), found.end()
    if found := _TOML.match(text):
        return _toml(found[1], shown), found.end()
    if found := _JSON.match(text):
        return _json(found[1], shown), found.end()
    if text.startswith("{"):
        return _json_at_top(text, shown)
    found = _EMPTY.match(text)
    return None, found.end() if found else 0


def _settings(parsed: Mapping, findings: Findings) -> ChapterSettings:
    """Settings from what was typed; unknown keys are told and left out."""
    warn_of_cut_texts(parsed, findings)
    faults: list[Any] = []
    settings = read_section(ChapterSettings, parsed, faults)
    for one in faults:
        if one.code == UNKNOWN:
            findings.warn(one.code, one.message, one.hint, one.place)
    stopping = [one for one in faults if one.code != UNKNOWN]
    if stopping:
        raise BookError(*stopping)
    return settings


def _toml(text: str, shown: str) -> Mapping:
    try:
        return _mapping(tomllib.loads(text), text, shown, 2)
    except (tomllib.TOMLDecodeError, RecursionError) as broken:
        message = f"What stands between the +++ lines is not valid TOML: {str(broken).rstrip('.')}."
        raise error("Y007", message, "Mend it, or write it as YAML between lines of ---.", Place(shown, 1)) from None


def _json(text: str, shown: str) -> Mapping:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as broken:
        message = f"What stands at the top is not valid JSON: {broken}."
        raise error("Y007", message, "Mend it, or write it as YAML between lines of ---.", Place(shown, 1)) from None
    return _mapping(values if isinstance(values, dict) else {}, text, shown, 2)


def _json_at_top(text: str, shown: str) -> tuple[Mapping | None, int]:
    """An object that stands alone at the top of a chapter; any other brace is text."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0
    if not isinstance(values, dict) or not values or text[end : end + 1] not in ("", "\n"):
        return None, 0
    return _mapping(values, text, shown, 1), min(end + 1, len(text))


def _mapping(values: dict[str, Any], text: str, shown: str, first_line: int) -> Mapping:
    """Values as YAML's would be, every key with the line in which it first stands."""

    def place(key: str) -> Place:
        found = re.search(rf"(?m)^[^\n=:]*?[\"']?{re.escape(key)}[\"']?[ \t]*[=:\]]", text)
        return Place(shown, first_line + text.count("\n", 0, found.end()) if found else first_line)

    def node(value: Any, where: Place) -> Node:
        if isinstance(value, dict):
            return Mapping({k: node(v, place(k)) for k, v in value.items()}, {k: place(k) for k in value}, where)
        if isinstance(value, list):
            return Sequence(tuple(node(one, where) for one in value), where)
        shown_as = {True: "true", False: "false", None: ""}.get(value) if value in (True, False, None) else None
        return Scalar(
            str(value) if shown_as is None or (isinstance(value, int) and not isinstance(value, bool)) else shown_as,
            where,
        )

    made = node(values, Place(shown, first_line))
    assert isinstance(made, Mapping)
    return made
