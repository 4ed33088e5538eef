#!/usr/bin/env bash
# gmqtt for Python, in a virtual environment.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) once gmqtt@0.8.0 pypi_packages gmqtt==0.8.0 ;;
  command) words "$cache/bin/python" -B "$folder/driver.py" "$folder/ready.json" ;;
esac
