// A world as the numbers of its parts, and the steps from one to the next.
#pragma once

#include <array>
#include <bit>

#include "model/explore/scenario.hpp"

namespace mqttspec::model::explore {

/// One thing that may happen next. The kinds from `lose` on are disturbances: without them
/// everything comes to rest.
struct Action {
  enum class Kind : std::uint8_t {
    to_client,  // the next packet arrives at the Client
    to_broker,
    begin,       // a part of the next packet arrives at the broker
    reach_late,  // a packet arrives on a connection that only the broker believes in
    notice,      // the broker notices that a connection is gone
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

/// Numbers of Clients, and what may still happen, have to be below these.
inline constexpr std::uint32_t most_client_states = 1U << 20;
inline constexpr std::uint8_t most_disturbances = 1U << 4;  // of a kind

/// The same, as short as it can be kept.
struct WorldKey {
  std::array<std::uint64_t, 2> words{};

  WorldKey() = default;
  explicit WorldKey(const WorldNumbers& world)
      : words{std::uint64_t{world.server} << 32 | std::uint64_t{world.clients[0]} << 12 |
                  std::uint64_t{world.losses} << 8 | std::uint64_t{world.half_open} << 4 |
                  world.ticks,
              std::uint64_t{world.clients[1]} << 44 | std::uint64_t{world.clients[2]} << 24 |
                  std::uint64_t{world.clients[3]} << 4 | world.restarts} {}

  WorldNumbers world() const {
    const auto part = [](std::uint64_t word, int from, int bits) {
      return static_cast<std::uint32_t>(word >> from & ((1U << bits) - 1));
    };
    const auto [first, second] = words;
    return {static_cast<std::uint32_t>(first >> 32),
            {part(first, 12, 20), part(second, 44, 20), part(second, 24, 20), part(second, 4, 20)},
            static_cast<std::uint8_t>(part(first, 8, 4)),
            static_cast<std::uint8_t>(part(first, 4, 4)),
            static_cast<std::uint8_t>(part(first, 0, 4)),
            static_cast<std::uint8_t>(part(second, 0, 4))};
  }
  std::uint64_t hash() const {
    auto hash = words[0] * 0x9E3779B97F4A7C15U;
    hash = (std::rotl(hash, 29) ^ words[1]) * 0xD6E8FEB86659FD93U;
    hash ^= hash >> 32;
    return hash * 0xD6E8FEB86659FD93U;
  }

  friend bool operator==(const WorldKey& one, const WorldKey& other) {
    return one.words[0] == other.words[0] && one.words[1] == other.words[1];
  }
};

}  // namespace mqttspec::model::explore
