// What a trace tells about Application Messages: how they came to the server, and where it
// delivered them.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/monitors/position.hpp"
#include "model/monitors/shared_text.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {

/// Application Messages are told apart by topic and payload: what else belongs to them may change
/// on their way.
using MessageKey = std::pair<std::string, SharedText>;

/// The parts of a message that a server has to pass on as they are (5.0 section 3.3.2.3).
struct MessageProperties {
  std::uint8_t payload_format_indicator = 0;
  std::optional<std::uint32_t> message_expiry_interval_s;
  std::optional<std::string> content_type;
  std::optional<std::string> response_topic;
  std::optional<std::string> correlation_data;
  std::vector<std::pair<std::string, std::string>> user_properties;
};

/// One way in which a message came to the server: a PUBLISH with all its further sendings, or a
/// Will.
struct MessageOrigin {
  Position event = never;  // of the first sending, or of the CONNECT with the Will
  Time at = 0;
  ConnectionId connection = 0;
  std::size_t session = 0;
  std::string client_id;
  Version version = Version::v5_0;
  bool will = false;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  std::size_t sendings = 1;
  std::uint16_t packet_id = 0;
  Position accepted = never;  // PUBACK, PUBREC or PUBCOMP below 0x80 was seen
  Time accepted_at = 0;
  Position released = never;   // the PUBREL was sent
  Position completed = never;  // PUBACK or PUBCOMP was seen: nothing is left to do
  bool refused = false;        // answered with 0x80 or above, or on a connection that was refused
  MessageProperties properties;
};

/// All ways in which one message came; references stay valid. A list, as most have one only.
using Origins = std::list<MessageOrigin>;

/// One PUBLISH from the server.
struct DeliveredCopy {
  Position event = never;
  Time at = 0;
  ConnectionId connection = 0;
  std::uint16_t packet_id = 0;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  bool dup = false;
  bool resent = false;  // under the Packet Identifier of an earlier copy, whatever DUP says
  std::vector<std::uint32_t> subscription_identifiers;
};

}  // namespace mqttspec::model::monitors
