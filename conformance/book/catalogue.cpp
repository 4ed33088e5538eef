// Searches the lists of cases and faults for citations.
#include "conformance/book/catalogue.hpp"

#include "conformance/client_cases/index.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::book {

using namespace play;

namespace {

template <class Visit>
void for_each_case(Visit visit) {
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& each : group->cases) visit(each);
}

bool cites(const Cited& cited, StatementId id) { return cited.of(id.version()) == id; }

template <class Row>
std::vector<const Row*> citing(std::span<const Row> faults, StatementId id) {
  std::vector<const Row*> found;
  for (const auto& fault : faults)
    if (cites(fault.cited, id)) found.push_back(&fault);
  return found;
}

Version other(Version version) {
  return version == Version::v3_1_1 ? Version::v5_0 : Version::v3_1_1;
}

}  // namespace

std::vector<const Case*> cases_of(StatementId id) {
  std::vector<const Case*> found;
  for_each_case([&](const Case& each) {
    if (std::ranges::any_of(each.statements, [&](const Cited& cited) { return cites(cited, id); }))
      found.push_back(&each);
  });
  return found;
}

std::vector<const model::FaultRow*> faults_of(StatementId id) {
  return citing(model::faults(), id);
}

std::vector<const model::client::FaultRow*> client_faults_of(StatementId id) {
  return citing(model::client::faults(), id);
}

std::vector<StatementId> counterparts_of(StatementId id) {
  std::vector<StatementId> found;
  const auto take = [&](const Cited& cited) {
    const auto counterpart = cited.of(other(id.version()));
    if (cites(cited, id) && counterpart && std::ranges::find(found, *counterpart) == found.end())
      found.push_back(*counterpart);
  };
  for_each_case([&](const Case& each) {
    for (const auto& cited : each.statements) take(cited);
  });
  for (const auto& fault : model::faults()) take(fault.cited);
  for (const auto& fault : model::client::faults()) take(fault.cited);
  return found;
}

std::vector<Version> versions_of(const Case& which) {
  std::vector<Version> versions;
  for (const auto version : both_versions)
    if (which.runs_in(version)) versions.push_back(version);
  return versions;
}

std::string citation_text(const Cited& cited) {
  std::string text;
  for (const auto version : both_versions)
    if (const auto id = cited.of(version))
      text += fmt::format("{}[{} {}]", text.empty() ? "" : " ", to_string(version), id->id());
  return text;
}

}  // namespace mqttspec::conformance::book
