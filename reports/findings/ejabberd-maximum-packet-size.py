#!/usr/bin/env python3
"""ejabberd 23.01, MQTT 5.0, [MQTT-3.1.2-24]. A client says in CONNECT that it takes packets of 100
bytes at the most, as one with little memory does. It is sent a PUBLISH of 122 bytes, which must
not be sent.

usage: ejabberd-maximum-packet-size.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

LOGIN = text("anybody") + text("anything")
sub, connack = connect(5, "subscriber", 0xC2, b"\x27\0\0\0\x64", LOGIN)
subscribe(5, sub, 0)
pub, connack = connect(5, "publisher", 0xC2, payload=LOGIN)
pub.sendall(packet(0x30, text(TOPIC) + b"\0" + b"x" * 110))
kind, body = receive(sub)
print("a PUBLISH of", 2 + len(body), "bytes" if kind else "bytes: nothing came")
sys.exit(0 if kind is not None and len(body) > 98 else 1)
