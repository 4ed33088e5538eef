#!/usr/bin/env python3
"""NATS server 2.15.3, MQTT 3.1.1, [MQTT-3.1.2-8]. A client with a Will is replaced by a new
connection with its ClientId, as a device that reconnects before its old connection is known to
be dead. The Server closes the old one, and does not publish the Will, though no DISCONNECT
deleted it.

usage: nats-will-lost-on-takeover.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, receive, subscribe, text

watcher, _ = connect(4, "watcher", 2)
subscribe(4, watcher, 0)
old, _ = connect(4, "device", 6, payload=text(TOPIC) + text("gone"))
new, _ = connect(4, "device", 2)
print("the old connection:", "closed" if receive(old)[0] is None else "open")
kind, body = receive(watcher, 20)
print("20 s after the takeover:", body or "no Will")
sys.exit(0 if kind is None else 1)
