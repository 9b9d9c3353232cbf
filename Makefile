# Two commands from nothing: `make run`, `make test`. Needs Python ≥ 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAIN_VENV := .venv-train
WHEELS := work/mail/wheels

.PHONY: help run test check fix bench demo setup train-setup train-test train clean
help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Mailroom needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

setup: $(READY) ## virtual environment with pinned dependencies

run: $(READY) ## start the whole system; Ctrl-C stops it
	@exec $(BIN)/mailroom up

demo: $(READY) ## drop our sample documents into the inbox of the running system
	@exec $(BIN)/mailroom demo

test: $(READY) ## all tests
	$(BIN)/python -m pytest

check: $(READY) ## lint, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(READY) ## format, and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/.ready-bench: requirements-bench.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-bench.txt
	touch $@

bench: $(VENV)/.ready-bench ## quality and speed on held-out documents, as one table
	$(BIN)/python -m benchmarks

$(TRAIN_VENV)/.ready: requirements-train.txt
	test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-train.txt
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

train-setup: $(TRAIN_VENV)/.ready ## virtual environment with torch, transformers, optimum

$(WHEELS)/.ready: training/wheels.txt $(TRAIN_VENV)/.ready
	$(TRAIN_VENV)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps -d $(WHEELS) -r training/wheels.txt
	touch $@

train-test: $(READY) $(TRAIN_VENV)/.ready ## tests of training, those that need torch, too
	PYTHONPATH=$$($(TRAIN_VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') $(BIN)/python -m pytest tests/training

train: $(WHEELS)/.ready ## from the data sets to the artefact under models/
	$(TRAIN_VENV)/bin/python -m training

clean: ## remove the environments and caches, never documents
	rm -rf $(VENV) $(TRAIN_VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache
