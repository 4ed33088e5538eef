// See declared.hpp.
#include "conformance/judges/declared.hpp"

#include <algorithm>
#include <map>

namespace mqttspec::conformance::judges {

using namespace play;

namespace {

const ConnackProperties* first_acceptance(const model::Trace& trace) {
  for (const auto& event : trace) {
    if (event.kind != model::TraceEvent::Kind::server_packet || !event.packet) continue;
    if (event.version != Version::v5_0) continue;
    const auto* connack = std::get_if<Connack>(&*event.packet);
    if (connack != nullptr && connack->reason_code == ReasonCode::success)
      return &connack->properties;
  }
  return nullptr;
}

void take_over(model::Profile& profile, const ConnackProperties& said) {
  profile.maximum_qos = Qos{said.maximum_qos.value_or(2)};
  profile.retain_available = said.retain_available.value_or(1) != 0;
  profile.wildcard_subscription_available = said.wildcard_subscription_available.value_or(1) != 0;
  profile.subscription_identifier_available =
      said.subscription_identifier_available.value_or(1) != 0;
  profile.shared_subscription_available = said.shared_subscription_available.value_or(1) != 0;
  profile.receive_maximum = said.receive_maximum;
  profile.maximum_packet_size = said.maximum_packet_size;
  profile.topic_alias_maximum = said.topic_alias_maximum.value_or(0);
}

void take_over(model::Profile& profile, const Limits& limits) {
  const auto lacks = [&](Need need) { return limits.find(need) != nullptr; };
  if (lacks(Need::qos_2)) profile.maximum_qos = Qos::at_least_once;
  if (lacks(Need::qos_1)) profile.maximum_qos = Qos::at_most_once;
  profile.retain_available = !lacks(Need::retain);
  profile.wildcard_subscription_available = !lacks(Need::wildcard);
  profile.shared_subscription_available = !lacks(Need::shared_subscriptions);
}

// Each Client may be told other maxima: the widest holds for all.
void widen(model::Profile& profile, const model::Trace& trace) {
  for (const auto& event : trace) {
    const auto* connack = event.packet ? std::get_if<Connack>(&*event.packet) : nullptr;
    if (connack == nullptr || connack->reason_code != ReasonCode::success) continue;
    const auto& said = connack->properties;
    const auto widen_to = [](auto& limit, const auto& other) {
      limit = limit && other ? std::optional(std::max(*limit, *other)) : std::nullopt;
    };
    widen_to(profile.receive_maximum, said.receive_maximum);
    widen_to(profile.maximum_packet_size, said.maximum_packet_size);
    profile.topic_alias_maximum =
        std::max(profile.topic_alias_maximum, said.topic_alias_maximum.value_or(0));
  }
}

// The Authentication Method by which the target asks, if it does.
std::string_view method_in_use(const model::Trace& trace) {
  for (const auto& event : trace) {
    const auto* auth = event.packet ? std::get_if<Auth>(&*event.packet) : nullptr;
    if (auth != nullptr && event.kind == model::TraceEvent::Kind::server_packet)
      return auth->properties.authentication_method.value_or("");
  }
  return {};
}

// What the target made of the longest Session Expiry Interval that it was asked for too much.
std::optional<std::uint32_t> longest_session(const model::Trace& trace) {
  std::map<model::ConnectionId, std::uint32_t> asked;
  std::optional<std::uint32_t> longest;
  for (const auto& event : trace) {
    if (!event.packet) continue;
    if (const auto* connect = std::get_if<Connect>(&*event.packet))
      asked[event.connection] = connect->properties.session_expiry_interval.value_or(0);
    const auto* connack = std::get_if<Connack>(&*event.packet);
    if (connack == nullptr || !connack->properties.session_expiry_interval) continue;
    const auto granted = *connack->properties.session_expiry_interval;
    if (granted < asked[event.connection]) longest = std::max(longest.value_or(0), granted);
  }
  return longest;
}

}  // namespace

model::Profile declared_by(const model::Trace& trace, Version version, const Limits& limits) {
  model::Profile profile;
  profile.connect_timeout = 0;
  profile.authentication_method = method_in_use(trace);
  profile.maximum_session_expiry_interval = limits.session_s;
  // Clients of 5.0 may be there in a run of 3.1.1.
  if (version == Version::v3_1_1) take_over(profile, limits);
  if (const auto* said = first_acceptance(trace)) {
    take_over(profile, *said);
    widen(profile, trace);
    if (const auto longest = longest_session(trace))
      profile.maximum_session_expiry_interval = *longest;
  }
  return profile;
}

}  // namespace mqttspec::conformance::judges
