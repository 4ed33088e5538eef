"""rumqttd 0.20.0, MQTT 5.0, [MQTT-3.1.2-24]: a Client that says that it takes no packet above 60
bytes (Maximum Packet Size) is sent one of more than 100.
usage: rumqttd-5-maximum-packet-size.py HOST PORT"""
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
    connect = text("MQTT") + bytes([5, flags, 0, 60]) + b"\x05\x27\x00\x00\x00\x3c"
    connect += text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

sub = client("sub")
sub.sendall(packet(0x82, b"\x00\x01\x00" + text("t") + b"\x00"))
receive(sub)  # SUBACK
client("pub").sendall(packet(0x30, text("t") + b"\x00" + b"x" * 100))
got = receive(sub)
print("a packet of", len(got[1]) + 2 if got else 0, "bytes comes; it must be left out")
sys.exit(0 if got else 1)
