#!/usr/bin/env bash
# rumqttd with its listener for MQTT 3.1.1, or with $listener v5 that for MQTT 5.0.
. "$(dirname "$0")/../start_help.sh"

# The lines of $config go into the section of the listener, behind what is told of connections.
write_config() {
  cat <<CONFIG
id = 0

[router]
id = 0
max_connections = 10010
max_outgoing_packet_count = 200
max_segment_size = 104857600
max_segment_count = 10

[${listener:=v4}.1]
name = "$listener"
listen = "127.0.0.1:$port"
next_connection_delay_ms = 0

[$listener.1.connections]
connection_timeout_ms = 60000
max_payload_size = 268435455
max_inflight_count = 100
dynamic_filters = true
CONFIG
  [ -z "$login" ] || echo "auth = { '${login%%:*}' = '${login#*:}' }"
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) once "rumqttd@0.20.0" cargo_folder ;;
  serve)
    write_config >"$folder/rumqttd.toml"
    exec "$cache/bin/serve" "$folder/rumqttd.toml" ;;
esac
