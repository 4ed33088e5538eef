"""RabbitMQ 3.10.8, MQTT 3.1.1, [MQTT-4.4.0-1]: what a Client has not acknowledged is sent again
under another Packet Identifier when it returns. It has to be the original one.
usage: rabbitmq-resends-under-new-identifier.py HOST PORT"""
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
sub.sendall(packet(0x82, b"\x00\x07" + text("t") + b"\x01"))
receive(sub)  # SUBACK
pub = client("pub")
pub.sendall(packet(0x32, text("t") + b"\x00\x01" + b"x"))
first = receive(sub)[1][3:5]
sub.close()
again = receive(client("sub", 0))[1][3:5]
print(f"first identifier {first.hex()}, again {again.hex()}; it has to be the same")
sys.exit(0 if first != again else 1)
