#!/usr/bin/env bash
# Aedes, a broker for Node.js, in the small program broker.mjs.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) need node nodejs; once aedes@1.2.0+ws@8.23.0 npm_packages aedes@1.2.0 ws@8.23.0 ;;
  serve)
    [ -z "$config" ] || fail "Aedes has no configuration file"
    cp "$(dirname "$0")/broker.mjs" "$folder"
    ln -sfn "$cache/node_modules" "$folder/node_modules"
    exec node "$folder/broker.mjs" ;;
esac
