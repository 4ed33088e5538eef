#!/usr/bin/env bash
# Starts a Mosquitto of its own on a loopback port, runs a command against it, and stops it again.
set -uo pipefail

usage() {
  cat <<'TEXT'
usage: mosquitto.sh run [--port N] [--config FILE] [--login NAME:PASSWORD] -- COMMAND...

Starts Debian's mosquitto (or $MOSQUITTO) on 127.0.0.1, on port N or on a free one, in a temporary
directory, and prints its port and process id on standard error. In COMMAND every {target} becomes
tcp://127.0.0.1:PORT. Returns the exit code of COMMAND, or 3 if the broker does not start.
Lines of FILE are added to the broker's configuration. With --login nobody is accepted but that user,
of whom COMMAND has to be told: mqttspec run {target} --user-name NAME --password PASSWORD.
TEXT
}

complain() { echo "mosquitto.sh: $*" >&2; }

# A port that nobody uses now, from below the range that the system hands out by itself.
random_port() { echo $((10000 + (RANDOM * 32768 + RANDOM) % 20000)); }

accepts() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

write_config() {
  cat <<CONFIG
listener $1 127.0.0.1
allow_zero_length_clientid true
persistence false
max_queued_messages 100000
max_inflight_messages 100
set_tcp_nodelay true
log_dest file $folder/mosquitto.log
log_type all
CONFIG
  # As root it would become the user mosquitto, who cannot write here.
  [ "$(id -u)" -ne 0 ] || echo "user root"
  if [ -n "$login" ]; then
    printf 'allow_anonymous false\npassword_file %s\n' "$folder/passwords"
  else
    echo "allow_anonymous true"
  fi
  [ -z "$config" ] || cat "$config"
}

# Writes the password file; fails if it cannot.
write_passwords() {
  [ -n "$login" ] || return 0
  mosquitto_passwd -b -c "$folder/passwords" "${login%%:*}" "${login#*:}" >&2 && return
  complain "no password file can be made (mosquitto_passwd)"
  return 3
}

# Starts the broker on a port; fails if it ends before it accepts connections.
start_on() {
  write_config "$1" >"$folder/mosquitto.conf" || return
  # In a session of its own, so that ^C is for the command and not for the broker.
  setsid "$broker" -c "$folder/mosquitto.conf" >"$folder/output" 2>&1 &
  pid=$!
  local waited=0
  while ! accepts "$1"; do
    if ! kill -0 "$pid" 2>/dev/null || [ $((waited += 1)) -gt 200 ]; then
      stop
      return 1
    fi
    sleep 0.05
  done
}

stop() {
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  pid=
}

clean_up() {
  stop
  [ -z "$folder" ] || rm -rf "$folder"
}

start() {
  local attempt
  for attempt in 1 2 3 4 5; do
    [ -n "$wanted_port" ] || port=$(random_port)
    accepts "$port" || { start_on "$port" && return; }
    [ -z "$wanted_port" ] || break
  done
  if accepts "$port"; then
    complain "port $port is in use"
  else
    complain "the broker does not start on port $port"
  fi
  cat "$folder/output" "$folder/mosquitto.log" 2>/dev/null | tail -n 5 >&2
  return 3
}

[ "${1:-}" = run ] || { usage >&2; exit 2; }
shift
wanted_port='' config='' login=''
while [ $# -gt 0 ]; do
  case $1 in
    --port) wanted_port=${2:?"--port needs a number"}; shift 2 ;;
    --config) config=${2:?"--config needs a file"}; shift 2 ;;
    --login)
      login=${2:?"--login needs NAME:PASSWORD"}
      [[ $login == ?*:?* ]] || { complain "--login needs NAME:PASSWORD"; exit 2; }
      shift 2 ;;
    --) shift; break ;;
    *) complain "unknown option $1"; usage >&2; exit 2 ;;
  esac
done
[ $# -gt 0 ] || { complain "there is no command"; exit 2; }

broker=${MOSQUITTO:-/usr/sbin/mosquitto}
[ -x "$broker" ] || { complain "there is no $broker (package mosquitto)"; exit 3; }

port=$wanted_port pid='' folder=''
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
folder=$(mktemp -d) || exit 3
write_passwords || exit
start || exit
echo "mosquitto.sh: port $port, pid $pid" >&2

"${@//\{target\}/tcp://127.0.0.1:$port}"
status=$?
if ! kill -0 "$pid" 2>/dev/null; then
  complain "the broker ended while the command ran; the last it said:"
  tail -n 10 "$folder/mosquitto.log" >&2
fi
exit $status
