// Decodes vectors with Eclipse Paho's client for MQTT 3.1.1, as its reading loop
// does; CONNECT with the check that the package has for it.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/eclipse/paho.mqtt.golang/packets"
)

// wire notes that more was asked for than the packet has: on a connection that would wait.
type wire struct {
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

func answer(data []byte) (text string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			text = fmt.Sprintf("crash %v", panicked)
		}
	}()
	reader := &wire{data: bytes.NewReader(data)}
	packet, err := packets.ReadPacket(reader)
	if err != nil && reader.starved {
		return "incomplete"
	}
	if err != nil {
		return fmt.Sprintf("reject %v", err)
	}
	switch typed := packet.(type) {
	case *packets.ConnectPacket:
		if code := typed.Validate(); code != packets.Accepted {
			return "reject " + packets.ConnackReturnCodes[code]
		}
	case *packets.PublishPacket:
		return "accept " + shown([]byte(typed.TopicName)) + " " + shown(typed.Payload)
	}
	return "accept"
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		data, _ := hex.DecodeString(words[3])
		fmt.Println(words[0], strings.ReplaceAll(answer(data), "\n", " "))
	}
}
