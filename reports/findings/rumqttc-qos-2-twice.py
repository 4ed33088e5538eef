"""rumqttc 0.25.1, MQTT 5.0 (and 3.1.1), [MQTT-4.3.3-10]. The Server's QoS 2 message was answered by
PUBREC, which is lost with the connection. It is sent again, with DUP 1 and the same Packet
Identifier, before any PUBREL, and the application is given it twice.

usage: rumqttc-qos-2-twice.py"""
from mqtt_server import Application, judge

SESSION = {"clean_start": False, "properties": {"session_expiry_interval": 300}}
application = Application("rumqttc", "5.0")
line = application.connect(**SESSION)
line.publish(0x34, "finding", b"once", identifier=5)
answers = [line.receive()[0]]
line.cut()
application.told("down")
line = application.connect(session_present=1, **SESSION)
line.publish(0x3C, "finding", b"once", identifier=5)
answers.append(line.receive()[0])
line.acknowledge(0x62, b"\0\5")
answers.append(line.receive()[0])
if answers != [0x50, 0x50, 0x70]:
    raise RuntimeError(f"it is not acknowledged: {answers}")
deliveries = len(application.all_told("msg"))
judge(deliveries > 1, "[MQTT-4.3.3-10] one delivery", f"{deliveries}")
