#!/usr/bin/env bash
# Makes of the .deb a .tar.gz that runs where there is nothing but libc: the libraries that the
# program needs lie beside it, where it looks for them first, with the licences of their packages.
# usage: packaging/tarball.sh FILE.deb [FOLDER]; prints the name of what it wrote
set -euo pipefail
deb=$(realpath "${1:?the .deb is missing}")
folder=$(realpath "${2:-$(dirname "$deb")}")
name=mqttspec-$(dpkg-deb -f "$deb" Version)-linux-$(dpkg-deb -f "$deb" Architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dpkg-deb -x "$deb" "$work/deb"
mv "$work/deb/usr" "$work/$name"
program=$work/$name/bin/mqttspec
libraries=$work/$name/lib/mqttspec
licences=$work/$name/share/doc/mqttspec/libraries
mkdir -p "$libraries" "$licences"

# What belongs to libc is of the machine: it has to fit the kernel and the names of hosts.
of_libc='/(libc|libm|libpthread|libdl|librt|libresolv|ld-linux[^/]*)\.so\.[0-9]+$'
mapfile -t needed < <(ldd "$program" | sed -nE 's/.* => (\/[^ ]+) .*/\1/p' | grep -vE "$of_libc")
for library in "${needed[@]}"; do
  install -m 644 "$library" "$libraries/"
  # Debian knows a file by one of its paths: those below /usr are links to the others, or are not.
  package=$({ dpkg-query -S "$(realpath "$library")" "$library" 2>/dev/null || true; } |
    head -n 1 | cut -d : -f 1)
  cp "/usr/share/doc/$package/copyright" "$licences/$package"
done
# The older kind of path holds for what the libraries need themselves, too.
patchelf --force-rpath --set-rpath "\$ORIGIN/../lib/mqttspec" "$program"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "$folder/$name.tar.gz" "$name"
echo "$folder/$name.tar.gz"
