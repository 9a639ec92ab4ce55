# Two commands do all the set-up on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
KG := $(VENV)/bin/kg
# The package with its readers compiled (hatch_build.py), apart from the sources: only `make benchmark` and `make test-compiled` use it.
COMPILED := build/compiled
WITH_COMPILED := PYTHONSAFEPATH=1 PYTHONPATH=$(COMPILED):. $(VENV)/bin/python

.PHONY: demo test lint docs benchmark test-compiled clean

demo: $(VENV)/.kg  ## build the graph of data/reports and answer one question across regions
	$(KG) build data/reports -o graph
	$(KG) query shared-programs --store graph --regions 2

test: $(VENV)/.dev  ## run the tests
	$(VENV)/bin/python -m pytest

lint: $(VENV)/.dev  ## ruff and mypy --strict
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

docs: $(VENV)/.kg  ## docs/queries.md from the files of the canned queries
	$(KG) docs queries -o docs/queries.md

benchmark: $(VENV)/.dev $(COMPILED)/.made  ## milliseconds to read one report: pure Python, then compiled; needs a C compiler
	$(VENV)/bin/python -m benchmarks.extraction
	$(WITH_COMPILED) -m benchmarks.extraction

test-compiled: $(VENV)/.dev $(COMPILED)/.made  ## run the tests on the compiled package; kg comes from there as it is loaded first
	$(WITH_COMPILED) -m pytest -p kg

$(COMPILED)/.made: $(VENV)/.dev pyproject.toml hatch_build.py $(shell find kg ontology queries data -type f -not -name '*.pyc')
	rm -rf $(COMPILED)
	FAZHI_COMPILE=1 $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target $(COMPILED) .
	touch $@

clean:
	rm -rf $(VENV) build graph .mypy_cache .ruff_cache .pytest_cache .hypothesis

# An environment is made anew when the dependencies change; a stamp file says that the installation ran to its end.
$(VENV)/.kg: pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("fazhi-kg needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.kg
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[validate,fast,pandas,dev]'
	touch $@
