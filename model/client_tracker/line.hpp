// A Network Connection as the Server's end knows it, and what is read from it once for all
// explanations.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/client/event.hpp"
#include "model/state.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::client_tracker {

/// One thing that the Server sent.
struct ServerInput {
  Time at = 0;
  std::optional<Packet> packet;                            // none if no Client has to take it
  std::shared_ptr<const std::vector<std::uint8_t>> owner;  // of what the packet borrows
};

/// A packet of the Client, its Topic Alias replaced by what it stands for.
struct Seen {
  owned::Packet packet;
  bool has_permitted_alias = true;  // or none at all
  /// What the Server takes, if the packet is larger than that.
  std::optional<std::size_t> exceeded = {};
};

struct Line {
  ConnectionId connection = 0;
  Version version = Version::v5_0;
  bool has_begun = false;  // the Client has sent something
  bool is_over = false;
  std::vector<ServerInput> inputs;
  std::vector<TopicAliasMapping> aliases;  // of the Client
  std::uint16_t topic_alias_maximum = 0;   // by CONNACK, as the next
  std::optional<std::size_t> maximum_packet_size;
  std::size_t own_maximum_packet_size = 268'435'460;  // by CONNECT

  /// Notes what the Server sent.
  void add_input(const TraceEvent& event);
  /// Reads what the Client sent, and what that changes here.
  Seen read(const TraceEvent& event);
};

}  // namespace mqttspec::model::client_tracker
