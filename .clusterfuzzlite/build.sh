#!/bin/bash
# Builds the fuzz targets into $OUT, each with its seeds and dictionary. ClusterFuzzLite sets all
# variables; without them this builds with clang 19 and libc++ into build/clusterfuzzlite/out.
set -eu
cd "$(dirname "$(realpath "$0")")"
[ -d fuzz ] || cd "$([ -d ../fuzz ] && echo .. || echo "$SRC/mqttspec")"
: "${CXX:=clang++-19}" "${OUT:=$PWD/build/clusterfuzzlite/out}" "${WORK:=$PWD/build/clusterfuzzlite}"
# Debian's libFuzzer needs libstdc++ itself, which the compiler takes for libc++ if it is asked.
: "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer -Wl,-lstdc++}"
: "${CXXFLAGS:=-O1 -stdlib=libc++ -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all}"
mkdir -p "$OUT" "$WORK/generated/spec"

for version in 3_1_1 5_0; do
  cmake "-DINPUT=spec/mqtt_$version.def;spec/mqtt_${version}_unnumbered.def" -DMACRO=STATEMENT \
    -DCOLUMNS=4 -DSORTED=ON -DTOP=. -DOUTPUT="$WORK/generated/spec/keys_$version.def" \
    -P cmake/write_keys.cmake
done

flags=(-std=c++23 -I. "-I$WORK/generated" -DFMT_HEADER_ONLY)
mapfile -t sources < <(find spec codec fuzz -name '*.cpp' \
  ! -name '*_test.cpp' ! -name '*_property.cpp' ! -name entry.cpp ! -name export.cpp ! -name seeds.cpp \
  ! -path fuzz/step.cpp ! -path fuzz/oracle.cpp ! -path fuzz/broker_stream.cpp \
  ! -path '*/vectors/*')

objects=()
for source in "${sources[@]}"; do
  object=$WORK/${source//\//_}.o
  objects+=("$object")
  # shellcheck disable=SC2086
  if [ ! "$object" -nt "$source" ]; then $CXX $CXXFLAGS "${flags[@]}" -c "$source" -o "$object"; fi
done

for target in decode differential round_trip chunking topic_filter utf8; do
  # shellcheck disable=SC2086
  $CXX $CXXFLAGS "${flags[@]}" -DMQTTSPEC_FUZZ_TARGET=$target fuzz/entry.cpp "${objects[@]}" \
    $LIB_FUZZING_ENGINE -o "$OUT/${target}_fuzz"
  cp fuzz/mqtt.dict "$OUT/${target}_fuzz.dict"
  if command -v zip >/dev/null; then
    seeds=fuzz/corpus/$target
    [ -d "$seeds" ] || seeds=fuzz/corpus/packets
    zip -q -j "$OUT/${target}_fuzz_seed_corpus.zip" "$seeds"/*
  fi
done
