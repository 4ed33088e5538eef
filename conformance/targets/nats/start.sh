#!/usr/bin/env bash
# The NATS server with its MQTT gateway, which needs JetStream.
. "$(dirname "$0")/../start_help.sh"
package=github.com/nats-io/nats-server/v2@v2.15.3

write_config() {
  cat <<CONFIG
server_name: mqttspec
host: 127.0.0.1
port: -1
max_payload: 64MB
max_pending: 128MB
jetstream { store_dir: "$folder/jetstream" }
mqtt {
  host: 127.0.0.1
  port: $port
  max_ack_pending: 1000
}
CONFIG
  [ -z "$login" ] ||
    echo "authorization { user: \"${login%%:*}\", password: \"${login#*:}\" }"
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) once "$package" go_program "$package" ;;
  serve)
    write_config >"$folder/nats.conf"
    exec "$cache/bin/nats-server" --config "$folder/nats.conf" ;;
esac
