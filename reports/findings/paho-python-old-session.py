#!/usr/bin/env python3
"""paho-mqtt 2.2.0 for Python, MQTT 5.0, [MQTT-3.1.2-4]. The connection is lost before the PUBCOMP
of a QoS 2 message. The application asks for a new Session with Clean Start 1, and the Server has
none: the library sends PUBREL, or the message as a duplicate, of the old one.

usage: paho-python-old-session.py"""
from mqtt_server import Application, identifier_of, judge

LASTING = {"properties": {"session_expiry_interval": 300}}
application = Application("paho-python", "5.0")
line = application.connect(clean_start=False, **LASTING)
application.ask("pub", topic="finding", payload="old", qos=2)
line.acknowledge(0x50, identifier_of(line.receive()[1]))
if line.receive()[0] != 0x62:
    raise RuntimeError("there is no PUBREL")
line.cut()
application.told("down")
line = application.connect(clean_start=True, **LASTING)
if not line.connect[7] & 2:
    raise RuntimeError("there is no Clean Start 1")
first_byte, _ = line.receive()
judge(first_byte in (0x62, 0x3C), "[MQTT-3.1.2-4] nothing of the old Session",
      {0x62: "PUBREL", 0x3C: "PUBLISH with DUP 1"}.get(first_byte, "nothing"))
