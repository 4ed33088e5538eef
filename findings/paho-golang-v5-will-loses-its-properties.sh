#!/usr/bin/env bash
# paho.golang 0.23.0 (Go module proxy), MQTT 5.0.
# Guess refuted: the properties that an application gives to its Will are sent with CONNECT.
# Seen: Will Delay Interval and User Property are; Payload Format Indicator, Message Expiry
# Interval, Content Type, Response Topic and Correlation Data are not, and nothing tells so. The
# same ones of a PUBLISH are sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOMODCACHE=$folder/modules GOCACHE=$folder/build GOFLAGS=-mod=mod
cat >main.go <<'GO'
package main

import (
	"context"
	"net"
	"os"
	"time"

	"github.com/eclipse/paho.golang/paho"
)

func pointer[T any](value T) *T { return &value }

func main() {
	connection, err := net.Dial("tcp", os.Args[1])
	if err != nil {
		panic(err)
	}
	client := paho.NewClient(paho.ClientConfig{Conn: connection})
	until, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err = client.Connect(until, &paho.Connect{ClientID: "finding", CleanStart: true,
		WillMessage: &paho.WillMessage{Topic: "gone", Payload: []byte("gone")},
		WillProperties: &paho.WillProperties{WillDelayInterval: pointer(uint32(7)),
			PayloadFormat: pointer(byte(1)), MessageExpiry: pointer(uint32(9)),
			ContentType: "content type", ResponseTopic: "response topic",
			CorrelationData: []byte("correlation data"),
			User:            paho.UserProperties{{Key: "name", Value: "value"}}}})
	if err != nil {
		panic(err)
	}
	_, err = client.Publish(until, &paho.Publish{Topic: "topic",
		Properties: &paho.PublishProperties{PayloadFormat: pointer(byte(1)),
			MessageExpiry: pointer(uint32(9)), ContentType: "content type",
			ResponseTopic: "response topic", CorrelationData: []byte("correlation data"),
			User: paho.UserProperties{{Key: "name", Value: "value"}}}})
	if err != nil {
		panic(err)
	}
}
GO
cat >server.py <<'PYTHON'
import socket, subprocess, sys

SOME = {"Will Delay Interval": b"\x18\0\0\0\7", "User Property": b"\x26\0\4name\0\5value"}
OTHERS = {"Payload Format Indicator": b"\1\1", "Message Expiry Interval": b"\2\0\0\0\x09",
          "Content Type": b"\3\0\x0ccontent type", "Response Topic": b"\x08\0\x0eresponse topic",
          "Correlation Data": b"\x09\0\x10correlation data"}
listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(10)
client = subprocess.Popen(["./client", "127.0.0.1:%d" % listener.getsockname()[1]])
connection, _ = listener.accept()
connection.settimeout(10)


def receive(wanted):
    while True:
        first_byte, length = connection.recv(2, socket.MSG_WAITALL)
        body = connection.recv(length, socket.MSG_WAITALL)
        if first_byte == wanted:
            return body
        connection.sendall(b"\xd0\0")  # PINGREQ


sent = {"CONNECT": receive(0x10)}
connection.sendall(b"\x20\3\0\0\0")
sent["PUBLISH"] = receive(0x30)
connection.close()
client.wait()
for name, packet in sent.items():
    found = [each for each, form in {**SOME, **OTHERS}.items() if form in packet]
    print(name, "has", ", ".join(found))
sys.exit(0 if all(form in sent["CONNECT"] for form in SOME.values()) and
         all(form in sent["PUBLISH"] and form not in sent["CONNECT"] for form in OTHERS.values())
         else 1)
PYTHON
go mod init finding >/dev/null 2>&1
go get github.com/eclipse/paho.golang@v0.23.0 2>/dev/null
go build -o client .
python3 server.py
