#!/usr/bin/env bash
# The paho C client 1.3.12 (Debian 12), MQTT 5.0.
# Guess refuted: a Session Expiry Interval of 0xFFFFFFFF, by which a Session does not expire, is
# sent as such.
# Seen: 11 00 00 00 ff, which is 255 seconds. 0x7FFFFFFF is sent as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q=2 -o APT::Sandbox::User=root libpaho-mqtt1.3=1.3.12-1 libpaho-mqtt-dev=1.3.12-1
for each in *.deb; do dpkg -x "$each" .; done
cat >client.c <<'C'
#include <MQTTClient.h>
#include <stdlib.h>

int main(int count, char** arguments) {
  MQTTClient client;
  MQTTClient_createOptions made = MQTTClient_createOptions_initializer;
  made.MQTTVersion = MQTTVERSION_5;
  MQTTClient_createWithOptions(&client, arguments[1], "finding", MQTTCLIENT_PERSISTENCE_NONE, NULL,
                               &made);
  MQTTProperties properties = MQTTProperties_initializer;
  MQTTProperty expiry = {.identifier = MQTTPROPERTY_CODE_SESSION_EXPIRY_INTERVAL};
  expiry.value.integer4 = (unsigned)strtoul(arguments[2], NULL, 0);
  MQTTProperties_add(&properties, &expiry);
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer5;
  return MQTTClient_connect5(client, &options, &properties, NULL).reasonCode;
}
C
cat >server.py <<'PYTHON'
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(10)
sent = {}
for expiry in ("0x7fffffff", "0xffffffff"):
    client = subprocess.Popen(["./client", f"tcp://127.0.0.1:{listener.getsockname()[1]}", expiry])
    connection, _ = listener.accept()
    connect = connection.recv(1000)
    connection.sendall(b"\x20\3\0\0\0")
    connection.close()
    client.wait()
    sent[expiry] = connect[connect.index(b"\x11") + 1:][:4].hex()  # no other byte of it is 0x11
    print(expiry, "is sent as", sent[expiry])
sys.exit(0 if sent == {"0x7fffffff": "7fffffff", "0xffffffff": "000000ff"} else 1)
PYTHON
libraries=$(dirname usr/lib/*/libpaho-mqtt3c.so.1)
gcc -Iusr/include client.c -o client "$libraries/libpaho-mqtt3c.so.1" -Wl,-rpath-link,"$libraries"
LD_LIBRARY_PATH=$libraries python3 server.py
