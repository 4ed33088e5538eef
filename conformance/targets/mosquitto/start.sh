#!/usr/bin/env bash
# Debian's mosquitto, or $MOSQUITTO.
. "$(dirname "$0")/../start_help.sh"
broker=${MOSQUITTO:-/usr/sbin/mosquitto}

write_config() {
  # It does not start with WebSocket alone.
  case $transport in ws | wss) echo "listener $(free_port) 127.0.0.1" ;; esac
  cat <<CONFIG
listener $port 127.0.0.1
allow_zero_length_clientid true
persistence false
max_queued_messages 100000
max_inflight_messages 100
set_tcp_nodelay true
log_type error
CONFIG
  case $transport in ws | wss) echo "protocol websockets" ;; esac
  case $transport in
    tls | wss) printf '%s %s\n' certfile "$folder/server.pem" keyfile "$folder/server.key" ;;
  esac
  # As root it would become the user mosquitto, who cannot write here.
  [ "$(id -u)" -ne 0 ] || echo "user root"
  if [ -n "$login" ]; then
    mosquitto_passwd -b -c "$folder/passwords" "${login%%:*}" "${login#*:}"
    printf 'allow_anonymous false\npassword_file %s\n' "$folder/passwords"
  else
    echo "allow_anonymous true"
  fi
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) [ -x "$broker" ] || apt_packages mosquitto ;;
  serve)
    write_config >"$folder/mosquitto.conf"
    exec "$broker" -c "$folder/mosquitto.conf" ;;
esac
