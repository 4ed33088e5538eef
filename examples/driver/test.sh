#!/usr/bin/env bash
# test.sh MQTTSPEC: the front page shows this driver as it is, and it does what the page says.
set -euo pipefail
cd "$(dirname "$0")"
mqttspec=$(cd ../.. && realpath "$1")

shown=$(sed -n '/^```python$/,/^```$/p' ../../README.md | sed '1d;$d')
[ "$shown" = "$(cat driver.py)" ] || { echo "README.md shows another driver than driver.py"; exit 1; }

python=$(../../conformance/clients/client.sh paho-python command | cut -d' ' -f1)
exec "$mqttspec" client --plain --version 3.1.1 'client/retry/*' 'client/qos1/*' 'client/subscribe/*' \
  -- "$python" driver.py
