// What can be seen of a run from outside the broker: packets and connections, in the order in which
// the tester's end saw them. Monitors judge it, reports print it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "codec/packets.hpp"
#include "model/event.hpp"

namespace mqttspec::model {

/// One observation, made at the clients' end of the Network Connections. What a client sends
/// reaches the broker at some later time, and what the broker sends was sent at some earlier time:
/// order between different connections is known only through cause and effect.
struct TraceEvent {
  enum class Kind : std::uint8_t {
    opened,          // the client made the Network Connection
    client_packet,   // the client sent a packet
    client_garbage,  // the client sent bytes that are no valid packet
    server_packet,   // a packet from the server arrived whole
    server_garbage,  // bytes arrived that are no valid packet
    client_closed,   // the client closed or cut the connection
    server_closed,   // the client saw the server close or reset the connection
  };

  Kind kind;
  Time at;  // milliseconds since the run began
  ConnectionId connection;
  Version version;  // of the connection, as its CONNECT asked for
  std::shared_ptr<const std::vector<std::uint8_t>> bytes;  // of a packet or of garbage
  std::optional<Packet> packet;                            // with views into `bytes`
  Arrival arrival = Arrival::whole;                        // as the client saw to it
};

using Trace = std::vector<TraceEvent>;

}  // namespace mqttspec::model
