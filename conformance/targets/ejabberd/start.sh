#!/usr/bin/env bash
# Debian's ejabberd as an MQTT broker and nothing else: an Erlang node that no other node can reach.
. "$(dirname "$0")/../start_help.sh"
here=$(cd "$(dirname "$0")" && pwd)

write_config() {
  cat <<CONFIG
hosts: [localhost]
loglevel: warning
listen:
  - {port: $port, ip: "127.0.0.1", module: mod_mqtt, backlog: 1000, max_payload_size: infinity}
modules:
  mod_mqtt:
    session_expiry: 1 day
    max_queue: infinity
    max_topic_depth: infinity
    max_topic_aliases: 1000
    match_retained_limit: infinity
CONFIG
  if [ -n "$login" ]; then
    printf '%s\n' "auth_method: external" "extauth_program: $here/users.py" "extauth_pool_size: 1"
  else
    printf '%s\n' "auth_method: anonymous" "anonymous_protocol: login_anon"
    echo "allow_multiple_connections: true"
  fi
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) apt_packages ejabberd ;;
  serve)
    write_config >"$folder/ejabberd.yml"
    libraries=/usr/lib/$(uname -m)-linux-gnu
    export HOME=$folder ERL_CRASH_DUMP=$folder/crash ERL_LIBS=$libraries
    export EJABBERD_CONFIG_PATH=$folder/ejabberd.yml EJABBERD_LOG_PATH=$folder/ejabberd.log
    exec erl -noinput -mnesia dir "\"$folder/spool\"" -s ejabberd ;;
esac
