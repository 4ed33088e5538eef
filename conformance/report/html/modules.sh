#!/usr/bin/env bash
# Installs what drives Chromium in the tests of pages, if it is not there, and prints the folder.
set -euo pipefail
modules=$(cd "$(dirname "$0")/../../.." && pwd)/build/page
mkdir -p "$modules"
[ -d "$modules/node_modules/playwright-core" ] ||
  npm install --prefix "$modules" --no-audit --no-fund --silent playwright-core@1.65.1 >&2
echo "$modules/node_modules"
