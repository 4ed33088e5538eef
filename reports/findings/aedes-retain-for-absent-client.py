"""aedes 1.2.0, MQTT 3.1.1, [MQTT-3.3.1-9]: a message published with RETAIN, which is delivered to
a subscription made long before, has RETAIN 1 if its Client was away then. It has to be 0.
usage: aedes-retain-for-absent-client.py HOST PORT"""
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

sub = client("away", 0)
sub.sendall(packet(0x82, b"\x00\x01" + text("door") + b"\x01"))
receive(sub)  # SUBACK
sub.sendall(packet(0xE0, b""))
receive(sub)  # it closes
pub = client("pub")
pub.sendall(packet(0x33, text("door") + b"\x00\x01" + b"open"))
receive(pub)  # PUBACK
got = receive(client("away", 0))
print(f"PUBLISH 0x{got[0]:02X}: RETAIN is bit 0 and has to be 0")
pub.sendall(packet(0x33, text("door") + b"\x00\x02"))  # nothing stays
sys.exit(0 if got[0] & 1 else 1)
