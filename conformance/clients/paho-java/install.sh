#!/usr/bin/env bash
# The two Java clients of paho, for 3.1.1 and for 5.0.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install)
    java_driver org.eclipse.paho:org.eclipse.paho.client.mqttv3:1.2.5 \
      org.eclipse.paho:org.eclipse.paho.mqttv5.client:1.2.5 ;;
  command) java_words ;;
esac
