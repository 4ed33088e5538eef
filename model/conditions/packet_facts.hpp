// What conditions ask of a packet, whoever sends it.
#pragma once

#include "codec/packets.hpp"

namespace mqttspec::model::conditions {

/// 0 if it has none.
std::uint16_t packet_id_of(const Packet& packet);

bool has_user_property(const Packet& packet);

/// True if the test holds for its Topic Name, Will Topic, or one of its Topic Filters.
template <class Test>
bool any_topic(const Packet& packet, Test test) {
  if (const auto* message = std::get_if<Publish>(&packet)) return test(message->topic);
  if (const auto* subscribe = std::get_if<Subscribe>(&packet)) {
    for (const auto each : subscribe->subscriptions)
      if (test(each.topic_filter)) return true;
  } else if (const auto* unsubscribe = std::get_if<Unsubscribe>(&packet)) {
    for (const auto each : unsubscribe->topic_filters)
      if (test(each.text)) return true;
  } else if (const auto* connect = std::get_if<Connect>(&packet)) {
    return connect->will && test(connect->will->topic);
  }
  return false;
}

// What they ask of a topic.

bool is_deep_topic(std::string_view topic);
bool is_long_topic(std::string_view topic);
bool is_beyond_ascii(std::string_view text);

}  // namespace mqttspec::model::conditions
