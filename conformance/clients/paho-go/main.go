// The driver of paho.mqtt.golang, which knows MQTT 3.1.1 only.
package main

import (
	"errors"
	"fmt"
	"time"

	. "linejson"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

var driver Driver
var client mqtt.Client

func options(f Fields) *mqtt.ClientOptions {
	o := mqtt.NewClientOptions().AddBroker(fmt.Sprintf("tcp://%v:%v", f["host"], f["port"]))
	o.SetProtocolVersion(4).
		SetAutoReconnect(Number(f, "auto_reconnect", 0) == 1).
		SetConnectRetry(false)
	o.SetClientID(Text(f, "client_id")).
		SetUsername(Text(f, "user_name")).
		SetPassword(Text(f, "password"))
	o.SetCleanSession(Number(f, "clean_start", 1) == 1)
	if seconds := Number(f, "keep_alive", -1); seconds >= 0 {
		o.SetKeepAlive(time.Duration(seconds) * time.Second)
	}
	if seconds := Number(f, "connect_timeout_s", -1); seconds >= 0 {
		o.SetConnectTimeout(time.Duration(seconds) * time.Second)
	}
	if will, ok := f["will"].(Fields); ok {
		qos, retain := Number(will, "qos", 0), Number(will, "retain", 0) == 1
		o.SetBinaryWill(Text(will, "topic"), []byte(Text(will, "payload")), byte(qos), retain)
	}
	o.SetDefaultPublishHandler(func(_ mqtt.Client, m mqtt.Message) {
		Say(
			"msg",
			nil,
			Fields{"topic": Shown(m.Topic()), "payload": Hexed(m.Payload()), "qos": m.Qos(),
				"retain": m.Retained(), "dup": m.Duplicate()},
		)
	})
	reconnects := false
	o.SetReconnectingHandler(func(mqtt.Client, *mqtt.ClientOptions) { reconnects = true })
	o.SetOnConnectHandler(func(mqtt.Client) {
		if reconnects {
			driver.UpAgain()
		}
	})
	o.SetConnectionLostHandler(
		func(_ mqtt.Client, err error) { driver.Down(Fields{"text": err.Error()}) },
	)
	return o
}

func connect(tag any, f Fields) error {
	if err := driver.Fixed(f); err != nil {
		return err
	}
	if client == nil {
		client = mqtt.NewClient(options(f))
	}
	token := client.Connect().(*mqtt.ConnectToken)
	go func() {
		token.Wait()
		code := token.ReturnCode()
		if err := token.Error(); err == nil {
			driver.Up(code, Fields{"session_present": token.SessionPresent()})
		} else if code >= 1 && code <= 5 {
			driver.Up(code, Fields{"text": err.Error()})
		} else {
			driver.Down(Fields{"text": err.Error()})
		}
	}()
	return nil
}

// then waits for a token, beside what goes on.
func then(on string, tag any, token mqtt.Token, done func()) error {
	go func() {
		token.Wait()
		if err := token.Error(); err != nil {
			driver.Failed(on, tag, err)
		} else {
			done()
		}
	}()
	return nil
}

func sub(tag any, f Fields) error {
	wanted, codes := map[string]byte{}, []int{}
	for _, each := range List(f, "subscriptions") {
		wanted[Text(each.(Fields), "topic_filter")] = byte(Number(each.(Fields), "qos", 0))
	}
	if len(wanted) < len(List(f, "subscriptions")) {
		return Unsupported("subscriptions.topic_filter")
	}
	token := client.SubscribeMultiple(wanted, nil).(*mqtt.SubscribeToken)
	return then("sub", tag, token, func() {
		for _, each := range List(f, "subscriptions") {
			codes = append(codes, int(token.Result()[Text(each.(Fields), "topic_filter")]))
		}
		Say("suback", tag, Fields{"reason_codes": codes})
	})
}

func unsub(tag any, f Fields) error {
	var filters []string
	for _, each := range List(f, "topic_filters") {
		filters = append(filters, each.(string))
	}
	return then("unsub", tag, client.Unsubscribe(filters...), func() { Say("unsuback", tag, nil) })
}

func pub(tag any, f Fields) error {
	payload, qos, retain := Payload(f), byte(Number(f, "qos", 0)), Number(f, "retain", 0) == 1
	Publish(tag, f, func() func() (Fields, error) {
		token := client.Publish(Text(f, "topic"), qos, retain, payload)
		return func() (Fields, error) { token.Wait(); return Fields{}, token.Error() }
	})
	return nil
}

func disconnect(tag any, f Fields) error {
	if !client.IsConnectionOpen() {
		return errors.New("not connected")
	}
	client.Disconnect(250)
	driver.Down(Fields{})
	return nil
}

func main() {
	driver.Handlers = map[string]func(any, Fields) error{
		"connect": connect, "sub": sub, "unsub": unsub, "pub": pub, "disconnect": disconnect}
	driver.Run("1.5.1")
}
