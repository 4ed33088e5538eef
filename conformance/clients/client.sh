#!/usr/bin/env bash
# Installs the driver of a Client library, and tells how it is started.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)

usage() {
  cat <<'TEXT'
usage: client.sh NAME command
       client.sh NAME run -- COMMAND...
       client.sh NAME drive
       client.sh NAME install
       client.sh list

command installs the driver of the folder NAME and prints the command line that starts it. run
installs it, and runs COMMAND, in which {driver} becomes that command line: client.sh mqttjs run --
mqttspec client -- {driver}. drive becomes the driver. What is installed is kept in
$MQTTSPEC_CLIENTS (default ~/.cache/mqttspec/clients). Returns 3 if it cannot be installed, 2 for a
wrong command line.
TEXT
}

complain() { echo "client.sh: $*" >&2; }

# Sets $driver to the words of the driver's command line.
find_driver() {
  "$here/$name/install.sh" install >&2 || { complain "$name cannot be installed"; exit 3; }
  mapfile -t driver < <("$here/$name/install.sh" command)
}

run() {
  [ "${1:-}" = -- ] && [ $# -gt 1 ] || { complain "there is no command"; usage >&2; exit 2; }
  shift
  local word words=()
  for word in "$@"; do
    if [ "$word" = '{driver}' ]; then words+=("${driver[@]}"); else words+=("$word"); fi
  done
  exec "${words[@]}"
}

# What install.sh of a driver is told: where what was installed is kept.
export cache=''

case "${1:-} ${2:-}" in
  'list ') for each in "$here"/*/install.sh; do basename "$(dirname "$each")"; done ;;
  *' command' | *' run' | *' drive' | *' install')
    name=$1
    if [ ! -x "$here/$name/install.sh" ]; then
      complain "there is no driver $name (client.sh list)"
      exit 2
    fi
    cache=${MQTTSPEC_CLIENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/mqttspec/clients}/$name
    mkdir -p "$cache" || exit 3
    find_driver
    case $2 in
      command) printf '%q ' "${driver[@]}"; echo ;;
      run) run "${@:3}" ;;
      drive) exec "${driver[@]}" ;;
    esac ;;
  *) usage >&2; exit 2 ;;
esac
