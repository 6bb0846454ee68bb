# Written for GNU make 3.81, so that it runs on macOS as it comes.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
UV     ?= $(shell command -v uv 2>/dev/null)
BIN    := .venv/bin
LOCKED := .venv/locked
READY  := .venv/ready

PIP    := -m pip --disable-pip-version-check --quiet

.PHONY: help setup run demo test quick lint browser bench simulate crash soak measure words pictures statements lock
.DEFAULT_GOAL := help

help:      ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(READY)    ## the virtual environment, exactly as locked
	@:

run: $(READY)      ## the bot on this machine
	@$(BIN)/convenor run

demo: $(READY)     ## an invented table, half a year old, whose clock can be moved
	@$(BIN)/convenor demo

test: browser lint ## everything: format, rules, types, layers, sizes, tests and their coverage
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -p tests.coverage_gate --cov --cov-report=

quick: $(READY)    ## the rules and the services on SQLite, in under a minute
	@$(BIN)/python -m pytest -q -n 2 -m "not slow" --databases=sqlite tests/domain tests/services

lint: $(READY)     ## format, rules, types, layers, sizes
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >.venv/layers.txt 2>&1 || { cat .venv/layers.txt; exit 1; }
	@$(BIN)/python -m tools.measure --check

browser: $(READY)
	@$(BIN)/python -m tests.browser.chromium

bench: $(READY)    ## figures against their targets, as ratios from one run, in some five minutes
	@$(BIN)/python -m benchmarks

simulate: $(READY) ## a million partners in 5,000 workspaces on one morning: how close to Slack's floor, in an hour or two
	@$(BIN)/python -m benchmarks.simulate

crash: $(READY)    ## kill -9 at each point between due and recorded, and worse: what was lost and doubled, counted
	@$(BIN)/python -m tests.crash

soak: $(READY)     ## an hour of months: 10,000 partners, trouble at random, and each rule of manners checked on what came
	@$(BIN)/python -m tests.soak --partners 10000 --minutes 60

measure: $(READY)  ## the sizes of the house, and what it takes to add to it
	@$(BIN)/python -m tools.measure

words: $(READY)    ## every word that people read, by card, and what is wrong with any
	@$(BIN)/python -m tools.words

pictures: browser  ## draw every card, form and page into docs/pictures
	@$(BIN)/python -m tools.pictures
statements: $(READY) ## the checklist: which test shows what, and that it does
	@$(BIN)/python -m tools.statements

# Only the lock decides what is installed; a change of a lint setting does not install anything again. The lock is whole,
# so pip looks for nothing beyond it: its resolver would stumble over "coverage[toml]", whose pin has no extra.
$(LOCKED): requirements.lock
	@test -n "$(PYTHON)" || { echo "Convenor needs Python 3.11 or newer: install it, or say: make PYTHON=/path/to/python3.11"; exit 1; }
	@rm -rf .venv
ifneq ($(UV),)
	@"$(UV)" venv --quiet --python "$(PYTHON)" .venv
	@"$(UV)" pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
else
	@sh tools/venv.sh "$(PYTHON)" .venv
	@$(BIN)/python $(PIP) install --no-deps --require-hashes -r requirements.lock
endif
	@touch $@

# The stamp comes after all steps, so that a broken installation is never taken for a good one.
$(READY): $(LOCKED) pyproject.toml
ifneq ($(UV),)
	@"$(UV)" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
endif
	@touch $@

# It needs nothing of ours, because the first lock is made before anything is installed.
lock:              ## choose new versions, a week old at least, and write them down with their hashes
	@test -n "$(PYTHON)" || { echo "Convenor needs Python 3.11 or newer: install it, or say: make PYTHON=/path/to/python3.11"; exit 1; }
	@sh tools/lock.sh "$(PYTHON)"
