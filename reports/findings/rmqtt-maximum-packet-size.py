#!/usr/bin/env python3
"""RMQTT 0.24.0, MQTT 5.0, [MQTT-3.1.2-25]. A subscriber that takes packets of up to 100 bytes is
disconnected, without DISCONNECT, as soon as anybody publishes a larger message to its topic.
Such a message has to be discarded, and the delivery to go on as if it had been sent.

usage: rmqtt-maximum-packet-size.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

sub, connack = connect(5, "subscriber", 2, b"\x27\0\0\0\x64")
subscribe(5, sub, 0)
pub, connack = connect(5, "publisher", 2)
for message in (b"x" * 110, b"small"):
    pub.sendall(packet(0x30, text(TOPIC) + b"\0" + message))
kind, body = receive(sub)
closed = False
if kind is None:
    try:
        sub.sendall(b"\xc0\0")  # PINGREQ
        closed = sub.recv(2) == b""
    except ConnectionError:
        closed = True
print("after a message of 110 bytes and a small one came:", body or "nothing")
print("the connection is", "closed" if closed else "open")
sys.exit(0 if closed else 1)
