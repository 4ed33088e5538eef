// Joining what is known of a target.
#include "conformance/play/limits.hpp"

#include <fmt/format.h>

#include "codec/topic.hpp"

namespace mqttspec::conformance::play {

namespace {

template <class Message>
Need needs_of_message(const Message& message) {
  Need needs = Need::nothing;
  if (message.qos == Qos::at_least_once) needs = needs | Need::qos_1;
  if (message.qos == Qos::exactly_once) needs = needs | Need::qos_2;
  if (message.retain) needs = needs | Need::retain;
  if (std::string_view(message.topic).starts_with('$')) needs = needs | Need::dollar_topics;
  return needs;
}

// What a Server has to have to take the packet.
Need needs_of(const owned::Packet& packet) {
  if (const auto* message = std::get_if<owned::Publish>(&packet)) return needs_of_message(*message);
  if (const auto* connect = std::get_if<owned::Connect>(&packet))
    return connect->will ? needs_of_message(*connect->will) : Need::nothing;
  Need needs = Need::nothing;
  if (const auto* subscribe = std::get_if<owned::Subscribe>(&packet)) {
    for (const auto& each : subscribe->subscriptions) {
      const std::string_view filter = each.topic_filter;
      if (filter.find_first_of("+#") != filter.npos) needs = needs | Need::wildcard;
      if (is_shared(filter)) needs = needs | Need::shared_subscriptions;
    }
  }
  return needs;
}

}  // namespace

std::optional<std::string> Limits::refuses(const owned::Packet& packet, std::size_t size) const {
  if (const auto* lack = find(needs_of(packet))) return lack->evidence;
  if (packet_size && size > *packet_size)
    return fmt::format("it takes packets of {} bytes at most", *packet_size);
  return std::nullopt;
}

void Limits::add(const Limits& others) {
  for (const auto& each : others.lacks)
    if (find(each.need) == nullptr) lacks.push_back(each);
  const auto tighten = [](auto& ours, const auto& theirs) {
    if (theirs) ours = std::min(ours.value_or(*theirs), *theirs);
  };
  tighten(packet_size, others.packet_size);
  tighten(session_s, others.session_s);
  tighten(queued, others.queued);
}

}  // namespace mqttspec::conformance::play
