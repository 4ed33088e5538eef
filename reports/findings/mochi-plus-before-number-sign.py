"""mochi-mqtt 2.7.9, MQTT 3.1.1 (and 5.0), [MQTT-4.5.0-1]: a subscription to house/+/# gets nothing
that is published to house/kitchen. # stands for its parent level as well (4.7.1.2), whatever
that is.
usage: mochi-plus-before-number-sign.py HOST PORT"""
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
sub.sendall(packet(0x82, b"\x00\x01" + text("house/+/#") + b"\x01"))
receive(sub)  # SUBACK
pub = client("pub")
pub.sendall(packet(0x32, text("house/kitchen") + b"\x00\x01" + b"light"))
receive(pub)  # PUBACK
got = receive(sub)
print("house/kitchen for house/+/#:", got or "nothing", "- it has to be delivered")
sys.exit(0 if got is None else 1)
