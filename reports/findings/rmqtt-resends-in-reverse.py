#!/usr/bin/env python3
"""RMQTT 0.24.0, MQTT 3.1.1, [MQTT-4.6.0-6]. A subscriber gets three QoS 1 messages of one topic and
loses its connection before it acknowledges them. When its Session goes on they are sent again,
the last one first. They have to come in the order of their first sendings.

usage: rmqtt-resends-in-reverse.py HOST PORT"""
import sys
import time

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

name = "subscriber%d" % time.time()  # a new Session in each run
sub, connack = connect(4, name, 0)
subscribe(4, sub, 1)
pub, connack = connect(4, "publisher", 2)
for identifier in (1, 2, 3):
    pub.sendall(packet(0x32, text(TOPIC) + bytes([0, identifier]) + b"%d" % identifier))
    receive(pub)
sent = [receive(sub)[1][-1:] for _ in range(3)]
sub.close()
sub, connack = connect(4, name, 0)
again = [receive(sub)[1][-1:] for _ in range(3)]
print("sent at first:", sent)
print("sent again:", again)
sys.exit(0 if sorted(again) == sent and again != sent else 1)
