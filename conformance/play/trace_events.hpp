// The observations of a trace that carry bytes: each packet is formed or decoded once, and what the
// views of the packet show lives as long as its bytes.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <vector>

#include "codec/decode.hpp"
#include "model/trace.hpp"

namespace mqttspec::conformance::play {

/// When and where something passes.
struct Passage {
  model::Time at;
  model::ConnectionId connection;
  Version version;
};

/// A packet that the case sends, with the bytes that it was encoded to.
model::TraceEvent sent_packet(owned::Packet packet, std::vector<std::uint8_t> bytes,
                              const Passage& passage);

/// Bytes that the case sends; what is wrong with them, unless they are a valid packet.
struct SentBytes {
  model::TraceEvent event;
  std::optional<Violation> violation;
};
SentBytes sent_bytes(std::vector<std::uint8_t> bytes, const Passage& passage);

/// The first packet of what the Server sent, or why there is none in the version of the passage.
/// The other version is tried too if `either_version`.
std::expected<model::TraceEvent, DecodeFailure> received_packet(Bytes bytes, Passage passage,
                                                                bool either_version);

/// The size of the PUBLISH at the beginning of `bytes`, and its Topic Name, whatever else is wrong
/// with it; none if not all of it is there.
struct TopicOfPublish {
  std::size_t size;
  Bytes topic;
};
std::optional<TopicOfPublish> topic_of_publish(Bytes bytes);

/// The acknowledgement at the beginning of `bytes` if all of it is there, and if its Packet
/// Identifier of 0 is the only thing that is wrong with it: what a Server sends that accepts 0.
std::optional<model::TraceEvent> received_echo_of_0(Bytes bytes, const Passage& passage);

}  // namespace mqttspec::conformance::play
