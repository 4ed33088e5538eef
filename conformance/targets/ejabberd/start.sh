#!/usr/bin/env bash
# Debian's ejabberd as an MQTT broker and nothing else: an Erlang node that no other node can reach, but for one of
# the same cluster.
. "$(dirname "$0")/../start_help.sh"
here=$(cd "$(dirname "$0")" && pwd)

write_config() {
  local tls=false
  if [ "$transport" = tls ]; then
    tls=true
    printf '%s\n' "certfiles: [$folder/server.pem, $folder/server.key]"
  fi
  cat <<CONFIG
hosts: [localhost]
loglevel: warning
listen:
  - {port: $port, ip: "127.0.0.1", module: mod_mqtt, backlog: 1000, max_payload_size: infinity, tls: $tls}
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

# The nodes of a cluster know one cookie and one epmd; the second one joins the first.
of_cluster=() then_join=()
join_cluster() {
  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT
  ERL_EPMD_PORT=$(cat "$cluster/epmd")
  install -m 400 "$cluster/cookie" "$folder/.erlang.cookie"
  of_cluster=(-sname "mqttspec$node@localhost" -kernel inet_dist_use_interface '{127,0,0,1}')
  if [ "$node" = 1 ]; then
    epmd &
  else
    then_join=(-eval "ok = ejabberd_cluster:join('mqttspec1@localhost'),
      ok = file:write_file(\"$cluster/joined\", []).")
  fi
}

case $1 in
  install) apt_packages ejabberd ;;
  serve)
    write_config >"$folder/ejabberd.yml"
    libraries=/usr/lib/$(uname -m)-linux-gnu
    export HOME=$folder ERL_CRASH_DUMP=$folder/crash ERL_LIBS=$libraries
    export EJABBERD_CONFIG_PATH=$folder/ejabberd.yml EJABBERD_LOG_PATH=$folder/ejabberd.log
    [ -z "$cluster" ] || join_cluster
    exec erl "${of_cluster[@]}" -noinput -mnesia dir "\"$folder/spool\"" -s ejabberd \
      "${then_join[@]}" ;;
esac
