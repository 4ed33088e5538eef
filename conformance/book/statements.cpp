// Entries of statements: from the register, and from what cites it.
#include <fmt/format.h>

#include "conformance/book/ambiguities.hpp"
#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"
#include "conformance/client_cases/excuses.hpp"
#include "model/client/fault.hpp"
#include "spec/export.hpp"

namespace mqttspec::conformance::book {

namespace {

// The statements whose excuse is that this one implies them.
std::vector<StatementId> implied_by(StatementId id) {
  const auto excuse = fmt::format("implied by {}:", id.id());
  std::vector<StatementId> found;
  const auto rows = statements(id.version());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].excuse.starts_with(excuse)) found.push_back(StatementId::at(id.version(), i));
  return found;
}

std::string where_checked(const Statement& row, bool has_case) {
  std::vector<std::string_view> places;
  if (contains(row.checks, Check::codec)) places.push_back("codec (a packet is refused)");
  if (contains(row.checks, Check::model)) places.push_back("model");
  const bool live = contains(row.checks, Check::live);
  if (live && has_case) places.push_back("live");
  if (places.empty() && !live) return fmt::format("nowhere: {}", row.excuse);
  const auto text = fmt::format("{}", fmt::join(places, ", "));
  if (live && !has_case)
    return places.empty() ? "can be checked live" : text + "; can be checked live";
  return row.excuse.empty() ? text : fmt::format("{}; not live: {}", text, row.excuse);
}

std::string binds(Actor actor) {
  return actor == Actor::both ? "binds both" : fmt::format("binds the {}", to_string(actor));
}

void add_cases_of(StatementId id, Entry& entry) {
  const auto cases = cases_of(id);
  const bool live = contains(id.row().checks, Check::live);
  entry.fields.push_back({"checked", "", "", where_checked(id.row(), !cases.empty())});
  if (cases.empty()) entry.fields.push_back({"cases", "", "", live ? "no case yet" : "none"});
  for (const auto* each : cases)
    entry.fields.push_back({"case", std::string(each->name), case_path(each->name), ""});
  if (const auto excuse = client_cases::excuse_of(id); !excuse.empty())
    entry.fields.push_back({"Clients", "", "", fmt::format("no case; {}", excuse)});
}

void add_faults_of(StatementId id, Entry& entry) {
  const auto add = [&](std::string_view side, std::string_view name, std::string_view text) {
    entry.fields.push_back({"broken by", std::string(name), fault_path(side, name),
                            fmt::format(", a {} that {}", side, text)});
  };
  for (const auto* fault : faults_of(id)) add("broker", fault->name, fault->text);
  for (const auto* fault : client_faults_of(id)) add("client", fault->name, fault->text);
}

Entry entry_of(StatementId id) {
  const auto& row = id.row();
  Entry entry{.kind = Kind::statement,
              .path = path_of(id),
              .title = fmt::format("[{}]", row.id),
              .about = fmt::format("MQTT {}, section {}, {}, {}", to_string(row.version),
                                   row.section, to_string(row.level), binds(row.actor)),
              .summary = std::string(row.summary),
              .version = row.version,
              .names = {in_small_letters(row.id)},
              .judged = {id}};
  if (!row.numbered())
    entry.fields.push_back({"number", "", "", "none in the Standard; this one is ours"});
  if (const auto printed = printed_form(id); !printed.empty()) {
    entry.names.push_back(in_small_letters(printed));
    entry.fields.push_back({"printed", "", "", fmt::format("in the Standard as [{}]", printed)});
  }
  entry.fields.push_back({"section", titled_section(row.version, row.section),
                          section_path(row.version, row.section), ""});
  for (const auto& each : ambiguities_of(id))
    entry.fields.push_back({"ambiguity", fmt::format("{}. {}", each->number, each->title),
                            ambiguity_path(each->number), ""});
  add_cases_of(id, entry);
  for (const auto same : counterparts_of(id))
    entry.fields.push_back({"same as", fmt::format("[{}]", same.id()), path_of(same),
                            fmt::format(" of MQTT {}", to_string(same.version()))});
  for (const auto implied : implied_by(id))
    entry.fields.push_back({"implies", fmt::format("[{}]", implied.id()), path_of(implied),
                            fmt::format(" {}", implied.row().summary)});
  add_faults_of(id, entry);
  return entry;
}

}  // namespace

Field statement_field(std::string label, StatementId id) {
  return {std::move(label), fmt::format("[{}]", id.id()), path_of(id),
          fmt::format(" {}: {}", to_string(id.level()), id.row().summary)};
}

void add_statements(Entries& entries) {
  for (const auto version : both_versions)
    for (std::size_t i = 0; i < statements(version).size(); ++i)
      entries.push_back(entry_of(StatementId::at(version, i)));
}

}  // namespace mqttspec::conformance::book
