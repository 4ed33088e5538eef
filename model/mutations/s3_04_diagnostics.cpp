// The faults of sections 3.4 to 3.11 and 3.15 of 5.0 that put more into an answer than the Client
// takes: a Reason String or a User Property.
#include <string>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// As long as the Client's packets may be, but not of megabytes.
std::string too_long(std::uint32_t size) { return std::string(size % 1'000, 'x'); }

/// To Clients that name a limit.
template <class Answer>
void exceed_by_reason_string(Outgoing& outgoing) {
  outgoing.change<Answer>([&](Answer& answer, const Pending& pending) {
    if (const auto size = outgoing.maximum_packet_size(pending))
      answer.properties.reason_string = too_long(*size);
  });
}

template <class Answer>
void exceed_by_user_property(Outgoing& outgoing) {
  outgoing.change<Answer>([&](Answer& answer, const Pending& pending) {
    if (const auto size = outgoing.maximum_packet_size(pending))
      answer.properties.user_properties.push_back({"reporter", too_long(*size)});
  });
}

}  // namespace

std::span<const OutputMutation> outputs_with_diagnostics() {
  static constexpr OutputMutation outputs[] = {
      {FaultId::reason_string_of_puback_too_long, exceed_by_reason_string<owned::Puback>},
      {FaultId::user_property_of_puback_too_long, exceed_by_user_property<owned::Puback>},
      {FaultId::reason_string_of_pubrec_too_long, exceed_by_reason_string<owned::Pubrec>},
      {FaultId::user_property_of_pubrec_too_long, exceed_by_user_property<owned::Pubrec>},
      {FaultId::reason_string_of_pubrel_too_long, exceed_by_reason_string<owned::Pubrel>},
      {FaultId::user_property_of_pubrel_too_long, exceed_by_user_property<owned::Pubrel>},
      {FaultId::reason_string_of_pubcomp_too_long, exceed_by_reason_string<owned::Pubcomp>},
      {FaultId::user_property_of_pubcomp_too_long, exceed_by_user_property<owned::Pubcomp>},
      {FaultId::reason_string_of_suback_too_long, exceed_by_reason_string<owned::Suback>},
      {FaultId::user_property_of_suback_too_long, exceed_by_user_property<owned::Suback>},
      {FaultId::reason_string_of_unsuback_too_long, exceed_by_reason_string<owned::Unsuback>},
      {FaultId::user_property_of_unsuback_too_long, exceed_by_user_property<owned::Unsuback>},
      {FaultId::reason_string_of_auth_too_long, exceed_by_reason_string<owned::Auth>},
      {FaultId::user_property_of_auth_too_long, exceed_by_user_property<owned::Auth>},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
