// Package fuzz tries a parser in Go against mqttspec.
package fuzz

// #cgo LDFLAGS: -lmqttspec_c
// #include <mqttspec.h>
import "C"

const (
	packet    = C.MQTTSPEC_PACKET
	violation = C.MQTTSPEC_VIOLATION
)

// decode says what the bytes from a Client of 5.0 are, and which statement they break.
func decode(bytes []byte) (kind int, statement string) {
	verdict := C.mqttspec_decode((*C.uint8_t)(&bytes[0]), C.size_t(len(bytes)), 5, 0)
	if verdict.statement != nil {
		statement = C.GoString(verdict.statement)
	}
	return int(verdict.kind), statement
}

// theyAccept is the parser on trial: a PINGREQ. It takes 0 in more bytes than it needs.
func theyAccept(bytes []byte) bool {
	if len(bytes) < 2 || bytes[0] != 0xC0 {
		return false
	}
	length := uint32(0)
	for i := 1; i < len(bytes) && i <= 4; i++ {
		length |= uint32(bytes[i]&0x7F) << (7 * (i - 1))
		if bytes[i] < 0x80 {
			return length == 0
		}
	}
	return false
}
