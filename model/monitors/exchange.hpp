// A PUBLISH above QoS 0 and what belongs to it, from its first sending to its last
// acknowledgement.
#pragma once

#include <cstdint>
#include <vector>

#include "model/monitors/message_facts.hpp"

namespace mqttspec::model::monitors {

/// What a PUBLISH above QoS 0 is, by its Packet Identifier and content.
enum class SendingKind : std::uint8_t {
  fresh,      // the identifier is free: a new message
  again,      // the message that holds the identifier
  late,       // DUP and content of a message whose final acknowledgement is already in the trace
  collision,  // another message than the one that holds the identifier
};

struct Sending {
  Position event;
  ConnectionId connection;
  bool dup;
};

/// A PUBLISH above QoS 0 with its acknowledgements, as far as they are in the trace.
struct Exchange {
  Qos qos = Qos::at_least_once;
  MessageKey message;
  bool expires = false;  // it has a Message Expiry Interval
  std::vector<Sending> sendings;
  Position received = never;     // first PUBREC below 0x80
  Position released = never;     // first PUBREL
  ConnectionId released_on = 0;  // the newest PUBREL's
  Position finished = never;     // PUBACK, PUBCOMP or PUBREC from 0x80 on
  ConnectionId finished_on = 0;
  bool refused = false;             // finished by a code from 0x80 on
  MessageOrigin* origin = nullptr;  // of a client's message

  bool over() const { return finished != never; }
  /// True if one of the sendings, the newest aside, was on that connection.
  bool sent_before_on(ConnectionId connection) const {
    for (std::size_t i = 0; i + 1 < sendings.size(); ++i)
      if (sendings[i].connection == connection) return true;
    return false;
  }
  bool sent_on(ConnectionId connection) const {
    return sent_before_on(connection) || sendings.back().connection == connection;
  }
};

}  // namespace mqttspec::model::monitors
