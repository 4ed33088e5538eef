#!/usr/bin/env python3
"""MQTT.js 5.16.0, MQTT 3.1.1, [MQTT-3.3.1-1]. A QoS 1 message has no PUBACK when the connection is
lost. The library connects again by itself, to the same Session, and sends it again with DUP 0.

usage: mqttjs-resends-without-dup.py"""
from mqtt_server import Application, Line, identifier_of, judge

application = Application("mqttjs", "3.1.1")
line = application.connect(clean_start=False, auto_reconnect=True)
application.ask("pub", topic="finding", payload="once", qos=1)
_, before = line.receive()
line.cut()
line = Line(application.server.accept()[0], False)
line.receive_connect()
line.send(0x20, b"\1\0")
first_byte, again = line.receive()
if not before or identifier_of(again) != identifier_of(before):
    raise RuntimeError("the message is not sent again")
judge(first_byte == 0x32, "[MQTT-3.3.1-1] PUBLISH with DUP 1", f"first byte 0x{first_byte:02X}")
