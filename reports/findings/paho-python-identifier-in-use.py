#!/usr/bin/env python3
"""paho-mqtt 2.2.0 for Python, MQTT 3.1.1, [MQTT-2.3.1-2]. A SUBSCRIBE waits for its SUBACK. After
65,535 other messages a PUBLISH gets its Packet Identifier, which is not free yet.

usage: paho-python-identifier-in-use.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("paho-python", "3.1.1")
line = application.connect(clean_start=True)
application.ask("sub", subscriptions=[{"topic_filter": "finding", "qos": 1}])
held = line.receive()[1][:2]
application.ask("pub", topic="finding", payload="", qos=1, repeat=65535, window=15)
for number in range(65535):
    first_byte, body = line.receive()
    if first_byte != 0x32:
        raise RuntimeError(f"there is no PUBLISH after {number}")
    if identifier_of(body) == held:
        break
    line.acknowledge(0x40, identifier_of(body))
is_taken = identifier_of(body) == held
judge(is_taken, "[MQTT-2.3.1-2] an identifier that is not in use",
      f"that of SUBSCRIBE, {int.from_bytes(held, 'big')}" if is_taken else "no other")
