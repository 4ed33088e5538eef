#!/usr/bin/env bash
# aMQTT, a broker in Python (asyncio).
. "$(dirname "$0")/../start_help.sh"

# hashed PASSWORD: as the password file wants it.
hashed() {
  "$cache/bin/python" -c '
import sys
from pwdlib.hashers.argon2 import Argon2Hasher
print(Argon2Hasher().hash(sys.argv[1]))' "$1"
}

write_config() {
  echo "listeners: {default: {type: tcp, bind: '127.0.0.1:$port'}}"
  echo "plugins:"
  if [ -n "$login" ]; then
    echo "${login%%:*}:$(hashed "${login#*:}")" >"$folder/passwords"
    echo "  amqtt.plugins.authentication.FileAuthPlugin: {password_file: $folder/passwords}"
  else
    echo "  amqtt.plugins.authentication.AnonymousAuthPlugin: {allow_anonymous: true}"
  fi
  [ -z "$config" ] || cat "$config"
}

case $1 in
  install) once amqtt@0.12.1 pypi_packages amqtt==0.12.1 ;;
  serve)
    write_config >"$folder/amqtt.yaml"
    exec "$cache/bin/amqtt" -c "$folder/amqtt.yaml" ;;
esac
