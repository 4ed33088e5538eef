"""rumqttd 0.20.0, MQTT 5.0, [MQTT-3.3.4-9]: a Client that allows one unacknowledged message at a
time (Receive Maximum 1) is sent all of them at once.
usage: rumqttd-5-receive-maximum.py HOST PORT"""
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
    connect = text("MQTT") + bytes([5, flags, 0, 60]) + b"\x03\x21\x00\x01"
    connect += text(name) + more
    link.sendall(packet(0x10, connect))
    receive(link)  # CONNACK
    return link

sub = client("sub")
sub.sendall(packet(0x82, b"\x00\x01\x00" + text("t") + b"\x01"))
receive(sub)  # SUBACK
pub = client("pub")
for i in range(1, 6):
    pub.sendall(packet(0x32, text("t") + bytes([0, i, 0]) + str(i).encode()))
    receive(pub)  # PUBACK
got = [receive(sub, 1) for _ in range(5)]
print("without any PUBACK came", [each[1][-1:] for each in got if each], "- one is allowed")
sys.exit(0 if got[1] else 1)
