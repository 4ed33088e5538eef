#!/usr/bin/env bash
# Debian's libmosquitto.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) apt_packages gcc libc6-dev libmosquitto-dev libjansson-dev && c_driver -lmosquitto ;;
  command) words "$cache/driver" "$folder/ready.json" ;;
esac
