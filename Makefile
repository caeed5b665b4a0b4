# Two commands: `make demo` shows what the product does, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
ARTICLES ?=
PORT ?= 8765
# One more than there are cores: browser tests wait more than they compute.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
TIME ?= 60
TARGETS ?=
PROOFS ?=

.PHONY: demo test lint setup setup-test prove audit fuzz lock browser clean

demo: $(VENV)/.installed  ## load the sample works (or ARTICLES=folder), align, mine, check, and serve the workbench
	@$(BIN)/doichieu demo $(if $(ARTICLES),--articles "$(ARTICLES)") $(if $(filter 0,$(SERVE)),--no-serve) --port $(PORT)

test: $(VENV)/.installed-test browser lint  ## everything: style, types, unit, property, conformance, browser tests
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(VENV)/.installed
setup-test: $(VENV)/.installed-test

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	@echo "Installing with the test tools (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(VENV)/.installed $@

prove: $(VENV)/.installed-test browser  ## the long proofs, one after the other, with the time each took (an hour or so)
	@$(BIN)/python -m tests.prove $(PROOFS)

fuzz: $(VENV)/.installed-fuzz  ## coverage-guided fuzzing, TIME seconds for each target (or TARGETS="reader-md segments")
	@$(BIN)/python -m fuzz --seconds $(TIME) $(TARGETS)

audit: $(VENV)/bin/python  ## compare the libraries of the lock with the known holes, where an advisory database can be reached
	@$(BIN)/python tools/audit.py

lock: $(VENV)/.installed-test  ## write down the versions that this checkout is developed and tested with
	@$(BIN)/python tools/write_lock.py

$(VENV)/.installed-fuzz: $(VENV)/.installed-test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@touch $@

browser:  ## the browser tests need a Chromium: use the one there is, else install Debian's where that is allowed
	@sh tests/browser/install.sh

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
