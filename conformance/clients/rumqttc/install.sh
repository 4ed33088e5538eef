#!/usr/bin/env bash
# rumqttc, of the version in Cargo.toml.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install)
    fresh "$cache/bin/driver" "$folder"/*.rs "$folder/Cargo.lock" || cargo_folder ;;
  command) words "$cache/bin/driver" "$folder/ready.json" ;;
esac
