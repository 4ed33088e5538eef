"""A driver as a process, whose every event is held against protocol.schema.json: for check.py."""

import json
import os
import queue
import subprocess
import threading
import time

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA = json.load(
    open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../protocol.schema.json"))
)
faults = []


class Stop(Exception):
    """Ends a play that cannot go on."""


def fault(text):
    print("FAULT", text[:400])
    faults.append(text)


def look_at(kind, what):
    name = f"{kind}_{what.get('ev') or what.get('do')}"
    if name not in SCHEMA["$defs"]:
        fault(f"no such {kind}: {what}")
    elif jsonschema:
        schema = {"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"}
        for error in jsonschema.Draft202012Validator(schema).iter_errors(what):
            fault(f"{name} {error.json_path}: {error.message[:200]}")


class Driver:
    """The driver as a process, and what it said."""

    def __init__(self, options):
        self.process = subprocess.Popen(
            options.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.lines, self.kept, self.tag, self.options = queue.Queue(), [], 0, options
        threading.Thread(target=self.read, daemon=True).start()
        self.ready = self.expect("ready", seconds=20)
        self.caps = self.ready.get("versions", {}).get(options.version)

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(b'{"ev": "ended"}')

    def tell(self, do, **fields):
        self.tag += 1
        command = {"do": do, "tag": self.tag, **{k: v for k, v in fields.items() if v is not None}}
        look_at("command", command)
        if self.options.show:
            print("->", json.dumps(command)[:300])
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        self.process.stdin.flush()
        return self.tag

    def expect(self, *names, tag=None, seconds=8, **fields):
        """The first event of one of these names, this tag and these fields; others are kept."""

        def is_wanted(event):
            return (
                event["ev"] in names
                and tag in (None, event.get("tag"))
                and all(event.get(key) == value for key, value in fields.items())
            )

        end = time.monotonic() + seconds
        while not (found := [event for event in self.kept if is_wanted(event)]):
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                fault(f"no {'/'.join(names)} {tag or ''} {fields}; there is {self.kept[-3:]}")
                raise Stop from None
            if self.options.show:
                print("<-", line.decode(errors="replace")[:300].rstrip())
            event = json.loads(line)
            if event["ev"] != "ended":
                look_at("event", event)
            self.kept.append(event)
        self.kept.remove(found[0])
        return found[0]

    def connect(self, port, *answers, **fields):
        takes = self.caps["takes"]["connect"]
        fields = {
            "client_id": "check",
            "clean_start": self.caps["clean_start"][0],
            "keep_alive": 30,
            "connect_timeout_s": 5 if "connect_timeout_s" in takes else None,
            **fields,
        }
        tag = self.tell(
            "connect", host="127.0.0.1", port=port, version=self.options.version, **fields
        )
        return self.expect(*answers or ["up"], tag=tag)

    def end(self):
        self.tell("quit")
        if self.process.wait(timeout=5) != 0:
            fault(f"quit: exit code {self.process.returncode}")
