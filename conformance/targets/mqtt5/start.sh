#!/usr/bin/env bash
# The broker of the crate mqtt5, embedded.
. "$(dirname "$0")/../start_help.sh"

case $1 in
  install) once "mqtt5@0.49.0" cargo_folder ;;
  serve)
    no_config
    exec "$cache/bin/serve" ;;
esac
