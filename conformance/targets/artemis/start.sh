#!/usr/bin/env bash
# Apache Artemis, embedded.
. "$(dirname "$0")/../start_help.sh"
version=2.55.0

# The lines of $config go into the section core.
write_config() {
  cat <<CONFIG
<?xml version="1.0"?>
<configuration xmlns="urn:activemq">
  <core xmlns="urn:activemq:core">
    <persistence-enabled>false</persistence-enabled>
    <security-enabled>$([ -n "$login" ] && echo true || echo false)</security-enabled>
    <journal-directory>$folder/journal</journal-directory>
    <bindings-directory>$folder/bindings</bindings-directory>
    <paging-directory>$folder/paging</paging-directory>
    <large-messages-directory>$folder/large</large-messages-directory>
    <mqtt-session-scan-interval>500</mqtt-session-scan-interval>
    <connection-ttl-check-interval>500</connection-ttl-check-interval>
    <acceptors>
      <acceptor name="mqtt">tcp://127.0.0.1:$port?protocols=MQTT</acceptor>
    </acceptors>
    <address-settings>
      <address-setting match="#">
        <max-size-bytes>-1</max-size-bytes>
      </address-setting>
    </address-settings>
    $([ -z "$config" ] || cat "$config")
  </core>
</configuration>
CONFIG
}

case $1 in
  install)
    once "artemis@$version" maven_jars org.slf4j:slf4j-simple:2.0.18 \
      "org.apache.artemis:artemis-server:$version" \
      "org.apache.artemis:artemis-mqtt-protocol:$version" ;;
  serve)
    write_config >"$folder/broker.xml"
    become_java 17 -Dorg.slf4j.simpleLogger.defaultLogLevel=error ;;
esac
