// The polite Server: what it answers where the case does not.
#include <algorithm>

#include "conformance/hosting/connection.hpp"

namespace mqttspec::conformance::hosting {

namespace {

owned::Suback granting(const Subscribe& subscribe) {
  owned::Suback suback;
  suback.packet_id = subscribe.packet_id;
  for (const auto& each : subscribe.subscriptions)
    suback.reason_codes.push_back(ReasonCode(each.maximum_qos));
  return suback;
}

owned::Unsuback granting(const Unsubscribe& unsubscribe, Version version) {
  owned::Unsuback unsuback;
  unsuback.packet_id = unsubscribe.packet_id;
  if (version == Version::v5_0)
    for (const auto& each : unsubscribe.topic_filters) {
      (void)each;
      unsuback.reason_codes.push_back(ReasonCode::success);
    }
  return unsuback;
}

}  // namespace

void Visit::answer(Connection& connection, const Packet& packet) {
  if (connection.by_hand.contains(type_of(packet))) return;
  const auto reply = [&](const owned::Packet& answer) { send(connection, answer, false); };
  if (std::holds_alternative<Pingreq>(packet)) reply(owned::Pingresp{});
  if (const auto* subscribe = std::get_if<Subscribe>(&packet)) reply(granting(*subscribe));
  if (const auto* unsubscribe = std::get_if<Unsubscribe>(&packet))
    reply(granting(*unsubscribe, version_));
  if (const auto* message = std::get_if<Publish>(&packet)) {
    if (message->qos == Qos::at_least_once) reply(owned::Puback{message->packet_id, {}, {}});
    if (message->qos == Qos::exactly_once) reply(owned::Pubrec{message->packet_id, {}, {}});
  }
  if (const auto* release = std::get_if<Pubrel>(&packet))
    reply(owned::Pubcomp{release->packet_id, {}, {}});
  const auto* received = std::get_if<Pubrec>(&packet);
  if (received != nullptr && received->reason_code < ReasonCode::unspecified_error)
    reply(owned::Pubrel{received->packet_id, {}, {}});
}

}  // namespace mqttspec::conformance::hosting
