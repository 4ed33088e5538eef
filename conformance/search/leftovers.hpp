// What a script leaves on the target: Sessions and retained messages.
#pragma once

#include <map>
#include <set>
#include <string>

#include "codec/packets.hpp"
#include "conformance/play/settings.hpp"

namespace mqttspec::conformance::search {

class Leftovers {
 public:
  /// Takes note of what a packet may leave.
  void note(const owned::Packet& packet);
  void note_client_id(std::string_view client_id, Version version);

  /// Ends the Sessions and clears the messages, on connections of its own; does not look at
  /// answers.
  void remove(wire::Network& network, const play::Settings& settings) const;

 private:
  std::map<std::string, Version> client_ids_;  // whose Sessions may be there
  std::pair<std::string, Version> visitor_;    // one that is known to the target
  std::set<std::string> retained_;
};

}  // namespace mqttspec::conformance::search
