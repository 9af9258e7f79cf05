# Everything that a developer or a machine runs has a name here. `make demo` and `make test` need Python, pip, git and make only.
PYTHON ?= python3
BIN := .venv/bin
PROMPT := portrait of a young African woman with short hair, wearing a green sweater, in a garden

.PHONY: install demo test test-all test-page page check format sheet clean

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

# The page that is the device (docs/page.md). It needs node 20 or later and npm besides; its tests need chromium and firefox, as Debian has them.
page: install page/node_modules/.installed
	$(BIN)/obclip export-onnx portraits-device page/model
	cd page && node build/build.js model dist

page/node_modules/.installed: page/package.json page/package-lock.json
	cd page && npm ci --no-progress
	touch $@

test-page: page
	cd page && node --test --test-concurrency=1 tests/*.test.js

test-all: test test-page
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
	rm -rf .venv demo dist build page/dist page/model page/node_modules
