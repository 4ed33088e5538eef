#!/usr/bin/env python3
"""gmqtt 0.8.0, MQTT 3.1.1, [MQTT-3.3.1-1]. A QoS 1 message has no PUBACK when the connection is
lost. On the next one, of the same Session, it is sent again with DUP 0.

usage: gmqtt-resends-without-dup.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("gmqtt", "3.1.1")
line = application.connect(clean_start=False)
application.ask("pub", topic="finding", payload="once", qos=1)
_, before = line.receive()
line.cut()
application.told("down")
line = application.connect(session_present=1, clean_start=False)
first_byte, again = line.receive()
if not before or identifier_of(again) != identifier_of(before):
    raise RuntimeError("the message is not sent again")
judge(first_byte == 0x32, "[MQTT-3.3.1-1] PUBLISH with DUP 1", f"first byte 0x{first_byte:02X}")
