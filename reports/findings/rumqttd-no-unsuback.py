"""rumqttd 0.20.0, MQTT 3.1.1 (and 5.0), [MQTT-3.10.4-5]: an UNSUBSCRIBE for a filter that the
Client has not subscribed to is never answered. UNSUBACK has to come also where nothing is
deleted.
usage: rumqttd-no-unsuback.py HOST PORT"""
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

link = client("c")
link.sendall(packet(0xA2, b"\x00\x01" + text("never")))
unsuback = receive(link)
link.sendall(packet(0xC0, b""))
print("UNSUBACK:", unsuback or "nothing", "- and after it:", receive(link))
sys.exit(0 if unsuback is None else 1)
