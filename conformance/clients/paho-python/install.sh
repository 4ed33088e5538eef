#!/usr/bin/env bash
# paho-mqtt for Python, in a virtual environment.
. "$(dirname "$0")/../help/install_help.sh"

case $1 in
  install) once paho-mqtt@2.2.0 pypi_packages paho-mqtt==2.2.0 ;;
  command) words "$cache/bin/python" -B "$folder/driver.py" "$folder/ready.json" ;;
esac
