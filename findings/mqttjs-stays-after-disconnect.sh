#!/usr/bin/env bash
# MQTT.js 5.16.0 (npm), MQTT 5.0.
# Guess refuted: after a DISCONNECT of the Server a client closes its connection.
# Seen: it tells its application, stays on the connection, and acknowledges what comes on it, for as
# long as the Server leaves it open. The Standard has it close, though not by a MUST (3.14.4).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --cache "$folder/cache" mqtt@5.16.0
cat >client.js <<'JAVASCRIPT'
const client = require('mqtt').connect({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  protocolVersion: 5,
})
client.on('error', (error) => console.log(String(error)))
client.on('disconnect', (packet) => console.log('DISCONNECT', packet.reasonCode))
client.on('close', () => process.exit(0))
JAVASCRIPT
cat >server.py <<'PYTHON'
import socket, subprocess, sys, time

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(20)
client = subprocess.Popen(["node", "client.js", str(listener.getsockname()[1])],
                          stdout=subprocess.PIPE, text=True)
connection, _ = listener.accept()
connection.settimeout(5)


def receive():
    try:
        first_byte, length = connection.recv(2, socket.MSG_WAITALL)
        return first_byte, connection.recv(length, socket.MSG_WAITALL)
    except (TimeoutError, ValueError, ConnectionError):
        return None, b""


receive()
connection.sendall(b"\x20\3\0\0\0")
connection.sendall(b"\xe0\1\x8b")  # Server shutting down
time.sleep(3)
connection.sendall(b"\x32\6\0\1t\0\1\0")
first_byte, _ = receive()
connection.close()
told = client.communicate(timeout=10)[0].strip()
print("its application is told:", told)
print("3 s later a message gets:", {0x40: "PUBACK"}.get(first_byte, "nothing"))
sys.exit(0 if told == "DISCONNECT 139" and first_byte == 0x40 else 1)
PYTHON
python3 server.py
