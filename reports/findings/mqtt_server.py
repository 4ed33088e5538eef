"""The little of an MQTT Server that the findings on Client libraries need, over plain sockets, and
the application: the library's driver of conformance/clients, told by lines of JSON what to do."""
import atexit
import json
import os
import pathlib
import queue
import socket
import subprocess
import sys
import threading

CLIENT_SH = pathlib.Path(__file__).parents[2] / "conformance/clients/client.sh"


def cannot_run(kind, value, trace):
    """What goes wrong here is no fault of the library: the exit code is 2 instead of Python's 1."""
    print(f"cannot be run: {kind.__name__}: {value}", file=sys.stderr)
    os._exit(2)


sys.excepthook = cannot_run


def text(value):
    return len(value).to_bytes(2, "big") + value.encode()


class Application:
    """A Client object of the library `name`, and where it connects to."""

    def __init__(self, name, version):
        self.is_5, self.version = version == "5.0", version
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(20)
        self.driver = subprocess.Popen([CLIENT_SH, name, "drive"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.tag, self.events, self.kept = 0, queue.Queue(), []
        threading.Thread(target=self.listen, daemon=True).start()
        atexit.register(self.driver.stdin.close)  # the driver ends with its input
        if not self.told("ready", 300):  # it may have to be installed first
            raise RuntimeError(f"there is no driver of {name}")

    def listen(self):
        for line in self.driver.stdout:
            self.events.put(json.loads(line))

    def ask(self, do, **fields):
        self.tag += 1
        command = {"do": do, "tag": self.tag, **fields}
        self.driver.stdin.write(json.dumps(command).encode() + b"\n")
        self.driver.stdin.flush()

    def told(self, ev, seconds=5):
        """The next event of this name, the others being kept; None if none comes in time."""
        for event in self.kept:
            if event["ev"] == ev:
                self.kept.remove(event)
                return event
        try:
            while (event := self.events.get(timeout=seconds))["ev"] != ev:
                if event["ev"] == "unsupported":
                    raise RuntimeError(f"the driver does not do that: {event}")
                self.kept.append(event)
            return event
        except queue.Empty:
            return None

    def all_told(self, ev, seconds=2):
        """All events of this name, until none comes for so long."""
        return list(iter(lambda: self.told(ev, seconds), None))

    def connect(self, connack=b"", session_present=0, **fields):
        """The connection that the library makes, accepted with the properties `connack`."""
        self.ask("connect", host="127.0.0.1", port=self.server.getsockname()[1],
                 version=self.version, **{"client_id": "finding", **fields})
        line = Line(self.server.accept()[0], self.is_5)
        line.receive_connect()
        line.send(0x20, bytes([session_present, 0]), connack)
        if not self.told("up"):
            raise RuntimeError("the library does not tell that it is connected")
        return line


class Line:
    """One Network Connection. Packets that are sent are short."""

    def __init__(self, connection, is_5):
        self.connection, self.is_5, self.connect = connection, is_5, b""

    def receive_connect(self):
        first_byte, self.connect = self.receive()
        if first_byte != 0x10:
            raise RuntimeError("there is no CONNECT")

    def send(self, first_byte, body, properties=b"", payload=b""):
        """In MQTT 5.0 the properties stand between body and payload, in 3.1.1 nothing does."""
        if self.is_5:
            body += bytes([len(properties)]) + properties
        body += payload
        self.connection.sendall(bytes([first_byte, len(body)]) + body)

    def receive(self, seconds=5, answers_ping=True):
        """First byte and body of the next packet; None and nothing if there is none in time. A
        PINGREQ is answered and passed over."""
        self.connection.settimeout(seconds)
        try:
            first_byte, length, shift = self.byte(), 0, 0
            while (byte := self.byte()) & 0x80:
                length, shift = length + ((byte & 0x7F) << shift), shift + 7
            length += byte << shift
            body = self.connection.recv(length, socket.MSG_WAITALL) if length else b""
        except (TimeoutError, IndexError, ConnectionError):
            return None, b""
        if first_byte == 0xC0 and answers_ping:
            self.connection.sendall(b"\xd0\0")
            return self.receive(seconds)
        return first_byte, body

    def byte(self):
        return self.connection.recv(1)[0]

    def publish(self, first_byte, topic, payload, identifier=None, properties=b""):
        identifier = b"" if identifier is None else identifier.to_bytes(2, "big")
        self.send(first_byte, text(topic) + identifier, properties, payload)

    def acknowledge(self, first_byte, identifier):
        """PUBACK 0x40, PUBREC 0x50, PUBREL 0x62, PUBCOMP 0x70, as they are in both versions."""
        self.connection.sendall(bytes([first_byte, 2]) + identifier)

    def cut(self):
        self.connection.close()


def identifier_of(body):
    """The two bytes of the Packet Identifier of a PUBLISH above QoS 0."""
    end = 2 + int.from_bytes(body[:2], "big")
    return body[end:end + 2]


def judge(is_there, expected, came):
    print("expected:", expected)
    print("came:    ", came)
    sys.exit(1 if is_there else 0)
