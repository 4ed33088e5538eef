"""paho.mqtt.golang 1.5.1, MQTT 3.1.1, [MQTT-4.6.0-1]. What was not acknowledged before the
connection was lost is sent again in the order in which it was sent first. The default store is a
map.

usage: paho-go-resends-in-any-order.py"""
from mqtt_server import Application, judge

COUNT = 26
application = Application("paho-go", "3.1.1")
line = application.connect(clean_start=False)
first = []
for n in range(COUNT):
    application.ask("pub", topic="finding", payload=chr(ord("a") + n), qos=1)
    first.append(line.receive()[1][-1:])
line.cut()
application.told("down")
line = application.connect(session_present=1, clean_start=False)
again = [line.receive()[1][-1:] for _ in first]
judge(again != first, "[MQTT-4.6.0-1] the order of " + b"".join(first).decode(),
      b"".join(again).decode())
