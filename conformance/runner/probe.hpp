// The first question to a target: does it serve this version, and what does it say that it lacks?
#pragma once

#include <string_view>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

struct Probe {
  enum class Answer : std::uint8_t {
    accepted,     // a CONNACK that accepts
    refused,      // a CONNACK that does not
    closed,       // closed without an answer
    silent,       // no answer in time
    garbage,      // bytes that no Server of this version sends first
    unreachable,  // no Network Connection
  };
  Answer answer;
  report::VersionFacts facts;
};

/// Sends one plain CONNECT and waits for the answer, for as long as the settings' patience.
/// `client` becomes part of the ClientId, which must be in use by nobody else.
Probe probe(wire::Network& network, Version version, const play::Names& names,
            const play::Settings& settings, std::string_view client);

}  // namespace mqttspec::conformance::runner
