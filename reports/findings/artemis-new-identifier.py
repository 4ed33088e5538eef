#!/usr/bin/env python3
"""Apache Artemis 2.55.0, both versions, [MQTT-4.4.0-1]. A QoS 2 message is not acknowledged before
the connection fails. After the return it comes under another Packet Identifier and with DUP 0,
so that the client cannot tell that it has it already. It has to come with the original Packet
Identifier.

usage: artemis-new-identifier.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

for returns in (False, True):
    sub, connack = connect(5, "subscriber", 0, b"\x11\0\0\0\x78")
    if not returns:
        subscribe(5, sub, 2)
        pub, connack = connect(5, "publisher", 2)
        pub.sendall(packet(0x34, text(TOPIC) + b"\0\1\0" + b"once"))
        receive(pub)
        pub.sendall(packet(0x62, b"\0\1"))
    kind, body = receive(sub, 10)
    print("PUBLISH, DUP", kind >> 3 & 1, "identifier", body[9:11].hex(), body[12:])
    first = (kind, body[9:11]) if not returns else first
    sub.close()
sys.exit(0 if body[9:11] != first[1] else 1)
