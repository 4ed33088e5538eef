"""mochi-mqtt 2.7.9, MQTT 5.0, [MQTT-3.4.2-1]: a PUBLISH of QoS 1 with a User Property is
acknowledged with Reason Code 0x01, which PUBACK does not have. It must be one of table 3-4.
usage: mochi-puback-reason.py HOST PORT"""
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

link = client("sender")
properties = b"\x26" + text("unit") + text("degrees")
body = text("house/temperature") + b"\x00\x01" + bytes([len(properties)]) + properties + b"21"
link.sendall(packet(0x32, body))
kind, answer = receive(link)
code = answer[2] if len(answer) > 2 else 0
print(f"PUBACK {answer.hex(' ')}: Reason Code 0x{code:02X}; right would be 0x00 or 0x10")
sys.exit(0 if code == 1 else 1)
