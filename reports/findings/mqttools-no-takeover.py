"""MQTT Tools 0.50.0, MQTT 5.0, [MQTT-3.1.4-3]: when a Client connects with the Client Identifier
of another, the older connection stays open. The Server has to close it.
usage: mqttools-no-takeover.py HOST PORT"""
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

old, new = client("same"), client("same")
old.sendall(packet(0xC0, b""))
pong = receive(old)
print("PINGREQ on the older connection:", pong or "no answer", "- it has to be closed")
sys.exit(0 if pong == (0xD0, b"") else 1)
