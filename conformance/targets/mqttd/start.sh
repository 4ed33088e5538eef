#!/usr/bin/env bash
# mqttd, a broker in Python (asyncio), in the small program broker.py.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) once mqttd@0.5.3 pypi_packages mqttd==0.5.3 ;;
  serve)
    [ -z "$login" ] || fail "mqttd asks nobody for a password"
    [ -z "$config" ] || fail "mqttd has no configuration file of use"
    exec "$cache/bin/python" "$(dirname "$0")/broker.py" ;;
esac
