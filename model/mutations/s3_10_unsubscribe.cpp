// The faults of UNSUBSCRIBE and UNSUBACK, sections 3.10 and 3.11, that only change what comes in or
// goes out.
#include "model/mutations/answers.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Does not notice an UNSUBSCRIBE that deletes nothing.
void overlook_needless_unsubscribe(Incoming& incoming) {
  const auto* unsubscribe = incoming.packet<Unsubscribe>();
  const auto* session = incoming.session();
  if (unsubscribe == nullptr || session == nullptr) return;
  const auto& held = session->subscriptions;
  if (std::ranges::none_of(unsubscribe->topic_filters, [&](const TopicFilter& filter) {
        return std::ranges::find(held, filter.text, &HeldSubscription::topic_filter) != held.end();
      }))
    incoming.drop();
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_10_unsubscribe() {
  static constexpr InputMutation list[] = {
      {FaultId::unsuback_omitted_if_nothing_deleted, overlook_needless_unsubscribe},
  };
  return list;
}

std::span<const OutputMutation> outputs_of_s3_10_unsubscribe() {
  static constexpr OutputMutation list[] = {
      {FaultId::unsuback_omitted, omit<owned::Unsuback>},
      {FaultId::unsuback_twice, send_twice<owned::Unsuback>},
      {FaultId::unsuback_with_other_packet_id, use_next_packet_id<owned::Unsuback>},
      {FaultId::unsuback_identifier_bytes_swapped, swap_packet_id_bytes<owned::Unsuback>},
      {FaultId::unsuback_always_with_packet_id_1, use_packet_id_1<owned::Unsuback>},
      {FaultId::unsuback_codes_reversed, reverse_codes<owned::Unsuback>},
      {FaultId::unsuback_code_missing, leave_last_code_out<owned::Unsuback>},
      {FaultId::unsuback_code_too_many, say_last_code_twice<owned::Unsuback>},
      {FaultId::unsuback_code_not_of_its_table,
       say_last<owned::Unsuback, ReasonCode::granted_qos_1>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
