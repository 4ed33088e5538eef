#!/usr/bin/env bash
# What the action of action.yml does: takes mqttspec from the path, or else builds it, and runs it
# against TARGET. The environment has the inputs of the action.
set -euo pipefail
: "${TARGET:?the input target is missing}" "${VERSION:=both}" "${REPORT:=mqttspec-report}"
program=$(command -v mqttspec) || {
  top=$(realpath "$(dirname "$0")/..")
  "$top/dev" build program mqttspec
  program=$top/build/release/mqttspec
}
mkdir -p "$REPORT"
options=(--version "$VERSION" --github --json "$REPORT/report.json" --html "$REPORT/report.html"
  --sarif "$REPORT/report.sarif" --junit "$REPORT/junit.xml")
[ -z "${KNOWN:-}" ] || options+=(--known "$KNOWN")
read -ra more <<<"${ARGUMENTS:-}"
status=0
"$program" run "$TARGET" ${more[@]+"${more[@]}"} "${options[@]}" || status=$?
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'status=%s\nreport=%s\n' "$status" "$REPORT" >>"$GITHUB_OUTPUT"
fi
exit "$status"
