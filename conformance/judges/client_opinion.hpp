// What the tracker of Clients says of the trace of a case for Clients, as second_opinion.hpp does
// of brokers; and which faults of the model's Client would explain what the case found wrong.
#pragma once

#include "conformance/judges/attribution.hpp"
#include "conformance/judges/second_opinion.hpp"
#include "model/client/fault.hpp"

namespace mqttspec::conformance::judges {

/// How the Client and its times are to be taken.
struct ClientTerms {
  Version version;
  bool virtual_time;  // it does at once what it does, and closes for a reason
};

/// Pure. With a fault, whether a Client that has it explains what was seen.
SecondOpinion client_opinion(const play::CaseResult& result, const ClientTerms& terms,
                             const model::client::FaultSet& faults = {});

/// A Client that the target may be like.
struct ClientSuspicion {
  model::client::FaultSet faults;
  std::string text;         // what such a Client does
  bool is_accused = false;  // it breaks a statement that is
};

/// Every single fault that a Client may have in this version, those of accused statements first.
std::vector<ClientSuspicion> client_suspicions(Version version, const Accused& accused);

/// The texts of the first of these, three at most, that explain the whole trace. None if a Client
/// without a fault explains it, or if the tracker cannot tell.
std::vector<std::string> attribute_client(const play::CaseResult& result, const ClientTerms& terms,
                                          const std::vector<ClientSuspicion>& suspicions);

/// The text of the first of these that explains what a Client without a fault does not, at least
/// as far as the trace can be followed.
std::optional<std::string> client_culprit(const play::CaseResult& result, const ClientTerms& terms,
                                          const std::vector<ClientSuspicion>& suspicions);

}  // namespace mqttspec::conformance::judges
