// See delivery_claims.hpp.
#include "model/delivery/delivery_claims.hpp"

namespace mqttspec::model::delivery {

namespace {

std::size_t messages_of(Claim claim) {
  constexpr std::size_t counts[] = {0, 1, published_messages};
  return counts[static_cast<std::size_t>(claim)];
}

}  // namespace

std::optional<Claim> claim_about(const DeliveryRow& row) {
  if (row.subscribed == Qos::exactly_once || row.published == Qos::exactly_once) return {};
  const bool both_qos_1 =
      row.subscribed == Qos::at_least_once && row.published == Qos::at_least_once;
  if (both_qos_1 && !row.clean) return Claim::all;
  return row.retain ? Claim::last : Claim::nothing;
}

ClaimVerdict judge(Claim claim, const DeliveryCell& returns, const DeliveryCell& subscribes_again) {
  const auto claimed = messages_of(claim);
  const bool nothing_comes = returns.demand == Demand::must_not;
  if (claim == Claim::nothing) {
    if (nothing_comes) return ClaimVerdict::right;
    return returns.demand == Demand::may ? ClaimVerdict::too_strict : ClaimVerdict::wrong;
  }
  if (returns.demand == Demand::must && returns.messages.size() == claimed)
    return ClaimVerdict::right;
  if (!nothing_comes || subscribes_again.messages.size() != claimed) return ClaimVerdict::wrong;
  return subscribes_again.demand == Demand::must ? ClaimVerdict::only_after_subscribing
                                                 : ClaimVerdict::advised_for_subscribing;
}

std::string_view to_string(Claim claim) {
  constexpr std::string_view names[] = {"nothing", "the last", "all"};
  return names[static_cast<std::size_t>(claim)];
}

std::string_view to_string(ClaimVerdict verdict) {
  constexpr std::string_view names[] = {"right", "only after a SUBSCRIBE",
                                        "after a SUBSCRIBE, a SHOULD", "too strict", "wrong"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace mqttspec::model::delivery
