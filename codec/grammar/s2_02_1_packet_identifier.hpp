// Section 2.2.1 of 5.0, 2.3.1 of 3.1.1: the Packet Identifier.
//
//   Packet Identifier   Two Byte Integer, not 0
#pragma once

#include "codec/grammar/s1_05_data_types.hpp"

namespace mqttspec::grammar {

/// A Packet Identifier; the statement that demands it from this sender is broken if it does not fit
/// or is 0.
struct PacketIdentifier : Primitive<PacketIdentifier, std::uint16_t> {
  Cited from_client;
  Cited from_server;
  constexpr explicit PacketIdentifier(Cited from_both)
      : from_client(from_both), from_server(from_both) {}
  constexpr PacketIdentifier(Cited client, Cited server)
      : from_client(client), from_server(server) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (left(first, last) < 2) return malformed(scan, first, rule(scan));
    value = big_endian<std::uint16_t>(first);
    if (value == 0) return protocol_error(scan, first, rule(scan));
    first += 2;
    return true;
  }

 private:
  const Cited& rule(const Scan& scan) const {
    return scan.sender == Sender::client ? from_client : from_server;
  }
};

/// What SUBSCRIBE, UNSUBSCRIBE and PUBLISH above QoS 0 must have.
inline constexpr PacketIdentifier new_packet_identifier{"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5,
                                                        "MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-4"_v5};

}  // namespace mqttspec::grammar
