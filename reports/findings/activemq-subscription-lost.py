#!/usr/bin/env python3
"""Apache ActiveMQ Classic 6.3.1, MQTT 3.1.1, [MQTT-4.1.0-1]. A client with CleanSession 0
subscribes at QoS 0, leaves and comes back. Its subscription is gone; those above QoS 0 are
kept. Subscriptions are part of the Session state that the Server has to store.

usage: activemq-subscription-lost.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, leave, packet, receive, subscribe, text

sub, _ = connect(4, "subscriber", 0)
subscribe(4, sub, 0)
leave(sub)
sub, connack = connect(4, "subscriber", 0)
pub, _ = connect(4, "publisher", 2)
pub.sendall(packet(0x32, text(TOPIC) + b"\0\1" + b"after the return"))
receive(pub)
kind, body = receive(sub, 10)
print("after the return:", body[9:] or "nothing comes")
sys.exit(0 if kind is None else 1)
