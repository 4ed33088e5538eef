#!/usr/bin/env python3
"""ejabberd 23.01, MQTT 5.0, [MQTT-3.3.2-5]. A message with Message Expiry Interval 1 is published
while its subscriber is away, who comes back after 3 s and gets it all the same (with DUP 1,
though it was never sent). The Server has to delete it.

usage: ejabberd-expired.py HOST PORT"""
import sys
import time

from mqtt_client import TOPIC, connect, leave, packet, receive, subscribe, text

LOGIN = text("anybody") + text("anything")
sub, connack = connect(5, "subscriber", 0xC0, b"\x11\0\0\0\x78", LOGIN)
subscribe(5, sub, 1)
leave(sub)
time.sleep(1)
pub, connack = connect(5, "publisher", 0xC2, payload=LOGIN)
pub.sendall(packet(0x32, text(TOPIC) + b"\0\1" + b"\5\2\0\0\0\1" + b"old"))
receive(pub)
time.sleep(3)
sub, connack = connect(5, "subscriber", 0xC0, b"\x11\0\0\0\x78", LOGIN)
kind, body = receive(sub)
print("3 s later:", body[17:] if kind else "nothing", "DUP", (kind or 0) >> 3 & 1)
sys.exit(0 if kind is not None else 1)
