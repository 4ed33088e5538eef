#!/usr/bin/env bash
# MQTT.js, for Node.js.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) need node nodejs; once mqtt@5.16.0 npm_packages mqtt@5.16.0 ;;
  command) words node "$folder/driver.mjs" "$folder/ready.json" "$cache/" ;;
esac
