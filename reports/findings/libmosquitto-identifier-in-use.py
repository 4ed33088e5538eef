"""libmosquitto 2.0.11, MQTT 3.1.1 (and 5.0), [MQTT-2.3.1-2]. A SUBSCRIBE is not answered yet, and
its Packet Identifier is in use. When all others have been used once, a PUBLISH is given the same
one.

usage: libmosquitto-identifier-in-use.py"""
from mqtt_server import Application, identifier_of, judge

application = Application("libmosquitto", "3.1.1")
line = application.connect(clean_start=True)
application.ask("sub", subscriptions=[{"topic_filter": "finding", "qos": 1}])
in_use = line.receive()[1][:2]
application.ask("pub", topic="finding", payload="x", qos=1, repeat=65535, window=10)
for count in range(1, 65536):
    _, publish = line.receive()
    if (identifier := identifier_of(publish)) == in_use:
        break
    line.acknowledge(0x40, identifier)
number = int.from_bytes(in_use, "big")
judge(identifier == in_use, f"[MQTT-2.3.1-2] identifiers other than {number}, the SUBSCRIBE's",
      f"{count} PUBLISH packets, the last with {int.from_bytes(identifier, 'big')}")
