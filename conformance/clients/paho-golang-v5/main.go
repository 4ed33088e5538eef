// The driver of paho.golang, which knows MQTT 5.0 only. A client object of it has one connection;
// what goes over to the next one is its session (state.NewInMemory).
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	. "linejson"

	"github.com/eclipse/paho.golang/paho"
	"github.com/eclipse/paho.golang/paho/session/state"
)

const forever = 1000 * time.Hour

var driver Driver
var client *paho.Client
var session = state.NewInMemory()
var answers = make(chan *paho.Auth, 1)
var sent = make(chan bool, 1)

// A pinger is that of the library, which is told of each packet that was sent.
type pinger struct{ *paho.DefaultPinger }

func (p pinger) PacketSent() {
	p.DefaultPinger.PacketSent()
	select {
	case sent <- true:
	default:
	}
}

// An auther passes the AUTH of the Server on, and waits for the answer of a command.
type auther struct{}

func (auther) Authenticate(a *paho.Auth) *paho.Auth {
	Say("auth", nil, Fields{"reason_code": a.ReasonCode, "properties": seen("auth", a.Properties)})
	return <-answers
}
func (auther) Authenticated() {}

func connect(tag any, f Fields) error {
	if err := driver.Fixed(f, "client_id"); err != nil {
		return err
	}
	packet, err := connectPacket(f)
	if err != nil {
		return err
	}
	connection, err := net.Dial("tcp", fmt.Sprintf("%v:%v", f["host"], f["port"]))
	if err != nil {
		return err
	}
	config := paho.ClientConfig{Conn: connection, Session: session, PacketTimeout: forever,
		PingHandler:        pinger{paho.NewDefaultPinger()},
		OnPublishReceived:  []func(paho.PublishReceived) (bool, error){delivered},
		OnClientError:      troubled,
		OnServerDisconnect: disconnected}
	if packet.Properties != nil && packet.Properties.AuthMethod != "" {
		config.AuthHandler = auther{}
	}
	mine := paho.NewClient(config)
	client = mine
	go func() {
		limit := time.Duration(Number(f, "connect_timeout_s", 10)) * time.Second
		until, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		answer, err := mine.Connect(until, packet)
		if answer == nil {
			driver.Down(Fields{"text": err.Error()})
			return
		}
		fields := Fields{"properties": seen("up", answer.Properties)}
		if answer.ReasonCode < 0x80 {
			fields["session_present"] = answer.SessionPresent
		}
		driver.Up(answer.ReasonCode, fields)
		if err == nil {
			<-mine.Done()
		}
		driver.Down(Fields{})
	}()
	return nil
}

func troubled(err error) { Say("err", nil, Fields{"on": "library", "text": err.Error()}) }

func connectPacket(f Fields) (*paho.Connect, error) {
	packet := &paho.Connect{
		KeepAlive:  uint16(Number(f, "keep_alive", 0)),
		ClientID:   Text(f, "client_id"),
		CleanStart: Number(f, "clean_start", 0) == 1,
		Username:   Text(f, "user_name"),
		Password:   []byte(Text(f, "password")),
	}
	_, packet.UsernameFlag = f["user_name"]
	_, packet.PasswordFlag = f["password"]
	if f["properties"] != nil {
		packet.Properties = &paho.ConnectProperties{RequestProblemInfo: true}
		if err := given(f, packet.Properties); err != nil {
			return nil, err
		}
	}
	if will, ok := f["will"].(Fields); ok {
		packet.WillMessage = &paho.WillMessage{
			Topic:   Text(will, "topic"),
			Payload: []byte(Text(will, "payload")),
			QoS:     byte(Number(will, "qos", 0)),
			Retain:  Number(will, "retain", 0) == 1,
		}
		packet.WillProperties = &paho.WillProperties{}
		return packet, given(will, packet.WillProperties)
	}
	return packet, nil
}

func delivered(p paho.PublishReceived) (bool, error) {
	Say("msg", nil, Fields{"topic": Shown(p.Packet.Topic), "payload": Hexed(p.Packet.Payload),
		"qos": p.Packet.QoS, "retain": p.Packet.Retain, "dup": p.Packet.Duplicate(),
		"properties": seen("msg", p.Packet.Properties)})
	return true, nil
}

func disconnected(d *paho.Disconnect) {
	Say("disc", nil, Fields{"reason_code": d.ReasonCode, "properties": seen("disc", d.Properties)})
}

