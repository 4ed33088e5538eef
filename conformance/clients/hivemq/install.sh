#!/usr/bin/env bash
# hivemq-mqtt-client.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) java_driver com.hivemq:hivemq-mqtt-client:1.3.10 ;;
  command) java_words ;;
esac
