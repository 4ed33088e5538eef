#!/usr/bin/env python3
"""mqtt5 (mqtt-lib) 0.49.0, MQTT 5.0, [MQTT-3.1.2-8]. A client with a Will ends its connection by
DISCONNECT 0x80 (Unspecified error), and the Will never comes. Only DISCONNECT 0x00 deletes a
Will; after any other it is published.

usage: mqtt5-will-lost-on-failure.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

watcher, connack = connect(5, "watcher", 2)
subscribe(5, watcher, 0)
failing, connack = connect(5, "failing", 6, payload=b"\0" + text(TOPIC) + text("failed"))
failing.sendall(packet(0xE0, b"\x80"))
kind, body = receive(watcher, 15)
print("15 s after DISCONNECT 0x80:", body or "nothing")
print("[MQTT-3.1.2-8]: nothing but DISCONNECT 0x00 takes the Will back.")
sys.exit(0 if kind is None else 1)
