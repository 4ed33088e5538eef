// Fences: how absence is proved without waiting. A message that has to arrive after the prohibited
// one is sent; once it is there, the prohibited one can no longer come.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/topic.hpp"
#include "conformance/play/connection.hpp"

namespace mqttspec::conformance::play {

using namespace packets;

// Publishes the fence and returns the pattern of its arrival. It follows the last message on the
// topic in question: same publisher, topic and QoS, so that the ordering rule holds (4.6). Where
// the subscriber would not get it (no subscription, No Local), it gets a subscription of its own
// for the fence; order is then that of the publisher's connection.
PublishSpec Peer::send_fence(const Pattern& packet) {
  const auto& sent = run_->sent_messages_;
  const auto* message_topic = packet.message_topic();
  const auto topic = message_topic ? run_->names().on_target(*message_topic) : std::string();
  const auto like = std::find_if(sent.rbegin(), sent.rend(), [&](const auto& each) {
    const auto& publisher = run_->connection(each.connection);
    return each.topic == topic && publisher.open && publisher.connack;
  });
  const bool known = like != sent.rend();
  const std::size_t from = known ? like->connection : index_;
  const Qos qos = known && !connection().by_hand ? like->qos : Qos::at_most_once;
  const bool matched = known && std::ranges::any_of(connection().subscribed, [&](const auto& each) {
                         return !is_shared(each.topic_filter) &&
                                matches(each.topic_filter, topic) &&
                                !(each.no_local && from == index_);
                       });

  const auto payload = fmt::format("{}{}", fence_mark, ++run_->fences_);
  // A topic for each QoS: what a Server makes of another QoS for the same filter is not the point.
  const Topic own(qos == Qos::at_most_once    ? "fence"
                  : qos == Qos::at_least_once ? "fence-1"
                                              : "fence-2");
  PublishSpec fence(matched ? exact(topic) : own, payload);
  if (!matched) subscribe(own, qos);
  // It is none of the messages that the circumstances are about: a retained one would take the
  // place of what is retained on that topic.
  const bool surrounding = std::exchange(run_->surrounding_, true);
  Peer(*run_, from).publish(PublishSpec(fence).at(qos));
  run_->surrounding_ = surrounding;
  return fence;
}

std::optional<Arrival> Peer::seen_before_fence(const Pattern& packet, std::size_t from) {
  run_->pump(run_->now());
  if (auto arrival = take_arrived(packet, nullptr, from)) return arrival;
  if (!connection().open) {
    note_closing();
    return std::nullopt;
  }
  // Without a CONNACK nothing can serve as a fence.
  if (!connection().connack) return await(packet, run_->now() + run_->settings().patience, nullptr);
  const PublishSpec fence = send_fence(packet);
  const PacketSetting setting = run_->setting();
  const Time deadline = run_->now() + run_->settings().patience;
  for (;;) {
    if (auto arrival = take_arrived(packet, nullptr, from)) return arrival;
    auto& inbox = connection().inbox;
    const auto seen = std::ranges::find_if(
        inbox, [&](const Arrival& each) { return !fence.mismatch(each.packet, setting); });
    if (seen != inbox.end()) {
      inbox.erase(seen);
      return std::nullopt;
    }
    if (!connection().open || run_->now() >= deadline)
      run_->end(Verdict::inconclusive, fence.describe(setting) + " (fence)", seen_instead(""));
    run_->pump(deadline);
  }
}

}  // namespace mqttspec::conformance::play
