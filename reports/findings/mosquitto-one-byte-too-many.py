"""Mosquitto 2.0.11, MQTT 5.0, [MQTT-3.1.2-24]: Maximum Packet Size counts the whole packet, its first byte
included. A Client that takes 60 bytes is sent a PUBLISH of 61.
usage: mosquitto-one-byte-too-many.py HOST PORT"""
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
def client(name, properties):
    link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    link.sendall(packet(0x10, text("MQTT") + b"\x05\x02\x00\x3c" + properties + text(name)))
    receive(link)  # CONNACK
    return link

sub = client("sub", b"\x05\x27\x00\x00\x00\x3c")
sub.sendall(packet(0x82, b"\x00\x01\x00" + text("t") + b"\x00"))
receive(sub)  # SUBACK
client("pub", b"\x00").sendall(packet(0x30, text("t") + b"\x00" + b"x" * 55))
got = receive(sub)
size = len(got[1]) + 2 if got else 0
print("a packet of", size, "bytes comes; 60 are allowed")
sys.exit(0 if size == 61 else 1)
