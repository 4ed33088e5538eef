"""rumqttd 0.20.0, MQTT 3.1.1 (and 5.0), [MQTT-3.3.1-1], [MQTT-4.4.0-1]: when a Client returns,
what it has not acknowledged comes as if it was new: without DUP, and numbered from 1 again.
usage: rumqttd-resends-as-new.py HOST PORT"""
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

sub = client("sub", 0)
sub.sendall(packet(0x82, b"\x00\x01" + text("t") + b"\x01"))
receive(sub)  # SUBACK
pub = client("pub")
for i in (1, 2):
    pub.sendall(packet(0x32, text("t") + bytes([0, i]) + str(i).encode()))
    receive(pub)  # PUBACK
first, second = receive(sub)[1], receive(sub)[1]
sub.sendall(packet(0x40, first[3:5]))
receive(sub, 1)  # nothing: the PUBACK has arrived
sub.close()
kind, again = receive(client("sub", 0))
print(f"the second came as {second[3:5].hex()}, again as {again[3:5].hex()}, 0x{kind:02X}")
sys.exit(0 if not kind & 8 else 1)
