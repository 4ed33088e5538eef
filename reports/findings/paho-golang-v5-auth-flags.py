"""paho.golang 0.23.0, MQTT 5.0, [MQTT-3.15.1-1]. The flags of AUTH are 0000, and whoever gets other
ones must take the packet for malformed and close the connection; it goes on.

usage: paho-golang-v5-auth-flags.py"""
from mqtt_server import Application, judge

application = Application("paho-golang-v5", "5.0")
line = application.connect(clean_start=True)
line.connection.sendall(b"\xf1\0")
line.publish(0x32, "finding", b"afterwards", identifier=5)
first_byte, _ = line.receive()
judge(first_byte == 0x40, "[MQTT-3.15.1-1] the connection is closed",
      "PUBACK of a later message" if first_byte == 0x40 else "no PUBACK")
