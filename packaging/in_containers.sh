#!/usr/bin/env bash
# Builds the images of the Containerfile and of .clusterfuzzlite where there is neither Docker nor a
# registry, and uses them: buildah isolates by chroot, and the base is a Debian of debootstrap under the
# names that the files ask for. The program of the first has to judge a broker on the loopback; in the
# second build.sh is run as ClusterFuzzLite does, and each fuzzer that it leaves in $OUT for ten seconds.
# Needs root, buildah, debootstrap, a mirror of Debian, and the time to compile everything, some of it
# twice. What came of it last is kept in packaging/in_containers.txt.
# usage: packaging/in_containers.sh [program|fuzzers|'program fuzzers'] [MIRROR]
set -euo pipefail
here=$(realpath "$(dirname "$0")")
top=$(dirname "$here")
what=${1:-program fuzzers}
mirror=${2:-}
work=$(mktemp -d)
trap 'build rm --all >/dev/null 2>&1; rm -rf --one-file-system "$work"' EXIT

fail() { say "failed: $*"; exit 1; }

# say WORDS..: now, and in what is kept.
kept=$here/in_containers.txt
say() { echo "$*" | tee -a "$kept"; }

build() { buildah --root "$work/storage" --runroot "$work/run" "$@"; }

# image NAME FILE: the image of a file of the repository.
image() {
  build bud --isolation chroot --pull-never -f "$top/$2" -t "$1" "$top" >"$work/log" 2>&1 ||
    { tail -n 40 "$work/log"; fail "$2 does not build"; }
}

# in_image NAME COMMAND...: with what is set by `settings`.
settings=()
in_image() { build run --isolation chroot ${settings[@]+"${settings[@]}"} "$1" -- "${@:2}"; }

make_base() {
  local base
  debootstrap --variant=minbase bookworm "$work/debian" ${mirror:+"$mirror"} >"$work/log" 2>&1 ||
    { tail "$work/log"; fail "there is no base"; }
  base=$(build from scratch)
  tar -C "$work/debian" -cf "$work/base.tar" .
  build add --quiet "$base" "$work/base.tar" / >/dev/null
  build commit --quiet --rm "$base" docker.io/library/debian:12-slim >/dev/null
  build tag docker.io/library/debian:12-slim docker.io/library/debian:12
  rm -rf --one-file-system "$work/debian" "$work/base.tar"
}

# The image serves a broker, and judges it.
use_program() {
  local container version entry judged
  image mqttspec packaging/Containerfile
  container=$(build from --pull-never mqttspec)
  version=$(in_image "$container" mqttspec --version)
  [[ $version == mqttspec\ * ]] || fail "the program has no version"
  entry=$(build inspect --type image --format '{{.OCIv1.Config.Entrypoint}}' mqttspec)
  [ "$entry" = '[mqttspec]' ] || fail "the image begins with $entry"
  judged=$(in_image "$container" bash -c '
    mqttspec serve --listen 127.0.0.1:0 >served &
    trap "kill $!" EXIT
    until grep -qs 127 served; do kill -0 $!; done
    mqttspec run "tcp://$(grep -o "127[^ ]*" served)" 3.12 --plain') ||
    { echo "$judged"; fail "the program of the image finds something wrong with itself"; }
  say "Containerfile: $version, on a broker on the loopback: $(tail -n 1 <<<"$judged")"
}

# build.sh is told what the base image of ClusterFuzzLite tells it.
use_fuzzers() {
  local container sanitizer flags out fuzzer
  image mqttspec-fuzz .clusterfuzzlite/Dockerfile
  for sanitizer in address undefined; do
    container=$(build from --pull-never mqttspec-fuzz)
    out=$work/out-$sanitizer
    mkdir -p "$out"
    flags="-O1 -fno-omit-frame-pointer -gline-tables-only -fsanitize=$sanitizer -fsanitize=fuzzer-no-link"
    [ "$sanitizer" = address ] || flags+=" -fno-sanitize-recover=undefined"
    # Debian's libFuzzer needs libstdc++; that of the base image brings what it needs along.
    settings=(-v "$out:/out" -e OUT=/out -e WORK=/work -e SANITIZER="$sanitizer"
      -e FUZZING_LANGUAGE=c++ -e FUZZING_ENGINE=libfuzzer -e CC=clang-19 -e CXX=clang++-19
      -e CFLAGS="$flags" -e CXXFLAGS="$flags -stdlib=libc++"
      -e LIB_FUZZING_ENGINE="-fsanitize=fuzzer -Wl,-lstdc++")
    in_image "$container" bash /src/build.sh >"$work/log" 2>&1 ||
      { tail -n 40 "$work/log"; fail "build.sh fails with $sanitizer"; }
    for fuzzer in "$out"/*_fuzz; do
      fuzzer=$(basename "$fuzzer")
      [ -s "$out/$fuzzer.dict" ] && [ -s "${out}/${fuzzer}_seed_corpus.zip" ] ||
        fail "$fuzzer has no dictionary or no seeds"
      in_image "$container" "/out/$fuzzer" -max_total_time=10 -print_funcs=0 \
        -dict="/out/$fuzzer.dict" >"$work/log" 2>&1 || { tail "$work/log"; fail "$fuzzer fails"; }
      say "$sanitizer $fuzzer: $(tail -n 1 "$work/log")"
    done
  done
}

date -u '+%F, %H:%M UTC' >"$kept"
make_base
for each in $what; do "use_$each"; done
say "built and used: $what"
