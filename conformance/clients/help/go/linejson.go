// Package linejson is what the drivers in Go share: commands in, events out.
package linejson

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Fields are those of a command or an event; all bytes of a command are strings.
type Fields = map[string]any

// Unsupported is the field that a driver does not do.
type Unsupported string

func (field Unsupported) Error() string { return string(field) }

type caps struct {
	Takes, Shows map[string][]string
}

// Driver obeys commands with the function of their name, one after the other.
type Driver struct {
	Handlers map[string]func(tag any, fields Fields) error
	Version  string // of MQTT

	versions                  map[string]caps
	connecting, disconnecting any // the tags of a connect and a disconnect not answered yet
	made                      Fields
	mutex                     sync.Mutex
}

var output sync.Mutex

// Say writes an event, less the fields that are nil.
func Say(ev string, tag any, fields Fields) {
	event := Fields{"ev": ev}
	for name, value := range fields {
		if value != nil {
			event[name] = value
		}
	}
	if tag != nil {
		event["tag"] = tag
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(event); err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	os.Stdout.Write(line.Bytes())
}

// Hexed is binary data as it stands in an event.
func Hexed(data []byte) any { return Fields{"hex": hex.EncodeToString(data)} }

// Shown is a string as it stands in an event: hex if it is not well-formed.
func Shown(text string) any {
	if utf8.ValidString(text) {
		return text
	}
	return Hexed([]byte(text))
}

// Run says `ready` and obeys until the end.
func (d *Driver) Run(version string) {
	text, err := os.ReadFile(os.Args[len(os.Args)-1])
	if err != nil {
		panic(err)
	}
	var all struct{ Versions map[string]caps }
	ready := Fields{}
	if json.Unmarshal(text, &all) != nil || json.Unmarshal(text, &ready) != nil {
		panic("ready.json")
	}
	d.versions = all.Versions
	for d.Version = range d.versions {
	}
	ready["version"] = version
	Say("ready", nil, ready)
	waiting := make(chan []byte, 1<<16)
	go func() {
		for line := range waiting {
			d.obey(line)
		}
	}()
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadBytes('\n')
		if err != nil || isQuit(line) {
			os.Exit(0)
		}
		waiting <- line
	}
}

func isQuit(line []byte) bool {
	var command struct{ Do string }
	return json.Unmarshal(line, &command) == nil && command.Do == "quit"
}

func (d *Driver) obey(line []byte) {
	var command Fields
	err := json.Unmarshal(line, &command)
	on, isCommand := command["do"].(string)
	if err != nil || !isCommand {
		Say("err", nil, Fields{"on": "line", "text": fmt.Sprint("no command: ", err)})
		return
	}
	tag := command["tag"]
	err = d.try(on, tag, command)
	if field, ok := err.(Unsupported); ok && field == "" {
		Say("unsupported", tag, Fields{"on": on})
	} else if ok {
		Say("unsupported", tag, Fields{"on": on, "field": string(field)})
	} else if err != nil {
		d.Failed(on, tag, err)
	}
}

func (d *Driver) try(on string, tag any, command Fields) error {
	if on == "connect" {
		version := fmt.Sprint(command["version"])
		if _, ok := d.versions[version]; !ok {
			return Unsupported("version")
		}
		d.Version = version
	}
	takes, ok := d.versions[d.Version].Takes[on]
	if !ok {
		return Unsupported("")
	}
	delete(command, "do")
	delete(command, "tag")
	taken, err := take(command, takes, "")
	if err != nil {
		return err
	}
	d.mutex.Lock()
	if on == "connect" {
		d.connecting = tag
	}
	if on == "disconnect" {
		d.disconnecting = tag
	}
	d.mutex.Unlock()
	if d.made == nil && on != "connect" {
		return errors.New("there was no connect")
	}
	if d.made == nil {
		d.made = taken.(Fields)
	}
	return d.Handlers[on](tag, taken.(Fields))
}

