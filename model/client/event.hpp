// What goes into and comes out of a step of a Client, as far as model/event.hpp does not have it.
#pragma once

#include "model/event.hpp"

namespace mqttspec::model::client {

/// The application wants a CONNECT (on a Network Connection of its own), PUBLISH, SUBSCRIBE,
/// UNSUBSCRIBE, PINGREQ or DISCONNECT to be sent; an AUTH stands for a re-authentication. Packet
/// Identifiers and DUP are the Client's business. Views need to live for the step only.
struct Asked {
  const Packet* packet;
};

/// Of the inputs that the broker knows too, `Opened` answers the Client's wish for a connection,
/// and those for other than its present connection are ignored.
using Input = std::variant<Asked, Opened, Received, Malformed, Ended, Advance>;

/// A Network Connection is wanted.
struct Connecting {};

/// A message for the application.
struct Delivered {
  Message message;
};

/// What the application asked for came to its end, well or badly. For a SUBSCRIBE or UNSUBSCRIBE
/// with several Topic Filters the code is the first that reports a failure, if any does.
struct Answered {
  PacketType request;
  std::uint16_t packet_id;  // 0 if none was used
  ReasonCode reason_code;   // a return code for CONNECT in 3.1.1

  friend bool operator==(const Answered&, const Answered&) = default;
};

/// Outputs come in the order in which the plain Client performs them.
using Output = std::variant<Pending, Close, Connecting, Delivered, Answered>;

}  // namespace mqttspec::model::client
