#!/usr/bin/env python3
"""MQTT.js 5.16.0, MQTT 5.0, [MQTT-3.3.4-7]. The Server has a Receive Maximum of 2, and acknowledges
nothing: the library sends all of five QoS 1 messages.

usage: mqttjs-receive-maximum.py"""
from mqtt_server import Application, judge

application = Application("mqttjs", "5.0")
line = application.connect(connack=b"\x21\0\2", clean_start=True)
for number in range(5):
    application.ask("pub", topic="finding", payload=str(number), qos=1)
count = 0
while line.receive(2)[0] == 0x32:
    count += 1
if count == 0:
    raise RuntimeError("there is no PUBLISH")
judge(count > 2, "[MQTT-3.3.4-7] 2 PUBLISH packets without PUBACK", count)
