#!/usr/bin/env bash
# Renew the locks from pyproject.toml: hashes, and no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
compile() { .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"; }
compile pyproject.toml --group setup -o requirements/base.txt
compile pyproject.toml --all-extras --group setup -o requirements/full.txt
compile pyproject.toml --all-extras --group setup --group test --group lint -o requirements/dev.txt
version=$(grep -oE '^uv==[0-9.]+' requirements/base.txt)
echo "$version" | compile - -o requirements/uv.txt
