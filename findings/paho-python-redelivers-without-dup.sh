#!/usr/bin/env bash
# paho-mqtt 2.2.0 (PyPI), MQTT 3.1.1, with its own thread (loop_start).
# Guess refuted: a PUBLISH that was sent, and is sent again on the next connection of the Session,
# has DUP 1 the second time [MQTT-3.3.1-1].
# Seen: where the Server closes as soon as it has the PUBLISH, some of 600 messages come again with
# DUP 0. publish() hands the packet to the thread; if that has sent it and has ended with the
# connection before publish() returns, the message counts as one that was never sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install -q --disable-pip-version-check --no-cache-dir paho-mqtt==2.2.0
cat >rounds.py <<'PYTHON'
import collections, queue, socket, sys, threading
from paho.mqtt import client as mqtt

ROUNDS = 600


def receive(connection):
    first_byte, length = connection.recv(2, socket.MSG_WAITALL)
    connection.recv(length, socket.MSG_WAITALL)
    return first_byte


def serve(listener, publishes):
    for _ in range(ROUNDS):
        for session_present in (0, 1):
            connection, _ = listener.accept()
            receive(connection)
            connection.sendall(bytes([0x20, 2, session_present, 0]))
            publishes.put(receive(connection))
            connection.close()


publishes = queue.Queue()
listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener, publishes), daemon=True).start()
pairs = collections.Counter()
for _ in range(ROUNDS):
    up, down = threading.Event(), threading.Event()
    version = mqtt.CallbackAPIVersion.VERSION2
    client = mqtt.Client(version, "client", clean_session=False, reconnect_on_failure=False)
    client.on_connect = lambda *_: up.set()
    client.on_disconnect = lambda *_: down.set()
    client.connect(*listener.getsockname())
    client.loop_start()
    up.wait()
    client.publish("topic", "message", qos=2)
    down.wait()
    client.loop_stop()
    client.connect(*listener.getsockname())
    client.loop_start()
    pairs[publishes.get(), publishes.get()] += 1
    client.loop_stop()
for (first, second), times in pairs.items():
    print(f"first 0x{first:02x}, again 0x{second:02x}: {times} times")
sys.exit(0 if pairs[0x34, 0x34] > 0 else 1)
PYTHON
environment/bin/python rounds.py
