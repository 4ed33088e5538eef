#!/usr/bin/env bash
# Mosquitto 2.0.11 (Debian 12), MQTT 3.1.1.
# Guess refuted: whoever is thrown out by a second connection with its Client Identifier has not sent
# DISCONNECT, so that its Will is published, whatever becomes of the Session.
# Seen: with Clean Session 1 the Will comes at once, with Clean Session 0 never: 3.1.2.5 has it
# published when the Network Connection is closed [MQTT-3.1.2-8], and knows no such exception.
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


def connect(name, flags, payload=b""):
    for _ in range(100):
        try:
            client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    client.sendall(packet(0x10, text(b"MQTT") + bytes([4, flags, 0, 60]) + text(name) + payload))
    receive(client)
    return client


clean_session, with_will = 0x02, 0x04
watcher = connect(b"watcher", clean_session)
watcher.sendall(packet(0x82, b"\0\1" + text(b"will") + b"\0"))
receive(watcher)
seen = []
for flags in (clean_session, 0):
    will = text(b"will") + text(b"of %d" % flags)
    first = connect(b"client", flags | with_will, will)
    second = connect(b"client", flags)
    seen.append(receive(watcher))
    second.sendall(b"\xe0\0")
print(seen)
sys.exit(0 if seen == [(0x30, text(b"will") + b"of 2"), None] else 1)
PYTHON
python3 client.py "$port"
