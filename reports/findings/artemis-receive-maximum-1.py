#!/usr/bin/env python3
"""Apache Artemis 2.55.0, MQTT 5.0, [MQTT-4.5.0-1]. A subscriber with Receive Maximum 1 completes
each QoS 2 exchange as soon as it can. Of five messages some never come, though nothing is in
flight any more.

usage: artemis-receive-maximum-1.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

sub, connack = connect(5, "subscriber", 2, b"\x21\0\1")
subscribe(5, sub, 2)
pub, connack = connect(5, "publisher", 2)
for number in b"\1\2\3\4\5":
    pub.sendall(packet(0x34, text(TOPIC) + bytes([0, number, 0, 0x30 + number])))
    receive(pub)
    pub.sendall(packet(0x62, bytes([0, number])))
    receive(pub)
came = []
while True:
    kind, body = receive(sub, 10)
    if kind is None:
        break
    if kind & 0xF0 == 0x30:
        came.append(body[12:])
        sub.sendall(packet(0x50, body[9:11]))
    elif kind == 0x62:
        sub.sendall(packet(0x70, body[:2]))
print("came:", came)
print("[MQTT-4.5.0-1]: all five belong to the Session of the subscriber, and have to be delivered.")
sys.exit(0 if len(came) < 5 else 1)
