#!/usr/bin/env bash
# test.sh MQTTSPEC: the front page shows this driver as it is, and it does what the page says.
set -euo pipefail
cd "$(dirname "$0")"
mqttspec=$(cd ../.. && realpath "$1")

shown=$(sed -n '/^```python$/,/^```$/p' ../../README.md | sed '1d;$d')
[ "$shown" = "$(cat driver.py)" ] || { echo "README.md shows another driver than driver.py"; exit 1; }

python=$(../../conformance/clients/client.sh paho-python command | cut -d' ' -f1)
# What is declined shows nothing.
report=$(mktemp)
trap 'rm -f "$report"' EXIT
"$mqttspec" client --plain --version 3.1.1 --known known --json "$report" \
  'client/retry/*' 'client/qos1/*' 'client/subscribe/*' -- "$python" driver.py
python3 - "$report" <<'CHECK'
import json, sys
cases = json.load(open(sys.argv[1]))["summary"]["cases"]
if cases["pass"] < 12 or cases["declined"] > 2:
    sys.exit(f"the driver of the front page does too little: {cases}")
CHECK
