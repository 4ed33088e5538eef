"""MQTT Tools 0.50.0, MQTT 5.0, [MQTT-3.1.2-22]: a Client that falls silent is never disconnected,
however short its Keep Alive is: its Will is not published while the network does not fail.
usage: mqttools-keep-alive.py HOST PORT"""
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
    connect = text("MQTT") + bytes([5, flags, 0, 1]) + b"\x00"
    connect += text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

link = client("c")
link.settimeout(10)
try:
    print("after Keep Alive 1 s:", link.recv(2))
    closed = True
except TimeoutError:
    print("after Keep Alive 1 s: still open after 10 s; it has to be closed after 1.5 s")
    closed = False
sys.exit(1 if closed else 0)
