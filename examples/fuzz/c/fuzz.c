/* Their parser in C against mqttspec, with libFuzzer. */
#include <mqttspec.h>
#include <stdio.h>
#include <stdlib.h>

/* The parser on trial: a PINGREQ. It takes 0 in more bytes than it needs. */
static int they_accept(const uint8_t* bytes, size_t count) {
  if (count < 2 || bytes[0] != 0xC0) return 0;
  uint32_t length = 0;
  for (size_t i = 1; i < count && i <= 4; ++i) {
    length |= (uint32_t)(bytes[i] & 0x7F) << (7 * (i - 1));
    if (bytes[i] < 0x80) return length == 0;
  }
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  if (count == 0 || bytes[0] >> 4 != 12) return 0;
  const struct mqttspec_verdict ours = mqttspec_decode(bytes, count, 5, 0);
  if (ours.kind == MQTTSPEC_INCOMPLETE || ours.kind == MQTTSPEC_CONTESTED) return 0;
  if (they_accept(bytes, count) == (ours.kind == MQTTSPEC_PACKET)) return 0;
  fprintf(stderr, "find: %s at byte %zu\n", ours.statement ? ours.statement : "a packet",
          ours.size);
  abort();
}
