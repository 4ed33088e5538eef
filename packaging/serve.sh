# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# For tests that need a reference broker on a port, or whatever else says where it listens. They set
# $program, and read:
#   $address  where it is: 127.0.0.1:1883
#   $port     of that
# What is served ends with the script that includes this.
served=$(mktemp)
server=
address='' port=''

end_serving() {
  [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
  server=
}

# serve_by COMMAND...: what prints its address as the first thing that it says.
serve_by() {
  end_serving
  : >"$served"
  "$@" >"$served" &
  server=$!
  until grep -qs 127 "$served"; do kill -0 "$server" && sleep 0.01; done
  address=$(grep -o '127[^ ]*' "$served" | head -n 1)
  port=${address##*:}
}

# serve [OPTION..]: a reference broker.
serve() { serve_by "$program" serve --listen 127.0.0.1:0 "$@"; }
