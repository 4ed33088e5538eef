#!/usr/bin/env python3
"""mqtt5 (mqtt-lib) 0.49.0, MQTT 5.0, [MQTT-4.3.3-7]. A subscriber is sent two QoS 2 messages, the
first with Message Expiry Interval 1, and loses its connection before it answers. When its
Session goes on after 3 s, only the second is sent again. What was sent once must not expire.

usage: mqtt5-sent-qos-2-expires.py HOST PORT"""
import sys
import time

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

LASTING = b"\x11\0\0\0\x78"  # Session Expiry Interval 120
sub, connack = connect(5, "subscriber", 2, LASTING)
subscribe(5, sub, 2)
pub, connack = connect(5, "publisher", 2)
for identifier, properties, message in ((1, b"\5\2\0\0\0\1", b"first"), (2, b"\0", b"second")):
    pub.sendall(packet(0x34, text(TOPIC) + bytes([0, identifier]) + properties + message))
    receive(pub)
    pub.sendall(packet(0x62, bytes([0, identifier])))
    receive(pub)
sent = [receive(sub)[1] for _ in range(2)]
sub.close()
time.sleep(3)
sub, connack = connect(5, "subscriber", 0, LASTING)
again = []
while (received := receive(sub))[0] is not None:
    again.append(received[1])
print("sent at first:", sent)
print("sent again:", again)
sys.exit(0 if len(sent) == 2 and not any(b"first" in each for each in again) else 1)
