#!/usr/bin/env bash
# Debian's paho C client.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) apt_packages gcc libc6-dev libpaho-mqtt-dev libjansson-dev && c_driver -lpaho-mqtt3a ;;
  command) words "$cache/driver" "$folder/ready.json" ;;
esac
