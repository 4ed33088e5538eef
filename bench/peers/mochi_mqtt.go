// Decodes a file of packets with the packets of Mochi MQTT again and again, as its clients' reading
// does: the least time of a pass, in ns.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"github.com/mochi-mqtt/server/v2/packets"
)

func decode(packet *packets.Packet, body []byte) error {
	switch packet.FixedHeader.Type {
	case packets.Connect:
		return packet.ConnectDecode(body)
	case packets.Publish:
		return packet.PublishDecode(body)
	case packets.Puback:
		return packet.PubackDecode(body)
	case packets.Pubrec:
		return packet.PubrecDecode(body)
	case packets.Pubrel:
		return packet.PubrelDecode(body)
	case packets.Pubcomp:
		return packet.PubcompDecode(body)
	case packets.Subscribe:
		return packet.SubscribeDecode(body)
	}
	return fmt.Errorf("no packet of these streams")
}

func pass(version byte, stream []byte) (found int, err error) {
	reader := bufio.NewReader(bytes.NewReader(stream))
	for {
		first, ended := reader.ReadByte()
		if ended == io.EOF {
			return found, nil
		}
		packet := packets.Packet{ProtocolVersion: version}
		if err = packet.FixedHeader.Decode(first); err != nil {
			return
		}
		if packet.FixedHeader.Remaining, _, err = packets.DecodeLength(reader); err != nil {
			return
		}
		body := make([]byte, packet.FixedHeader.Remaining)
		if _, err = io.ReadFull(reader, body); err != nil {
			return
		}
		if err = decode(&packet, body); err != nil {
			return
		}
		found++
	}
}

func main() {
	stream, _ := os.ReadFile(os.Args[2])
	version := map[string]byte{"3.1.1": 4, "5.0": 5}[os.Args[1]]
	least, found := int64(math.MaxInt64), 0
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		begin := time.Now()
		packets, err := pass(version, stream)
		if err != nil {
			panic(err)
		}
		found = packets
		least = min(least, time.Since(begin).Nanoseconds())
	}
	fmt.Println(least, found)
}
