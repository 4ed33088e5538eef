#!/usr/bin/env bash
# rumqttc 0.25.1 (crates.io), MQTT 5.0.
# Guess refuted: a Client that announces no Maximum Packet Size takes a message of any size; without
# it, the Standard says, there is no limit but that of the protocol.
# Seen: a PUBLISH of Remaining Length 10,240 is acknowledged, one of 10,241 ends the connection,
# without a DISCONNECT. CONNECT has no properties at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >Cargo.toml <<'TOML'
[package]
name = "client"
edition = "2024"

[dependencies]
rumqttc = { version = "=0.25.1", default-features = false }
tokio = { version = "1", features = ["rt", "macros", "time"] }

[profile.dev]
debug = false
TOML
mkdir src
cat >src/main.rs <<'RUST'
use rumqttc::v5::{AsyncClient, MqttOptions};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let port = std::env::args().nth(1).unwrap().parse().unwrap();
    let options = MqttOptions::new("finding", "127.0.0.1", port);
    let (_client, mut events) = AsyncClient::new(options, 10);
    while events.poll().await.is_ok() {}
}
RUST
cat >server.py <<'PYTHON'
import socket, subprocess, sys

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(10)


def answer(length):
    """CONNECT, and what the Client answers to a PUBLISH of that Remaining Length."""
    client = subprocess.Popen(["target/debug/client", str(listener.getsockname()[1])])
    connection, _ = listener.accept()
    connection.settimeout(10)
    connect = connection.recv(1000)
    head = b"\0\5topic\0\1\0"
    payload = b"x" * (length - len(head))
    connection.sendall(b"\x20\3\0\0\0")
    connection.sendall(bytes([0x32, length & 0x7F | 0x80, length >> 7]) + head + payload)
    try:
        came = connection.recv(2)
    except ConnectionResetError:
        came = b""
    connection.close()
    client.wait()
    return connect, came


seen = {length: answer(length) for length in (10 * 1024, 10 * 1024 + 1)}
for length, (_, came) in seen.items():
    print(f"{length:,} bytes:", "PUBACK" if came[:1] == b"\x40" else f"closed {came.hex()}")
no_properties = all(connect[12:13] == b"\0" for connect, _ in seen.values())
print("CONNECT without properties:", no_properties)
sys.exit(0 if no_properties and [came for _, came in seen.values()] == [b"\x40\2", b""] else 1)
PYTHON
CARGO_HOME=$folder/cargo nice cargo build -q
python3 server.py
