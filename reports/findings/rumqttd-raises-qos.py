"""rumqttd 0.20.0, MQTT 3.1.1 (and 5.0), [MQTT-3.8.4-6]: messages come at the QoS that was granted,
even if they were published at a lower one. It has to be the lower of both.
usage: rumqttd-raises-qos.py HOST PORT"""
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

sub = client("sub")
sub.sendall(packet(0x82, b"\x00\x01" + text("t") + b"\x01"))
receive(sub)  # SUBACK
client("pub").sendall(packet(0x30, text("t") + b"x"))
got = receive(sub)
print(f"published at QoS 0, PUBLISH 0x{got[0]:02X} comes at QoS {got[0] >> 1 & 3}")
sys.exit(0 if got[0] >> 1 & 3 == 1 else 1)
