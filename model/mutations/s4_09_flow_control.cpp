// The faults of flow control, section 4.9, and of both sides' Receive Maximum that only change what
// comes in.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Takes another Receive Maximum for that of the Client.
template <class Change>
void change_receive_maximum(Incoming& incoming, Change change) {
  incoming.change<owned::Connect>([&](owned::Connect& connect) {
    auto& maximum = connect.properties.receive_maximum;
    if (maximum && *maximum != 0) change(*maximum);
  });
}

void ignore_receive_maximum(Incoming& incoming) {
  change_receive_maximum(incoming, [](std::uint16_t& maximum) { maximum = 0xFFFF; });
}

void exceed_receive_maximum_by_one(Incoming& incoming) {
  change_receive_maximum(incoming, [](std::uint16_t& maximum) {
    if (maximum < 0xFFFF) ++maximum;
  });
}

void take_receive_maximum_1_as_2(Incoming& incoming) {
  change_receive_maximum(incoming, [](std::uint16_t& maximum) {
    if (maximum == 1) maximum = 2;
  });
}

void forget_own_receive_maximum(Incoming& incoming) {
  if (incoming.packet<Publish>() != nullptr) incoming.changed_profile().receive_maximum.reset();
}

void lower_own_receive_maximum(Incoming& incoming) {
  if (incoming.packet<Publish>() == nullptr) return;
  if (auto& maximum = incoming.changed_profile().receive_maximum; maximum && *maximum > 1)
    --*maximum;
}

/// Handles nothing of that type while the Client can take no further message.
template <class Packet>
void ignore_without_send_quota(Incoming& incoming) {
  if (incoming.packet<Packet>() != nullptr && !incoming.has_send_quota()) incoming.drop();
}

void ignore_acknowledged_publish_without_send_quota(Incoming& incoming) {
  const auto* publish = incoming.packet<Publish>();
  if (publish != nullptr && publish->qos != Qos::at_most_once && !incoming.has_send_quota())
    incoming.drop();
}

void limit_receive_maximum_untold(Incoming& incoming) {
  if (incoming.packet<Publish>() == nullptr) return;
  if (auto& maximum = incoming.changed_profile().receive_maximum; !maximum) maximum = 20;
}

void raise_quota_by_stray_puback(Incoming& incoming) {
  const auto* puback = incoming.packet<Puback>();
  auto* session = incoming.session();
  auto* connection = incoming.connection();
  if (puback == nullptr || session == nullptr || connection == nullptr) return;
  if (std::ranges::find(session->sent, puback->packet_id, &SentExchange::packet_id) ==
      session->sent.end())
    ++connection->receive_maximum;
}

}  // namespace

std::span<const InputMutation> inputs_of_s4_09_flow_control() {
  static constexpr InputMutation list[] = {
      {FaultId::receive_maximum_ignored, ignore_receive_maximum},
      {FaultId::receive_maximum_exceeded_by_one, exceed_receive_maximum_by_one},
      {FaultId::receive_maximum_1_taken_as_2, take_receive_maximum_1_as_2},
      {FaultId::receive_maximum_not_enforced, forget_own_receive_maximum},
      {FaultId::receive_maximum_reached_too_soon, lower_own_receive_maximum},
      {FaultId::receive_maximum_untold, limit_receive_maximum_untold},
      {FaultId::send_quota_raised_by_stray_puback, raise_quota_by_stray_puback},
      {FaultId::publish_ignored_without_send_quota, ignore_acknowledged_publish_without_send_quota},
      {FaultId::subscribe_ignored_without_send_quota, ignore_without_send_quota<Subscribe>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
