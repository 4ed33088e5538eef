#!/usr/bin/env bash
# paho.mqtt.golang, of the version in go.mod.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) go_driver ;;
  command) words "$cache/driver" "$folder/ready.json" ;;
esac
