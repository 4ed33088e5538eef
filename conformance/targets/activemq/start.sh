#!/usr/bin/env bash
# Apache ActiveMQ Classic, embedded.
. "$(dirname "$0")/../start_help.sh"
version=6.3.1

case $1 in
  install)
    once "activemq@$version" maven_jars org.slf4j:slf4j-simple:2.0.18 \
      org.apache.activemq:activemq-{broker,jaas,mqtt}:"$version" ;;
  serve)
    no_config
    become_java 17 -Dorg.slf4j.simpleLogger.defaultLogLevel=error ;;
esac
