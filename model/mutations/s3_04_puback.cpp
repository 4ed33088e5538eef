// The faults of PUBACK, PUBREC, PUBREL and PUBCOMP, sections 3.4 to 3.7 and 4.3, that only change
// what comes in or goes out.
#include "model/mutations/answers.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Does not notice a PUBACK or PUBREC with which the Client refuses a message.
void overlook_refusal(Incoming& incoming) {
  const auto* puback = incoming.packet<Puback>();
  const auto* pubrec = incoming.packet<Pubrec>();
  if ((puback != nullptr && is_failure(puback->reason_code)) ||
      (pubrec != nullptr && is_failure(pubrec->reason_code)))
    incoming.drop();
}

void overlook_puback(Incoming& incoming) {
  const auto* puback = incoming.packet<Puback>();
  if (puback != nullptr && !is_failure(puback->reason_code)) incoming.drop();
}

void overlook_pubcomp(Incoming& incoming) {
  if (incoming.packet<Pubcomp>() != nullptr) incoming.drop();
}

/// True if the Client has a QoS 2 message under way with this Packet Identifier.
bool is_under_way(const Incoming& incoming, std::uint16_t packet_id) {
  const auto* session = incoming.session();
  return session != nullptr &&
         std::ranges::find(session->received, packet_id, &ReceivedExchange::packet_id) !=
             session->received.end();
}

void overlook_repeated_publish(Incoming& incoming) {
  const auto* publish = incoming.packet<Publish>();
  if (publish != nullptr && publish->qos == Qos::exactly_once &&
      is_under_way(incoming, publish->packet_id))
    incoming.drop();
}

void overlook_repeated_pubrel(Incoming& incoming) {
  const auto* pubrel = incoming.packet<Pubrel>();
  if (pubrel != nullptr && incoming.session() != nullptr &&
      !is_under_way(incoming, pubrel->packet_id))
    incoming.drop();
}

void say_that_nobody_matches(Outgoing& outgoing) {
  const auto change = [](auto& answer, const Pending& pending) {
    if (answer.reason_code == ReasonCode::success && pending.because.version() == Version::v5_0)
      answer.reason_code = ReasonCode::no_matching_subscribers;
  };
  outgoing.change<owned::Puback>(change);
  outgoing.change<owned::Pubrec>(change);
}

/// Gives a reason to a Client that has asked for none.
void explain_unasked(Outgoing& outgoing) {
  outgoing.change<owned::Puback>([&](owned::Puback& puback, const Pending& pending) {
    const auto* connection = outgoing.connection(pending);
    if (connection != nullptr && connection->version == Version::v5_0 &&
        !connection->wants_problem_information)
      puback.properties.reason_string = "accepted";
  });
}

/// Answers with the packet of the other QoS.
template <class Right, class Wrong>
void mistake_for(Outgoing& outgoing) {
  outgoing.change<owned::Packet>([](owned::Packet& packet) {
    if (const auto* right = std::get_if<Right>(&packet))
      packet = Wrong{right->packet_id, right->reason_code, right->properties};
  });
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_04_puback() {
  static constexpr InputMutation list[] = {
      {FaultId::puback_not_noticed, overlook_puback},
      {FaultId::pubcomp_not_noticed, overlook_pubcomp},
      {FaultId::refused_message_kept, overlook_refusal},
      {FaultId::pubrec_omitted_for_repeated_publish, overlook_repeated_publish},
      {FaultId::repeated_pubrel_not_answered, overlook_repeated_pubrel},
  };
  return list;
}

std::span<const OutputMutation> outputs_of_s3_04_puback() {
  constexpr auto not_of_puback = ReasonCode::packet_identifier_not_found;
  constexpr auto not_of_pubrel = ReasonCode::no_matching_subscribers;
  static constexpr OutputMutation list[] = {
      {FaultId::no_matching_subscribers_said_wrongly, say_that_nobody_matches},
      {FaultId::reason_string_unwanted, explain_unasked},

      {FaultId::puback_omitted, omit<owned::Puback>},
      {FaultId::puback_twice, send_twice<owned::Puback>},
      {FaultId::puback_with_other_packet_id, use_next_packet_id<owned::Puback>},
      {FaultId::puback_identifier_bytes_swapped, swap_packet_id_bytes<owned::Puback>},
      {FaultId::puback_code_not_of_its_table, say<owned::Puback, not_of_puback>},
      {FaultId::qos_1_answered_by_pubrec, mistake_for<owned::Puback, owned::Pubrec>},

      {FaultId::pubrec_omitted, omit<owned::Pubrec>},
      {FaultId::pubrec_twice, send_twice<owned::Pubrec>},
      {FaultId::pubrec_with_other_packet_id, use_next_packet_id<owned::Pubrec>},
      {FaultId::pubrec_code_not_of_its_table, say<owned::Pubrec, not_of_puback>},
      {FaultId::qos_2_answered_by_puback, mistake_for<owned::Pubrec, owned::Puback>},

      {FaultId::pubrel_omitted, omit<owned::Pubrel>},
      {FaultId::pubrel_twice, send_twice<owned::Pubrel>},
      {FaultId::pubrel_with_other_packet_id, use_next_packet_id<owned::Pubrel>},
      {FaultId::pubrel_code_not_of_its_table, say<owned::Pubrel, not_of_pubrel>},

      {FaultId::pubcomp_omitted, omit<owned::Pubcomp>},
      {FaultId::pubcomp_twice, send_twice<owned::Pubcomp>},
      {FaultId::pubcomp_with_other_packet_id, use_next_packet_id<owned::Pubcomp>},
      {FaultId::pubcomp_code_not_of_its_table, say<owned::Pubcomp, not_of_pubrel>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
