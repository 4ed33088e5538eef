#!/usr/bin/env bash
# NATS server 2.15.3 (Go module proxy), MQTT 3.1.1.
# Guess refuted: a Client that comes back to its Session gets what it had not acknowledged at once.
# Seen: it comes 20 to 40 seconds after it was sent first, when the server's acknowledgement timer has
# run out; reconnecting hastens nothing. The Standard names no time.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cat >"$folder/client.py" <<'PYTHON'
import socket, sys, time

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


def connect(name, clean):
    client = socket.create_connection((host, int(port)))
    client.sendall(packet(0x10, text(b"MQTT") + bytes([4, 2 * clean, 0, 60]) + text(name)))
    return client, receive(client)


sub, _ = connect(b"subscriber", False)
sub.sendall(packet(0x82, b"\0\1" + text(b"topic") + b"\1"))
receive(sub)
pub, _ = connect(b"publisher", True)
pub.sendall(packet(0x32, text(b"topic") + b"\0\1" + b"once"))
receive(pub)
first = receive(sub)
sent = time.monotonic()
sub.close()
sub, connack = connect(b"subscriber", False)
again = receive(sub, 60)
took = time.monotonic() - sent
print("Session Present:", connack[1][0])
print("sent again:     ", again is not None and again[1][-4:], f"after {took:.0f} s")
sys.exit(0 if connack[1][0] == 1 and again is not None and 20 < took < 40 else 1)
PYTHON
MQTTSPEC_BROKERS=$folder GOMODCACHE=$folder/modules GOCACHE=$folder/build \
  conformance/targets/broker.sh nats run -- python3 "$folder/client.py" {target}
