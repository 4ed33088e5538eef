"""Mosquitto 2.0.11, MQTT 5.0, [MQTT-3.3.2-6], [MQTT-3.3.2-5]: a QoS 2 message is forwarded at its PUBREL.
If its Message Expiry Interval of one second has passed by then, it comes to the subscriber without
any interval, as if it had never had one. It is to come with what is left of the interval, or not at
all. Whole seconds are counted, so that it is tried up to five times.
usage: mosquitto-expired-until-pubrel.py HOST PORT"""
import socket, sys, time

def text(s): return len(s).to_bytes(2, "big") + s.encode()
def packet(first_byte, body): return bytes([first_byte, len(body)]) + body  # all are short
def receive(link, seconds=3):  # the next packet: its first byte and the rest, or nothing
    link.settimeout(seconds)
    try:
        head = link.recv(2)
        return (head[0], link.recv(head[1])) if len(head) == 2 else None
    except TimeoutError:
        return None
def connect(name):
    link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    link.sendall(packet(0x10, text("MQTT") + b"\x05\x02\x00\x3c\x00" + text(name)))
    receive(link)  # CONNACK
    return link

sub, pub = connect("sub"), connect("pub")
sub.sendall(packet(0x82, b"\x00\x01\x00" + text("t") + b"\x00"))
receive(sub)  # SUBACK
interval = b"\x02" + (1).to_bytes(4, "big")
for number in range(1, 6):
    identifier = number.to_bytes(2, "big")
    pub.sendall(packet(0x34, text("t") + identifier + bytes([len(interval)]) + interval + b"x"))
    receive(pub)  # PUBREC
    time.sleep(1.1)
    pub.sendall(packet(0x62, identifier))
    receive(pub)  # PUBCOMP
    got = receive(sub, 1)
    print("after 1.1 s:", got or "nothing")
    if got and got[1] == text("t") + b"\x00" + b"x":
        print("it has expired and comes without its interval")
        sys.exit(0)
sys.exit(1)
