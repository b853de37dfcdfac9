#!/usr/bin/env bash
# Make sure that a Chromium is at hand, installing Debian's where we may. Fails, loudly, where there is none.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if command -v apt-get >/dev/null; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    echo "Installing Chromium for the browser journeys…" >&2
    if $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-core fonts-noto-color-emoji >/dev/null; then
        exit 0
    fi
fi
cat >&2 <<'TXT'
=====================================================================
  NO BROWSER: Chromium could not be found nor installed.
  The journeys in a browser and axe were NOT run.
  On Debian or Ubuntu: apt-get install chromium
=====================================================================
TXT
exit 1
