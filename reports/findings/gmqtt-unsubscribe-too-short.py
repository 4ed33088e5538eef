#!/usr/bin/env python3
"""gmqtt 0.8.0, MQTT 5.0, 2.1.4. The Remaining Length of UNSUBSCRIBE counts the characters of a
Topic Filter and not its bytes: with "ü" it is one too small, and what comes after it is read
wrongly.

usage: gmqtt-unsubscribe-too-short.py"""
from mqtt_server import Application, judge, text

application = Application("gmqtt", "5.0")
line = application.connect(clean_start=True)
application.ask("unsub", topic_filters=["ü"])
first_byte, body = line.receive()
if first_byte != 0xA2:
    raise RuntimeError("there is no UNSUBSCRIBE")
judge(len(body) < 3 + len(text("ü")), "2.1.4: Remaining Length 7, as there are seven bytes",
      f"Remaining Length {len(body)}")
