#!/usr/bin/env python3
"""The paho Java client 1.2.5 (mqttv5), MQTT 5.0, [MQTT-4.3.3-10]. The connection is lost after the
PUBREC of a QoS 2 message. On the next one the Server, which has no PUBREL yet, sends it again with
DUP 1 under the same Packet Identifier: the application is given it a second time.

usage: paho-java-qos-2-twice.py"""
from mqtt_server import Application, judge

SESSION = {"clean_start": False, "properties": {"session_expiry_interval": 300}}
application = Application("paho-java", "5.0")
line = application.connect(**SESSION)
line.publish(0x34, "finding", b"once", 1)
if line.receive()[0] != 0x50:
    raise RuntimeError("there is no PUBREC")
line.cut()
application.told("down")
line = application.connect(session_present=1, **SESSION)
line.publish(0x3C, "finding", b"once", 1)
if line.receive()[0] != 0x50:
    raise RuntimeError("there is no PUBREC")
times = len(application.all_told("msg"))
judge(times > 1, "[MQTT-4.3.3-10] one delivery to the application", times)
