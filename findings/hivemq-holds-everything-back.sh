#!/usr/bin/env bash
# HiveMQ Community Edition embedded 2025.5 (Maven Central), MQTT 3.1.1.
# Guess refuted: while a subscriber has one QoS 1 message unacknowledged, it still gets what comes for its
# other subscriptions, QoS 0 at least.
# Seen: nothing comes for five seconds, neither QoS 0 nor QoS 1; with the PUBACK both come at once, the
# later one first. The Standard permits it.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
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


def connect(name):
    client = socket.create_connection((host, int(port)))
    client.sendall(packet(0x10, text(b"MQTT") + b"\4\2\0\x3c" + text(name)))
    receive(client)
    return client


sub = connect(b"subscriber")
for number, (topic, qos) in enumerate([(b"first", 1), (b"second", 0), (b"third", 1)], 1):
    sub.sendall(packet(0x82, bytes([0, number]) + text(topic) + bytes([qos])))
    receive(sub)
pub = connect(b"publisher")
pub.sendall(packet(0x32, text(b"first") + b"\0\1" + b"1"))
receive(pub)
first = receive(sub)
pub.sendall(packet(0x30, text(b"second") + b"2") + packet(0x32, text(b"third") + b"\0\2" + b"3"))
receive(pub)
held = receive(sub)
sub.sendall(packet(0x40, first[1][7:9]))
freed = [receive(sub), receive(sub)]
print("before PUBACK:", held)
print("after it:     ", [body[-1:] for _, body in filter(None, freed)])
sys.exit(0 if held is None and None not in freed else 1)
PYTHON
MQTTSPEC_BROKERS=$folder conformance/targets/broker.sh hivemq run -- \
  python3 "$folder/client.py" {target}
