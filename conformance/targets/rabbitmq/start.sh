#!/usr/bin/env bash
# Debian's RabbitMQ with its MQTT plugin: a node of its own, beside any that runs as a service.
. "$(dirname "$0")/../start_help.sh"

write_config() {
  cat <<CONFIG
listeners.tcp = none
mqtt.prefetch = 1000
loopback_users = none
disk_free_limit.absolute = 50MB
log.file = false
log.console = true
log.console.level = warning
CONFIG
  if [ "$transport" = tls ]; then
    printf '%s\n' "mqtt.listeners.tcp = none" "mqtt.listeners.ssl.1 = 127.0.0.1:$port" \
      "ssl_options.certfile = $folder/server.pem" "ssl_options.keyfile = $folder/server.key"
  else
    echo "mqtt.listeners.tcp.1 = 127.0.0.1:$port"
  fi
  if [ -n "$login" ]; then
    printf 'default_user = %s\ndefault_pass = %s\n' "${login%%:*}" "${login#*:}"
    echo "mqtt.allow_anonymous = false"
  fi
  [ -z "$config" ] || cat "$config"
  [ -z "$cluster" ] || echo "cluster_formation.classic_config.nodes.1 = mqttspec1@localhost"
}

# The other node of a cluster has to know the same cookie and the same epmd.
join_cluster() {
  export RABBITMQ_NODENAME=mqttspec$node@localhost
  ERL_EPMD_PORT=$(cat "$cluster/epmd")
  install -m 400 "$cluster/cookie" "$folder/.erlang.cookie"
}

# All of it in $folder, and nothing that listens to more than the loopback.
set_environment() {
  export HOME=$folder ERL_CRASH_DUMP=$folder/crash RUNNING_UNDER_SYSTEMD=true
  export RABBITMQ_CONF_ENV_FILE=/dev/null
  export RABBITMQ_NODENAME=mqttspec$port@localhost RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf
  export RABBITMQ_MNESIA_BASE=$folder/mnesia RABBITMQ_LOG_BASE=$folder/log RABBITMQ_LOGS=-
  export RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins RABBITMQ_PID_FILE=$folder/rabbitmq.pid
  export RABBITMQ_GENERATED_CONFIG_DIR=$folder/generated RABBITMQ_FEATURE_FLAGS_FILE=$folder/flags
  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT RABBITMQ_DIST_PORT
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  ERL_EPMD_PORT=$(free_port)
  RABBITMQ_DIST_PORT=$(free_port)
  [ -z "$cluster" ] || join_cluster
}

case $1 in
  install) apt_packages rabbitmq-server ;;
  serve)
    write_config >"$folder/rabbitmq.conf"
    echo "[rabbitmq_mqtt]." >"$folder/plugins"
    set_environment
    # Started here, it ends with the broker; the one that Erlang would start stays for ever.
    [ "$node" != 1 ] || epmd &
    exec /usr/lib/rabbitmq/bin/rabbitmq-server ;;
esac
