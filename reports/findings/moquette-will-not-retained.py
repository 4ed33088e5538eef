#!/usr/bin/env python3
"""Moquette 0.17, MQTT 3.1.1, [MQTT-3.1.2-17]. A client with Will Retain 1 and Will QoS 1 fails.
Its Will is published, but not retained: who subscribes later does not learn that the client is
gone.

usage: moquette-will-not-retained.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, receive, subscribe, text

watcher, _ = connect(4, "watcher", 2)
subscribe(4, watcher, 0)
lost, _ = connect(4, "device", 0x2E, payload=text(TOPIC) + text("gone"))
lost.close()
print("on failure:", receive(watcher, 10)[1][9:])
late, _ = connect(4, "late", 2)
subscribe(4, late, 0)
kind, body = receive(late, 10)
print("a later subscription gets:", body[9:] or "nothing")
sys.exit(0 if kind is None else 1)
