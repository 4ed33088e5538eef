"""RabbitMQ 3.10.8, MQTT 3.1.1, [MQTT-3.2.2-2]: a Session made with CleanSession 0 is there when its Client
comes back, whether it has subscriptions or not: Session Present is to be 1. RabbitMQ says 0 as long as
there is no subscription, and 1 with one.
usage: rabbitmq-keeps-no-empty-session.py HOST PORT"""
import socket, sys

def text(s): return len(s).to_bytes(2, "big") + s.encode()
def packet(first_byte, body): return bytes([first_byte, len(body)]) + body  # all are short
def receive(link, seconds=5):  # the next packet: its first byte and the rest, or nothing
    link.settimeout(seconds)
    head = link.recv(2)
    return (head[0], link.recv(head[1])) if len(head) == 2 else None
def connect():
    link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    link.sendall(packet(0x10, text("MQTT") + b"\x04\x00\x00\x3c" + text("keeps")))
    return link, receive(link)[1][0]  # Session Present
def leave(link):
    link.sendall(b"\xe0\x00")
    link.close()

link, first = connect()
leave(link)
link, empty = connect()
link.sendall(packet(0x82, b"\x00\x01" + text("t") + b"\x01"))
receive(link)  # SUBACK
leave(link)
link, subscribed = connect()
leave(link)
print(f"Session Present: {first} at first, {empty} without a subscription, {subscribed} with one")
sys.exit(0 if (first, empty, subscribed) == (0, 0, 1) else 1)
