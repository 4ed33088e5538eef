#!/usr/bin/env bash
# mica-mqtt-server, embedded.
. "$(dirname "$0")/../start_help.sh"
version=2.5.10

case $1 in
  install)
    once "mica-mqtt@$version" maven_jars org.slf4j:slf4j-simple:2.0.17 \
      com.google.code.gson:gson:2.11.0 \
      "org.dromara.mica-mqtt:mica-mqtt-server:$version" ;;
  serve)
    no_config
    become_java 11 -Dorg.slf4j.simpleLogger.defaultLogLevel=error ;;
esac
