#!/usr/bin/env python3
"""Apache ActiveMQ Classic 6.3.1, MQTT 3.1.1, [MQTT-4.3.3-2]. A publisher sends a QoS 2 message
again, with DUP 1 and the same Packet Identifier, before its PUBREL. The subscriber gets the
message twice; it is one message, and is delivered once.

usage: activemq-qos-2-twice.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

sub, _ = connect(4, "subscriber", 2)
subscribe(4, sub, 1)
pub, _ = connect(4, "publisher", 2)
for kind in (0x34, 0x3C):
    pub.sendall(packet(kind, text(TOPIC) + b"\0\7" + b"once"))
    receive(pub)
pub.sendall(packet(0x62, b"\0\7"))
copies = 0
while receive(sub)[0] is not None:
    copies += 1
print("the message came", copies, "times")
print("[MQTT-4.3.3-2]: a PUBLISH with the identifier of an open exchange is no new message.")
sys.exit(0 if copies > 1 else 1)
