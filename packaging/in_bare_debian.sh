#!/usr/bin/env bash
# How long a new user waits. The .deb is installed, with the packages that it needs, in a Debian 12
# that has nothing but its base, made by debootstrap, and gives its first verdict there. The .tar.gz
# is unpacked where there is nothing but Debian's libc, not even a shell. Needs root, debootstrap and
# a mirror of Debian.
# usage: packaging/in_bare_debian.sh FILE.deb|FILE.tar.gz [MIRROR]
set -euo pipefail
file=$(realpath "${1:?the .deb or .tar.gz is missing}")
mirror=${2:-}
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
debian=$work/debian libc=$work/libc
debootstrap --variant=minbase bookworm "$debian" ${mirror:+"$mirror"} >"$work/log" 2>&1 ||
  { tail "$work/log"; exit 1; }

# phase NAME COMMAND...: runs it and says how long it took, and how much of that the processor worked.
phase() {
  local TIMEFORMAT="$1: %R s, processor %U s and %S s for the system"
  time "${@:2}"
}

first_verdict() { "$@" run 3.1.4 | tail -n 1; }

begin=$EPOCHREALTIME
case $file in
  *.deb)
    cp "$file" "$debian/mqttspec.deb"
    cp /etc/resolv.conf "$debian/etc/resolv.conf"
    phase install chroot "$debian" apt-get install -y -qq --no-install-recommends /mqttspec.deb
    phase verdict first_verdict chroot "$debian" mqttspec
    ;;
  *)
    mkdir -p "$libc/proc"
    dpkg-deb -x "$debian"/var/cache/apt/archives/libc6_*.deb "$libc"
    phase unpack tar -C "$libc" -xzf "$file"
    # Where the program lies, by which its libraries are found, stands in /proc.
    phase verdict first_verdict unshare --fork --pid --mount-proc --root "$libc" \
      "/$(basename "$file" .tar.gz)/bin/mqttspec"
    ;;
esac
end=$EPOCHREALTIME
echo "from the file to the first verdict: $(((${end/./} - ${begin/./}) / 1000)) ms"
