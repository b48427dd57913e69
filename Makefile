# Two commands are all that a newcomer needs: `make demo` and `make test`. `make help` lists the rest.
#   GROUNDSWELL_HOME=folder   the data folder (default ./data)        PORT=8000   the port of the web server

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench docs tables words format setup setup-dev browser lock clean

# The newest Python that can make a virtual environment; say `make PYTHON=/path/to/python3` to choose.
ifndef PYTHON
PYTHON := $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
endif
BIN := .venv/bin
# Compiled modules are kept out of the source folders, so they may be kept: without them each of the many processes that a
# start or a test makes compiles a thousand files again, which is half of what its start takes.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.cache/bytecode
JOBS ?= 2

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## set everything up and open a living community (Ctrl-C stops it)
	@exec $(BIN)/groundswell demo

serve: setup ## web and worker on your own data, without the demo
	@exec $(BIN)/groundswell serve

test: setup-dev browser check ## set everything up, check and test (what CI runs)
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(TESTS)

check: setup-dev ## style, types, floors, templates, security, reference pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy groundswell
	$(BIN)/lint-imports
	$(BIN)/djlint groundswell --lint --quiet
	$(BIN)/bandit --quiet --configfile pyproject.toml --severity-level medium --confidence-level medium --recursive groundswell
	$(BIN)/groundswell docs --check

bench: setup-dev ## measure, beside a floor in the same run
	@exec $(BIN)/groundswell bench all

docs: setup-dev ## write the reference pages anew from the code
	$(BIN)/groundswell docs

tables: setup-dev ## after a new migration: write the snapshot of all tables anew
	$(BIN)/python tools/tables.py

words: setup-dev ## bring the translations up to date with the code, and list what waits
	$(BIN)/python tools/words.py

format: setup-dev ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: tools/python
	@$(PYTHON) tools/setup.py

setup-dev: tools/python
	@$(PYTHON) tools/setup.py --dev

browser: setup-dev
	@$(PYTHON) tools/browser.py

.PHONY: tools/python
tools/python:
	@test -n "$(PYTHON)" || { echo "Groundswell needs Python 3.11 or newer with venv, and found none. Install it (Debian, Ubuntu: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3"; exit 1; }

lock: setup-dev ## pin the newest versions that fit into requirements/
	$(BIN)/uv export --format requirements-txt --no-emit-project --all-extras --no-dev --no-header --no-annotate -o requirements/core.txt --quiet
	$(BIN)/uv export --format requirements-txt --no-emit-project --all-extras --no-header --no-annotate -o requirements/dev.txt --quiet
	rm -f uv.lock

clean: ## remove the environment and caches; your data folder stays
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
