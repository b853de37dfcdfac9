#!/usr/bin/env bash
# Make .venv hold exactly one lock (base or dev) and the project itself. Does nothing when it already does.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=${1:-base}
export UV_PYTHON_DOWNLOADS=never UV_PYTHON_PREFERENCE=only-system PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_WARN_SCRIPT_LOCATION=1
wanted=$(cat "requirements/$lock.txt" pyproject.toml | cksum)
larger=$(cat requirements/dev.txt pyproject.toml | cksum)
stamp=.venv/.lock
if [ -x .venv/bin/python ] && [ -f "$stamp" ]; then
    have=$(cat "$stamp")
    if [ "$have" = "$wanted" ] || [ "$have" = "$larger" ]; then exit 0; fi
fi

find_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$name" ] && command -v "$name" >/dev/null || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return; }
    done
    echo "Essaim needs Python 3.11 or later. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
    return 1
}

if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    rm -rf .venv
    "$python" -m venv .venv || {
        rm -rf .venv
        echo "This Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2
        exit 1
    }
fi
echo "Installing what Essaim needs (only when the lock changes)…" >&2
if ! .venv/bin/uv --version >/dev/null 2>&1; then
    .venv/bin/python -m ensurepip -q >/dev/null 2>&1 || true
    .venv/bin/python -m pip install -q --no-deps --require-hashes -r requirements/uv.txt 2>/dev/null || true
fi
if .venv/bin/uv --version >/dev/null 2>&1; then
    .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes "requirements/$lock.txt"
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    # No uv for this machine: pip does the same, more slowly.
    .venv/bin/python -m pip install -q --require-hashes -r "requirements/$lock.txt"
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
fi
echo "$wanted" >"$stamp"
