"""paho.mqtt.golang 1.5.1, MQTT 3.1.1, [MQTT-4.3.3-2]. The Server's QoS 2 message was answered by
PUBREC, which is lost with the connection. It is sent again, with DUP 1 and the same Packet
Identifier, before any PUBREL, and the application is given it twice.

usage: paho-go-qos-2-twice.py"""
from mqtt_server import Application, judge

application = Application("paho-go", "3.1.1")
line = application.connect(clean_start=False)
line.publish(0x34, "finding", b"once", identifier=5)
answers = [line.receive()[0]]
line.cut()
application.told("down")
line = application.connect(session_present=1, clean_start=False)
line.publish(0x3C, "finding", b"once", identifier=5)
answers.append(line.receive()[0])
line.acknowledge(0x62, b"\0\5")
answers.append(line.receive()[0])
if answers != [0x50, 0x50, 0x70]:
    raise RuntimeError(f"it is not acknowledged: {answers}")
deliveries = len(application.all_told("msg"))
judge(deliveries > 1, "[MQTT-4.3.3-2] one delivery", f"{deliveries}")
