// The faults of re-delivery, sections 4.4 to 4.6, that only change what goes out. A PUBLISH that is
// sent again has DUP 1; a PUBREL is sent again if it does not answer a PUBREC.
#include <algorithm>
#include <ranges>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

bool is_resent(const Outgoing& outgoing, const owned::Packet& packet) {
  if (const auto* publish = std::get_if<owned::Publish>(&packet)) return publish->dup;
  return std::holds_alternative<owned::Pubrel>(packet) && outgoing.answered<Pubrec>() == nullptr;
}

template <Qos... qos>
void omit_resent_publish(Outgoing& outgoing) {
  outgoing.omit<owned::Publish>(
      [](const owned::Publish& publish) { return publish.dup && ((publish.qos == qos) || ...); });
}

void omit_resent_retained(Outgoing& outgoing) {
  outgoing.omit<owned::Publish>(
      [](const owned::Publish& publish) { return publish.dup && publish.retain; });
}

void omit_resent_pubrel(Outgoing& outgoing) {
  if (outgoing.answered<Pubrec>() == nullptr) outgoing.omit<owned::Pubrel>();
}

void omit_all_resent_but_the_first(Outgoing& outgoing) {
  bool is_first = true;
  outgoing.omit<owned::Packet>([&](const owned::Packet& packet) {
    return is_resent(outgoing, packet) && !std::exchange(is_first, false);
  });
}

void resend_pubrel_with_next_packet_id(Outgoing& outgoing) {
  if (outgoing.answered<Pubrec>() != nullptr) return;
  outgoing.change<owned::Pubrel>([](owned::Pubrel& pubrel) {
    pubrel.packet_id = static_cast<std::uint16_t>(pubrel.packet_id % 65'535 + 1);
  });
}

void resend_without_payload(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([](owned::Publish& publish) {
    if (publish.dup) publish.payload.clear();
  });
}

void resend_with_published_retain(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([&](owned::Publish& publish, const Pending& pending) {
    const auto* session = outgoing.session(pending);
    if (!publish.dup || session == nullptr) return;
    const auto& sent = session->sent;
    const auto exchange = std::ranges::find(sent, publish.packet_id, &SentExchange::packet_id);
    if (exchange != sent.end()) publish.retain |= exchange->delivery.published_retain;
  });
}

void reverse_resent(Outgoing& outgoing) {
  std::vector<Pending*> resent;
  outgoing.change<owned::Packet>([&](const owned::Packet& packet, Pending& pending) {
    if (is_resent(outgoing, packet)) resent.push_back(&pending);
  });
  std::ranges::reverse(resent | std::views::transform([](Pending* p) -> Pending& { return *p; }));
}

}  // namespace

std::span<const OutputMutation> outputs_of_s4_04_retry() {
  using enum Qos;
  static constexpr OutputMutation list[] = {
      {FaultId::publish_not_resent, omit_resent_publish<at_least_once, exactly_once>},
      {FaultId::qos_1_not_resent, omit_resent_publish<at_least_once>},
      {FaultId::qos_2_not_resent, omit_resent_publish<exactly_once>},
      {FaultId::pubrel_not_resent, omit_resent_pubrel},
      {FaultId::first_unacknowledged_alone_resent, omit_all_resent_but_the_first},
      {FaultId::pubrel_resent_with_new_packet_id, resend_pubrel_with_next_packet_id},
      {FaultId::resent_without_payload, resend_without_payload},
      {FaultId::retained_not_resent, omit_resent_retained},
      {FaultId::resent_with_published_retain, resend_with_published_retain},
      {FaultId::resent_in_reverse_order, reverse_resent},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