func take(value any, takes []string, path string) (any, error) {
	switch part := value.(type) {
	case Fields:
		text, isHex := part["hex"].(string)
		if isHex && slices.Contains(takes, path) {
			data, err := hex.DecodeString(text)
			return string(data), err
		}
		for name, each := range part {
			taken, err := take(each, takes, strings.TrimPrefix(path+"."+name, "."))
			if err != nil {
				return nil, err
			}
			part[name] = taken
		}
		return part, nil
	case []any:
		for i, each := range part {
			taken, err := take(each, takes, path)
			if err != nil {
				return nil, err
			}
			part[i] = taken
		}
		return part, nil
	}
	if !slices.Contains(takes, path) {
		return nil, Unsupported(path)
	}
	return value, nil
}

// Shows are the properties that an event can tell.
func (d *Driver) Shows(ev string) (names []string) {
	for _, field := range d.versions[d.Version].Shows[ev] {
		if name, ok := strings.CutPrefix(field, "properties."); ok {
			names = append(names, name)
		}
	}
	return names
}

// Fixed refuses a later connect in which these fields, or any if none is named, are not as in the
// first.
func (d *Driver) Fixed(fields Fields, names ...string) error {
	for _, one := range []Fields{d.made, fields} {
		for name := range one {
			isFixed := len(names) == 0 || slices.Contains(names, name)
			if isFixed && fmt.Sprint(d.made[name]) != fmt.Sprint(fields[name]) {
				return Unsupported(name)
			}
		}
	}
	return nil
}

func (d *Driver) answered() (connecting, disconnecting any) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	connecting, disconnecting = d.connecting, d.disconnecting
	d.connecting, d.disconnecting = nil, nil
	return connecting, disconnecting
}

// UpAgain says that the library connected by itself.
func (d *Driver) UpAgain() {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.connecting == nil {
		Say("up", nil, Fields{})
	}
}

// Up says that a CONNACK came.
func (d *Driver) Up(code byte, fields Fields) {
	tag, _ := d.answered()
	fields["reason_code"] = code
	if code == 0 {
		Say("up", tag, fields)
	} else {
		Say("refused", tag, fields)
	}
}

// Down says that the connection is gone, which before a CONNACK is an error of connect.
func (d *Driver) Down(fields Fields) {
	connecting, disconnecting := d.answered()
	if connecting != nil {
		fields["on"] = "connect"
		Say("err", connecting, fields)
	} else {
		Say("down", disconnecting, fields)
	}
}

// Failed says that the library did not do a command.
func (d *Driver) Failed(on string, tag any, err error) {
	if on == "connect" || on == "disconnect" {
		d.answered()
	}
	Say("err", tag, Fields{"on": on, "text": err.Error()})
}

// Number is that of a field, or another if there is no such field.
func Number(fields Fields, name string, otherwise int) int {
	switch value := fields[name].(type) {
	case float64:
		return int(value)
	case bool:
		if value {
			return 1
		}
		return 0
	}
	return otherwise
}

// List is a list of a command, empty if it is absent.
func List(fields Fields, name string) []any {
	list, _ := fields[name].([]any)
	return list
}

// Text is that of a field, or nothing.
func Text(fields Fields, name string) string {
	text, _ := fields[name].(string)
	return text
}

// Payload is that of a `pub`.
func Payload(fields Fields) []byte {
	if size := Number(fields, "size", -1); size >= 0 {
		return bytes.Repeat([]byte{'x'}, size)
	}
	return []byte(Text(fields, "payload"))
}

// Publish publishes the messages of a `pub`: `begin` starts one, and returns the function that
// waits until it is done.
func Publish(tag any, fields Fields, begin func() func() (Fields, error)) {
	window := make(chan bool, Number(fields, "window", 1))
	for n := range Number(fields, "repeat", 1) {
		window <- true
		wait := begin()
		go func() {
			done, err := wait()
			if err != nil {
				Say("err", tag, Fields{"on": "pub", "n": n, "text": err.Error()})
			} else {
				done["n"] = n
				Say("done", tag, done)
			}
			<-window
		}()
	}
}
