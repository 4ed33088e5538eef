#!/usr/bin/env bash
# The broker of MoaT's MQTT library, in Python (anyio), in the small program broker.py.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) once moat-lib-mqtt@0.8.7 pypi_packages moat-lib-mqtt==0.8.7 ;;
  serve)
    [ -z "$config" ] || fail "MoaT has no configuration file"
    exec "$cache/bin/python" "$(dirname "$0")/broker.py" ;;
esac
