"""paho.mqtt.golang 1.5.1, MQTT 3.1.1, [MQTT-4.3.3-1]. The Server has answered a QoS 2 PUBLISH by
PUBREC, and PUBREL has been sent, when the connection is lost. What comes on the next one is the
PUBLISH again, though it must not be sent any more.

usage: paho-go-publishes-after-pubrel.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("paho-go", "3.1.1")
line = application.connect(clean_start=False)
application.ask("pub", topic="finding", payload="once", qos=2)
identifier = identifier_of(line.receive()[1])
line.acknowledge(0x50, identifier)
released, _ = line.receive()
line.cut()
application.told("down")
line = application.connect(session_present=1, clean_start=False)
again, _ = line.receive()
if released != 0x62 or again is None:
    raise RuntimeError("there is no PUBREL")
judge(again & 0xF0 == 0x30, "[MQTT-4.3.3-1] PUBREL (0x62) once it has been sent, and no PUBLISH",
      f"0x{again:02X}, a PUBLISH" if again & 0xF0 == 0x30 else f"0x{again:02X}")
