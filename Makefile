# `make run` starts the dashboard, `make test` runs every test; both make what they need first. `make help` lists all.

VENV := .venv
PYTHON := $(VENV)/bin/python
# Two workers, whatever the machine has: each brings a PostgreSQL server and perhaps a browser with it. A file stays with
# one of them, so that its dashboard and its browser start once.
TEST_WORKERS ?= 2
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help run demo test check format bench bench-national soak soak-load screenshots fonts templates documents headers requirements wheelhouse sbom

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

run: $(VENV)/runtime demo ## start the dashboard on http://localhost:8501, with invented data where no database is set
	@$(PYTHON) -m streamlit run app.py

demo: $(VENV)/runtime
	@if [ -z "$$DASHBOARD_DATABASE_URL" ] && [ ! -f var/demo.sqlite ]; then \
	    echo "首次运行，正在生成演示数据 / building the demo data"; \
	    $(PYTHON) -m data_access demo; \
	fi

test: $(VENV)/development ## run every test (on Debian as root this also installs the system parts they need)
	@.ci/system-parts
	@$(PYTHON) -m pytest -n $(TEST_WORKERS) --dist loadfile $(TESTS)

check: $(VENV)/development ## style, types and the direction of imports
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports --no-cache --no-logo

format: $(VENV)/development ## write the files as `make check` wants them
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(VENV)/development ## measure the time and size budgets at full scale; writes docs/benchmarks.md
	@.ci/system-parts
	@$(PYTHON) -m tests.benchmark

bench-national: $(VENV)/development ## measure a database of 31 provinces' size (an hour, 25 GB of disk); writes docs/benchmarks_national.md
	@.ci/system-parts
	@$(PYTHON) -m tests.benchmark.national_run

soak: $(VENV)/development ## let the wall's timer turn pages for two hours and say how server and browser grew
	@.ci/system-parts
	@$(PYTHON) -m tests.benchmark.wall 120

soak-load: $(VENV)/development ## let fifty visitors read for 40 minutes and say how the server grew in the last 30
	@.ci/system-parts
	@$(PYTHON) -m tests.benchmark.load 30

screenshots: $(VENV)/development demo ## photograph every page of the running dashboard into docs/screenshots/
	@.ci/system-parts
	@$(PYTHON) -m docs.make_screenshots

fonts: $(VENV)/development ## cut the fonts in static/fonts/ anew
	@$(PYTHON) docs/make_fonts.py

templates: $(VENV)/runtime ## build the Word templates anew (refuses to overwrite; see bulletin_templates/README.md)
	@$(PYTHON) -m bulletin templates

documents: $(VENV)/runtime ## renew the generated parts of docs/database.md
	@PYTHONPATH=. $(PYTHON) docs/make_database.py

headers: $(VENV)/runtime ## write the security headers of the proxy for the installed Streamlit
	@$(PYTHON) docs/make_headers.py

requirements: $(VENV)/made ## pin what the packages in requirements*.txt need in turn
	@$(PYTHON) docs/make_requirements.py

wheelhouse: $(VENV)/runtime ## collect what a machine without a network installs, in var/offline/ (docs/operations.md)
	@$(PYTHON) docs/make_wheelhouse.py

sbom: $(VENV)/runtime ## list every package of var/offline/ with licence and hash (CycloneDX)
	@$(PYTHON) docs/make_sbom.py

$(VENV)/development: $(VENV)/runtime requirements-dev.txt
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet -r requirements-dev.txt
	@touch $@

$(VENV)/runtime: $(VENV)/made requirements.txt
	@echo "正在安装依赖包（首次约需一两分钟）/ installing packages"
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet -r requirements.txt
	@touch $@

$(VENV)/made:
	@.ci/make-venv $(VENV)
	@touch $@
