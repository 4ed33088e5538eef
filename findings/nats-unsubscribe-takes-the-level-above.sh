#!/usr/bin/env bash
# NATS server 2.15.3 (Go module proxy), MQTT 3.1.1.
# Guess refuted: UNSUBSCRIBE with a Topic Filter to which nobody subscribed changes nothing.
# Seen: t/# ends the subscription to t, if that is one of QoS 0, and is answered as usual; u/# and +
# leave it alone. 3.10.4 has filters compared character by character [MQTT-3.10.4-1].
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cat >"$folder/client.py" <<'PYTHON'
import socket, sys

host, port = sys.argv[1].removeprefix("tcp://").split(":")


def text(value):
    return len(value).to_bytes(2, "big") + value


def packet(first_byte, body):
    return bytes([first_byte, len(body)]) + body


def receive(client, seconds=5):
    client.settimeout(seconds)
    try:
        first_byte, length = client.recv(2, socket.MSG_WAITALL)
        return first_byte, client.recv(length, socket.MSG_WAITALL)
    except TimeoutError:
        return None


client = socket.create_connection((host, int(port)))
client.sendall(packet(0x10, text(b"MQTT") + bytes([4, 2, 0, 60]) + text(b"client")))
receive(client)
client.sendall(packet(0x82, b"\0\1" + text(b"t") + b"\0"))
receive(client)
seen = {}
for unwanted in (b"u/#", b"+", b"t/#"):
    client.sendall(packet(0xA2, b"\0\2" + text(unwanted)))
    receive(client)
    client.sendall(packet(0x30, text(b"t") + b"x"))
    seen[unwanted.decode()] = receive(client, 2) is not None
print("still subscribed:", seen)
sys.exit(0 if seen == {"u/#": True, "+": True, "t/#": False} else 1)
PYTHON
MQTTSPEC_BROKERS=$folder GOMODCACHE=$folder/modules GOCACHE=$folder/build \
  conformance/targets/broker.sh nats run -- python3 "$folder/client.py" {target}
