#!/usr/bin/env bash
# Has SPIN find every ending of qos_2.pml: one line each, then how many states and seconds it took.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: check.sh

Prints, for each reachable ending,
  OUTCOME METHOD_A MAY_CLEAN  DELIVERED..  COMPLETED..  PUBLISHES_AT_BROKER  AT_SUBSCRIBER  DUPS
and then STATES and SECONDS of the search. Fails if an assertion of the model can be violated, or if
spin (Debian package spin) or gcc is missing.
TEXT
}

[ $# -eq 0 ] || { usage >&2; exit 2; }
model=$(cd "$(dirname "$0")" && pwd)/qos_2.pml
for program in spin gcc; do
  command -v "$program" >/dev/null || {
    echo "check.sh: there is no $program (Debian: apt-get install $program)" >&2
    exit 3
  }
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# -o2 keeps variables that are only written and printed: without it SPIN takes endings for the same
# that differ in nothing else, and prints only the first of them.
spin -o2 -a "$model" >spin.log || { cat spin.log >&2; exit 1; }
gcc -O1 -w -DPRINTF -DSAFETY -DNOREDUCE -o pan pan.c
begin=$(date +%s.%N)
./pan -m100000 >pan.log
end=$(date +%s.%N)
grep -q 'errors: 0' pan.log && ! grep -q 'max search depth too small' pan.log || {
  grep -v OUTCOME pan.log >&2
  exit 1
}
grep OUTCOME pan.log | sort -u
awk '/states, stored/ { print "STATES", $1 }' pan.log
awk -v begin="$begin" -v end="$end" 'BEGIN { printf "SECONDS %.2f\n", end - begin }'
