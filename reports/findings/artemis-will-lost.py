#!/usr/bin/env python3
"""Apache Artemis 2.55.0, MQTT 5.0, [MQTT-3.1.2-8]. A client with a Session that lasts (Session
Expiry Interval 120) fails. Its Will has no Will Delay Interval and is due at once; it never
comes.

usage: artemis-will-lost.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, receive, subscribe, text

watcher, connack = connect(5, "watcher", 2)
subscribe(5, watcher, 0)
lost, connack = connect(5, "lost", 4, b"\x11\0\0\0\x78", b"\0" + text(TOPIC) + text("gone"))
lost.close()
kind, body = receive(watcher, 15)
print("15 s after the connection failed:", body or "nothing")
print("[MQTT-3.1.2-8]: the Will is published when its delay, here 0, has passed.")
sys.exit(0 if kind is None else 1)
