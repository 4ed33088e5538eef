#!/usr/bin/env bash
# Mosca, the forerunner of Aedes, in the small program broker.cjs.
. "$(dirname "$0")/../start_help.sh"

# A later jsonschema breaks it. Without scripts, as what they build is for other stores than ours.
packages=(mosca@2.8.3 jsonschema@1.2.6 --ignore-scripts)

case $1 in
  install) need node nodejs; once mosca@2.8.3 npm_packages "${packages[@]}" ;;
  serve)
    [ -z "$config" ] || fail "Mosca has no configuration file"
    cp "$(dirname "$0")/broker.cjs" "$folder"
    ln -sfn "$cache/node_modules" "$folder/node_modules"
    exec node --no-deprecation "$folder/broker.cjs" ;;
esac
