#!/bin/sh
# Make .venv: find a Python that TensorFlow supports, install the pinned packages, and write the
# stamp .venv/.installed last, so that a half-finished install is never taken for a finished one.
# PYTHON=... names the interpreter; otherwise the newest supported one on PATH is taken.
set -eu

STAMP=.venv/.installed
LOG=.venv/install.log
SUPPORTED="3.11, 3.12 or 3.13"
NEEDED_MB=5000

stop() {
    echo "install: $1" >&2
    exit 1
}

version_of() { # prints such as 3.12, or nothing where the command does not run
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

is_supported() {
    case $1 in 3.11 | 3.12 | 3.13) true ;; *) false ;; esac
}

check_named_python() {
    version=$(version_of "$PYTHON")
    [ -n "$version" ] || stop "PYTHON=$PYTHON does not run."
    is_supported "$version" ||
        stop "PYTHON=$PYTHON is Python $version, but TensorFlow needs Python $SUPPORTED."
}

find_python() {
    seen=
    for PYTHON in python3.13 python3.12 python3.11 python3 python; do
        version=$(version_of "$PYTHON")
        if is_supported "$version"; then return; fi
        seen=${seen:-$version}
    done
    stop "TensorFlow needs Python $SUPPORTED, and ${seen:+only Python }${seen:-no Python} was found.\
 Name one with: make course PYTHON=/path/to/python3.12"
}

free_mb() {
    # In df -P the fourth column is the free space in blocks of 1024 bytes.
    df -Pk . | tail -n 1 | { read -r _ _ _ free _ && echo $((free / 1024)); }
}

check_disk() {
    free=$(free_mb)
    [ "$free" -ge "$NEEDED_MB" ] ||
        stop "$free MB are free on this disk, and the install needs $NEEDED_MB MB."
}

make_venv() {
    "$PYTHON" -m venv --clear .venv >/dev/null 2>&1 ||
        stop "$PYTHON cannot make a virtual environment here. On Debian and Ubuntu:\
 apt-get install python3-venv"
}

pip_install() {
    .venv/bin/python -m pip --disable-pip-version-check install --quiet "$@" >>"$LOG" 2>&1 ||
        explain_failure
}

explain_failure() {
    if grep -q "No space left on device" "$LOG" || [ "$(free_mb)" -lt 100 ]; then
        stop "the disk is full."
    elif grep -qE "NewConnectionError|NameResolutionError|Timeout|ConnectionReset" "$LOG"; then
        stop "the package index cannot be reached. Check the network, then try again."
    fi
    stop "$(grep ERROR "$LOG" | tail -n 1) (more in $LOG)"
}

for tool in cat df grep rm tail; do
    command -v "$tool" >/dev/null || stop "the program $tool is missing."
done
# A finished install is brought up to date in place; anything else is begun again.
if [ -x .venv/bin/python ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$PWD" ]; then
    rm "$STAMP"
    version=$(version_of .venv/bin/python)
else
    if [ "${PYTHON:-}" ]; then check_named_python; else find_python; fi
    check_disk
    make_venv
fi
echo "install: the pinned packages, into .venv with Python $version (2.8 GB, some minutes) ..."
: >"$LOG"
pip_install -r requirements.txt -c constraints.txt
pip_install --no-deps --no-build-isolation --editable .
printf %s "$PWD" >"$STAMP"
