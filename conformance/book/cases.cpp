// Entries of cases and of fault switches.
#include <fmt/format.h>

#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"
#include "conformance/client_cases/index.hpp"
#include "conformance/report/needs.hpp"
#include "model/client/fault.hpp"

namespace mqttspec::conformance::book {

namespace {

Entry entry_of(const play::CaseGroup& group, const play::Case& which) {
  const bool is_for_clients = which.name.starts_with("client/");
  Entry entry{
      .kind = Kind::case_,
      .path = case_path(which.name),
      .title = std::string(which.name),
      .about = fmt::format("a case for {}, of section {} {}",
                           is_for_clients ? "Clients" : "Servers", group.section, group.title),
      .names = {in_small_letters(which.name)}};
  for (const auto version : both_versions)
    for (const auto& cited : which.statements)
      if (const auto id = cited.of(version)) {
        entry.fields.push_back(statement_field(fmt::format("MQTT {}", to_string(version)), *id));
        if (entry.summary.empty()) entry.summary = id->row().summary;
      }
  if (which.needs != play::Need::nothing)
    entry.fields.push_back(
        {"needs", "", "", fmt::format("{}", fmt::join(report::words(which.needs), ", "))});
  return entry;
}

template <class Row>
Entry fault_entry(const Row& fault, std::string_view side) {
  Entry entry{
      .kind = Kind::fault,
      .path = fault_path(side, fault.name),
      .title = std::string(fault.name),
      .about = fmt::format("a fault of the {}, of kind {}", side, model::to_string(fault.kind)),
      .summary = fmt::format("The {} {}.", side, fault.text),
      .names = {std::string(fault.name)}};
  for (const auto version : both_versions)
    if (const auto id = fault.cited.of(version))
      entry.fields.push_back(statement_field(fmt::format("breaks {}", to_string(version)), *id));
  return entry;
}

}  // namespace

void add_cases(Entries& entries) {
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& each : group->cases) entries.push_back(entry_of(*group, each));
}

void add_faults(Entries& entries) {
  for (const auto& each : model::faults()) entries.push_back(fault_entry(each, "broker"));
  for (const auto& each : model::client::faults()) entries.push_back(fault_entry(each, "client"));
}

}  // namespace mqttspec::conformance::book
