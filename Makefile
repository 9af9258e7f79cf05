# Everything that a developer or a machine runs has a name here. `make demo` and `make test` need Python, pip, git and make only.
PYTHON ?= python3
BIN := .venv/bin
PROMPT := portrait of a young African woman with short hair, wearing a green sweater, in a garden

.PHONY: install demo test test-all check format sheet clean

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: install
	mkdir -p demo
	$(BIN)/obclip generate "$(PROMPT)" --output demo/picture.png --sheet demo/sheet.png --seed 7

test: install
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-all: test
	$(BIN)/python -m pytest -m slow --numprocesses auto --dist worksteal

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

sheet: install
	$(BIN)/python -m benchmarks.contact_sheet --output docs/contact-sheet.png

clean:
	rm -rf .venv demo dist build
