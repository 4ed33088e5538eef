#!/usr/bin/env bash
# Mochi MQTT: its own program, which reads a configuration file (the one of its container).
. "$(dirname "$0")/../start_help.sh"
package=github.com/mochi-mqtt/server/v2/cmd/docker@v2.7.9

write_config() {
  cat <<CONFIG
listeners:
  - {type: tcp, id: tcp, address: "127.0.0.1:$port"}
logging: {level: WARN}
CONFIG
  if [ -n "$login" ]; then
    cat <<CONFIG
hooks:
  auth:
    ledger:
      auth: [{username: "${login%%:*}", password: "${login#*:}", allow: true}]
CONFIG
  else
    echo "hooks: {auth: {allow_all: true}}"
  fi
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) once "$package" go_program "$package" ;;
  serve)
    write_config >"$folder/mochi.yaml"
    exec "$cache/bin/docker" --config "$folder/mochi.yaml" ;;
esac
