"""mochi-mqtt 2.7.9, MQTT 3.1.1 (and 5.0), [MQTT-4.6.0-6]: what one Client publishes to one topic
while the subscriber is away is delivered in any order. Every topic is ordered unless it is said
otherwise.
usage: mochi-order.py HOST PORT"""
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
sub.sendall(packet(0x82, b"\x00\x01" + text("log") + b"\x01"))
receive(sub)  # SUBACK
sub.close()
pub = client("pub")
for i in range(1, 31):
    pub.sendall(packet(0x32, text("log") + bytes([0, i]) + str(i).encode()))
    receive(pub)  # PUBACK
sub = client("sub", 0)
got = [int(receive(sub)[1][7:]) for _ in range(30)]
print("published 1 to 30, delivered", got)
sys.exit(0 if got != sorted(got) else 1)
