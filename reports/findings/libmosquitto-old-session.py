"""libmosquitto 2.0.11, MQTT 5.0, [MQTT-3.2.2-5]. The Server has lost the Session and says so
(Session Present 0). The Client has to discard its own; it sends the unacknowledged message of the
old Session again, with DUP 1.

usage: libmosquitto-old-session.py"""
from mqtt_server import Application, judge

SESSION = {"clean_start": False, "properties": {"session_expiry_interval": 300}}
application = Application("libmosquitto", "5.0")
line = application.connect(**SESSION)
application.ask("pub", topic="finding", payload="once", qos=1)
if line.receive()[0] != 0x32:
    raise RuntimeError("there is no PUBLISH")
line.cut()
application.told("down")
line = application.connect(**SESSION)
again, _ = line.receive()
judge(again == 0x3A, "[MQTT-3.2.2-5] nothing of the old Session",
      "PUBLISH with DUP 1" if again == 0x3A else f"0x{again or 0:02X}")
