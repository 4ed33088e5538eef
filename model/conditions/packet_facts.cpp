// See packet_facts.hpp.
#include "model/conditions/packet_facts.hpp"

#include <algorithm>

namespace mqttspec::model::conditions {

namespace {

constexpr std::ptrdiff_t deep_levels = 8;
constexpr std::size_t long_topic_bytes = 128;

}  // namespace

std::uint16_t packet_id_of(const Packet& packet) {
  return std::visit(
      [](const auto& typed) -> std::uint16_t {
        if constexpr (requires { typed.packet_id; })
          return typed.packet_id;
        else
          return 0;
      },
      packet);
}

bool has_user_property(const Packet& packet) {
  return std::visit(
      [](const auto& typed) {
        if constexpr (requires { typed.properties.user_properties; })
          return !typed.properties.user_properties.empty();
        else
          return false;
      },
      packet);
}

bool is_deep_topic(std::string_view topic) {
  return std::ranges::count(topic, '/') >= deep_levels - 1;
}

bool is_long_topic(std::string_view topic) { return topic.size() >= long_topic_bytes; }

bool is_beyond_ascii(std::string_view text) {
  return std::ranges::any_of(text, [](char each) { return (each & 0x80) != 0; });
}

}  // namespace mqttspec::model::conditions
