"""`python -m bookbuild`."""

from bookbuild.cli import run

run()
