#!/usr/bin/env python3
"""The paho Java client 1.2.5 (mqttv5), MQTT 5.0, [MQTT-4.5.0-2]. The Server takes packets of 30
bytes at most, and says so in CONNACK; the Client named no such limit. The library applies the
Server's limit to what the Server sends, and closes when a message of 50 bytes comes.

usage: paho-java-maximum-packet-size.py"""
import time

from mqtt_server import Application, judge

application = Application("paho-java", "5.0")
line = application.connect(connack=b"\x27\0\0\0\x1e", clean_start=True)
time.sleep(1)  # at once, it has not set its limits yet
line.publish(0x32, "finding", b"x" * 36, 1)
first_byte, _ = line.receive()
down = application.told("down", 2)
judge(first_byte != 0x40, "[MQTT-4.5.0-2] PUBACK",
      f"it is closed: {down['text']}" if down else "PUBACK" if first_byte == 0x40 else "nothing")
