#!/usr/bin/env bash
# The broker of MQTT Tools, in Python (asyncio): QoS 0 and MQTT 5.0 alone.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) once mqttools@0.50.0 pypi_packages mqttools==0.50.0 ;;
  serve)
    [ -z "$login" ] || fail "MQTT Tools lets in nobody who gives a name"
    [ -z "$config" ] || fail "MQTT Tools has no configuration file"
    exec "$cache/bin/mqttools" broker --host 127.0.0.1 --port "$port" ;;
esac
