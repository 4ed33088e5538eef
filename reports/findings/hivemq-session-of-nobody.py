#!/usr/bin/env python3
"""hivemq-mqtt-client 1.3.10, MQTT 5.0, [MQTT-3.2.2-4]. A new client object, which never connected, gets
CONNACK with Session Present 1 and goes on: it acknowledges a message two seconds later. A Client that
does not have Session State must close the Network Connection then.

usage: hivemq-session-of-nobody.py"""
import time

from mqtt_server import Application, judge

line = Application("hivemq", "5.0").connect(session_present=1, clean_start=False)
time.sleep(2)
line.publish(0x32, "t", b"", 1)
first_byte, body = line.receive()
judge(first_byte == 0x40, "[MQTT-3.2.2-4]: the Client closes, since it has no Session State",
      "PUBACK" if first_byte == 0x40 else "no PUBACK")
