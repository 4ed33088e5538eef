#!/usr/bin/env python3
"""Has a driver play a session, and one of the other version if it can, with a Server of its own.

    rehearse.py COMMAND...

For what is made of a first run, as an archive of loaded classes is: the driver connects, subscribes,
publishes and receives at each QoS, disconnects and quits.
"""

import json
import socket
import subprocess
import sys
import threading

TIMEOUT_S = 20


def packet_from(stream):
    first = stream.read(1)
    if not first:
        return None, b""
    length = shift = 0
    while True:
        byte = stream.read(1)[0]
        length |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return first[0], stream.read(length)


def serve(connection):
    """Grants everything, and sends a message at each QoS to who subscribes."""
    stream = connection.makefile("rb")
    properties = b""
    while True:
        first, body = packet_from(stream)
        if first is None:
            return
        kind, answer = first >> 4, b""
        if kind == 1:
            properties = b"\0" if body[6] == 5 else b""
            answer = b"\x20" + bytes([2 + len(properties)]) + b"\0\0" + properties
        elif kind == 3 and first & 6:
            at = 2 + int.from_bytes(body[:2], "big")
            answer = bytes([0x40 if first & 2 else 0x50, 2]) + body[at : at + 2]
        elif kind == 5:
            answer = b"\x62\2" + body[:2]
        elif kind == 6:
            answer = b"\x70\2" + body[:2]
        elif kind == 8:
            answer = b"\x90" + bytes([3 + len(properties)]) + body[:2] + properties + b"\2"
            for qos in 0, 1, 2:
                message = b"\0\1t" + (bytes([0, qos]) if qos else b"") + properties + b"x"
                answer += bytes([0x30 | qos << 1, len(message)]) + message
        elif kind == 12:
            answer = b"\xd0\0"
        connection.sendall(answer)


def accept(listener):
    while True:
        threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()


def wait_for(events, name):
    """Whether that comes, and not a refusal."""
    for line in events:
        event = json.loads(line)["ev"]
        if event in (name, "refused", "err", "unsupported"):
            return event == name
    return False


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=[listener], daemon=True).start()
    driver = subprocess.Popen(
        sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    timer = threading.Timer(TIMEOUT_S, driver.kill)
    timer.start()

    def say(do, **fields):
        driver.stdin.write(json.dumps({"do": do, "tag": 1, **fields}) + "\n")

    for version in "5.0", "3.1.1":
        host, port = listener.getsockname()
        say("connect", host=host, port=port, version=version, client_id="c", clean_start=True)
        if not wait_for(driver.stdout, "up"):
            continue
        say("sub", subscriptions=[{"topic_filter": "t", "qos": 2}])
        wait_for(driver.stdout, "suback")
        for qos in 0, 1, 2:
            say("pub", topic="t", payload={"hex": "78"}, qos=qos)
            wait_for(driver.stdout, "done")
        say("disconnect")
        wait_for(driver.stdout, "down")
    say("quit")
    status = driver.wait()
    timer.cancel()
    sys.exit(status)


main()
