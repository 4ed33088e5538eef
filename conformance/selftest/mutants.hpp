// The faulty brokers against which the cases have to prove themselves.
#pragma once

#include <string>
#include <vector>

#include "conformance/report/report.hpp"
#include "model/fault.hpp"

namespace mqttspec::conformance::selftest {

/// The reference broker with one fault.
struct Mutant {
  std::string name;  // of the switch, or "blind to MQTT-… [5.0]"
  model::FaultSet faults;
  std::vector<StatementId> breaks;
  std::string provoked_by;  // of a blind one: a case whose packet it overlooks
};

/// One mutant for each fault switch.
std::vector<Mutant> switched_mutants();

/// One mutant for each statement that a packet of some case breaks in a way which the decoder
/// notices: a broker that does not. The packets are found in the traces of the run.
std::vector<Mutant> blind_mutants(const report::RunReport& plain);

}  // namespace mqttspec::conformance::selftest
