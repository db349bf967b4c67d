# Every target builds the virtual environment first; the second call finds it ready.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
# How a command runs in the image that was just built; any builder will do that can do the same.
IN_IMAGE ?= docker build --quiet --tag picketwire . && docker run --rm --init --read-only --tmpfs /tmp --tmpfs /app/build picketwire

# Where the environment forbids it, each process of the tests and each start of the bot would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run rehearse test torture year check format bench evaluate pictures gallery lock image clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(VENV)/.ready: requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit("Picketwire needs Python 3.11 or newer; set PYTHON=python3.12, say." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.ready  ## run the bot with the settings in .env
	$(BIN)/python -m bot run $(ARGS)

rehearse: $(VENV)/.ready  ## play August 2023 against a local stand-in for Discord
	$(BIN)/python -m rehearsal $(ARGS)

test: $(VENV)/.ready  ## run the tests
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

torture: $(VENV)/.ready  ## kill the bot 200 times while 300 stories flow (about 5 minutes)
	PICKETWIRE_KILLS=200 $(BIN)/python -m pytest tests/e2e/test_kills.py -s $(ARGS)

year: $(VENV)/.ready  ## play a year of announcements and dates and kill the bot 60 times on the way (about 5 minutes)
	$(BIN)/python -m rehearsal.year $(ARGS)

check: $(VENV)/.ready  ## run every check as CI does
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m pytest tests/test_architecture.py tests/storage/test_schema.py

image:  ## build the image and check it from inside: non-root, no compiler, check, rehearsal, SIGTERM
	$(IN_IMAGE) sh -c "$$(cat .ci/inside-image)"

format: $(VENV)/.ready  ## put the code into the house's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.ready  ## measure, as ratios to a yardstick in the same run
	$(BIN)/python -m benchmarks $(ARGS)

evaluate: $(VENV)/.ready  ## measure the news rules on a labelled file: make evaluate FILE=labelled.jsonl
	$(BIN)/python -m benchmarks.evaluate $(FILE)

pictures: $(VENV)/.ready  ## take the pictures of the rehearsal page anew (needs Debian's chromium and chromium-driver)
	CI=true PICKETWIRE_PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_page.py $(ARGS)

gallery: $(VENV)/.ready  ## write every message the bot can send to build/gallery (a page and a text)
	$(BIN)/python -m tests.gallery

lock: $(VENV)/.ready  ## compile requirements*.txt from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.txt

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
