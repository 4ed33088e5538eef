"""aMQTT 0.12.1, MQTT 3.1.1, [MQTT-3.2.2-3]: after a connection with CleanSession 1 has ended, the
next one with CleanSession 0 is told that there is a Session (Session Present 1). There is none.
usage: amqtt-session-after-a-clean-one.py HOST PORT"""
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

for flags in (2, 0):
    link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    link.sendall(packet(0x10, text("MQTT") + bytes([4, flags, 0, 60]) + text("c")))
    connack = receive(link)[1]
    link.sendall(packet(0xE0, b""))
    receive(link)  # it closes
print("CONNACK:", connack.hex(" "), "- Session Present is the first byte, and has to be 0")
sys.exit(0 if connack == b"\x01\x00" else 1)
