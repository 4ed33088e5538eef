#!/usr/bin/env python3
"""Apache ActiveMQ Classic 6.3.1, MQTT 3.1.1, [MQTT-3.2.2-2]. A client with CleanSession 0 comes
back. Its subscription is still there, and serves it, but CONNACK says Session Present 0, which
tells the client that all is lost. Session Present has to be 1.

usage: activemq-session-present.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, leave, packet, receive, subscribe, text

sub, _ = connect(4, "subscriber", 0)
subscribe(4, sub, 1)
leave(sub)
sub, connack = connect(4, "subscriber", 0)
pub, _ = connect(4, "publisher", 2)
pub.sendall(packet(0x32, text(TOPIC) + b"\0\1" + b"after the return"))
kind, body = receive(sub, 10)
print("Session Present", connack[0], "and then", body[11:] or "nothing")
sys.exit(0 if connack[0] == 0 and kind is not None else 1)
