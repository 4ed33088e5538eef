#!/usr/bin/env python3
"""NATS server 2.15.3, MQTT 3.1.1, [MQTT-3.10.4-3]. A client has got a QoS 1 message and not
acknowledged it yet when it unsubscribes. The connection fails, and the message is never sent
again. A delivery that was begun has to be completed, whatever becomes of the subscription.
(NATS sends again after 30 s.)

usage: nats-unsubscribe-drops.py HOST PORT"""
import sys

from mqtt_client import TOPIC, connect, packet, receive, subscribe, text

sub, _ = connect(4, "subscriber", 0)
subscribe(4, sub, 1)
pub, _ = connect(4, "publisher", 2)
pub.sendall(packet(0x32, text(TOPIC) + b"\0\1" + b"begun"))
print("PUBLISH", receive(sub)[1][11:])
sub.sendall(packet(0xA2, b"\0\2" + text(TOPIC)))
print("UNSUBACK", receive(sub)[1].hex())
sub.close()
sub, connack = connect(4, "subscriber", 0)
kind, body = receive(sub, 55)
print("Session Present", connack[0], "and within 55 s:", body[11:] or "nothing")
sys.exit(0 if connack[0] == 1 and kind is None else 1)
