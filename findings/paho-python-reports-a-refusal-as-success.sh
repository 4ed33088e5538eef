#!/usr/bin/env bash
# paho-mqtt 2.2.0 (PyPI), MQTT 5.0.
# Guess refuted: a QoS 2 message that the Server refuses in PUBREC is reported to the application as
# refused, as one of QoS 1 is that is refused in PUBACK.
# Seen: PUBREC 0x97 (Quota exceeded) is answered by PUBREL like any other, and on_publish is called
# with Success after PUBCOMP. PUBACK 0x97 is reported as "Quota exceeded".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv packages
packages/bin/pip install -q --disable-pip-version-check --no-cache-dir paho-mqtt==2.2.0
cat >client.py <<'PYTHON'
import sys

from paho.mqtt import client as mqtt

client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "finding", protocol=mqtt.MQTTv5,
                     reconnect_on_failure=False)
client.on_connect = lambda *a: [client.publish("topic", qos=qos) for qos in (1, 2)]
client.on_publish = lambda *a: print(a[3], flush=True)
client.connect("127.0.0.1", int(sys.argv[1]))
client.loop_forever()
PYTHON
cat >server.py <<'PYTHON'
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(20)
client = subprocess.Popen(["packages/bin/python", "client.py", str(listener.getsockname()[1])],
                          stdout=subprocess.PIPE, text=True)
connection, _ = listener.accept()
connection.settimeout(5)


def receive():
    first_byte, length = connection.recv(2, socket.MSG_WAITALL)
    return first_byte, connection.recv(length, socket.MSG_WAITALL)


receive()
connection.sendall(b"\x20\3\0\0\0")
_, one = receive()
_, two = receive()
connection.sendall(b"\x40\3" + one[7:9] + b"\x97" + b"\x50\3" + two[7:9] + b"\x97")
release = receive()[0]
connection.sendall(b"\x70\2" + two[7:9])
told = [client.stdout.readline().strip() for _ in range(2)]
connection.close()
client.wait()
print("PUBACK 0x97 is told as:", told[0])
print("PUBREC 0x97 as:        ", told[1], "after PUBREL" if release == 0x62 else "")
sys.exit(0 if told == ["Quota exceeded", "Success"] and release == 0x62 else 1)
PYTHON
python3 server.py
