#!/usr/bin/env bash
# Makes the book with the reports of the tree, and drives it in Chromium.
# usage: conformance/book/test.sh MQTTSPEC [PICTURES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$1 pictures=${2:-}
modules=$("$here/../report/html/modules.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -z "$pictures" ] || mkdir -p "$pictures"
reports=$here/../../reports
"$program" book "$work/book" --grid "$reports/brokers" "$reports/clients"
node "$here/test.mjs" "$work/book" "$modules" "$program" ${pictures:+"$pictures"}
