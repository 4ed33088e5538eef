// P63 MessageExpiry: the Message Expiry Interval comes lessened by the time that the message
// waited, and no message sets out after its end (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

// Servers count whole seconds, and may round either way at both ends.
constexpr std::uint32_t slack_s = 2;

std::uint32_t seconds(Time milliseconds) {
  return static_cast<std::uint32_t>(milliseconds / 1'000);
}

class MessageExpiry final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const ConnectionFacts& connection = facts.connection();
    if (connection.version != Version::v5_0 || !delivery.first || delivery.origins.size() != 1)
      return;
    const MessageOrigin& origin = delivery.origins.front();
    const auto interval = origin.properties.message_expiry_interval_s;
    if (!interval || origin.will || origin.sendings != 1) return;
    note_antecedent();
    // It waited at least from its acceptance until the client connected, at most all the time.
    const bool had_to_wait = origin.accepted < connection.connect;
    const std::uint32_t shortest =
        had_to_wait ? seconds(connection.connect_at - origin.accepted_at) : 0;
    const std::uint32_t longest = seconds(facts.time() - origin.at) + 1;
    if (had_to_wait && shortest > *interval + slack_s &&
        deliveries_of(facts.session(), delivery.message).size() == 1)
      return report(
          "MQTT-3.3.2-5"_v5, Version::v5_0, facts.now(),
          fmt::format("a message on topic {} comes though it expired before the client connected",
                      delivery.message.first));
    judge_value(facts, delivery, *interval, shortest, longest);
  }

  void judge_value(const TraceFacts& facts, const DeliveryFacts& delivery, std::uint32_t interval,
                   std::uint32_t shortest, std::uint32_t longest) {
    const auto came = delivery.packet.properties.message_expiry_interval;
    const bool too_large =
        came && *came > interval - std::min(interval, shortest) + (shortest > 0 ? slack_s : 0);
    const bool too_small = came && *came + slack_s + longest < interval;
    if (!came || too_large || too_small)
      report(
          "MQTT-3.3.2-6"_v5, Version::v5_0, facts.now(),
          fmt::format(
              "Message Expiry Interval {}, published with {} and waiting for {} to {} seconds",
              came ? std::to_string(*came) : std::string("missing"), interval, shortest, longest));
  }
};

}  // namespace

NewMonitor make_message_expiry() { return std::make_unique<MessageExpiry>(); }

}  // namespace mqttspec::model::monitors
