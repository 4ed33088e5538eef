"""rumqttc 0.25.1, MQTT 3.1.1 (and 5.0), [MQTT-3.3.1-1]. A QoS 1 message that was not acknowledged
is sent again on the next connection, as it must be, but with DUP 0: as a new message.

usage: rumqttc-resends-without-dup.py"""
from mqtt_server import Application, judge

application = Application("rumqttc", "3.1.1")
line = application.connect(clean_start=False)
application.ask("pub", topic="finding", payload="once", qos=1)
first, body = line.receive()
line.cut()
application.told("down")
line = application.connect(session_present=1, clean_start=False)
again, same = line.receive()
if same != body:
    raise RuntimeError("it is not sent again")
judge(not again & 8, "[MQTT-3.3.1-1] first 0x32, again 0x3A: DUP 1",
      f"first 0x{first:02X}, again 0x{again:02X}")
