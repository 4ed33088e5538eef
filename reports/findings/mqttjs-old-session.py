#!/usr/bin/env python3
"""MQTT.js 5.16.0, MQTT 5.0, [MQTT-3.1.2-4]. The connection is lost before the PUBCOMP of a QoS 2
message. The library connects again by itself, with Clean Start 1 as before, and the Server has no
Session: the library sends PUBREL of the old one.

usage: mqttjs-old-session.py"""
from mqtt_server import Application, Line, identifier_of, judge

application = Application("mqttjs", "5.0")
line = application.connect(clean_start=True, auto_reconnect=True)
application.ask("pub", topic="finding", payload="old", qos=2)
line.acknowledge(0x50, identifier_of(line.receive()[1]))
if line.receive()[0] != 0x62:
    raise RuntimeError("there is no PUBREL")
line.cut()
line = Line(application.server.accept()[0], True)
line.receive_connect()
if not line.connect[7] & 2:
    raise RuntimeError("there is no Clean Start 1")
line.send(0x20, b"\0\0")
first_byte, _ = line.receive()
judge(first_byte == 0x62, "[MQTT-3.1.2-4] nothing of the old Session",
      "PUBREL" if first_byte == 0x62 else first_byte)
