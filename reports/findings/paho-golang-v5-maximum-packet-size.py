"""paho.golang 0.23.0, MQTT 5.0, [MQTT-3.2.2-15]. A message of 200 bytes was sent, but not
acknowledged, when the connection was lost. On the next one the Server takes packets of 100 bytes at
most; the message is sent again nevertheless.

usage: paho-golang-v5-maximum-packet-size.py"""
from mqtt_server import Application, judge

SESSION = {"clean_start": False, "properties": {"session_expiry_interval": 300}}
application = Application("paho-golang-v5", "5.0")
line = application.connect(**SESSION)
application.ask("pub", topic="finding", payload="x" * 200, qos=1)
if line.receive()[0] != 0x32:
    raise RuntimeError("there is no PUBLISH")
line.cut()
application.told("down")
line = application.connect(connack=b"\x27\0\0\0\x64", session_present=1, **SESSION)
first_byte, body = line.receive(8)
judge(len(body) > 98, "[MQTT-3.2.2-15] no packet of more than 100 bytes",
      f"0x{first_byte or 0:02X}, a packet of {len(body) + 3} bytes" if body else "none")
