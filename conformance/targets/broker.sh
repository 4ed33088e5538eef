#!/usr/bin/env bash
# Starts a broker of its own on a loopback port, runs a command against it, and stops it again.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/certificates.sh"

usage() {
  cat <<'TEXT'
usage: broker.sh NAME run [--port N] [--transport T] [--login NAME:PASSWORD] [--config FILE]
                          -- COMMAND...
       broker.sh NAME install
       broker.sh list

Starts the broker of the folder NAME on 127.0.0.1, on port N or on a free one, in a temporary folder,
and prints its port and process id on standard error. In COMMAND every {target} becomes
tcp://127.0.0.1:PORT. A broker that ends while COMMAND runs is started again, up to 60 times, and
that is said. Returns the exit code of COMMAND, or 3 if the broker does not start.

With --transport tls, ws or wss it is reached by that, if its profile.json says that it can be, and
{target} begins so. Its certificate is vouched for by an authority of its own, in which OpenSSL trusts
while COMMAND runs (SSL_CERT_FILE).

With --login nobody is accepted but that user, of whom COMMAND has to be told: mqttspec run {target}
--user-name NAME --password PASSWORD. --config adds the lines of FILE to the broker's configuration.
install only installs the broker, into $MQTTSPEC_BROKERS (default ~/.cache/mqttspec/brokers).
TEXT
}

complain() { echo "broker.sh: $*" >&2; }

misuse() {
  complain "$*"
  usage >&2
  exit 2
}

# A port that nobody uses now, from below the range that the system hands out by itself.
random_port() { echo $((10000 + (RANDOM * 32768 + RANDOM) % 20000)); }

accepts() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Ends the broker and all that it started: the group of processes of which it is the first.
end_broker() {
  local pid
  pid=$(cat "$folder/pid") || return
  kill -- "-$pid" 2>/dev/null
  for _ in {1..100}; do
    kill -0 -- "-$pid" 2>/dev/null || return
    sleep 0.05
  done
  kill -KILL -- "-$pid" 2>/dev/null
}

# Runs beside the command and keeps the broker running.
keep_running() {
  trap 'end_broker; exit' TERM
  for _ in {0..60}; do
    # In a session of its own, so that ^C is for the command and not for the broker.
    setsid "$here/$name/start.sh" serve >>"$folder/output" 2>&1 &
    echo $! >"$folder/pid"
    wait $!
    end_broker
    [ -e "$folder/ready" ] || return
    complain "the broker ended and is started again; the last it said:"
    tail -n 5 "$folder/output" >&2
  done
}

# Ends what keeps the broker running, and with it the broker.
stop() {
  [ -n "$keeper" ] || return 0
  kill "$keeper" 2>/dev/null
  wait "$keeper" 2>/dev/null
  keeper=
}

clean_up() {
  stop
  [ -z "$folder" ] || rm -rf "$folder"
}

# Starts the broker on $port and waits until it accepts connections; fails if it ends before, or
# takes three minutes.
start_on_port() {
  keep_running &
  keeper=$!
  local waited=0
  until accepts "$port"; do
    kill -0 "$keeper" 2>/dev/null && [ $((waited += 1)) -lt 1800 ] || { stop; return 1; }
    sleep 0.1
  done
  touch "$folder/ready"
}

start() {
  for _ in 1 2 3 4 5; do
    [ -n "$wanted_port" ] || port=$(random_port)
    accepts "$port" || { start_on_port && return; }
    [ -z "$wanted_port" ] || break
  done
  if accepts "$port"; then
    complain "port $port is in use"
  else
    complain "the broker does not start on port $port"
    tail -n 5 "$folder/output" >&2
  fi
  return 3
}

run() {
  local wanted_port='' status
  while [ $# -gt 0 ]; do
    case $1 in
      --port) wanted_port=${2:?"--port needs a number"}; shift 2 ;;
      --transport)
        transport=${2:?"--transport needs tcp, tls, ws or wss"}
        [ "$transport" = tcp ] || grep -q "\"transports\".*\"$transport\"" "$here/$name/profile.json" ||
          misuse "$name cannot be reached by $transport"
        shift 2 ;;
      --config) config=$(realpath "${2:?"--config needs a file"}") || exit 2; shift 2 ;;
      --login)
        login=${2:?"--login needs NAME:PASSWORD"}
        [[ $login == ?*:?* ]] || misuse "--login needs NAME:PASSWORD"
        shift 2 ;;
      --) shift; break ;;
      *) misuse "unknown option $1" ;;
    esac
  done
  [ $# -gt 0 ] || misuse "there is no command"
  port=$wanted_port
  "$here/$name/start.sh" install >&2 || { complain "$name cannot be installed"; exit 3; }
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  folder=$(mktemp -d) || exit 3
  case $transport in
    tls | wss)
      make_certificates "$folder" || { complain "no certificates: $(tail -n 1 "$folder/output")"; exit 3; }
      export SSL_CERT_FILE=$folder/ca.pem ;;
  esac
  start || exit
  local target=$transport://127.0.0.1:$port
  case $transport in ws | wss) target+=/mqtt ;; esac
  echo "broker.sh: port $port, pid $(cat "$folder/pid")" >&2
  "${@//\{target\}/$target}"
  status=$?
  exit "$status"
}

# What start.sh of a broker is told.
export port='' folder='' transport=tcp login='' config='' cache=''
keeper=''

case "${1:-} ${2:-}" in
  'list ') for each in "$here"/*/start.sh; do basename "$(dirname "$each")"; done ;;
  *' install' | *' run')
    name=$1
    [ -x "$here/$name/start.sh" ] || misuse "there is no broker $name (broker.sh list)"
    cache=${MQTTSPEC_BROKERS:-${XDG_CACHE_HOME:-$HOME/.cache}/mqttspec/brokers}/$name
    mkdir -p "$cache" || exit 3
    command=$2
    shift 2
    if [ "$command" = run ]; then run "$@"; else "$here/$name/start.sh" install; fi ;;
  *) usage >&2; exit 2 ;;
esac
