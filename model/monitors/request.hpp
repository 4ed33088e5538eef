// Packets that ask for an answer, and which answer it is.
#pragma once

#include <compare>
#include <cstdint>

#include "model/monitors/position.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::model::monitors {

/// A packet that the other side has to answer.
struct Request {
  Position event;
  Position answered = never;
};

/// Who has to answer, by what packet, with what Packet Identifier (0 for PINGRESP).
struct AnswerKey {
  Sender answerer;
  PacketType type;
  std::uint16_t packet_id;

  friend auto operator<=>(const AnswerKey&, const AnswerKey&) = default;
};

/// How many packets asked for an answer, and how many answers there were.
struct AnswerCount {
  std::size_t requests = 0;
  std::size_t answers = 0;
};

}  // namespace mqttspec::model::monitors