// begin runs a call of the library that waits for an answer, and returns when its packet is on its
// way.
func begin(call func()) {
	select {
	case <-sent:
	default:
	}
	returned := make(chan bool)
	go func() { call(); close(returned) }()
	select {
	case <-sent:
	case <-returned:
	case <-time.After(50 * time.Millisecond):
	}
}

func codes(reasons []byte) (all []int) {
	for _, each := range reasons {
		all = append(all, int(each))
	}
	return all
}

func sub(tag any, f Fields) error {
	packet := &paho.Subscribe{Properties: &paho.SubscribeProperties{}}
	for _, one := range List(f, "subscriptions") {
		each := one.(Fields)
		packet.Subscriptions = append(packet.Subscriptions, paho.SubscribeOptions{
			Topic: Text(each, "topic_filter"), QoS: byte(Number(each, "qos", 0)),
			NoLocal: Number(
				each,
				"no_local",
				0,
			) == 1, RetainHandling: byte(Number(each, "retain_handling", 0)),
			RetainAsPublished: Number(each, "retain_as_published", 0) == 1})
	}
	if err := given(f, packet.Properties); err != nil {
		return err
	}
	begin(func() {
		answer, err := client.Subscribe(context.Background(), packet)
		if answer == nil {
			driver.Failed("sub", tag, err)
			return
		}
		Say(
			"suback",
			tag,
			Fields{
				"reason_codes": codes(answer.Reasons),
				"properties":   seen("suback", answer.Properties),
			},
		)
	})
	return nil
}

func unsub(tag any, f Fields) error {
	packet := &paho.Unsubscribe{Properties: &paho.UnsubscribeProperties{}}
	for _, each := range List(f, "topic_filters") {
		packet.Topics = append(packet.Topics, each.(string))
	}
	if err := given(f, packet.Properties); err != nil {
		return err
	}
	begin(func() {
		answer, err := client.Unsubscribe(context.Background(), packet)
		if answer == nil {
			driver.Failed("unsub", tag, err)
			return
		}
		Say(
			"unsuback",
			tag,
			Fields{
				"reason_codes": codes(answer.Reasons),
				"properties":   seen("unsuback", answer.Properties),
			},
		)
	})
	return nil
}

func pub(tag any, f Fields) error {
	payload, properties := Payload(f), &paho.PublishProperties{}
	if err := given(f, properties); err != nil {
		return err
	}
	Publish(tag, f, func() func() (Fields, error) {
		type result struct {
			answer *paho.PublishResponse
			err    error
		}
		done := make(chan result, 1)
		begin(func() {
			answer, err := client.Publish(
				context.Background(),
				&paho.Publish{Topic: Text(f, "topic"),
					QoS: byte(
						Number(f, "qos", 0),
					), Retain: Number(f, "retain", 0) == 1, Payload: payload,
					Properties: properties},
			)
			done <- result{answer, err}
		})
		return func() (Fields, error) {
			got := <-done
			if got.answer == nil {
				return nil, got.err
			}
			return Fields{
				"reason_code": got.answer.ReasonCode,
				"properties":  seen("done", got.answer.Properties),
			}, nil
		}
	})
	return nil
}

func disconnect(tag any, f Fields) error {
	packet := &paho.Disconnect{ReasonCode: byte(Number(f, "reason_code", 0))}
	if f["properties"] != nil {
		packet.Properties = &paho.DisconnectProperties{}
		if err := given(f, packet.Properties); err != nil {
			return err
		}
	}
	return client.Disconnect(packet)
}

func auth(tag any, f Fields) error {
	packet := &paho.Auth{
		ReasonCode: byte(Number(f, "reason_code", 0)),
		Properties: &paho.AuthProperties{},
	}
	if err := given(f, packet.Properties); err != nil {
		return err
	}
	if packet.ReasonCode == 0x18 {
		select {
		case answers <- packet:
			return nil
		default:
			return errors.New("the Server has not asked")
		}
	}
	begin(func() {
		answer, err := client.Authenticate(context.Background(), packet)
		if err != nil {
			driver.Failed("auth", tag, err)
		} else if answer.Success {
			properties := seen("auth", answer.Properties)
			Say("auth", nil, Fields{"reason_code": answer.ReasonCode, "properties": properties})
		}
	})
	return nil
}

func main() {
	driver.Handlers = map[string]func(any, Fields) error{
		"connect":    connect,
		"sub":        sub,
		"unsub":      unsub,
		"pub":        pub,
		"disconnect": disconnect,
		"auth":       auth,
	}
	driver.Run("0.23.0")
}
