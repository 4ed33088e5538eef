// A world as the numbers of its parts, and the steps from one to the next.
#pragma once

#include <array>
#include <bit>

#include "model/scenario.hpp"

namespace mqttspec::model {

/// One thing that may happen next. The kinds from `lose` on are disturbances: without them
/// everything comes to rest.
struct Action {
  enum class Kind : std::uint8_t {
    to_client,  // the next packet arrives at the Client
    to_broker,
    notice,  // the broker notices that a connection is gone
    connect,
    act,
    tick,       // the clock advances
    lose,       // a connection is cut
    half_open,  // … but only the Client notices
    restart,    // of the broker
  };
  Kind kind = Kind::tick;
  std::uint8_t client = 0;
  std::uint8_t way = 0;

  bool is_disturbance() const { return kind >= Kind::lose; }
};

/// A world, exactly: parts by their numbers, and what may still happen to it from outside.
struct WorldNumbers {
  std::uint32_t server = 0;
  std::array<std::uint32_t, most_clients> clients{};
  std::uint8_t losses = 0;
  std::uint8_t half_open = 0;
  std::uint8_t ticks = 0;
  std::uint8_t restarts = 0;

  friend bool operator==(const WorldNumbers&, const WorldNumbers&) = default;
};

inline std::uint64_t hash_of(const WorldNumbers& world) {
  const auto words = std::bit_cast<std::array<std::uint64_t, 3>>(world);
  auto hash = words[0] * 0x9E3779B97F4A7C15U;
  for (const auto word : {words[1], words[2]})
    hash = (std::rotl(hash, 29) ^ word) * 0xD6E8FEB86659FD93U;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93U;
  return hash ^ (hash >> 29);
}

}  // namespace mqttspec::model
