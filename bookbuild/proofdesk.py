"""The command `proof`: arguments, and what is told of the proof."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

from bookbuild.building import book_folder
from bookbuild.diagnostics import page_words
from bookbuild.press.imposition import Manner, Scheme
from bookbuild.proof.wishes import WATERMARK, Wishes
from bookbuild.proofing import ProofReport, proof
from bookbuild.telling import progress_bar, say, tell


def proof_command(asked: argparse.Namespace) -> int:
    """The command `proof`: make one, and tell of it."""
    with progress_bar(asked.json) as progress:
        made = proof(
            book_folder(asked.book),
            _wishes(asked),
            style=asked.style,
            trim=asked.trim,
            press=asked.press,
            paper=asked.paper,
            edition=asked.edition,
            stable=asked.stable,
            output=asked.output,
            progress=progress,
        )
    if asked.json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
    else:
        tell(made.warnings, "warning")
        for sentence in _sentences(made):
            say(sentence)
    return 0


def _wishes(asked: argparse.Namespace) -> Wishes:
    """What the command line asks for."""
    scheme = None
    if asked.signature is not None:
        scheme = Scheme(Manner.SIGNATURES, asked.signature)
    elif asked.booklet or asked.spreads:
        scheme = Scheme(Manner.BOOKLET if asked.booklet else Manner.SPREADS)
    return Wishes(
        asked.sheet,
        scheme,
        asked.places,
        frozenset(part.strip() for part in asked.without.split(",") if part.strip()),
        WATERMARK if asked.watermark is None else asked.watermark,
        asked.since,
    )


def _sentences(made: ProofReport) -> Iterator[str]:
    """The proof in a few lines."""
    told = f"{made.file}: a proof of {made.pages} pages on {made.sheets} sheets"
    kinds = ", ".join(f"{kind} x {count}" for kind, count in made.marked.items())
    yield f"{told}; marked: {kinds}" if kinds else told
    if made.since:
        changed = [("Changed", made.reworded), ("Lines moved, words unchanged,", made.reset)]
        yield from (f"{what} since {made.since}: {_listed(labels)}" for what, labels in changed if labels)
        if not (made.reworded or made.reset):
            yield f"Nothing changed since {made.since}."


def _listed(labels: Sequence[str]) -> str:
    """Page numbers as a reader lists them: `pages ii, 3, 7-9.`"""
    numbers = [int(label) for label in labels if label.isdigit()]
    others = [label for label in labels if not label.isdigit()]
    arabic = page_words(numbers).partition(" ")[2] if numbers else ""
    return f"page{'s' * (len(labels) > 1)} {', '.join(filter(None, [*others, arabic]))}."
