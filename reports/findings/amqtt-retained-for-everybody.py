"""aMQTT 0.12.1, MQTT 3.1.1, [MQTT-3.3.2-3]: a Client that has subscribed to nothing is sent a
retained message as soon as it connects. Only what matches a Topic Filter of its own may come.
usage: amqtt-retained-for-everybody.py HOST PORT"""
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

pub = client("pub")
pub.sendall(packet(0x33, text("private") + b"\x00\x01" + b"kept"))
receive(pub)  # PUBACK
other = client("other")
got = receive(other)
print("without a subscription:", got or "nothing", "- nothing may come")
pub.sendall(packet(0x33, text("private") + b"\x00\x02"))  # nothing stays
sys.exit(0 if got and got[0] >> 4 == 3 else 1)
