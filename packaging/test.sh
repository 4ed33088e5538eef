#!/usr/bin/env bash
# Unpacks and uses what others install: the .deb, the packages of the test vectors, the action.
# usage: packaging/test.sh BUILD_DIRECTORY
set -euo pipefail
build=$(realpath "${1:?the build directory is missing}")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
. "$here/serve.sh"
trap 'end_serving; rm -rf "$work" "$served"' EXIT
cd "$work"

fail() { echo "packaging: $*" >&2; exit 1; }

# The .deb needs little, and what is in it works with an empty environment.
cpack --config "$build/CPackConfig.cmake" -B "$work/deb" >log 2>&1 || { cat log; exit 1; }
needs=$(dpkg-deb -f deb/mqttspec_*.deb Depends | sed 's/ ([^)]*)//g; s/, /\n/g' | sort | xargs)
[[ $needs =~ ^libc6\ libgcc-s1\ libmimalloc2.0\ libpcap0.8\ libstdc\+\+6\ libtins[0-9.]*$ ]] ||
  fail "the .deb needs $needs"
dpkg-deb -x deb/mqttspec_*.deb root
program=$work/root/usr/bin/mqttspec
[[ $(env -i "$program" run 3.1.4) == *"no violation found in"* ]] || fail "the program does not run"
man=$(gzip -cdf root/usr/share/man/man1/mqttspec.1)
for command in $("$program" completion fish | sed -n 's/.*__fish_use_subcommand -a \([a-z]*\) .*/\1/p'); do
  [[ $man == *".SS $command"* ]] || fail "the manual page has no $command"
done
bash -n root/usr/share/bash-completion/completions/mqttspec

# What the .tar.gz needs beside libc lies in it, and is what it takes.
tarball=$("$here/tarball.sh" deb/mqttspec_*.deb "$work")
tar -xzf "$tarball"
unpacked=$work/$(basename "$tarball" .tar.gz)
ldd "$unpacked/bin/mqttspec" | sed -nE 's/.* => (\/[^ ]+) .*/\1/p' >needed
if grep -vE "^($unpacked/.*|.*/lib(c|m|pthread|dl|rt|resolv)\.so\.[0-9]+)$" needed; then
  fail "the program of the .tar.gz needs more than is in it"
fi
[[ $(env -i "$unpacked/bin/mqttspec" run 3.1.4) == *"no violation found in"* ]] ||
  fail "the program of the .tar.gz does not run"

# Both packages of the test vectors have the same ones.
"$here/vectors.sh" "$program" "$work/vectors" 2>log || { cat log; exit 1; }
npm install --silent --no-audit --no-fund --prefix node ./vectors/mqttspec-vectors-*.tgz
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install vectors/mqttspec_vectors-*.whl
cat >node/count.mjs <<'JS'
import { malformed, senders, valid, versions } from "mqttspec-vectors";
for (const version of versions)
  for (const sender of senders)
    for (const each of [valid, malformed])
      console.log(version, sender, each(version, sender).length, each(version, sender).at(-1).hex);
JS
node node/count.mjs >in_node
python/bin/python >in_python <<'PY'
from mqttspec_vectors import SENDERS, VERSIONS, malformed, valid
for version in VERSIONS:
    for sender in SENDERS:
        for each in (valid, malformed):
            print(version, sender, len(each(version, sender)), each(version, sender)[-1]["hex"])
PY
[ "$(wc -l <in_node)" -eq 8 ] && diff in_node in_python || fail "the packages of vectors differ"

# act STATUS [OPTION..]: the action, as a runner would start it, on a reference broker that is served
# with these options; it has to end so.
act() {
  local wanted=$1 status=0 report
  shift
  serve "$@"
  env PATH="$work/root/usr/bin:$PATH" TARGET="$address" REPORT=report \
    ARGUMENTS="3.8.4 --plain" GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary" \
    "$here/action.sh" >log 2>&1 || status=$?
  end_serving
  [ "$status" -eq "$wanted" ] || { cat log; fail "the action ended with $status, not $wanted"; }
  grep -qx "status=$status" output || fail "the action has no output"
  for report in report.json report.html report.sarif junit.xml; do
    [ -s "report/$report" ] || fail "the action wrote no $report"
  done
  [ -s summary ] || fail "the action wrote no summary"
  rm -r report output summary
}
act 0
act 1 --fault suback_for_each_filter
echo "packages: built, installed and used"
