"""The codecs that are measured: what each is, how its adapter is built and started."""
from dataclasses import dataclass

BOTH = ("3.1.1", "5.0")
MEMORY_BYTES = 3 << 30


@dataclass(frozen=True)
class Codec:
    """One codec with its adapter in the folder of that name."""

    folder: str
    name: str
    language: str
    versions: tuple
    entry: str  # what the adapter calls, for people
    senders: tuple = ()  # whose packets it tells from those of the other side


@dataclass(frozen=True)
class Toolchain:
    """How an adapter is built in a copy of its folder, and then started there."""

    tools: tuple
    build: tuple
    start: str
    memory_bytes: int = 0  # as much as it may ask for; 0: the language reserves more than it uses


TOOLCHAINS = {
    "JavaScript": Toolchain(
        ("node", "npm"), ("npm install --no-audit --no-fund --loglevel=error",), "node adapter.js"),
    "Python": Toolchain(
        ("python3",),
        ("python3 -m venv venv", "venv/bin/pip install --quiet --requirement requirements.txt"),
        "venv/bin/python adapter.py", MEMORY_BYTES),
    "Go": Toolchain(("go",), ("go build -o adapter .",), "./adapter", MEMORY_BYTES),
    "Rust": Toolchain(
        ("cargo",), ("cargo build --quiet --release",), "target/release/adapter", MEMORY_BYTES),
    "Java": Toolchain(
        ("java", "mvn"),
        ("mvn --quiet --batch-mode compile dependency:copy-dependencies",),
        "java -cp target/classes:target/dependency/* Adapter"),
}

CODECS = (
    Codec("mqtt_packet", "mqtt-packet 9.0.2", "JavaScript", BOTH, "`parser().parse()`"),
    Codec("amqtt", "aMQTT 0.12.1", "Python", ("3.1.1",),
          "`from_stream()` of the packet's class; CONNECT by the broker's `init_from_connect()`"),
    Codec("mqtt5", "mqtt5 0.8.0", "Python", ("5.0",), "`read()`"),
    Codec("paho_golang", "paho.golang 0.23.0", "Go", ("5.0",), "`packets.ReadPacket()`"),
    Codec("paho_mqtt_golang", "paho.mqtt.golang 1.5.1", "Go", ("3.1.1",),
          "`packets.ReadPacket()`; of CONNECT also `Validate()`"),
    Codec("mochi_mqtt", "Mochi MQTT 2.7.9", "Go", BOTH,
          "`ReadFixedHeader()`, `ReadPacket()`; of a client's packets also `…Validate()`",
          ("client",)),
    Codec("mqttbytes", "mqttbytes 0.6.0", "Rust", BOTH, "`v4::read()`, `v5::read()`"),
    Codec("rumqttc", "rumqttc 0.25.1", "Rust", BOTH, "`Packet::read()` of its two codecs"),
    Codec("mqttrs", "mqttrs 0.4.1", "Rust", ("3.1.1",), "`decode_slice()`"),
    Codec("mqtt_protocol_core", "mqtt-protocol-core 0.7.9", "Rust", BOTH,
          "`PacketBuilder::feed()`, `parse_exact()` with the packet's `parse()`"),
    Codec("netty", "netty-codec-mqtt 4.2.20", "Java", BOTH,
          "`MqttDecoder` in a channel that has seen a CONNECT"),
)
