"""The paho C client 1.3.12, MQTT 5.0, [MQTT-3.3.4-8]. The Server has a Receive Maximum of 1, and
one message waits for its PUBACK. A SUBSCRIBE must not be delayed by that; it is sent when the
PUBACK has come.

usage: paho-c-holds-back-subscribe.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("paho-c", "5.0")
line = application.connect(connack=b"\x21\0\1", clean_start=True)
application.ask("pub", topic="finding", payload="one", qos=1)
identifier = identifier_of(line.receive()[1])
application.ask("sub", subscriptions=[{"topic_filter": "finding", "qos": 1}])
early, _ = line.receive()
line.acknowledge(0x40, identifier)
late, _ = line.receive()
if 0x82 not in (early, late):
    raise RuntimeError("there is no SUBSCRIBE")
judge(early is None, "[MQTT-3.3.4-8] SUBSCRIBE at once",
      "nothing for 5 s, and SUBSCRIBE after the PUBACK" if early is None else "SUBSCRIBE")
