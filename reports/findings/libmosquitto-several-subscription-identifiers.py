"""libmosquitto 2.0.11, MQTT 5.0, [MQTT-4.5.0-2] and 3.3.2.3.8. Two subscriptions with identifiers
of their own match one message: the Server may send it once, with both identifiers. The Client must
acknowledge it; it closes the connection.

usage: libmosquitto-several-subscription-identifiers.py"""
from mqtt_server import Application, judge

application = Application("libmosquitto", "5.0")
line = application.connect(clean_start=True)
for number, topic_filter in ((1, "finding"), (2, "finding/#")):
    application.ask("sub", subscriptions=[{"topic_filter": topic_filter, "qos": 1}],
                    properties={"subscription_identifier": number})
    _, subscribe = line.receive()
    line.send(0x90, subscribe[:2], payload=b"\1")
line.publish(0x32, "finding", b"for both", identifier=7, properties=b"\x0b\1\x0b\2")
first_byte, _ = line.receive()
if first_byte not in (0x40, None):
    raise RuntimeError(f"0x{first_byte:02X} comes")
judge(first_byte is None, "[MQTT-4.5.0-2] PUBACK",
      "PUBACK" if first_byte else f"none; the library says: {application.told('down')}")
