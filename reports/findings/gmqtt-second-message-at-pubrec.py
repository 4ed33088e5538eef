#!/usr/bin/env python3
"""gmqtt 0.8.0, MQTT 5.0, [MQTT-4.9.0-2]. The Server has a Receive Maximum of 1. A QoS 2 message got
its PUBREC, not its PUBCOMP yet, so the send quota is 0: no other PUBLISH above QoS 0 may be sent.
The library sends one.

usage: gmqtt-second-message-at-pubrec.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("gmqtt", "5.0")
line = application.connect(connack=b"\x21\0\1", clean_start=True)
application.ask("pub", topic="finding", payload="one", qos=2)
line.acknowledge(0x50, identifier_of(line.receive()[1]))
application.ask("pub", topic="finding", payload="two", qos=2)
came = [line.receive()[0], line.receive(2)[0]]
if 0x62 not in came:
    raise RuntimeError("there is no PUBREL")
judge(0x34 in came, "[MQTT-4.9.0-2] only PUBREL before PUBCOMP",
      "PUBREL and a second PUBLISH" if 0x34 in came else "PUBREL alone")
