# `make` sets everything up and makes a deck and a sheet of every text in seeds/.
# `make test` passes the tests. Python 3.11 or newer and make are all that is needed beforehand.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: all demo test lint check docs golden clean

all: demo

demo: $(BIN)/quizgen
	$(BIN)/quizgen build seeds -o decks/out --title 示例题集
	$(BIN)/quizgen build decks/*.toml

test: .venv/dev
	$(BIN)/pytest

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

docs: .venv/dev
	$(BIN)/python scripts/rules_catalogue.py --write
	$(BIN)/python scripts/formats_catalogue.py --write
	$(BIN)/python scripts/bank_schema.py --write

$(BIN)/quizgen: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: $(BIN)/quizgen
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--editable ".[all]" \
		"anki>=25.2" "axe-playwright-python>=0.1.4" "hypothesis>=6.100" "jsonschema>=4.18" "markdown-it-py>=3" "mypy>=1.15" "pexpect>=4.9" "playwright>=1.50" "pytest>=8" "ruff>=0.11" "types-pyyaml>=6" "numpy"
	touch $@

# The items of the seeds, as they were last read by a person.
golden: .venv/dev
	$(BIN)/python scripts/items_of_seeds.py --write

clean:
	rm -rf .venv decks/out .pytest_cache .mypy_cache .ruff_cache
