# The front door. Every target does its own set-up: a Rust toolchain, a C/C++ compiler and
# Python 3.11 or newer are enough; everything else comes into .venv and target/.

PYTHON ?= python3
CARGO ?= cargo
VENV := .venv
BIN := $(abspath $(VENV))/bin
PREFIX := $(abspath target/prefix)
C_BUILD := $(abspath target/cmake)
# The library finds its tools in .venv first; the environment of the caller stays as it is.
export PATH := $(BIN):$(PATH)
# The same tree must pass or fail each time. To look for new cases set another seed.
export PROPTEST_RNG_SEED ?= 20261122

RUST_SOURCES := $(shell find core ffi python/src -name '*.rs' -o -name '*.json' -o -name Cargo.toml) Cargo.toml Cargo.lock
PYTHON_SOURCES := $(shell find python/python -type f -not -name '*.pyc' -not -name '*.so') python/pyproject.toml

.PHONY: build demo test test-rust test-python test-c spark lint bench bench-peers docs clean install
.DELETE_ON_ERROR:

build: $(VENV)/released $(PREFIX)/installed ## Build the Python package and the C library.

demo: $(VENV)/built ## Write the workforce report from the sample files.
	$(BIN)/python sample/workforce_report.py

test: test-rust test-c test-python ## Run every test, in Rust, C, C++ and Python.

test-rust:
	$(CARGO) test --workspace --exclude peerpath-python --locked
	$(CARGO) test -p peerpath --no-default-features --lib --locked

test-python: $(VENV)/built $(VENV)/tools $(C_BUILD)/built
	PEERPATH_C_VECTORS=$(C_BUILD)/tests/vectors PEERPATH_PREFIX=$(PREFIX) \
		$(BIN)/python -m pytest tests/python

test-c: $(C_BUILD)/built
	$(BIN)/ctest --test-dir $(C_BUILD)/tests --output-on-failure --no-tests=error

spark: $(VENV)/spark ## Install Spark, half a gigabyte, so that tests on it run; it needs Java.

lint: $(VENV)/built $(VENV)/tools ## Check formatting, lints, types and documentation.
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc -p peerpath --no-deps --locked
	$(BIN)/ruff check python sample tests/python benches/peers tools
	$(BIN)/ruff format --check python sample tests/python benches/peers tools
	$(BIN)/python -m mypy --strict --config-file python/pyproject.toml python/python/peerpath

bench: $(VENV)/released ## Run the benches.
	$(CARGO) bench -p peerpath-benches

# All are built as they would be elsewhere: without the flags by which the library is kept small.
bench-peers: ## One rule over eight facts beside regorus, cedar-policy and zen-engine.
	cd benches/peers/assess && RUSTFLAGS= $(CARGO) run --release --locked

docs: ## Build the documentation of the Rust crate into target/doc.
	$(CARGO) doc -p peerpath --no-deps --locked

install: $(VENV)/tools ## Install the C library: make install DESTINATION=/usr/local
	@test -n "$(DESTINATION)" || (echo "usage: make install DESTINATION=/usr/local" && exit 1)
	$(BIN)/cmake -S ffi -B $(C_BUILD)/ffi -G Ninja
	$(BIN)/cmake --build $(C_BUILD)/ffi
	$(BIN)/cmake --install $(C_BUILD)/ffi --prefix $(DESTINATION)

clean: ## Remove everything that was built.
	rm -rf target $(VENV)

$(VENV)/created:
	$(PYTHON) -m venv $(VENV)
	touch $@

# What the demo needs, and no more: it is a newcomer's first minutes.
$(VENV)/packages: $(VENV)/created requirements/demo.txt
	$(BIN)/python -m pip install --quiet --requirement requirements/demo.txt
	touch $@

$(VENV)/tools: $(VENV)/created requirements/test.txt
	$(BIN)/python -m pip install --quiet --requirement requirements/test.txt
	touch $@

$(VENV)/spark: $(VENV)/tools requirements/spark.txt
	$(BIN)/python -m pip install --quiet --requirement requirements/spark.txt
	touch $@

# The demo and the tests take the package as it compiles soonest, which shares its crates with the
# Rust tests; who computes takes it as it is released, and that serves the demo too.
$(VENV)/built: $(VENV)/packages $(RUST_SOURCES) $(PYTHON_SOURCES)
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --locked --quiet --manifest-path python/Cargo.toml
	touch $@

$(VENV)/released: $(VENV)/packages $(RUST_SOURCES) $(PYTHON_SOURCES)
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --release --locked --quiet --manifest-path python/Cargo.toml
	touch $(VENV)/built $@

$(PREFIX)/installed: $(VENV)/tools $(RUST_SOURCES) $(wildcard ffi/* ffi/cmake/* include/* include/peerpath/*)
	$(MAKE) install DESTINATION=$(PREFIX)
	touch $@

$(C_BUILD)/built: $(PREFIX)/installed $(wildcard tests/c/* tests/cpp/*)
	$(BIN)/cmake -S tests/c -B $(C_BUILD)/tests -G Ninja -DCMAKE_PREFIX_PATH=$(PREFIX)
	$(BIN)/cmake --build $(C_BUILD)/tests
	touch $@
