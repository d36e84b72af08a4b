# Everything begins with `make demo` or `make run`; contributors want `make check` and `make test` too.
# Needs python3 (3.11 or later), git and make. Everything else is fetched at set-up, pinned by hash.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --require-hashes --requirement
export PORT

.PHONY: demo run test check networks slow bench doctor clean help

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: .setup/assets ## the demonstration council, with its people and a network to play on
	@exec $(BIN)/parishpump demo

run: .setup/assets ## the same for real
	@exec $(BIN)/parishpump run

test: .setup/dev .setup/assets .setup/chromium ## every test but those of the real networks
	$(BIN)/python -m pytest -n 2 --dist worksteal tests --ignore tests/real_networks

check: .setup/dev .setup/assets ## format, lint, types, import contract, templates, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	scripts/in-scratch-home $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet parishpump
	scripts/in-scratch-home $(BIN)/python -m parishpump.config.migrations_check

networks: .setup/networks ## publish on the real networks, started here for the purpose
	scripts/networks/setup.sh
	$(BIN)/python -m pytest tests/real_networks

slow: .setup/dev .setup/assets ## a hundred thousand random histories: hours
	PARISHPUMP_HISTORIES=100000 $(BIN)/python -m pytest -n auto --dist worksteal tests/publishing/test_never_unapproved.py

bench: .setup/dev .setup/assets ## the figures, as a table and as JSON in bench/results
	$(BIN)/python -m bench

doctor: .setup/run ## say what is wrong and what to do
	@$(BIN)/parishpump doctor

clean: ## forget everything that set-up made here (never the data folder)
	rm -rf .venv .setup node_modules parishpump/ui/static/ui/vendor

.setup/venv: requirements/setup.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Parish Pump needs Python 3.11 or later. Say where it is: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/setup.txt
	@mkdir -p .setup && touch $@

.setup/run: .setup/venv requirements/run.txt pyproject.toml
	@$(UV) requirements/run.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.setup/dev: .setup/run requirements/dev.txt
	@$(UV) requirements/dev.txt
	@touch $@

.setup/networks: .setup/dev requirements/networks.txt
	@$(UV) requirements/networks.txt
	@touch $@

.setup/node: .setup/venv requirements/node.txt
	@command -v npm >/dev/null || $(UV) requirements/node.txt
	@touch $@

.setup/assets: .setup/run .setup/node package-lock.json scripts/assets/build.py
	@$(BIN)/python scripts/assets/build.py
	@touch $@

.setup/chromium: .setup/dev
	@scripts/chromium
	@touch $@
