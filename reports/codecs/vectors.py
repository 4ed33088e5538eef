"""The vectors as `mqttspec vectors DIR` writes them."""
import json
from dataclasses import dataclass

STREAMS = ("3.1.1-client", "3.1.1-server", "5.0-client", "5.0-server")


@dataclass(frozen=True)
class Vector:
    """One packet. `fault` is empty if it is valid."""

    id: str
    version: str
    sender: str
    packet: str
    hex: str
    fault: str
    contested: bool
    published: str  # "TOPIC PAYLOAD" as an adapter shows them, of a valid PUBLISH

    @property
    def stream(self):
        return f"{self.version}-{self.sender}"

    @property
    def is_about_sender(self):
        """Wrong only because of who sends it: a codec that is not told cannot know."""
        return self.fault in ("direction/wrong sender", "reason-code/of the other side",
                              "property/not from this sender")


def published(entry):
    if entry["packet"] != "PUBLISH" or "fields" not in entry:
        return ""
    topic = entry["fields"]["topic"].encode("utf-8").hex()
    return f"{topic or '-'} {entry['fields']['payload'] or '-'}"


def read_vectors(folder):
    """All vectors of a folder, in the order of its files."""
    vectors = []
    for stream in STREAMS:
        for kind in ("valid", "malformed"):
            with open(folder / f"{stream}-{kind}.json", encoding="utf-8") as file:
                entries = json.load(file)
            vectors += [
                Vector(entry["id"], entry["version"], entry["sender"], entry["packet"],
                       entry["hex"], entry.get("fault", ""), entry["contested"],
                       published(entry))
                for entry in entries
            ]
    return vectors
