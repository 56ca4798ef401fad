# make book and make test set everything up by themselves, with the versions in .requirements/; make check is what CI runs besides.
PYTHON ?= python3
BIN := .venv/bin
UV := .venv-lock/bin/uv
INSTALL := -m pip install --quiet --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
# a file's tests stay together: what they share is made once
PYTEST := -m pytest --numprocesses auto --dist loadfile

.PHONY: book test test-thorough test-newest test-lowest check lock bench gallery spread clean

book: .venv/.installed
	$(BIN)/bookbuild build manuscript

test: .venv/.installed-test
	$(BIN)/python $(PYTEST)

# besides, the tests that build dozens of books, and many more examples, new ones each time, for every property
test-thorough: .venv/.installed-test
	$(BIN)/python $(PYTEST) -m "" --hypothesis-profile thorough

# the tests with the newest and with the lowest versions that pyproject.toml allows
test-newest test-lowest: test-%: .venv-lock/.installed
	$(UV) venv --quiet --clear --seed --python $(PYTHON) .venv-$*
	$(UV) pip install --quiet --python .venv-$* --resolution $(RESOLUTION) --group build --editable ".[test]"
	$(UV) pip list --quiet --python .venv-$*
	.venv-$*/bin/python $(PYTEST)

test-newest: RESOLUTION := highest
test-lowest: RESOLUTION := lowest-direct

check: .venv/.installed-test
	$(BIN)/ruff check bookbuild tests
	$(BIN)/ruff format --check bookbuild tests
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layers.py

# exact versions of everything anew, the newest that pyproject.toml allows; the smaller sets hold the same ones
lock: .venv-lock/.installed
	$(COMPILE) pyproject.toml --extra test --group build -o .requirements/test.txt
	$(COMPILE) pyproject.toml --group build -c .requirements/test.txt -o .requirements/book.txt
	$(COMPILE) pyproject.toml --extra bench --group build -c .requirements/test.txt -o .requirements/bench.txt
	$(COMPILE) --group lock -o .requirements/lock.txt

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

# hatchling comes from the lock, too: the checkout is installed with nothing else fetched
.venv/.installed: .requirements/book.txt pyproject.toml .venv/bin/python
	$(BIN)/python $(LOCKED) -r .requirements/book.txt
	$(BIN)/python $(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-%: .requirements/%.txt .venv/.installed
	$(BIN)/python $(LOCKED) -r $<
	touch $@

.venv-lock/.installed: .requirements/lock.txt
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(LOCKED) -r .requirements/lock.txt
	touch $@

clean:
	rm -rf .venv .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
