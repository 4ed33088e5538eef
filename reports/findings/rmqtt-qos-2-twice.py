#!/usr/bin/env python3
"""RMQTT 0.24.0, MQTT 3.1.1 (and 5.0), [MQTT-4.3.3-2]. A publisher with a lasting Session loses its
connection after PUBREC, comes back (Session Present 1), and sends its QoS 2 message again, with
DUP 1 and the same Packet Identifier. The subscriber gets it twice; it is one message.

usage: rmqtt-qos-2-twice.py HOST PORT"""
import sys
import time

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

sub, connack = connect(4, "subscriber", 2)
subscribe(4, sub, 1)
name = "publisher%d" % time.time()  # a new Session in each run
for kind in (0x34, 0x3C):
    pub, connack = connect(4, name, 0)
    pub.sendall(packet(kind, text(TOPIC) + b"\0\7" + b"once"))
    receive(pub)
    if kind == 0x34:
        pub.close()
pub.sendall(packet(0x62, b"\0\7"))
copies = 0
while receive(sub)[0] is not None:
    copies += 1
print("Session Present", connack[0], "- the message came", copies, "times")
print("[MQTT-4.3.3-2]: a PUBLISH with the identifier of an open exchange is no new message.")
sys.exit(0 if copies > 1 else 1)
