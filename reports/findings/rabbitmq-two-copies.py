"""RabbitMQ 3.10.8, MQTT 3.1.1, [MQTT-3.8.4-3]: who subscribes to a Topic Filter again, at another
QoS, gets every message twice from then on. The new subscription has to replace the first.
usage: rabbitmq-two-copies.py HOST PORT"""
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
for qos in (1, 0):
    sub.sendall(packet(0x82, bytes([0, 1 + qos]) + text("t") + bytes([qos])))
    receive(sub)  # SUBACK
pub = client("pub")
pub.sendall(packet(0x32, text("t") + b"\x00\x01" + b"x"))
got = [receive(sub), receive(sub)]
print("copies:", got, "- one has to come, at QoS 0")
sys.exit(0 if None not in got else 1)
