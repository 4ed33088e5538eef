#!/usr/bin/env python3
"""hivemq-mqtt-client 1.3.10, MQTT 5.0, [MQTT-4.5.0-2]. With an Authentication Method, a PUBLISH
right behind CONNACK is taken for one before it: the Client closes with "PUBLISH message must not be
received before CONNACK" instead of acknowledging it. The library puts CONNACK off, and not what
follows.

usage: hivemq-closes-on-prompt-message.py"""
from mqtt_server import Application, Line, judge, text

METHOD = b"\x15" + text("method")

application = Application("hivemq", "5.0")
application.ask("connect", host="127.0.0.1", port=application.server.getsockname()[1],
                version="5.0", client_id="finding",
                properties={"authentication_method": "method"})
line = Line(application.server.accept()[0], True)
line.receive_connect()
connack = b"\x20" + bytes([3 + len(METHOD), 0, 0, len(METHOD)]) + METHOD
publish = b"\x32\x06" + text("t") + b"\0\1\0"
line.connection.sendall(connack + publish)
first_byte, body = line.receive()
judge(first_byte == 0xE0, "[MQTT-4.5.0-2]: PUBACK, since CONNACK came before the PUBLISH",
      f"DISCONNECT {body}" if first_byte == 0xE0 else (first_byte, body))
