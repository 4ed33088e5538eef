#!/usr/bin/env python3
"""Plays PROTOCOL.md with a driver and a Mosquitto of its own, and says what is amiss.

    check.py [--version 3.1.1|5.0] [--show] COMMAND...

COMMAND starts the driver. Each event is held against protocol.schema.json, if there is the package
jsonschema. Returns 0 if all is well, 1 if not.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "help"))
from checked_driver import Driver, Stop, fault, faults


def serve(*answers):
    """A server that answers the packets of one connection with these bytes, and closes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def play():
        connection = listener.accept()[0]
        for answer in answers:
            connection.recv(65536)
            connection.sendall(bytes.fromhex(answer))
        time.sleep(0.3)
        connection.close()

    threading.Thread(target=play, daemon=True).start()
    return listener.getsockname()[1]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def is_same(asked, shown):
    def plain(value):
        return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value

    return plain(asked) == plain(shown)


def play_messages(options, port, five):
    driver = Driver(options)
    driver.connect(port)
    if not five:
        tag = driver.tell("pub", topic="x", properties={"content_type": "x"})
        driver.expect("unsupported", tag=tag, field="properties.content_type")
    for qos in (0, 1, 2):
        tag = driver.tell("sub", subscriptions=[{"topic_filter": f"check/{qos}/#", "qos": qos}])
        driver.expect("suback", tag=tag, reason_codes=[qos])
        tag = driver.tell(
            "pub", topic=f"check/{qos}/a", payload={"hex": "00ff"}, qos=qos, repeat=5, window=2
        )
        for n in range(5):
            driver.expect(
                "msg", topic=f"check/{qos}/a", payload={"hex": "00ff"}, qos=qos, retain=False
            )
            if driver.caps["done"]:
                driver.expect("done", tag=tag, n=n)
    size = (driver.caps["max_packet_received"] or 70000) - 100
    driver.tell("pub", topic="check/0/long", size=size)
    driver.expect("msg", topic="check/0/long", payload={"hex": "78" * size})
    tag = driver.tell("pub", topic="check/kept", payload="ü", qos=1, retain=True)
    driver.tell("sub", subscriptions=[{"topic_filter": "check/kept", "qos": 1}])
    driver.expect("msg", topic="check/kept", payload={"hex": "c3bc"})
    driver.tell("pub", topic="check/kept", qos=1, retain=True)
    driver.expect("msg", topic="check/kept", payload={"hex": ""})
    tag = driver.tell("unsub", topic_filters=["check/0/#", "check/1/#"])
    if driver.expect("unsuback", "unsupported", tag=tag)["ev"] == "unsupported":
        driver.expect("unsuback", tag=driver.tell("unsub", topic_filters=["check/0/#"]))
    if five:
        play_properties(driver)
    driver.end()


def play_properties(driver):
    properties = {
        "payload_format_indicator": 1,
        "message_expiry_interval": 99,
        "response_topic": "r/ü",
        "correlation_data": {"hex": "00fe"},
        "user_property": [["a", "1"], ["a", "2"]],
        "content_type": "text",
    }
    takes, shows = driver.caps["takes"]["pub"], driver.caps["shows"]["msg"]
    properties = {key: value for key, value in properties.items() if "properties." + key in takes}
    driver.tell(
        "sub",
        subscriptions=[{"topic_filter": "check/p", "qos": 0}],
        properties={"subscription_identifier": 7} if driver.caps["subscription_ids"] else None,
    )
    driver.tell("pub", topic="check/p", payload="x", properties=properties)
    seen = driver.expect("msg", topic="check/p").get("properties", {})
    if driver.caps["subscription_ids"]:
        properties["subscription_identifier"] = [7]
    for key, value in properties.items():
        if "properties." + key in shows and not is_same(value, seen.get(key)):
            fault(f"property {key}: {value} was published, {seen.get(key)} came")


def play_again(options, port, five):
    """The same client object with a second connection."""
    driver = Driver(options)
    driver.connect(port)
    driver.expect("down", tag=driver.tell("disconnect"))
    for clean_start in driver.caps["clean_start"] if driver.caps["reconnect"] == "driver" else []:
        answer = driver.connect(port, "up", "unsupported", clean_start=clean_start)
        print(f"again, clean_start {clean_start}: {answer['ev']}")
        if answer["ev"] == "up":
            driver.expect("down", tag=driver.tell("disconnect"))
    driver.end()


def play_will(options, port, five):
    watcher = Driver(options)
    watcher.connect(port, client_id="watcher")
    watcher.expect(
        "suback", tag=watcher.tell("sub", subscriptions=[{"topic_filter": "w", "qos": 2}])
    )
    driver = Driver(options)
    driver.connect(
        port, user_name="u", password="p", will={"topic": "w", "payload": "gone", "qos": 1}
    )
    driver.process.stdin.close()
    watcher.expect("msg", topic="w", payload={"hex": "676f6e65"}, qos=1)
    watcher.end()


def play(options, port, five):
    driver = Driver(options)
    driver.end()
    print(driver.ready["name"], driver.ready["version"], options.version)
    for each in (
        (play_messages, play_again, play_will, play_servers, play_auth) if driver.caps else ()
    ):
        try:
            each(options, port, five)
        except Stop:
            print(f"{each.__name__} goes no further")


def play_servers(options, _, five):
    accepts, refuses = ("2003000000", "20070087041f000178") if five else ("20020000", "20020005")
    told = []
    for answers, end in (((accepts,), "down"), ((refuses,), None), ((), None)):
        driver = Driver(options)
        answer = driver.connect(
            serve(*answers) if answers else free_port(), "up" if end else "refused", "err"
        )
        told.append(answer["ev"])
        if end:
            driver.expect(end)
        driver.end()
    print("closed, refused, no server:", ", ".join(told))
    if five and "disc" in driver.caps["shows"]:
        driver = Driver(options)
        driver.connect(serve(accepts + "e0068b041f000178"))
        driver.expect("disc", reason_code=0x8B)
        driver.end()


def play_auth(options, _, five):
    driver = Driver(options)
    if five and driver.caps["auth"]:
        port = serve("f00a18081500016d16000101", "20070000041500016d")
        asked = {"authentication_method": "m", "authentication_data": {"hex": "ff"}}
        tag = driver.tell(
            "connect",
            host="127.0.0.1",
            port=port,
            version="5.0",
            client_id="check",
            properties=asked,
        )
        driver.expect("auth", reason_code=0x18)
        driver.tell("auth", reason_code=0x18, properties=asked)
        driver.expect("up", tag=tag)
    driver.end()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", choices=["3.1.1", "5.0"])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    port = free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as config:
        config.write(
            f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type none\n"
            "max_queued_messages 0\n"
        )
        config.flush()
        broker = subprocess.Popen(
            ["/usr/sbin/mosquitto", "-c", config.name], stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(0.5)
            for version in [options.version] if options.version else ["3.1.1", "5.0"]:
                options.version = version
                play(options, port, version == "5.0")
        finally:
            broker.terminate()
            broker.wait()
    print("all is well" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
