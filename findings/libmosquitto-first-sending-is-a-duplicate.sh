#!/usr/bin/env bash
# libmosquitto 2.0.11 (Debian 12), MQTT 3.1.1 (and 5.0).
# Guess refuted: a QoS 1 message that is published while there is no connection is sent with DUP 0
# when there is one, since it was never sent before.
# Seen: it comes with DUP 1 (0x3a); the next one, published on the connection, with DUP 0 (0x32),
# which the Standard asks for where a message is sent first [MQTT-4.3.2-1].
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q=2 -o APT::Sandbox::User=root 'libmosquitto1=2.0.11*' 'libmosquitto-dev=2.0.11*'
for each in *.deb; do dpkg -x "$each" .; done
cat >client.c <<'C'
#include <mosquitto.h>
#include <stdlib.h>

static void connected(struct mosquitto* client, void* o, int code) {
  mosquitto_publish(client, NULL, "topic", 1, "2", 1, false);
}

int main(int count, char** arguments) {
  mosquitto_lib_init();
  struct mosquitto* client = mosquitto_new("finding", true, NULL);
  mosquitto_connect_callback_set(client, connected);
  mosquitto_publish(client, NULL, "topic", 1, "1", 1, false);
  if (mosquitto_connect(client, "127.0.0.1", atoi(arguments[1]), 60)) return 2;
  while (mosquitto_loop(client, -1, 1) == MOSQ_ERR_SUCCESS) {
  }
  return 0;
}
C
cat >server.py <<'PYTHON'
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(10)
client = subprocess.Popen(["./client", str(listener.getsockname()[1])])
connection, _ = listener.accept()
connection.settimeout(5)


def receive():
    first_byte, length = connection.recv(2, socket.MSG_WAITALL)
    return first_byte, connection.recv(length, socket.MSG_WAITALL)


receive()
connection.sendall(b"\x20\2\0\0")
seen = {}
for _ in range(2):
    first_byte, body = receive()
    seen[body[-1:].decode()] = first_byte
connection.close()
client.wait()
for number, first_byte in sorted(seen.items()):
    print(f"message {number}: 0x{first_byte:02x}")
sys.exit(0 if seen == {"1": 0x3A, "2": 0x32} else 1)
PYTHON
libraries=$(dirname usr/lib/*/libmosquitto.so.1)
gcc -Iusr/include client.c -o client "$libraries/libmosquitto.so.1" -Wl,-rpath-link,"$libraries"
LD_LIBRARY_PATH=$libraries python3 server.py
