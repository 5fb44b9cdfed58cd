# Qube Manager. `make help` lists what can be made.

PYTHON ?= /usr/bin/python3
VENV := .venv
BIN := $(VENV)/bin

# What the windows need of Debian 12 (the rest comes with the Python packages).
RUN_PACKAGES := python3 python3-venv libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 \
	fonts-dejavu-core libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1 libxcb-icccm4 libxcb-image0 \
	libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
# What builds the key derivation by fours; without it all works the same, but slower.
RUN_PACKAGES += gcc libc6-dev
# What runs qubes: QEMU, libvirt's driver for it, and libvirt's binding (see tools/link-libvirt).
RUN_PACKAGES += qemu-system-x86 qemu-utils libvirt-daemon-driver-qemu python3-libvirt
# What the tests run for real: the programs that take our archives apart, and file systems.
TEST_PACKAGES := tar gzip bzip2 xz-utils zstd scrypt btrfs-progs xfsprogs util-linux xvfb xauth xdotool dbus-daemon
# And the virtual machine for tests of device-mapper and LVM.
TEST_PACKAGES += qemu-system-x86 qemu-system-common busybox-static kmod lvm2 \
	thin-provisioning-tools e2fsprogs

.PHONY: help run test check bench format screenshots translations clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.stamp ## open Qube Manager on this user's own store
	$(BIN)/qubes-qube-manager

test: $(VENV)/test.stamp ## run all tests
	tools/run-tests

check: $(VENV)/test.stamp ## lint, types, the import floors, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/unit/test_translations.py

bench: $(VENV)/test.stamp ## measure; prints a table and writes benchmarks/latest.json
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/test.stamp ## render every window into build/screenshots
	$(BIN)/python -m tests.render_windows build/screenshots
	$(BIN)/python -m tests.make_screenshot docs/screenshot.png
	cp build/screenshots/restore-plan-light-900x600.png docs/restore-plan.png
	cp build/screenshots/backup-run-dark-900x600.png docs/backup-run.png

translations: $(VENV)/test.stamp ## bring i18n/*.ts up to date and compile them
	tools/translations

format: $(VENV)/test.stamp ## put the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what make made
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/run.stamp: setup.py qubesmanager/backend/backup/scrypt_lanes.c
	tools/packages $(RUN_PACKAGES)
	$(PYTHON) -m venv $(VENV)
	tools/link-libvirt $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/test.stamp: setup.py $(VENV)/run.stamp
	tools/packages $(TEST_PACKAGES)
	tools/guest-kernel build/guest
	tools/machine-user
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
