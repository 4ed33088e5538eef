#!/usr/bin/env bash
# Makes packages of the test vectors for npm and PyPI.
# usage: packaging/vectors.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "${1:?the program is missing}")
mkdir -p "${2:?the folder is missing}"
folder=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$(dirname "$0")"/vectors/. "$work"
"$program" vectors "$work/mqttspec_vectors/data" >&2
version=$("$program" --version)
sed -i "s/\"version\": \"0.0.0\"/\"version\": \"${version#* }\"/" "$work/package.json"
sed -i "s/^version = \"0.0.0\"/version = \"${version#* }\"/" "$work/pyproject.toml"
cd "$work"
npm pack --silent --pack-destination "$folder" >&2
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check wheel --no-deps --wheel-dir "$folder" . >&2
