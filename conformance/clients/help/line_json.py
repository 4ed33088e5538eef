"""Commands in, events out: what the drivers in Python share.

A driver makes a Driver, gives it a function for each command, and calls run(). The thread that
called run() obeys commands and tells events; callbacks of a library put what they have to say in
line with later(), so that they neither wait nor come out of order.
"""

import asyncio
import json
import os
import queue
import sys
import threading

BINARY = ("payload", "password", "correlation_data", "authentication_data")


class Unsupported(Exception):
    """Raised with the name of a field that the driver does not do."""


def shown(value):
    """A value as it stands in an event: bytes as text if that is well-formed, else as hex."""
    if isinstance(value, (bytes, bytearray)):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return hexed(value)
    if isinstance(value, (list, tuple)):
        return [shown(each) for each in value]
    return value


def hexed(value):
    return {"hex": bytes(value).hex()}


def only(fields, *names):
    return {name: fields[name] for name in names if name in fields}


def say(ev, tag=None, **fields):
    event = {"ev": ev, "tag": tag, **fields}
    line = json.dumps(
        {key: value for key, value in event.items() if value is not None and value != {}}
    )
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Driver:
    def __init__(self, version):
        with open(sys.argv[1]) as file:
            self.ready = json.load(file)
        self.ready["version"] = version
        self.version = next(iter(self.ready["versions"]))
        self.connecting = self.disconnecting = None
        self.has_begun = False
        self.made_with = None
        self.waiting = queue.SimpleQueue()

    def later(self, function, *arguments):
        self.waiting.put((function, arguments))

    def start(self, handlers):
        say(**self.ready)
        threading.excepthook = lambda hook: self.later(self.fault, hook.exc_value)
        self.handlers = handlers
        threading.Thread(target=self.read, daemon=True).start()

    async def run_in_loop(self, **handlers):
        """The same as run() for a library on asyncio, whose callbacks need no later()."""
        self.later = asyncio.get_running_loop().call_soon_threadsafe
        self.start(handlers)
        await asyncio.Event().wait()

    def run(self, **handlers):
        self.start(handlers)
        while True:
            function, arguments = self.waiting.get()
            function(*arguments)

    def read(self):
        for line in sys.stdin.buffer:
            try:
                command = json.loads(line)
                do = command["do"]
            except (ValueError, KeyError, TypeError) as error:
                self.later(self.fault, error, "line")
                continue
            if do == "quit":
                break
            self.later(self.obey, do, command)
        os._exit(0)

    def fault(self, error, on="library"):
        say("err", on=on, text=f"{type(error).__name__}: {error}")

    def obey(self, do, command):
        tag = command.get("tag")
        try:
            if do == "connect":
                if command["version"] not in self.ready["versions"]:
                    raise Unsupported("version")
                self.version = command["version"]
            takes = self.caps()["takes"]
            if do not in takes:
                return say("unsupported", tag, on=do)
            fields = taken(command, takes[do] + ["do", "tag"], "")
            if not self.has_begun and do != "connect":
                raise RuntimeError("there was no connect")
            self.has_begun = True
            if do == "connect":
                self.connecting = tag
            elif do == "disconnect":
                self.disconnecting = tag
            self.handlers[do](tag, fields)
        except Unsupported as error:
            say("unsupported", tag, on=do, field=str(error))
        except Exception as error:
            self.failed(do, tag, f"{type(error).__name__}: {error}")

    def properties(self, ev, get):
        """The properties of an event: `get` gives the value of the one with a name, or None."""
        names = [
            field[11:] for field in self.caps()["shows"][ev] if field.startswith("properties.")
        ]
        values = {name: get(name) for name in names}
        return {
            name: hexed(value) if name in BINARY else shown(value)
            for name, value in values.items()
            if value is not None
        }

    def caps(self):
        return self.ready["versions"][self.version]

    def fixed(self, fields, *names):
        """Those fields of `connect` that the library takes only when the client object is made."""
        now = only(fields, *names)
        if self.made_with is None:
            self.made_with = now
        for name in names:
            if self.made_with.get(name) != now.get(name):
                raise Unsupported(name)
        return now

    def up(self, reason_code, session_present, text=None, properties=None):
        """A CONNACK came."""
        tag, self.connecting = self.connecting, None
        told = {"reason_code": reason_code, "properties": properties}
        if reason_code == 0:
            say("up", tag, session_present=session_present, **told)
        else:
            say("refused", tag, text=text, **told)

    def failed(self, on, tag, text):
        """The library refused a command that it was given."""
        if on == "connect":
            self.connecting = None
        elif on == "disconnect":
            self.disconnecting = None
        say("err", tag, on=on, text=text)

    def down(self, **fields):
        """The connection is gone; before a CONNACK came, that is an error of connect."""
        if self.connecting is not None:
            tag, self.connecting = self.connecting, None
            return say("err", tag, on="connect", **fields)
        tag, self.disconnecting = self.disconnecting, None
        say("down", tag, **fields)


def taken(value, takes, path):
    """The fields of a command, with text as str and binary data as bytes."""
    if isinstance(value, dict) and set(value) != {"hex"}:
        below = path + "." if path else ""
        return {key: taken(part, takes, below + key) for key, part in value.items()}
    if isinstance(value, list):
        return [taken(part, takes, path) for part in value]
    if path not in takes:
        raise Unsupported(path)
    data = bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
    if path.split(".")[-1] in BINARY:
        return data.encode() if isinstance(data, str) else data
    try:
        return data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise Unsupported(path) from None


class Publishing:
    """One command `pub`: `publish` is called for each message with its number."""

    def __init__(self, tag, fields, publish):
        self.tag, self.publish = tag, publish
        self.left = fields.get("repeat", 1)
        self.n = 0
        for _ in range(min(self.left, fields.get("window", 1))):
            self.next()

    def next(self):
        if self.left > 0:
            self.left -= 1
            self.n += 1
            self.publish(self, self.n - 1)

    def done(self, n, **fields):
        say("done", self.tag, n=n, **fields)
        self.next()

    def failed(self, n, text):
        say("err", self.tag, on="pub", n=n, text=text)
        self.next()
