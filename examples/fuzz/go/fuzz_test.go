package fuzz

import "testing"

func FuzzParser(f *testing.F) {
	f.Add([]byte{0xC0, 0})
	f.Add([]byte{0xC0, 0x80, 1})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		if len(bytes) == 0 || bytes[0]>>4 != 12 {
			return
		}
		kind, statement := decode(bytes)
		if (kind == packet || kind == violation) && theyAccept(bytes) != (kind == packet) {
			t.Errorf("find: % x: %s", bytes, statement)
		}
	})
}
