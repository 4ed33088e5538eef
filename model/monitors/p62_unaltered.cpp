// P62 Unaltered: the properties that belong to a message reach its subscribers as they were
// published, and no others do (5.0). That its payload does is P35.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

struct Difference {
  Cited cited;
  std::string_view what;
};

using UserPropertyList = std::vector<std::pair<std::string, std::string>>;

bool contains_in_order(const UserPropertyList& whole, const UserPropertyList& part) {
  auto at = whole.begin();
  for (const auto& property : part) {
    at = std::find(at, whole.end(), property);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

bool contains_all(UserPropertyList whole, UserPropertyList part) {
  std::ranges::sort(whole);
  std::ranges::sort(part);
  return std::ranges::includes(whole, part);
}

/// A property that the publisher left out says something as well: without a Response Topic a
/// message is no request. User Properties have no meaning of this kind, and the server may add its
/// own; what it makes of a missing Message Expiry Interval is left to the cases, as it would be
/// found in all.
std::optional<Difference> difference(const MessageOrigin& origin, const MessageProperties& came) {
  const MessageProperties& sent = origin.properties;
  if (sent.payload_format_indicator != came.payload_format_indicator)
    return Difference{"MQTT-3.3.2-4"_v5, "Payload Format Indicator"};
  if (sent.response_topic != came.response_topic)
    return Difference{"MQTT-3.3.2-15"_v5, "Response Topic"};
  if (sent.correlation_data != came.correlation_data)
    return Difference{"MQTT-3.3.2-16"_v5, "Correlation Data"};
  if (sent.content_type != came.content_type) return Difference{"MQTT-3.3.2-20"_v5, "Content Type"};
  if (!contains_all(came.user_properties, sent.user_properties))
    return Difference{"MQTT-3.3.2-17"_v5, "a User Property"};
  if (!contains_in_order(came.user_properties, sent.user_properties))
    return Difference{origin.will ? Cited("MQTT-3.1.3-10"_v5) : Cited("MQTT-3.3.2-18"_v5),
                      "the order of User Properties"};
  return std::nullopt;
}

class Unaltered final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (facts.connection().version != Version::v5_0 || delivery.packet.retain) return;
    const MessageProperties came = properties_of(delivery.packet);
    std::optional<Difference> found;
    for (const MessageOrigin& origin : delivery.origins) {
      // What a server adds to a message from 3.1.1, where there are none, is not said.
      if (origin.version != Version::v5_0) return;
      found = difference(origin, came);
      if (!found) break;
    }
    if (delivery.origins.empty()) return;
    note_antecedent();
    if (found)
      report(
          found->cited, Version::v5_0, facts.now(),
          fmt::format("on topic {}, {} is not as published", delivery.message.first, found->what));
  }
};

}  // namespace

NewMonitor make_unaltered() { return std::make_unique<Unaltered>(); }

}  // namespace mqttspec::model::monitors
