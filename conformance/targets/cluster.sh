#!/usr/bin/env bash
# Starts two nodes of a broker that together are one, runs a command against them, and stops them again.
# In COMMAND every {target} becomes the address of the first, and {also} that of the second:
#   conformance/targets/cluster.sh rabbitmq -- mqttspec run {target} --also {also}
# Both are on the loopback, and so is what they tell each other. Returns the exit code of COMMAND, or 3
# if the nodes do not start. With --tls they are reached by TLS, with certificates in whose authority OpenSSL
# trusts while COMMAND runs (SSL_CERT_FILE).
# usage: cluster.sh ejabberd|rabbitmq [--tls] -- COMMAND...
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/certificates.sh"
name=${1:-}
case $name in ejabberd | rabbitmq) ;; *) sed -n '2,9s/^# //p' "$0" >&2; exit 2 ;; esac
shift
transport=tcp
[ "${1:-}" != --tls ] || { transport=tls; shift; }
[ "${1:-}" = -- ] && [ $# -gt 1 ] || { echo "cluster.sh: there is no command" >&2; exit 2; }
shift

accepts() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port that nobody uses now.
free_port() {
  local found
  while found=$((10000 + RANDOM % 20000)); accepts "$found"; do :; done
  echo "$found"
}

# Each node is the first of a group of processes.
groups=()
stop() {
  local each
  for each in ${groups[@]+"${groups[@]}"}; do kill -- "-$each" 2>/dev/null; done
  wait
  rm -rf "$work"
}

# start_node NUMBER: sets $port.
start_node() {
  node=$1 port=$(free_port) folder=$work/$1
  mkdir "$folder"
  [ "$transport" = tcp ] || cp "$work"/{ca,server}.{pem,key} "$folder/"
  rm -f "$cluster/joined"
  setsid "$here/$name/start.sh" serve >"$folder/output" 2>&1 &
  groups+=($!)
  # RabbitMQ joins before it listens, and so does the first node.
  [ "$node" != 1 ] && [ "$name" = ejabberd ] || touch "$cluster/joined"
  until accepts "$port" && [ -e "$cluster/joined" ]; do
    kill -0 $! 2>/dev/null || { tail -n 5 "$folder/output" >&2; exit 3; }
    sleep 0.1
  done
}

export port='' folder='' node='' transport login='' config='' cache=''
work=$(mktemp -d) || exit 3
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$here/$name/start.sh" install >&2 || exit 3
export cluster=$work/cluster
mkdir "$cluster"
head -c 20 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$cluster/cookie"
free_port >"$cluster/epmd"
if [ "$transport" = tls ]; then
  make_certificates "$work" || { tail -n 1 "$work/output" >&2; exit 3; }
  export SSL_CERT_FILE=$work/ca.pem
fi
start_node 1
target=$transport://127.0.0.1:$port
start_node 2
also=$transport://127.0.0.1:$port
set -- "${@//\{target\}/$target}"
"${@//\{also\}/$also}"
