#!/usr/bin/env bash
# gmqtt 0.8.0 (PyPI), MQTT 5.0 (and 3.1.1).
# Guess refuted: a client that was made with Clean Start 1 has it in each CONNECT.
# Seen: it has when the application connects; when the library connects again by itself, CONNECT has
# Clean Start 0. So a Session of before may go on that the application never asked for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv packages
packages/bin/pip install -q --disable-pip-version-check --no-cache-dir gmqtt==0.8.0
cat >client.py <<'PYTHON'
import asyncio, sys

from gmqtt import Client


async def main():
    client = Client("finding", clean_session=True, session_expiry_interval=300)
    client.set_config({"reconnect_delay": 1})
    await client.connect("127.0.0.1", int(sys.argv[1]))
    await asyncio.sleep(60)


asyncio.run(main())
PYTHON
cat >server.py <<'PYTHON'
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(20)
client = subprocess.Popen(["packages/bin/python", "client.py", str(listener.getsockname()[1])],
                          stderr=subprocess.DEVNULL)
flags = []
for _ in range(2):
    connection, _ = listener.accept()
    connection.settimeout(10)
    _, length = connection.recv(2, socket.MSG_WAITALL)
    flags.append(connection.recv(length, socket.MSG_WAITALL)[7] >> 1 & 1)
    connection.sendall(b"\x20\3\0\0\0")
    connection.close()
client.terminate()
client.wait()
print("Clean Start of the first CONNECT:", flags[0])
print("of the second:                   ", flags[1])
sys.exit(0 if flags == [1, 0] else 1)
PYTHON
python3 server.py
