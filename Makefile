# Copydesk. Bare `make` says what there is.
.DEFAULT_GOAL := help
.PHONY: help demo test crash run setup check up down bench fuzz lock
.DELETE_ON_ERROR:

BIN := .venv/bin
SETUP_DONE := .venv/.copydesk-setup
BENCH_DONE := .venv/.copydesk-bench
FUZZ_DONE := .venv/.copydesk-fuzz
CRASH_ROUNDS ?= 10
FUZZ_SECONDS ?= 60
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

demo: setup  ## watch a newsroom at work: invented wire copy, from the wire to the site
	@$(BIN)/copydesk demo

run: setup  ## the newsroom in the foreground until Ctrl-C; its data stays in var/
	@$(BIN)/copydesk up --data var

test: setup  ## every test, two files at a time: some of them mostly wait
	$(BIN)/pytest -q -ra -n 2 --dist loadfile $(PYTEST)

crash: setup  ## the crash tests over and over, with 2,000 articles in flight (CRASH_ROUNDS=1)
	@for round in $$(seq $(CRASH_ROUNDS)); do echo "round $$round of $(CRASH_ROUNDS)"; \
		COPYDESK_CRASH_ARTICLES=2000 $(BIN)/pytest -q -ra -n 2 --dist worksteal -m crash \
			tests/integration tests/e2e || exit 1; done

check: setup  ## format, lint, types, import contracts, unit tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -ra -n auto --dist worksteal tests/unit

bench: setup $(BENCH_DONE)  ## the benchmarks: a table, and benchmarks/results.json
	@$(BIN)/python -m benchmarks

fuzz: setup $(FUZZ_DONE)  ## atheris on the formats parsed by hand, and runs of signs on all: a minute each (FUZZ_SECONDS=600)
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

up:  ## docker compose: build, start, wait until all is healthy
	@deploy/make-secrets
	docker compose $(COMPOSE_FILES) up -d --build --wait

down:  ## docker compose: stop; the data stays in its volumes
	docker compose down

setup: $(SETUP_DONE)  ## .venv with everything in it; the others call it

lock: setup  ## write requirements/*.txt anew from pyproject.toml
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra models -c requirements/run.txt -o requirements/models.txt
	$(LOCK) --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --group bench -c requirements/run.txt -o requirements/bench.txt
	$(LOCK) --group fuzz -c requirements/run.txt -o requirements/fuzz.txt

LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(LOCKFLAGS)

# The first Python that will do: new enough, not too new for nx-27017, and able to make a .venv.
FIND_PYTHON = for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
		2>/dev/null && break; python=; done; \
	if [ -z "$$python" ]; then \
		echo "Copydesk needs Python 3.11, 3.12, 3.13 or 3.14 with venv, and found none." >&2; \
		echo "On Debian and Ubuntu: apt-get install python3 python3-venv. Or say which:" >&2; \
		echo "make setup PYTHON=/path/to/python3" >&2; exit 1; fi

$(SETUP_DONE): requirements/dev.txt pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { $(FIND_PYTHON); "$$python" -m venv .venv; }
	@echo "Installing what requirements/dev.txt names into .venv (about a minute the first time) …"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(BENCH_DONE): requirements/bench.txt $(SETUP_DONE)
	@echo "Installing the benchmarks' peers into .venv …"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/bench.txt
	@touch $@

$(FUZZ_DONE): requirements/fuzz.txt $(SETUP_DONE)
	@$(BIN)/python -m pip install -q --require-hashes -r requirements/fuzz.txt
	@touch $@

# Users of MongoDB for each service, where the image is MongoDB's own and knows of users.
COMPOSE_FILES = -f docker-compose.yml $$(docker run --rm --entrypoint mongod mongo:8 --version \
	2>/dev/null | grep -q "^db version" && echo -f deploy/mongo-users.yml)
