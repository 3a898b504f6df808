# make site | make test | make lab | make notebooks; the first run makes .venv
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: site test lab notebooks picture
site: $(STAMP)
	$(BIN)/python -m helpers site

lab: $(STAMP)
	$(BIN)/jupyter lab notebooks/00_start_here.ipynb

notebooks: $(STAMP)
	$(BIN)/python -m helpers notebooks

test: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --ignore=tests/pages
	$(BIN)/pytest --nbval notebooks
	$(BIN)/pytest tests/pages

# The picture on the README's first screen, taken of the site's first page.
picture: site
	$(BIN)/python -m tests.pages.picture

$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check --quiet -r requirements.txt
	touch $@
