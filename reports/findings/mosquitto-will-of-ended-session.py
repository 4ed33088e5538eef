"""Mosquitto 2.0.11, MQTT 5.0, [MQTT-3.1.2-8]: a Will is published when its delay is over or the Session ends,
whichever is first. With a Will Delay Interval of 60 s and a Session that ends with its connection, it
is not published when the connection fails.
usage: mosquitto-will-of-ended-session.py HOST PORT"""
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
    connect = text("MQTT") + bytes([5, flags, 0, 60]) + b"\x00" + text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

watcher = client("watcher")
watcher.sendall(packet(0x82, b"\x00\x01\x00" + text("will") + b"\x00"))
receive(watcher)  # SUBACK
client("lost", 6, b"\x05\x18\x00\x00\x00\x3c" + text("will") + text("gone")).close()
got = receive(watcher, 20)
print("within 20 s:", got or "nothing", "- the Session has ended, so the Will is due at once")
sys.exit(1 if got else 0)
