#!/usr/bin/env bash
# RMQTT, embedded.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) once "rmqtt@0.24.0" cargo_folder ;;
  serve)
    no_login
    no_config
    exec "$cache/bin/serve" ;;
esac
