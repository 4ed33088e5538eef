#!/usr/bin/env bash
# Executions a second of a fuzz target by libFuzzer, by libFuzzer with two processes, and by AFL++,
# each from the same seeds.
# usage: fuzz/engines.sh TARGET [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?the target is missing} seconds=${2:-30}
for preset in fuzz-fast fuzz-afl; do
  ./dev build "$preset" "${target}_fuzz" >&2
done
seeds=fuzz/corpus/$target
[ -d "$seeds" ] || seeds=fuzz/corpus/packets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
options=(-max_len=256 -dict=fuzz/mqtt.dict -max_total_time="$seconds" -artifact_prefix="$work/")

mkdir "$work/one" "$work/two"
build/fuzz-fast/fuzz/"${target}_fuzz" "${options[@]}" "$work/one" "$seeds" 2>&1 |
  awk '/^Done/ { printf "libFuzzer          %8d a second\n", $2 / $5 }'
build/fuzz-fast/fuzz/"${target}_fuzz" "${options[@]}" -fork=2 "$work/two" "$seeds" 2>&1 |
  sed -nE 's/^#([0-9]+):.* time: ([0-9]+)s .*/\1 \2/p' | tail -n 1 |
  awk '{ printf "libFuzzer -fork=2  %8d a second\n", $1 / $2 }'
export AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
afl-fuzz -i "$seeds" -o "$work/afl" -V "$seconds" -G 256 -x fuzz/mqtt.dict -- \
  build/fuzz-afl/fuzz/"${target}_fuzz" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
awk '/^execs_per_sec/ { printf "AFL++              %8d a second\n", $3 }' \
  "$work/afl/default/fuzzer_stats"
