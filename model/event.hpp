// What goes into and comes out of a step: packets, connections, time. All state and events of the
// model own their data; only the packets of an input are views.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "codec/packets.hpp"
#include "codec/violation.hpp"

namespace mqttspec::model {

/// Names one Network Connection; never used again after it ended.
using ConnectionId = std::uint32_t;

/// Milliseconds since the run began. Only Advance moves it.
using Time = std::uint64_t;

/// How the bytes of a packet reached who takes it.
enum class Arrival : std::uint8_t { whole, in_pieces, with_others };

/// A Network Connection was made.
struct Opened {
  ConnectionId connection;
};

/// A whole, valid packet arrived. Its views need to live for the step only.
struct Received {
  ConnectionId connection;
  const Packet* packet;
};

/// Bytes arrived that are no valid packet; nothing after them can be read. `type` is that of the
/// packet's first byte, or 0.
struct Malformed {
  ConnectionId connection;
  Violation violation;
  std::uint8_t type;
  Version version;  // of the decoder: for a bad CONNECT the version it seems to ask for
};

/// The Network Connection ended without the broker's doing: end of file, reset, or it was cut.
struct Ended {
  ConnectionId connection;
};

/// Time has come to `now`; everything due until then happens, in order.
struct Advance {
  Time now;
};

/// The process ended and started again; all connections are gone.
struct Restarted {
  bool state_kept;
};

using Input = std::variant<Opened, Received, Malformed, Ended, Advance, Restarted>;

/// An Application Message or Will Message, with the properties that travel with it.
struct Message {
  std::string topic;
  std::string payload;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;  // as received, in seconds
  std::optional<std::string> content_type;
  std::optional<std::string> response_topic;
  std::optional<std::string> correlation_data;
  owned::UserProperties user_properties;

  friend bool operator==(const Message&, const Message&) = default;
};

/// A packet that is to be sent on a connection. With `due` it is an obligation that must be met by
/// then; without, a permission. What is neither is prohibited.
struct Pending {
  ConnectionId connection;
  owned::Packet packet;
  std::optional<Time> due;
  StatementId because;

  friend bool operator==(const Pending&, const Pending&) = default;
};

/// The connection is to be closed, by `due`.
struct Close {
  ConnectionId connection;
  Time due;
  StatementId because;

  friend bool operator==(const Close&, const Close&) = default;
};

/// Outputs come in the order in which the plain broker performs them.
using Output = std::variant<Pending, Close>;

}  // namespace mqttspec::model
