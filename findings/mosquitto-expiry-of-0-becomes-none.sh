#!/usr/bin/env bash
# Mosquitto 2.0.11 (Debian 12), MQTT 5.0.
# Guess refuted: a message that is published with a Message Expiry Interval of 0 is not kept beyond
# that second, or is at least passed on with what is left of it, 0.
# Seen: retained, it is still there after three seconds, and comes without any interval, as a message
# that never expires [MQTT-3.3.2-6]; one that is published with an interval of 1 is gone by then.
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


publisher = connect(b"publisher")
for seconds in range(2):
    expiry = bytes([5, 2]) + seconds.to_bytes(4, "big")
    publisher.sendall(packet(0x31, text(b"topic/%d" % seconds) + expiry + b"x"))
publisher.sendall(b"\xc0\0")
receive(publisher)
time.sleep(3)
subscriber = connect(b"subscriber")
subscriber.sendall(packet(0x82, b"\0\1\0" + text(b"topic/+") + b"\0"))
receive(subscriber)
seen = [receive(subscriber), receive(subscriber)]
print(seen)
sys.exit(0 if seen == [(0x31, text(b"topic/0") + b"\0x"), None] else 1)
PYTHON
python3 client.py "$port"
