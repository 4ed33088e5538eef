#!/usr/bin/env python3
"""The paho Java client 1.2.5 (mqttv5), MQTT 5.0, [MQTT-3.1.2-21]. The application asks for a Keep
Alive of 60 s, the Server answers with a Server Keep Alive of 2 s, which has to be used instead: the
Server may close the connection when nothing comes for 3 s. The library's first timer is the old
one.

usage: paho-java-server-keep-alive.py"""
import time

from mqtt_server import Application, judge

application = Application("paho-java", "5.0")
line = application.connect(connack=b"\x13\0\2", clean_start=True, keep_alive=60)
begin = time.monotonic()
first_byte, _ = line.receive(8, answers_ping=False)
waited = time.monotonic() - begin
judge(waited > 3.5, "[MQTT-3.1.2-21] PINGREQ within 2 s",
      f"{'nothing' if first_byte is None else 'a packet'} after {waited:.1f} s")
