"""mica-mqtt 2.5.10, MQTT 3.1.1 (and 5.0), [MQTT-4.1.0-1]: nothing is kept for a Client with
CleanSession 0: when it returns, its subscription is gone, and what was published meanwhile is
lost.
usage: mica-mqtt-keeps-no-session.py HOST PORT"""
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
sub.close()
pub = client("pub")
pub.sendall(packet(0x32, text("t") + b"\x00\x01" + b"while away"))
print("PUBACK", receive(pub))
sub = client("sub", 0)
got = receive(sub, 5)
print("after the return:", got or "nothing", "- the message has to be stored and sent")
sys.exit(0 if got is None else 1)
