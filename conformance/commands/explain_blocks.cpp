// Blocks of labels and texts, from the register, the tables, and the lists of cases and faults.
#include "conformance/commands/explain_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "conformance/client_cases/excuses.hpp"
#include "conformance/report/case_block.hpp"
#include "conformance/report/needs.hpp"
#include "spec/export.hpp"

namespace mqttspec::conformance::commands {

using namespace play;
using namespace report;

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
  if (contains(row.checks, mqttspec::Check::codec)) places.push_back("codec (a packet is refused)");
  if (contains(row.checks, mqttspec::Check::model)) places.push_back("model");
  const bool live = contains(row.checks, mqttspec::Check::live);
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

// "0 to 65535", or nothing if the value is no integer.
std::string range_text(const PropertyPlace& place) {
  if (place.minimum == 0 && place.maximum == 0) return "";
  return fmt::format(", {} to {}", place.minimum, place.maximum);
}

// Packets that carry the code, each with its sender where that is not the only possible one.
std::string carriers(Version version, ReasonCode code, std::string_view name) {
  std::vector<std::string> packets;
  for (const auto& row : packet_table) {
    if (reason_name(version, row.type, code) != name) continue;
    const auto use = std::ranges::find_if(reason_uses, [&](const ReasonUse& each) {
      return each.packet == row.type && each.code == code;
    });
    if (version == Version::v3_1_1)
      packets.emplace_back(row.name);
    else if (use != reason_uses.end())
      packets.push_back(row.sender == Actor::both && use->sender != Actor::both
                            ? fmt::format("{} (from the {})", row.name, to_string(use->sender))
                            : std::string(row.name));
  }
  return fmt::format("{}", fmt::join(packets, ", "));
}

// All names that the code has in that version.
std::vector<std::string_view> names_of(Version version, ReasonCode code) {
  std::vector<std::string_view> names;
  for (const auto& row : packet_table) {
    const bool is_used =
        version == Version::v3_1_1 || std::ranges::any_of(reason_uses, [&](const ReasonUse& use) {
          return use.packet == row.type && use.code == code;
        });
    const auto name = reason_name(version, row.type, code);
    if (is_used && name != "unknown" && std::ranges::find(names, name) == names.end())
      names.push_back(name);
  }
  return names;
}

template <class Row>
void explain_fault_of(std::string_view who, const Row& fault, std::ostream& out) {
  out << fmt::format("fault {}, of kind {}\n", fault.name, model::to_string(fault.kind));
  print_field(who, fault.text, out);
  print_field("breaks", citation_text(fault.cited), out);
}

}  // namespace

void explain_statement(StatementId id, std::ostream& out) {
  const auto& row = id.row();
  out << fmt::format("[{}]  MQTT {}, section {}, {}, {}\n", row.id, to_string(row.version),
                     row.section, to_string(row.level), binds(row.actor));
  print_field("summary", row.summary, out);
  if (!row.numbered()) print_field("number", "none in the Standard; this one is ours", out);
  if (const auto printed = printed_form(id); !printed.empty())
    print_field("printed", fmt::format("in the Standard as [{}]", printed), out);
  const auto cases = cases_of(id);
  print_field("checked", where_checked(row, !cases.empty()), out);
  for (const auto counterpart : counterparts_of(id))
    print_field("counterpart",
                fmt::format("[{}] of MQTT {}", counterpart.id(), to_string(counterpart.version())),
                out);
  for (const auto implied : implied_by(id))
    print_field("implies", fmt::format("[{}] {}", implied.id(), implied.row().summary), out);
  if (cases.empty())
    print_field("cases", contains(row.checks, mqttspec::Check::live) ? "no case yet" : "none", out);
  for (const auto* each : cases) print_field("case", each->name, out);
  if (const auto excuse = client_cases::excuse_of(id); !excuse.empty())
    print_field("Clients", fmt::format("no case; {}", excuse), out);
  for (const auto* fault : faults_of(id))
    print_field("broken by", fmt::format("{}: {}", fault->name, fault->text), out);
  for (const auto* fault : client_faults_of(id))
    print_field("broken by", fmt::format("{} of the Client: {}", fault->name, fault->text), out);
}

void explain_case(const CaseGroup& group, const Case& which, std::ostream& out) {
  out << fmt::format("case {}, of section {} {}\n", which.name, group.section, group.title);
  for (const auto version : both_versions)
    for (const auto& cited : which.statements)
      if (const auto id = cited.of(version))
        print_field(fmt::format("MQTT {}", to_string(version)),
                    fmt::format("[{}] {}: {}", id->id(), to_string(id->level()), id->row().summary),
                    out);
  if (which.needs != Need::nothing)
    print_field("needs", fmt::format("{}", fmt::join(words(which.needs), ", ")), out);
}

void explain_fault(const model::FaultRow& fault, std::ostream& out) {
  explain_fault_of("the broker", fault, out);
}

void explain_fault(const model::client::FaultRow& fault, std::ostream& out) {
  explain_fault_of("the Client", fault, out);
}

bool explain_code(Version version, ReasonCode code, std::ostream& out) {
  const auto names = names_of(version, code);
  for (const auto name : names) {
    out << fmt::format("0x{:02X} {}, a {} of MQTT {}\n", static_cast<unsigned>(code), name,
                       version == Version::v5_0 ? "Reason Code" : "return code",
                       to_string(version));
    print_field("carried by", carriers(version, code, name), out);
    if (version == Version::v5_0)
      print_field("means", is_failure(code) ? "failure" : "no failure", out);
  }
  return !names.empty();
}

void explain_property(const PropertyRow& row, std::ostream& out) {
  out << fmt::format("0x{:02X} {}, a property of MQTT 5.0, {}\n",
                     static_cast<unsigned>(row.property), row.name, to_string(row.type));
  for (const auto& place : property_places)
    if (place.property == row.property)
      print_field("stands in",
                  fmt::format("{}, section {}: {}{}", to_string(place.host), place.section,
                              to_string(place.occurrence), range_text(place)),
                  out);
}

void explain_packet(const PacketRow& row, std::ostream& out) {
  out << fmt::format("{}, packet type {}, section {}\n", row.name, static_cast<unsigned>(row.type),
                     row.section);
  for (const auto version : both_versions) {
    const bool client = may_send(version, Sender::client, row.type);
    const bool server = may_send(version, Sender::server, row.type);
    print_field(fmt::format("MQTT {}", to_string(version)),
                client && server ? "sent by both"
                : client         ? "sent by the client"
                : server         ? "sent by the server"
                                 : "does not exist",
                out);
  }
  std::vector<std::string_view> properties;
  for (const auto& place : property_places)
    if (to_string(place.host) == row.name) properties.push_back(to_string(place.property));
  print_field("properties", fmt::format("{}", fmt::join(properties, ", ")), out);
  std::vector<std::string> codes;
  for (const auto& use : reason_uses)
    if (use.packet == row.type)
      codes.push_back(fmt::format("0x{:02X} {}", static_cast<unsigned>(use.code),
                                  reason_name(Version::v5_0, row.type, use.code)));
  print_field("codes", fmt::format("{}", fmt::join(codes, ", ")), out);
}

bool explain_section(Version version, std::string_view section, std::ostream& out) {
  bool is_first = true;
  for (const auto& row : statements(version)) {
    if (row.section != section) continue;
    if (is_first) out << fmt::format("section {} of MQTT {}\n", section, to_string(version));
    is_first = false;
    print_field("", fmt::format("[{}] {}: {}", row.id, to_string(row.level), row.summary), out);
  }
  return !is_first;
}

}  // namespace mqttspec::conformance::commands
