# make book and make test set everything up by themselves; make check is what CI runs besides.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: book test check bench gallery spread clean

book: .venv/.installed
	$(BIN)/bookbuild build manuscript

test: .venv/.installed-test
	$(BIN)/python -m pytest

check: .venv/.installed-test
	$(BIN)/ruff check bookbuild tests
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layers.py

# make bench BOOK=folder [STYLE=file]: seconds and memory beside Typst, on the same pages
BOOK ?= manuscript
STYLE ?=
bench: .venv/.installed-bench
	$(BIN)/python tests/bench/bench.py $(BOOK) $(STYLE)

# the manual's pictures, made anew from the sample book
gallery: .venv/.installed-test
	$(BIN)/python tests/gallery.py

# the README's picture, made anew from the sample book
spread: .venv/.installed
	$(BIN)/bookbuild pictures manuscript --pages 6-7 --spreads -o manuscript/pictures/spread.png

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@

.venv/.installed-bench: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
