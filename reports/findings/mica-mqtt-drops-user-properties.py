"""mica-mqtt 2.5.10, MQTT 5.0, [MQTT-3.3.2-17]: User Properties of a message are not passed on to
its subscribers. The same is true of its other properties.
usage: mica-mqtt-drops-user-properties.py HOST PORT"""
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
    connect = text("MQTT") + bytes([5, flags, 0, 60]) + b"\x00"
    connect += text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

sub = client("sub")
sub.sendall(packet(0x82, b"\x00\x01\x00" + text("t") + b"\x00"))
receive(sub)  # SUBACK
properties = b"\x26" + text("unit") + text("degrees")
client("pub").sendall(packet(0x30, text("t") + bytes([len(properties)]) + properties + b"21"))
got = receive(sub)
print("delivered:", got, "- the User Property has to be in it")
sys.exit(0 if got and b"degrees" not in got[1] else 1)
