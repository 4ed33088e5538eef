#!/usr/bin/env bash
# How long a new user waits: the .deb is installed in a Debian 12 that has nothing but its base, made
# by debootstrap, with the packages that it needs, and gives its first verdict there. Needs root, debootstrap and a mirror of Debian.
# usage: packaging/in_bare_debian.sh FILE.deb [MIRROR]
set -euo pipefail
deb=$(realpath "${1:?the .deb is missing}")
mirror=${2:-http://deb.debian.org/debian}
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
  { tail "$root.log"; exit 1; }
rm -f "$root.log"
cp "$deb" "$root/mqttspec.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
begin=$EPOCHREALTIME
chroot "$root" apt-get install -y -qq --no-install-recommends /mqttspec.deb
chroot "$root" mqttspec run 3.1.4 | tail -n 1
end=$EPOCHREALTIME
echo "from the .deb to the first verdict: $(((${end/./} - ${begin/./}) / 1000)) ms"
