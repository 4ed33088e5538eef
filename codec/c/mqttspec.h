/* The strict decoder's verdict on some bytes, for C and whatever calls it: fuzzers of other parsers
   in C, Rust, Go, Python. */
#ifndef MQTTSPEC_H
#define MQTTSPEC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum mqttspec_kind {
  MQTTSPEC_PACKET,     /* `size` bytes are a packet; what follows them is not looked at */
  MQTTSPEC_INCOMPLETE, /* nothing is wrong yet, and at least `size` more bytes are needed */
  MQTTSPEC_VIOLATION,  /* the byte at `size` breaks `statement` */
  MQTTSPEC_CONTESTED,  /* the same, but one sentence allows what another forbids: blame nobody */
};

struct mqttspec_verdict {
  enum mqttspec_kind kind;
  size_t size;
  const char* statement; /* "MQTT-3.3.1-4", "U5.0-..." where the Standard has no number, or NULL */
};

/* Judges the packet at the beginning of the bytes. `level` is 4 for MQTT 3.1.1 and 5 for 5.0,
   `server` not 0 for what a Server sends. A CONNECT is read in the version that it asks for. Does
   not allocate. */
struct mqttspec_verdict mqttspec_decode(const uint8_t* bytes, size_t count, int level, int server);

#ifdef __cplusplus
}
#endif

#endif
