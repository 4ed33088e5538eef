"""MQTT Tools 0.50.0, MQTT 5.0, [MQTT-3.2.2-16]: a Client without a Client Identifier is accepted,
but not told which one it was given: it cannot come back to its Session.
usage: mqttools-no-assigned-client-identifier.py HOST PORT"""
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

link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
link.sendall(packet(0x10, text("MQTT") + b"\x05\x02\x00\x3c\x00" + text("")))
connack = receive(link)[1]
told = 0x12 in connack[3:]
print(f"CONNACK {connack.hex(' ')}: Assigned Client Identifier (0x12) is there: {told}")
sys.exit(0 if connack[1] == 0 and not told else 1)
