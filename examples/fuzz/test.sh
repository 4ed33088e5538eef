#!/usr/bin/env bash
# Builds the library for C, and has each example find the fault of its parser, as far as the tools
# for it are there. usage: examples/fuzz/test.sh BUILD_DIRECTORY [LANGUAGE..]
set -euo pipefail
build=$(realpath "${1:?the build directory is missing}")
shift
[ $# -gt 0 ] || set -- c cpp rust go python
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CC=${CC:-clang-19} CXX=${CXX:-clang++-19}

cmake --build "$build" --target mqttspec_c mqttspec_codec_package >"$work/log" ||
  { cat "$work/log"; exit 1; }
cmake --install "$build" --component c --prefix "$work" >"$work/log"
cmake --install "$build" --component codec --prefix "$work" >"$work/log"
library=$(dirname "$(find "$work" -name libmqttspec_c.so)")
export LD_LIBRARY_PATH=$library

# fuzz PROGRAM..: libFuzzer, from a PINGREQ on.
fuzz() {
  mkdir -p "$work/seeds"
  printf '\xC0\x00' >"$work/seeds/pingreq"
  (cd "$work" && "$@" -max_len=8 -seed=1 -max_total_time=60 "$work/seeds")
}
fuzz_c() {
  "$CC" -g -fsanitize=fuzzer -I"$work/include" c/fuzz.c -L"$library" -lmqttspec_c -o "$work/c_fuzz"
  fuzz "$work/c_fuzz"
}
fuzz_cpp() {
  "$CXX" -std=c++23 -g -fsanitize=fuzzer -I"$work/include/mqttspec" cpp/fuzz.cpp \
    -L"$library" -lmqttspec_codec -o "$work/cpp_fuzz"
  fuzz "$work/cpp_fuzz"
}
# What cargo-fuzz does without a sanitizer, which stable Rust can do as well.
fuzz_rust() {
  rustc --edition 2024 -O -C linker="$CC" -C link-arg=-fsanitize=fuzzer -C passes=sancov-module \
    -C llvm-args='-sanitizer-coverage-level=4 -sanitizer-coverage-inline-8bit-counters' \
    -C llvm-args='-sanitizer-coverage-pc-table -sanitizer-coverage-trace-compares' \
    -C codegen-units=1 -L "$library" rust/fuzz.rs -o "$work/rust_fuzz"
  fuzz "$work/rust_fuzz"
}
fuzz_go() {
  cp -r go "$work/go"
  (cd "$work/go" && CGO_CFLAGS="-I$work/include" CGO_LDFLAGS="-L$library" CC=gcc \
    go test -fuzz=FuzzParser -fuzztime=60s)
}
fuzz_python() {
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q atheris
  fuzz env MQTTSPEC_C="$library/libmqttspec_c.so" "$work/venv/bin/python" "$here/python/fuzz.py"
}

tool() {
  case $1 in
    c) echo "$CC" ;;
    cpp) echo "$CXX" ;;
    rust) echo rustc ;;
    python) echo python3 ;;
    *) echo "$1" ;;
  esac
}
version_of() { "$1" version 2>/dev/null || "$1" --version; }

for language in "$@"; do
  tool=$(tool "$language")
  command -v "$tool" >/dev/null || { echo "$language: no $tool here"; continue; }
  begin=$SECONDS status=0
  "fuzz_$language" >"$work/said" 2>&1 || status=$?
  # It has to have failed, with the statement that the parser does not know.
  if [ $status -eq 0 ] || ! grep -q 'find: .*MQTT-1.5.5-1' "$work/said"; then
    cat "$work/said"
    echo "$language: nothing found" >&2
    exit 1
  fi
  said="$language: found in $((SECONDS - begin)) s, $(date -u +%F)"
  said+=", $(version_of "$tool" | head -n 1)"
  sed -i "/^$language: /d" last_run.txt
  echo "$said" | tee -a last_run.txt
done
