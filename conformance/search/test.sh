#!/usr/bin/env bash
# Searches a faulty broker on a socket, and runs the programs that come of it: they have to find the
# fault where it is, and nothing in a right broker. usage: conformance/search/test.sh PROGRAM
set -euo pipefail
program=$(realpath "${1:?the program is missing}")
work=$(mktemp -d)
. "$(dirname "$0")/../../packaging/serve.sh"
trap 'end_serving; rm -rf "$work" "$served"' EXIT
cd "$work"

fail() { echo "search: $*" >&2; exit 1; }

# ends_with STATUS COMMAND..
ends_with() {
  local wanted=$1 status=0
  shift
  "$@" >said 2>&1 || status=$?
  [ "$status" -eq "$wanted" ] || { cat said; fail "$* ended with $status, not $wanted"; }
}

serve --fault will_always_retained
ends_with 1 "$program" search "127.0.0.1:$port" --seconds 20 --reproducer found --json found.json
grep -q 'MQTT-3.1.2-14' said || { cat said; fail "the fault was not named"; }
ends_with 1 python3 found/01-*.py 127.0.0.1 "$port"
ends_with 1 "$program" search "127.0.0.1:$port" --replay found/01-*.script
{ cat found/01-*.script; printf 'c connect\nc ping\nc disconnect\n'; } >long.script
ends_with 1 "$program" search "127.0.0.1:$port" --replay long.script --shrink
grep -q 'c ping' said && { cat said; fail "what is not needed was left in the script"; }
ends_with 2 "$program" search "127.0.0.1:$port" --shrink
"$program" reproduce "127.0.0.1:$port" will/is-not-retained-with-will-retain-0 >case.py
serve --fault will_always_retained  # what the case has left is gone
ends_with 1 python3 case.py 127.0.0.1 "$port"

ends_with 2 "$program" reproduce "tls://127.0.0.1:$port" will/is-not-retained-with-will-retain-0

# Whoever is let in only by name is searched, too, if --about or the profile of the embedded broker says
# as whom.
serve --profile login-only
ends_with 3 "$program" search "127.0.0.1:$port" --seconds 1
echo '{"user_name": "mqttspec", "password": "secret"}' >about.json
ends_with 0 "$program" search "127.0.0.1:$port" --seconds 2 --about about.json
ends_with 0 "$program" search --seconds 1 --profile login-only
ends_with 0 "$program" run 3.12 --profile login-only

serve
ends_with 0 python3 found/01-*.py 127.0.0.1 "$port"
ends_with 0 "$program" search "127.0.0.1:$port" --replay found/01-*.script
ends_with 0 python3 case.py 127.0.0.1 "$port"
ends_with 0 "$program" search "127.0.0.1:$port" --seconds 5

# A broker that hangs up is not as it was, whatever the program is about to do.
serve_by python3 -c 'import socket
server = socket.create_server(("127.0.0.1", 0))
print("127.0.0.1:%d" % server.getsockname()[1], flush=True)
while True: server.accept()[0].close()'
ends_with 0 python3 case.py 127.0.0.1 "$port"
end_serving
ends_with 2 python3 found/01-*.py 127.0.0.1 "$port"
ends_with 3 "$program" search "127.0.0.1:$port" --seconds 5
echo "search: finds, shrinks and reproduces"
