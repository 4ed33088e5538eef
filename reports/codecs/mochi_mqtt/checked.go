// The step behind the reading, by which the broker refuses packets of its clients.
package main

import (
	"errors"

	"github.com/mochi-mqtt/server/v2/packets"
)

// The largest Topic Alias Maximum that a broker can grant.
const topicAliasMaximum = 65535

func checked(packet *packets.Packet) error {
	code := packets.CodeSuccess
	switch packet.FixedHeader.Type {
	case packets.Connect:
		code = packet.ConnectValidate()
	case packets.Publish:
		code = packet.PublishValidate(topicAliasMaximum)
	case packets.Subscribe:
		code = packet.SubscribeValidate()
	case packets.Unsubscribe:
		code = packet.UnsubscribeValidate()
	case packets.Auth:
		code = packet.AuthValidate()
	case packets.Connack, packets.Suback, packets.Unsuback, packets.Pingresp:
		return errors.New("no valid packet available")
	}
	if code == packets.CodeSuccess {
		return nil
	}
	return code
}
