"""RabbitMQ 3.10.8, MQTT 3.1.1, [MQTT-4.1.0-1]: a subscription of QoS 0 is forgotten when its
connection ends, though the Session is kept (CleanSession 0) and subscriptions are part of its
state.
usage: rabbitmq-loses-qos-0-subscriptions.py HOST PORT"""
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

sub = client("sub", 0)
sub.sendall(packet(0x82, b"\x00\x01" + text("t") + b"\x00"))
receive(sub)  # SUBACK
sub.close()
sub = client("sub", 0)
client("pub").sendall(packet(0x30, text("t") + b"after the return"))
got = receive(sub)
print("after the return:", got or "nothing", "- the subscription has to be there")
sys.exit(0 if got is None else 1)
