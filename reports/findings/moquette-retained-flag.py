#!/usr/bin/env python3
"""Moquette 0.17, MQTT 3.1.1, [MQTT-3.3.1-8]. A retained message of QoS 1 goes to a new
subscription at QoS 1 with RETAIN 0, so that the client takes the old value for news. RETAIN has
to be 1; at QoS 0 it is.

usage: moquette-retained-flag.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

pub, _ = connect(4, "publisher", 2)
pub.sendall(packet(0x33, text(TOPIC) + b"\0\1" + b"old"))
receive(pub)
flags = []
for qos in (0, 1):
    sub, _ = connect(4, "subscriber", 2)
    subscribe(4, sub, qos)
    kind, body = receive(sub)
    print("subscription of QoS", qos, "gets", body[9:], "with RETAIN", kind & 1)
    flags.append(kind & 1)
pub.sendall(packet(0x31, text(TOPIC)))
sys.exit(0 if flags == [1, 0] else 1)
