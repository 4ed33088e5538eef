#!/usr/bin/env python3
"""What a broker takes for 20,000 retained messages to one wildcard subscriber, and for 20,000
queued messages to a Client that resumes its Session, while another Client pings: of QoS 1, of QoS 1
with Receive Maximum 20, and of QoS 2.

usage: load.py NAME=HOST:PORT ...

Prints a line for each broker and load: seconds from the SUBSCRIBE or CONNECT until everything has
come, was acknowledged and a last PINGREQ is answered, and the latest PINGRESP of the other Client.
With two brokers, the ratio of the first to the second follows.
"""
import multiprocessing
import socket
import struct
import sys
import time

COUNT = 20_000
BURST = 100  # messages that a publisher has under way
PINGREQ = b"\xc0\x00"


def text(value):
    return struct.pack("!H", len(value)) + value.encode()


def packet(first_byte, body):
    length, remaining = b"", len(body)
    while True:
        remaining, digit = divmod(remaining, 128)
        length += bytes([digit | (0x80 if remaining else 0)])
        if not remaining:
            return bytes([first_byte]) + length + body


class Client:
    """A connection that acknowledges what it gets: of MQTT 5.0 with a Receive Maximum, or of 3.1.1."""

    def __init__(self, address, name, clean=True, receive_maximum=None):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        begin = bytes([4, 2 if clean else 0, 0, 0])
        self.properties = b""
        if receive_maximum:
            properties = b"\x11\xff\xff\xff\xff\x21" + struct.pack("!H", receive_maximum)
            begin = bytes([5, 0, 0, 0, len(properties)]) + properties
            self.properties = b"\x00"
        self.send(packet(0x10, text("MQTT") + begin + text(name)))

    def send(self, data):
        self.socket.sendall(data)

    def packets(self):
        """Of what has arrived: at least one packet's type and where its body is."""
        while True:
            data, at, found = self.rest, 0, []
            while at + 2 <= len(data):
                size, shift, body = 0, 0, at + 1
                while body < len(data) and body < at + 5:
                    digit = data[body]
                    size |= (digit & 0x7F) << shift
                    shift, body = shift + 7, body + 1
                    if digit < 0x80:
                        break
                else:
                    break
                if body + size > len(data):
                    break
                found.append((data[at], data[body:body + size]))
                at = body + size
            self.rest = data[at:]
            if found:
                return found
            more = self.socket.recv(1 << 18)
            if not more:
                raise SystemExit("the broker has closed the connection")
            self.rest += more

    def await_type(self, wanted, count=1):
        while count > 0:
            count -= sum(1 for first, _ in self.packets() if first >> 4 == wanted)

    def subscribe(self, topic_filter):
        self.send(packet(0x82, b"\x00\x01" + self.properties + text(topic_filter) + b"\x02"))

    def take(self, count):
        """Takes so many messages, and waits until the broker has seen all that was sent."""
        while count > 0:
            answers = b""
            for first, body in self.packets():
                if first >> 4 == 6:  # PUBREL
                    answers += b"\x70\x02" + body[:2]
                    count -= 1
                elif first >> 4 == 3:
                    topic = int.from_bytes(body[:2], "big")
                    ends = first & 4 == 0
                    answers += b"\x40\x02" if ends else b"\x50\x02"
                    answers += body[2 + topic:4 + topic]
                    count -= ends
            self.send(answers)
        self.send(PINGREQ)
        self.await_type(13)


def publish_all(address, prefix, qos, retain=0):
    client = Client(address, "publisher")
    client.await_type(2)
    first_byte = 0x30 | qos << 1 | retain
    for begin in range(0, COUNT, BURST):
        burst = b""
        for i in range(begin, begin + BURST):
            burst += packet(first_byte, text(f"{prefix}/{i}") + struct.pack("!H", i + 1) + b"x" * 32)
        client.send(burst)
        client.await_type(4 if qos == 1 else 5, BURST)
        if qos == 2:
            ids = range(begin + 1, begin + BURST + 1)
            client.send(b"".join(b"\x62\x02" + struct.pack("!H", i) for i in ids))
            client.await_type(7, BURST)
    client.socket.close()


def ping(address, stop, latest):
    client = Client(address, "pinger")
    client.await_type(2)
    while not stop.is_set():
        begin = time.monotonic()
        client.send(PINGREQ)
        client.await_type(13)
        latest.value = max(latest.value, time.monotonic() - begin)
        time.sleep(0.002)


def timed(address, work):
    stop, latest = multiprocessing.Event(), multiprocessing.Value("d", 0.0)
    pinger = multiprocessing.Process(target=ping, args=(address, stop, latest))
    pinger.start()
    time.sleep(0.3)
    latest.value = 0.0
    begin = time.monotonic()
    work()
    seconds = time.monotonic() - begin
    stop.set()
    pinger.join()
    return seconds, latest.value


def retained(address):
    publish_all(address, "r", 1, 1)
    subscriber = Client(address, "retained")
    subscriber.await_type(2)

    def work():
        subscriber.subscribe("r/#")
        subscriber.take(COUNT)

    return timed(address, work)


def queued(address, qos=1, receive_maximum=None):
    name = f"queued{qos}{receive_maximum}"
    subscriber = Client(address, name, False, receive_maximum)
    subscriber.await_type(2)
    subscriber.subscribe(name + "/#")
    subscriber.await_type(9)
    subscriber.socket.close()
    publish_all(address, name, qos)
    return timed(address, lambda: Client(address, name, False, receive_maximum).take(COUNT))


def limited(address):
    return queued(address, receive_maximum=20)


def twofold(address):
    return queued(address, qos=2)


def main():
    if len(sys.argv) < 2 or any("=" not in word for word in sys.argv[1:]):
        sys.exit(__doc__)
    for load in (retained, queued, limited, twofold):
        taken = []
        for word in sys.argv[1:]:
            name, place = word.split("=", 1)
            host, port = place.removeprefix("tcp://").rsplit(":", 1)
            seconds, latest = load((host, int(port)))
            taken.append(seconds)
            print(f"{load.__name__:9}{name:12}{seconds:8.2f} s, "
                  f"latest PINGRESP {latest * 1000:6.1f} ms", flush=True)
        if len(taken) == 2:
            print(f"{load.__name__:9}{'ratio':12}{taken[0] / taken[1]:8.2f}", flush=True)


if __name__ == "__main__":
    main()
