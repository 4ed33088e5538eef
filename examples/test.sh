#!/usr/bin/env bash
# Installs codec and model to a temporary place, builds the examples against it as a foreign project would,
# and looks at what they say. usage: examples/test.sh BUILD_DIRECTORY
set -euo pipefail
build=$(realpath "${1:?the build directory is missing}")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --build "$build" --target mqttspec_codec_package mqttspec_model_package >"$work/log" ||
  { cat "$work/log"; exit 1; }
cmake --install "$build" --component codec --prefix "$work/prefix" >"$work/log"
if grep -rl boost "$work/prefix/include"; then
  echo "these public headers need Boost" >&2
  exit 1
fi
cmake --install "$build" --component model --prefix "$work/prefix" >"$work/log"
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
cmake -G Ninja -S . -B "$work/build" -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" \
  >"$work/log" || { cat "$work/log"; exit 1; }
cmake --build "$work/build" >"$work/log" || { cat "$work/log"; exit 1; }

# expect STATUS TEXT COMMAND...: the command ends with that status and says that text.
expect() {
  local status=0 wanted=$1 text=$2 said
  shift 2
  said=$("$@") || status=$?
  if [ "$status" -ne "$wanted" ] || [[ $said != *"$text"* ]]; then
    printf '%s\nstatus %s; expected %s and: %s\n' "$said" "$status" "$wanted" "$text" >&2
    exit 1
  fi
}
expect 0 'Topic Alias: 3' "$work/build/explain_packet" '30 08 0001 74 03 23 0003 21'
expect 0 'a valid PINGREQ' "$work/build/explain_packet"
expect 1 'byte 0 breaks [MQTT-2.1.3-1]' "$work/build/explain_packet" 'C1 00'
expect 1 '7 bytes are missing' "$work/build/explain_packet" '30 09 0001'
expect 1 'we reject' "$work/build/fuzz_a_parser"
expect 0 '<- PUBLISH "t" QoS0 payload "hi"' "$work/build/ask_the_model"
expect 1 'breaks [MQTT-2.2.1-6]' "$work/build/ask_the_model" suback_with_other_packet_id
echo "examples: installed, built and run"
