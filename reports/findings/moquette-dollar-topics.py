#!/usr/bin/env python3
"""Moquette 0.17, MQTT 3.1.1, [MQTT-4.7.2-1]. A subscription to "+/finding" gets what is published
on "$private/finding". A filter that begins with a wildcard must not match a topic that begins
with $.

usage: moquette-dollar-topics.py HOST PORT"""
import sys
import time

from mqtt_client import connect, packet, receive, subscribe, text

sub, _ = connect(4, "subscriber", 2)
subscribe(4, sub, 0, "+/finding")
pub, _ = connect(4, "publisher", 2)
for number in range(1, 11):  # a subscription takes a moment to have its effect
    time.sleep(0.1)
    pub.sendall(packet(0x32, text("$private/finding") + bytes([0, number]) + b"private"))
    receive(pub)
kind, body = receive(sub)
print("+/finding gets:", body[2:] or "nothing")
sys.exit(0 if kind is not None else 1)
