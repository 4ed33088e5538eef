"""aedes 1.2.0, MQTT 3.1.1, [MQTT-3.8.4-5]: a SUBSCRIBE that names a Topic Filter twice is answered
with a return code too few, so that the codes after it belong to other filters than it seems.
usage: aedes-suback-too-short.py HOST PORT"""
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

link = client("sub")
filters = text("a") + b"\x00" + text("a") + b"\x01" + text("b") + b"\x00"
link.sendall(packet(0x82, b"\x00\x01" + filters))
kind, suback = receive(link)
print(f"SUBACK {suback.hex(' ')}: {len(suback) - 2} codes for 3 Topic Filters")
sys.exit(0 if len(suback) == 4 else 1)
