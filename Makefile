# Two commands on a fresh machine: `make run` and `make test`. Everything lives in .venv beside the project.
PYTHON ?= python3
BIN = .venv/bin
PORT ?= 8000
export PORT

.PHONY: run test check promises judge bench bench-photos preflight-report lock

run: .venv/run
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo
	@exec $(BIN)/python manage.py serve

test: .venv/dev
	@$(BIN)/python -m tests

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --check $$(git ls-files --cached --others --exclude-standard 'templates/*.html')
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m tests.production_settings check --deploy --fail-level WARNING
	@$(BIN)/python -m tests --coverage

# The promises of security and reliability, each as often as its figure says: hours, on one machine.
promises: .venv/dev
	@PROMISES=full $(BIN)/python -m tests --promises

# What validators that nobody here wrote say of the public pages. Needs Node with npm, Java, Chromium, nginx, openssl, perl.
judge: judges/.venv/ready judges/node_modules/ready
	@judges/.venv/bin/python -m judges

# What the public site costs: served, rendered, published, printed and searched, side by side. Needs wrk and nginx.
bench: .venv/dev
	@$(BIN)/python -m benchmarks.site

# What a photograph costs, beside the plain way of doing it, in one run.
bench-photos: .venv/dev
	@$(BIN)/python -m benchmarks.photos

# How good preflight is, on texts that no rule was tuned on, and how long it takes.
preflight-report: .venv/dev
	@DJANGO_SETTINGS_MODULE=newsroom.settings $(BIN)/python -m tests.preflight

# The pinned requirements, with hashes, from pyproject.toml. Needs uv.
lock: .venv/dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --extra dev --output-file requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --extra judges --constraint requirements.txt --output-file judges/requirements.txt

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The newsroom needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python requirements.txt
	@echo "Installing what the newsroom runs on…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

.venv/dev: .venv/python requirements-dev.txt
	@echo "Installing what the tests need…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@ .venv/run

judges/.venv/ready: judges/requirements.txt
	@echo "Installing the judges…"
	@$(PYTHON) -m venv judges/.venv
	@judges/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# No script of a package runs, no browser is fetched; the observatory reads a list that such a script would have fetched.
judges/node_modules/ready: judges/package.json
	@cd judges && PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock
	@echo '{}' > judges/node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json
	@touch $@
