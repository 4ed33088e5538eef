#!/usr/bin/env bash
# Moquette, embedded.
. "$(dirname "$0")/../start_help.sh"
version=0.17

write_config() {
  cat <<CONFIG
host 127.0.0.1
port $port
persistence_enabled false
data_path $folder/
telemetry_enabled false
session_queue_size 100000
netty.mqtt.message_size 268435455
buffer_flush_millis 0
allow_zero_byte_client_id true
CONFIG
  if [ -n "$login" ]; then
    printf '%s:%s\n' "${login%%:*}" "$(printf %s "${login#*:}" | sha256sum | cut -d ' ' -f 1)" \
      >"$folder/passwords"
    printf 'allow_anonymous false\npassword_file passwords\n'
  else
    echo "allow_anonymous true"
  fi
  [ -z "$config" ] || cat "$config"
}

write_logging() {
  cat <<CONFIG
log4j.rootLogger=ERROR, out
log4j.logger.io.moquette.broker.SessionEventLoop=WARN
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.SimpleLayout
CONFIG
}

case $1 in
  install) once "moquette@$version" maven_jars "io.moquette:moquette-broker:$version" ;;
  serve)
    mkdir -p "$folder/config"
    write_config >"$folder/config/moquette.conf"
    write_logging >"$folder/log4j.properties"
    become_java 17 "-Dmoquette.path=$folder" \
      "-Dlog4j.configuration=file:$folder/log4j.properties" ;;
esac
