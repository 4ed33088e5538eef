#!/usr/bin/env bash
# ejabberd 23.01 (apt), a cluster of two nodes, MQTT 5.0, [MQTT-3.8.3-3].
# Guess refuted: a Session that comes to the other node leaves the No Local of its subscription behind.
# Seen: who came back from the second node to the first a quarter of a second later got its own message in 5 and
# in 17 of 60 times, nobody the other way, after 1.3 s, or at the same node: the same second in which
# newcomers lose (ejabberd-cluster-newcomer-loses.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/client.py" <<'PYTHON'
import socket, sys, time


def text(value):
    return len(value).to_bytes(2, "big") + value


def packet(first_byte, body):
    return bytes([first_byte, len(body)]) + body


def connect(address, name):
    host, port = address.removeprefix("tcp://").split(":")
    client = socket.create_connection((host, int(port)))
    login = text(b"anybody") + text(b"anything")
    kept = b"\x05\x11\0\0\0\x78"  # Session Expiry Interval 120
    client.sendall(packet(0x10, text(b"MQTT") + bytes([5, 0xC0, 0, 60]) + kept + text(name) + login))
    client.settimeout(2)
    return client, client.recv(300)


def received(client):
    client.settimeout(0.6)
    got = b""
    try:
        while more := client.recv(300):
            got += more
    except OSError:
        pass
    return got


def came_back(one, other, gap):
    count = 0
    for i in range(60):
        name = f"no-local-{one[-5:]}-{other[-5:]}-{gap}-{i}".encode()
        client, _ = connect(one, name)
        client.sendall(packet(0x82, b"\0\1\0" + text(name) + b"\x05"))  # QoS 1, No Local
        client.recv(100)
        client.close()
        time.sleep(gap)
        client, connack = connect(other, name)
        if connack[2:4] == b"\1\0":  # Session Present
            client.sendall(packet(0x32, text(name) + b"\0\7\0mine"))
            count += b"mine" in received(client)
        client.close()
    return count


first, second = sys.argv[1:]
seen = {
    (way, gap): came_back(one, other, gap)
    for way, one, other in (("first to second", first, second), ("second to first", second, first),
                            ("first to first", first, first))
    for gap in (0.25, 1.3)
}
for (way, gap), count in seen.items():
    print(f"own messages that came back, of 60: {count}, {way} node after {gap} s")
sys.exit(0 if sum(seen.values()) > 0 and all(count == 0 or gap < 1 for (_, gap), count in seen.items()) else 1)
PYTHON
conformance/targets/cluster.sh ejabberd -- python3 "$folder/client.py" {target} {also}
