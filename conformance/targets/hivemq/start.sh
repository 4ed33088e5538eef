#!/usr/bin/env bash
# HiveMQ Community Edition, embedded.
. "$(dirname "$0")/../start_help.sh"
version=2025.5

write_listener() {
  case $transport in
    tcp) echo "<tcp-listener><port>$port</port><bind-address>127.0.0.1</bind-address></tcp-listener>" ;;
    ws)
      cat <<CONFIG
    <websocket-listener>
      <port>$port</port><bind-address>127.0.0.1</bind-address><path>/mqtt</path>
      <subprotocols><subprotocol>mqtt</subprotocol></subprotocols>
    </websocket-listener>
CONFIG
  esac
}

# The lines of $config go into the section mqtt.
write_config() {
  cat <<CONFIG
<?xml version="1.0"?>
<hivemq>
  <listeners>$(write_listener)</listeners>
  <mqtt>
    <queued-messages><max-queue-size>100000</max-queue-size></queued-messages>
    <receive-maximum><server-receive-maximum>100</server-receive-maximum></receive-maximum>
    $([ -z "$config" ] || cat "$config")
  </mqtt>
  <persistence><mode>in-memory</mode></persistence>
  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
</hivemq>
CONFIG
}

write_logging() {
  cat <<CONFIG
<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%level %logger %msg%n%ex{1}</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
CONFIG
}

case $1 in
  install)
    once "hivemq@$version" maven_jars "com.hivemq:hivemq-community-edition-embedded:$version" ;;
  serve)
    mkdir -p "$folder"/{conf,data,extensions}
    write_config >"$folder/conf/config.xml"
    write_logging >"$folder/conf/logback.xml"
    become_java 11 "-Dlogback.configurationFile=$folder/conf/logback.xml" ;;
esac
