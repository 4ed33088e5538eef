"""The test vectors of mqttspec; README.md in the data says what is in them."""

import json
from importlib.resources import files

VERSIONS = ("3.1.1", "5.0")
SENDERS = ("client", "server")


def _load(name):
    return json.loads(files(__package__).joinpath("data", name + ".json").read_text("utf-8"))


def valid(version, sender):
    """Packets that this sender may send, with their fields."""
    return _load(f"{version}-{sender}-valid")


def malformed(version, sender):
    """Packets with exactly one fault, and where it is."""
    return _load(f"{version}-{sender}-malformed")
