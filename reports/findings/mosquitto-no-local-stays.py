"""Mosquitto 2.0.11, MQTT 5.0, [MQTT-3.8.4-3]: a second SUBSCRIBE with the same Topic Filter replaces the
subscription and its options. Made first with No Local and then without, it still withholds the
Client's own messages.
usage: mosquitto-no-local-stays.py HOST PORT"""
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

link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
link.sendall(packet(0x10, text("MQTT") + b"\x05\x02\x00\x3c\x00" + text("c")))
receive(link)  # CONNACK
for number, options in ((1, b"\x04"), (2, b"\x00")):  # with No Local, and without
    link.sendall(packet(0x82, bytes([0, number, 0]) + text("t") + options))
    print("SUBACK", receive(link))
link.sendall(packet(0x30, text("t") + b"\x00" + b"mine"))
got = receive(link)
print("own message:", got or "nothing", "- it is to come")
sys.exit(1 if got else 0)
