// See manner.hpp.
#include "conformance/search/manner.hpp"

#include <algorithm>

#include "model/scripts/script_words.hpp"

namespace mqttspec::conformance::search {

using circumstances::World;
using Circumstance = circumstances::CircumstanceId;

namespace {

constexpr std::size_t long_text = 160;
constexpr std::size_t cut_bytes = 16;  // of a packet, that go one by one

}  // namespace

World world_of(std::span<const std::string> lines) {
  World world;
  for (const auto& line : lines) {
    if (!line.starts_with("in world ")) continue;
    const model::scripts::Words words(line);
    for (std::size_t i = 2; i < words.arguments(); ++i)
      if (const auto* const row = circumstances::find_circumstance(words.argument(i)))
        world.add(row->id);
  }
  return world;
}

void give_manner(owned::Packet& packet, World world) {
  const auto has = [&](Circumstance each) { return world.has(each); };
  if (auto* const message = std::get_if<owned::Publish>(&packet);
      message != nullptr && !message->payload.empty()) {
    if (has(Circumstance::payload_of_128_bytes)) message->payload.append(128, '~');
    if (has(Circumstance::payload_of_16384_bytes)) message->payload.append(16'384, '~');
  }
  if (auto* const connect = std::get_if<owned::Connect>(&packet);
      connect != nullptr && has(Circumstance::no_keep_alive))
    connect->keep_alive = 0;
  if (!has(Circumstance::user_properties)) return;
  std::visit(
      [](auto& typed) {
        if constexpr (requires { typed.properties.user_properties; })
          typed.properties.user_properties.push_back({"long", std::string(long_text, 'p')});
      },
      packet);
}

void send_in(World world, wire::Network& network, wire::ConnectionId connection, Bytes bytes) {
  const auto alone =
      world.has(Circumstance::cut) ? std::min(cut_bytes, bytes.size()) : std::size_t{0};
  for (std::size_t i = 0; i < alone; ++i) network.send(connection, bytes.subspan(i, 1));
  if (alone < bytes.size()) network.send(connection, bytes.subspan(alone));
}

std::uint16_t identifier_before_first(World world) {
  if (world.has(Circumstance::identifiers_at_65535)) return 65'500;
  return world.has(Circumstance::identifiers_at_256) ? 254 : 0;
}

}  // namespace mqttspec::conformance::search
