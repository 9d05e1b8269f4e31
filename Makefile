# Bare `make` lists every target. Needs Python 3.11, make and git; nothing else by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench soak pictures messages migrations clean browser on-sqlite on-postgres in-browser

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/installed locale/.compiled  ## Make the virtual environment and install everything, hash-locked

$(VENV)/installed: requirements.lock requirements-uv.lock
	@echo "Installing. The first time takes a minute or two."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock \
	  && $(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes -r requirements.lock; then :; else \
	  echo "uv did not work here; installing with pip."; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; fi
	@touch $@

locale/.compiled: $(wildcard locale/*/LC_MESSAGES/django.po) | $(VENV)/installed
	@$(BIN)/python manage.py messages --compile
	@touch $@

demo: setup  ## Start Ringar with an invented world; prints the address and the sign-ins
	@RINGAR_DEMO=1 PORT=$(PORT) $(BIN)/python manage.py demo

test: setup browser  ## Run everything: checks, the suite on SQLite and on PostgreSQL, journeys in a browser
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target on-sqlite on-postgres in-browser
	@$(BIN)/python -m tests.chromium --report

on-sqlite: setup
	$(BIN)/python -m pytest -q --ignore=tests/browser

on-postgres: setup
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -q --ignore=tests/browser --ignore=tests/access/test_mutants.py

in-browser: setup
	$(BIN)/python -m pytest -q tests/browser

check: setup  ## Lint, arrows between rooms, deployment check, security, missing migrations and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet .
	$(BIN)/bandit -q -r . -c pyproject.toml
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check
	@env RINGAR_PRODUCTION=1 RINGAR_SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))") \
	  RINGAR_FIELD_KEYS=check $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup  ## Measure queries, p50 and p95 at 1 000 000 attendance rows, on SQLite and PostgreSQL
	$(BIN)/python manage.py bench
	$(BIN)/python -m tests.postgres $(BIN)/python manage.py bench

soak: setup  ## Run what takes too long for every change: each scope opened wide, 1 000 stories of the sync on both databases
	$(BIN)/python -m pytest -q -m soak
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -q -m soak tests/circles

pictures: setup browser  ## Photograph every page as each role, in three languages and two widths, into pictures/
	$(BIN)/python -m tests.pictures

messages: setup  ## Collect the words on screen into locale/*.po and compile them
	$(BIN)/python manage.py messages

migrations: setup  ## Make the migrations that the models ask for
	$(BIN)/python manage.py makemigrations

browser: setup
	@$(BIN)/python -m tests.chromium --install

clean:  ## Remove the virtual environment and the compiled messages; the data folder stays
	rm -rf $(VENV) locale/.compiled
