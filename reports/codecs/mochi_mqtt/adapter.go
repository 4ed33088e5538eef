// Decodes vectors with Mochi MQTT, as its broker does: the reading of a connection's packet, then
// for packets of a client the step of checked.go.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"strings"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"
)

// wire notes that more was asked for than the packet has: on a connection that would wait.
type wire struct {
	net.Conn
	data    *bytes.Reader
	starved bool
}

func (w *wire) Read(into []byte) (int, error) {
	n, err := w.data.Read(into)
	w.starved = w.starved || err != nil
	return n, err
}

func shown(data []byte) string {
	if len(data) == 0 {
		return "-"
	}
	return hex.EncodeToString(data)
}

func answer(server *mqtt.Server, version, sender string, data []byte) (text string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			text = fmt.Sprintf("crash %v", panicked)
		}
	}()
	here, there := net.Pipe()
	defer there.Close()
	connection := &wire{Conn: here, data: bytes.NewReader(data)}
	client := server.NewClient(connection, "wire", "c", false)
	client.Properties.ProtocolVersion = map[string]byte{"3.1.1": 4, "5.0": 5}[version]
	header := new(packets.FixedHeader)
	err := client.ReadFixedHeader(header)
	var packet packets.Packet
	if err == nil {
		packet, err = client.ReadPacket(header)
	}
	if err != nil && connection.starved {
		return "incomplete"
	}
	if err == nil && sender == "client" {
		err = checked(&packet)
	}
	if err != nil {
		return fmt.Sprintf("reject %v", err)
	}
	if packet.FixedHeader.Type == packets.Publish {
		return "accept " + shown([]byte(packet.TopicName)) + " " + shown(packet.Payload)
	}
	return "accept"
}

func main() {
	server := mqtt.New(nil)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		data, _ := hex.DecodeString(words[3])
		text := answer(server, words[1], words[2], data)
		fmt.Println(words[0], strings.ReplaceAll(text, "\n", " "))
	}
}
