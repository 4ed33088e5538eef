// The packets that are measured: streams of one version and sender, encoded end to end.
#pragma once

#include <string>
#include <vector>

#include "codec/decode.hpp"
#include "codec/encode.hpp"

namespace mqttspec::bench {

struct Stream {
  std::string name;
  EncodeContext context;
  std::vector<Packet> packets;
  std::vector<std::uint8_t> bytes;
  std::vector<std::size_t> sizes;  // of the packets in `bytes`

  void add(const Packet& packet);
  DecodeContext decode_context() const { return {context.version, context.sender}; }
};

/// v5_publish, v311_publish, v5_properties (a PUBLISH with six), v5_connect, v5_subscribe (eight
/// Topic Filters), v5_acks and v311_acks, v5_reasons (PUBACK and PUBREC with a Reason Code),
/// v5_puback (without), v5_text (a PUBLISH with properties, whose texts are not ASCII), v5_mix and
/// v311_mix (80 % PUBLISH, 18 % acknowledgements, 1 % SUBSCRIBE, 1 % CONNECT), v5_64B and v5_64KiB
/// (a PUBLISH with a Payload of that size). A Topic Name has 32 bytes, a Payload 64 where nothing
/// else is said.
std::vector<Stream> make_streams();

/// The same packets, each with a byte in its Topic Name that UTF-8 does not have. For streams of
/// PUBLISH alone.
std::vector<std::uint8_t> spoiled_topics(const Stream& stream);

}  // namespace mqttspec::bench
