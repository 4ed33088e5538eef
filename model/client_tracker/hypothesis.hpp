// One explanation of what was seen of a Client so far: a state that it may be in, how much of what
// the Server sent it has looked at, and what it has to send, or may, that was not seen yet.
#pragma once

#include <vector>

#include "model/client/state.hpp"

namespace mqttspec::model::client_tracker {

/// Something that the Client does on its Network Connection, as far as the model knows.
struct Expected {
  owned::Packet packet;
  bool is_close = false;    // the connection is closed; then there is no packet
  bool is_owed = false;     // it has to come; else it may
  bool is_ordered = false;  // after what is expected before it and is of the same type

  friend bool operator==(const Expected&, const Expected&) = default;
};

/// Which message of the application an exchange is about.
struct Bound {
  std::uint16_t packet_id = 0;
  std::size_t wish = 0;  // of the tracker's list

  friend bool operator==(const Bound&, const Bound&) = default;
};

struct Hypothesis {
  client::State client;
  std::size_t taken = 0;  // packets of the Server on the present connection that it has looked at
  std::vector<Expected> expected;
  std::vector<unsigned> used;  // how often each wish of the application was fulfilled
  std::vector<Bound> bound;
  /// It has looked at what no Server may send, or at what nobody knows the effect of: whatever
  /// follows is possible.
  bool is_lost = false;

  friend bool operator==(const Hypothesis&, const Hypothesis&) = default;
};

}  // namespace mqttspec::model::client_tracker
