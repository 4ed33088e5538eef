"""The little of MQTT that the findings need, over plain sockets to HOST and PORT."""
import pathlib
import socket
import sys

TOPIC = "finding"


def text(value):
    return len(value).to_bytes(2, "big") + value.encode()


def packet(first_byte, body):
    return bytes([first_byte, len(body)]) + body


def receive(client, seconds=5):
    """The first byte and the body of the next packet; None and nothing if none comes in time."""
    client.settimeout(seconds)
    try:
        first_byte, length = client.recv(2, socket.MSG_WAITALL)
        return first_byte, client.recv(length, socket.MSG_WAITALL) if length else b""
    except (TimeoutError, ValueError, ConnectionError):
        return None, b""


def connect(level, name, flags, properties=b"", payload=b""):
    """A connection of protocol level 4 or 5, and its CONNACK. Each finding has its own clients."""
    if len(sys.argv) != 3:
        sys.exit(sys.modules["__main__"].__doc__)
    client = socket.create_connection(sys.argv[1:3])
    if level == 5:
        properties = bytes([len(properties)]) + properties
    head = text("MQTT") + bytes([level, flags]) + b"\0\x3c" + properties
    client_id = text(pathlib.Path(sys.argv[0]).stem + "-" + name)
    client.sendall(packet(0x10, head + client_id + payload))
    return client, receive(client)[1]


def subscribe(level, client, qos, topic=TOPIC):
    client.sendall(packet(0x82, b"\0\1" + b"\0" * (level == 5) + text(topic) + bytes([qos])))
    return receive(client)


def leave(client):
    client.sendall(b"\xe0\0")
    client.close()
