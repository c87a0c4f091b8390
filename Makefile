# The commands of the course. Each one sets up what it needs; `make help` lists them.

NN ?= 05_shared_layers
PY := .venv/bin/python
STAMP := .venv/.installed
HTML := _build/html/index.html
ASSIGNMENTS := $(notdir $(wildcard solutions/*))
RUNTIME := _build/runtime.done
SCORES := _build/sample_class/reports/$(NN)/scores.csv

files = $(shell find $(1) -type f -not -name '*.pyc' -not -path '*/.ipynb_checkpoints/*')
PAGES := _config.yml _toc.yml index.md $(wildcard chapters/* exercises/*/*) $(call files,src/livebook)
CLASS := nbgrader_config.py $(call files,src/topograde src/classroom solutions tests/answers)

# The course's models are small: a processor is enough, and gives the same numbers everywhere.
export CUDA_VISIBLE_DEVICES ?= -1
export TF_CPP_MIN_LOG_LEVEL ?= 3

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help install course book pdf serve exercises check mutants bench attacks frameworks live sample grade report \
	test lint clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):[^#]*## /make \1: /p' Makefile

install: $(STAMP) ## put the pinned packages into .venv

course: exercises book sample ## build the book and the exercises, and grade a sample class
	@echo && echo "Read    $(CURDIR)/$(HTML)  (or: make serve)"
	@echo "Do      $(CURDIR)/exercises  (or: .venv/bin/jupyter lab exercises)"
	@echo "Grade   $(CURDIR)/$(SCORES)"
	@echo "        $(CURDIR)/_build/sample_class/feedback/linus/$(NN)/$(NN).html"
	@echo "        $(CURDIR)/$(dir $(SCORES))report.html"

book: $(HTML) ## build the book into _build/html

pdf: book ## print the whole book to _build/book.pdf
	@.venv/bin/jupyter-book build . --builder custom --custom-builder singlehtml >_build/pdf.log 2>&1 \
		|| { echo "pdf: the build failed; all of it is in _build/pdf.log"; exit 1; }
	@$(PY) -m livebook.pdf _build/singlehtml/index.html _build/book.pdf && echo "$(CURDIR)/_build/book.pdf"

serve: book ## show the book at http://127.0.0.1:8000
	$(PY) -m http.server --bind 127.0.0.1 --directory _build/html 8000

exercises: $(STAMP) ## make the exercises anew from solutions/
	@for name in $(ASSIGNMENTS); do $(PY) -m classroom release $$name || exit 1; done

# The sandbox is for what strangers hand in; these answers are the course's own.
check: $(STAMP) ## prove that grading is right, answer by answer
	$(PY) -m classroom check --no-sandbox

mutants: $(STAMP) ## break each reference answer in small ways, and count what the checks miss
	$(PY) -m classroom check --no-sandbox --mutants 12

sample: $(SCORES) ## make a sample class and grade it

grade: $(STAMP) ## grade what is in submitted/: make grade NN=05_shared_layers
	$(PY) -m classroom grade $(NN)

report: $(STAMP) ## write the report of a graded class: make report NN=05_shared_layers
	$(PY) -m classroom report $(NN)

bench: $(STAMP) ## measure topograde: verdicts, backends, times (half an hour)
	$(PY) benchmarks/run.py --seeds 1100

attacks: $(STAMP) ## try to get points by tricks, and count those that get some silently
	$(PY) benchmarks/security.py

frameworks: .venv-frameworks/.installed ## run chapter 13 in PyTorch and JAX, and topograde on all backends
	PYTHONPATH=$(CURDIR)/src .venv-frameworks/bin/python -m pytest --noconftest tests/frameworks \
		tests/topograde/test_backends.py

live: $(STAMP) ## check every exercise of the book's pages in a browser, answer by answer
	$(PY) -m pytest --all-exercises tests/browser/test_agreement.py

test: lint ## run all tests
	$(PY) -m pytest

lint: $(STAMP) ## check the style of the code, and the spelling
	$(PY) -m ruff check .
	.venv/bin/codespell

clean: ## remove what the other commands made: _build, .venv and .venv-frameworks
	rm -rf _build .venv .venv-frameworks

# The stamp holds the folder that .venv was made for: a moved copy is installed anew.
ifneq ($(shell test -x $(PY) && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif
$(STAMP): requirements.txt constraints.txt pyproject.toml tools/install.sh
	@PYTHON="$(PYTHON)" tools/install.sh

.venv-frameworks/.installed: requirements-frameworks.txt requirements.txt constraints.txt $(STAMP)
	@echo "frameworks: PyTorch and JAX, into .venv-frameworks ..."
	@$(PY) -m venv --clear .venv-frameworks
	@.venv-frameworks/bin/python -m pip --disable-pip-version-check install --quiet \
		-r requirements-frameworks.txt -c requirements.txt -c constraints.txt
	@touch $@

# Outputs are cached by the text of a chapter alone: new pictures need a new run.
_build/executed: $(call files,src/topograde) $(STAMP)
	@rm -rf _build/.jupyter_cache && mkdir -p _build && touch $@

# Without a network the book is built without it; delete the mark to try again.
$(RUNTIME): $(filter %.py %.js %.json,$(call files,src/livebook src/topograde)) $(STAMP)
	@$(PY) -m livebook.runtime.assemble _build/downloads _build/runtime
	@touch $@

# Always from a clean slate: an incremental build would report an old warning once only.
$(HTML): $(PAGES) _build/executed $(RUNTIME)
	@echo "book: running the chapters and writing the pages (log: _build/book.log) ..."
	@rm -rf _build/html _build/.doctrees
	@.venv/bin/jupyter-book build . -W --keep-going -n >_build/book.log 2>&1 \
		|| { grep -aE '.WARNING: |ERROR: |Error[^ ]*: .' _build/book.log | tail -n 20; rm -rf _build/html; \
		     echo "book: the build failed; all of it is in _build/book.log"; exit 1; }

$(SCORES): $(CLASS) $(STAMP)
	@$(PY) -m classroom sample $(NN) >/dev/null
	@$(PY) -m classroom grade $(NN) --class-root _build/sample_class --timeout 20 \
		--no-sandbox
	@$(PY) -m classroom report $(NN) --class-root _build/sample_class 2>/dev/null
