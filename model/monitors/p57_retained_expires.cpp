// P57 RetainedExpires: a retained message whose Message Expiry Interval has passed is gone, and no
// later subscription brings it (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

// Servers count whole seconds, and may round either way at both ends.
constexpr Time slack_ms = 2'000;

class RetainedExpires final : public DeliveryMonitor {
  // No freedom keeps a message alive: a server may forget a retained message early (F07), not late.
  // The message had expired its interval after the acknowledgement at the latest, and what comes
  // set out after the SUBSCRIBE at the earliest, if the session had no older subscription for it.
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.dup || delivery.origins.size() != 1 || delivery.subscriptions.empty())
      return;
    const MessageOrigin& origin = delivery.origins.front();
    const auto interval_s = origin.properties.message_expiry_interval_s;
    if (!interval_s || !origin.retain || origin.will || origin.sendings != 1) return;
    if (std::ranges::any_of(delivery.subscriptions, &SubscriptionFacts::shared)) return;
    note_antecedent();
    const Position first =
        std::ranges::min(delivery.subscriptions, {}, &SubscriptionFacts::sent)->sent;
    if (origin.completed > first) return;
    const Time asked = facts.time_of(first);
    if (asked > origin.accepted_at + Time{*interval_s} * 1'000 + slack_ms)
      report("U5.0-3.3.1.3-6"_v5, Version::v5_0, facts.now(),
             fmt::format("a retained message on topic {} comes {} ms after the server took it "
                         "over, though it expires after {} s",
                         delivery.message.first, asked - origin.accepted_at, *interval_s));
  }
};

}  // namespace

NewMonitor make_retained_expires() { return std::make_unique<RetainedExpires>(); }

}  // namespace mqttspec::model::monitors
