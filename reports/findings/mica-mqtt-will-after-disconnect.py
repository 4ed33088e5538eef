"""mica-mqtt 2.5.10, MQTT 3.1.1 (and 5.0), [MQTT-3.1.2-10]: the Will of a connection that ended
with DISCONNECT has to be removed. It is published when a later connection, without a Will,
ends.
usage: mica-mqtt-will-after-disconnect.py HOST PORT"""
import socket, sys

def text(s): return len(s).to_bytes(2, "big") + s.encode()
def packet(first_byte, body): return bytes([first_byte, len(body)]) + body  # all are short
def receive(link, seconds=3):  # the next packet: its first byte and the rest, or nothing
    link.settimeout(seconds)
    try:
        head = link.recv(2)
        return (head[0], link.recv(head[1])) if len(head) == 2 else None
    except TimeoutError:
        return None
def client(name, flags=2, more=b""):
    link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    connect = text("MQTT") + bytes([4, flags, 0, 60]) + text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

sub = client("sub")
sub.sendall(packet(0x82, b"\x00\x01" + text("will") + b"\x00"))
receive(sub)  # SUBACK
first = client("c", 6, text("will") + text("of the first connection"))
first.sendall(packet(0xE0, b""))
receive(first)  # it closes
second = client("c")
second.close()
got = receive(sub, 5)
print("Will:", got or "nothing", "- none is to be published")
sys.exit(0 if got else 1)
