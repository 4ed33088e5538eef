#!/usr/bin/env python3
"""The paho Java client 1.2.5 (mqttv5), MQTT 5.0, 4.13.2. SUBACK with 0x97 (Quota exceeded) says
that one subscription was not made, and has "no consequences for other Sessions or other Packets
flowing on the same Session". The library closes the connection.

usage: paho-java-closes-on-refusal.py"""
from mqtt_server import Application, judge

application = Application("paho-java", "5.0")
line = application.connect(clean_start=True)
application.ask("sub", subscriptions=[{"topic_filter": "finding", "qos": 1}])
first_byte, body = line.receive()
if first_byte != 0x82:
    raise RuntimeError("there is no SUBSCRIBE")
line.send(0x90, body[:2], payload=b"\x97")
down = application.told("down")
judge(down is not None, "4.13.2: the connection goes on",
      f"it is closed: {down['text']}" if down else "it does")
