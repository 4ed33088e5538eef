#!/usr/bin/env bash
# Makes pages of real runs and drives them in Chromium.
# usage: conformance/report/html/test.sh MQTTSPEC [PICTURES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$1 pictures=${2:-}
modules=$("$here/modules.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -z "$pictures" ] || mkdir -p "$pictures"

# 1 says that something is violated, which it shall be.
run() { "$program" "$@" >"$work/log" || [ $? -eq 1 ] || { cat "$work/log" >&2; return 1; }; }
run run 3.3 4.3 --seed 1 --json "$work/right.json"
run run 3.3 4.3 --seed 1 --fault retained_not_stored --json "$work/faulty.json" --html "$work/one.html"
run client --json "$work/client.json"
"$program" report "$work/right.json" "$work/faulty.json" "$work/client.json" -o "$work/several.html"
for page in one several; do
  echo "$page: $(wc -c <"$work/$page.html") bytes"
  node "$here/test.mjs" "$work/$page.html" "$modules" ${pictures:+"$pictures"}
done
