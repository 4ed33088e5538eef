#!/usr/bin/env bash
# rumqttd again, with its listener for MQTT 5.0.
export listener=v5 cache=${cache%-5}
mkdir -p "$cache"
exec "$(dirname "$0")/../rumqttd/start.sh" "$@"
