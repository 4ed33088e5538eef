#!/usr/bin/env bash
# Mosquitto 2.0.11 (Debian 12), MQTT 5.0.
# Guess refuted: a Client that subscribes to the same Topic Filter again, now with No Local and Retain
# As Published, has a subscription with these options.
# Seen: it keeps the options of the first SUBSCRIBE: its own message comes back, and without RETAIN,
# though 3.8.4 has the old subscription replaced [MQTT-3.8.4-3]. Asked for at once, they work.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q=2 -o APT::Sandbox::User=root 'mosquitto=2.0.11*' libwrap0 libnsl2 libtirpc3 libdlt2
for each in *.deb; do dpkg -x "$each" .; done
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
printf 'listener %s 127.0.0.1\nallow_anonymous true\nlog_type error\n' "$port" >configuration
libraries=$PWD/$(dirname usr/lib/*/libdlt.so.2)
LD_LIBRARY_PATH=$libraries usr/sbin/mosquitto -c configuration &
server=$!
cat >client.py <<'PYTHON'
import socket, sys, time


def text(value):
    return len(value).to_bytes(2, "big") + value


def packet(first_byte, body):
    return bytes([first_byte, len(body)]) + body


def receive(client):
    try:
        first_byte, length = client.recv(2, socket.MSG_WAITALL)
        return first_byte, client.recv(length, socket.MSG_WAITALL)
    except TimeoutError:
        return None


def subscribed(client, *options):
    for each in options:
        client.sendall(packet(0x82, b"\0\1\0" + text(b"topic") + bytes([each])))
        receive(client)
    return client


def connect(name):
    for _ in range(100):
        try:
            client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    client.sendall(packet(0x10, text(b"MQTT") + bytes([5, 2, 0, 60, 0]) + text(name)))
    receive(client)
    return client


plain, no_local, as_published = 0x00, 0x04, 0x08
changed = subscribed(connect(b"changed"), plain, no_local | as_published)
changed.sendall(packet(0x31, text(b"topic") + b"\0x"))
own = receive(changed)
fixed = subscribed(connect(b"fixed"), no_local | as_published)
receive(fixed)  # the retained message
fixed.sendall(packet(0x31, text(b"topic") + b"\0y"))
print("options of the second SUBSCRIBE:", own)
none = receive(fixed)
print("options of the first SUBSCRIBE: ", none)
sys.exit(0 if own == (0x30, text(b"topic") + b"\0x") and none is None else 1)
PYTHON
python3 client.py "$port"
