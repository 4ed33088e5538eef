#!/usr/bin/env bash
# States a second of the explorer and of SPIN, one after the other on the same bounds: QoS 2, a
# publisher and a subscriber that may each return with Clean Start, two messages, eight losses.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: spin.sh MQTTSPEC

MQTTSPEC is the program, as build/release/mqttspec. Prints the states, seconds and states a second
of both, and the ratio. SPIN's program is compiled for speed and prints no endings.
TEXT
}

[ $# -eq 1 ] || { usage >&2; exit 2; }
program=$(realpath "$1")
model=$(cd "$(dirname "$0")/../model/promela" && pwd)/qos_2.pml
losses=8  # enough for both to take a while
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
sed "s/^#define LOSSES .*/#define LOSSES $losses/" "$model" >qos_2.pml
spin -a qos_2.pml >spin.log || { cat spin.log >&2; exit 1; }
gcc -O2 -w -DSAFETY -DNOREDUCE -o pan pan.c

TIMEFORMAT=%U
spin_seconds=$( { time ./pan -m1000000 >pan.log; } 2>&1 )
grep -q 'errors: 0' pan.log || { cat pan.log >&2; exit 1; }
spin_states=$(awk '/states, stored/ { print $1 }' pan.log)
"$program" explore S1-clean --losses $losses --json "$folder/explored.json" >/dev/null
awk -v spin_states="$spin_states" -v spin_seconds="$spin_seconds" '
  /"states"/ { gsub(/[^0-9]/, ""); states = $0 }
  /"cpu_seconds"/ { gsub(/[^0-9.]/, ""); seconds = $0 }
  END {
    printf "%-8s %7d states %7.3f s %9.0f states/s\n",
      "SPIN", spin_states, spin_seconds, spin_states / spin_seconds
    printf "%-8s %7d states %7.3f s %9.0f states/s\n",
      "mqttspec", states, seconds, states / seconds
    printf "ratio %.1f\n", states / seconds / (spin_states / spin_seconds)
  }' "$folder/explored.json"
