"""paho.golang 0.23.0, MQTT 5.0, [MQTT-3.2.2-4]. A Client object that is new has no Session State. If the Server
says nevertheless that there is a Session (Session Present 1), it has to close the connection; it goes
on and acknowledges messages of a Session that it knows nothing of.

usage: paho-golang-v5-session-of-nobody.py"""
from mqtt_server import Application, judge

application = Application("paho-golang-v5", "5.0")
line = application.connect(session_present=1, clean_start=False)
line.publish(0x32, "finding", b"of another", identifier=5)
first_byte, _ = line.receive()
judge(first_byte == 0x40, "[MQTT-3.2.2-4] the connection is closed",
      "PUBACK" if first_byte == 0x40 else "no PUBACK")
