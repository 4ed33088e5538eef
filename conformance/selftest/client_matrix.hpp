// Every case for Clients against every faulty reference Client.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "conformance/play/case.hpp"
#include "model/client/fault.hpp"
#include "model/client/profile.hpp"

namespace mqttspec::conformance::selftest {

/// What came of one fault switch of the Client in a version that it breaks. It is killed by a case
/// that cites a statement of the fault and whose verdict is fail or warn, and worse than on the
/// reference of that profile.
struct ClientMutant {
  const model::client::FaultRow* fault;
  Version version;
  const model::client::Profile* profile = nullptr;  // of the Client that was caught
  std::size_t citing = 0;
  std::vector<std::string_view> killers;
};

struct ClientMatrix {
  bool complete = true;  // false if it was interrupted
  std::size_t cases = 0;
  std::size_t profiles = 0;
  std::vector<std::string> wrong;  // what is not right on the reference itself
  std::vector<ClientMutant> mutants;
  std::vector<std::string_view> idle;  // cases that kill nothing

  std::size_t survivors() const;
  /// True if no permitted Client is accused, no mutant survives and no case is idle.
  bool clean() const;
};

/// Computes it with as many threads as the machine has.
ClientMatrix make_client_matrix(std::stop_token stop);

/// The matrix in words: what is wrong, survivors, idle cases, and a line of totals.
std::string in_words(const ClientMatrix& matrix);

}  // namespace mqttspec::conformance::selftest
