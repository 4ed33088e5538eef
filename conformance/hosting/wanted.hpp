// A packet of the Client as a case expects it.
#pragma once

#include <functional>
#include <string>

#include "codec/packets.hpp"

namespace mqttspec::conformance::hosting {

struct Wanted {
  PacketType type;
  std::string text;  // in the notation of codec/notation.hpp
  std::function<bool(const Packet&)> holds;
};

/// One type of packet of which something holds.
template <class P, class Condition>
Wanted wanted(std::string text, Condition condition) {
  return {P::type, std::move(text), [condition](const Packet& packet) {
            const auto* typed = std::get_if<P>(&packet);
            return typed != nullptr && condition(*typed);
          }};
}

/// Any packet of that type.
template <class P>
Wanted any() {
  return wanted<P>(std::string(to_string(P::type)), [](const P&) { return true; });
}

/// Any packet at all.
inline Wanted anything() {
  return {PacketType::connect, "any packet", [](const Packet&) { return true; }};
}

/// An acknowledgement of that message, with any Reason Code.
template <class P>
Wanted ack(std::uint16_t packet_id) {
  return wanted<P>(std::string(to_string(P::type)) + " id=" + std::to_string(packet_id),
                   [packet_id](const P& packet) { return packet.packet_id == packet_id; });
}

/// A message with that payload.
inline Wanted message(std::string payload) {
  return wanted<Publish>("PUBLISH payload \"" + payload + "\"", [payload](const Publish& packet) {
    return as_text(packet.payload) == payload;
  });
}

}  // namespace mqttspec::conformance::hosting
