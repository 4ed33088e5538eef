#!/usr/bin/env python3
"""HiveMQ CE 2025.5, MQTT 5.0, [MQTT-3.3.2-6]. A retained message with Message Expiry Interval 100
waits for 3 s, and is sent to a new subscriber with 100 s to live, not with 97: each hop begins
afresh. The interval that is sent has to be lower by the time that the message spent in the
Server.

usage: hivemq-retained-expiry.py HOST PORT"""
import sys
import time

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

pub, connack = connect(5, "publisher", 2)
pub.sendall(packet(0x33, text(TOPIC) + b"\0\1" + b"\5\2\0\0\0\x64" + b"kept"))
receive(pub)
time.sleep(3)
sub, connack = connect(5, "subscriber", 2)
subscribe(5, sub, 0)
kind = 0
while kind & 0xF0 != 0x30:
    kind, body = receive(sub)
left = int.from_bytes(body[11:15], "big")
print("Message Expiry Interval after 3 s:", left)
pub.sendall(packet(0x31, text(TOPIC) + b"\0"))
sys.exit(0 if left == 100 else 1)
