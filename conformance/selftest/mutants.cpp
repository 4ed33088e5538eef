// Mutants from the table of fault switches and from what cases were seen to send.
#include "conformance/selftest/mutants.hpp"

#include <fmt/format.h>

#include <map>

#include "codec/decode.hpp"

namespace mqttspec::conformance::selftest {

using namespace report;

std::vector<Mutant> switched_mutants() {
  std::vector<Mutant> mutants;
  for (const auto& row : model::faults()) {
    Mutant mutant{std::string(row.name), model::FaultSet::of(row.id), {}, {}};
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      if (const auto id = row.cited.of(version)) mutant.breaks.push_back(*id);
    mutants.push_back(std::move(mutant));
  }
  return mutants;
}

std::vector<Mutant> blind_mutants(const RunReport& plain) {
  std::map<StatementId, std::string> broken;  // and a case that does so
  for (const auto& report : plain.cases) {
    for (const auto& event : report.result.trace) {
      if (event.kind != model::TraceEvent::Kind::client_garbage) continue;
      const auto decoded =
          decode_packet(Bytes(*event.bytes),
                        {.version = event.version, .sender = Sender::client, .strict = true});
      if (decoded) continue;
      // Whoever takes what is contested has no fault.
      if (decode_packet(Bytes(*event.bytes), {.version = event.version, .sender = Sender::client}))
        continue;
      if (const auto* violation = std::get_if<Violation>(&decoded.error()))
        broken.try_emplace(violation->statement, report.which->name);
    }
  }
  std::vector<Mutant> mutants;
  for (const auto& [id, name] : broken)
    mutants.push_back({fmt::format("blind to {} [{}]", id.id(), to_string(id.version())),
                       model::FaultSet::blind_to(id),
                       {id},
                       name});
  return mutants;
}

}  // namespace mqttspec::conformance::selftest
