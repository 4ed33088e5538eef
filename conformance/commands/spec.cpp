// The export of the tables, or their counts.
#include "conformance/commands/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "conformance/book/catalogue.hpp"
#include "conformance/commands/usage.hpp"
#include "spec/export.hpp"

namespace mqttspec::conformance::commands {

using namespace play;

namespace {

template <class Wanted>
std::string count_line(std::string_view label, Wanted wanted) {
  std::string line = fmt::format("{:<28}", label);
  for (const auto version : book::both_versions)
    line += fmt::format("{:>7}", std::ranges::count_if(statements(version), wanted));
  return line + "\n";
}

void print_counts(std::ostream& out) {
  out << fmt::format("{:<28}{:>7}{:>7}\n", "statements", to_string(Version::v3_1_1),
                     to_string(Version::v5_0));
  out << count_line("all", [](const Statement&) { return true; });
  out << count_line("  numbered", [](const Statement& row) { return row.numbered(); });
  out << count_line("  not numbered", [](const Statement& row) { return !row.numbered(); });
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Level::rule); ++i)
    out << count_line(fmt::format("  level {}", to_string(Level(i))),
                      [i](const Statement& row) { return row.level == Level(i); });
  for (const auto& [check, name] :
       {std::pair{mqttspec::Check::codec, "codec"}, std::pair{mqttspec::Check::model, "model"},
        std::pair{mqttspec::Check::live, "live"}})
    out << count_line(fmt::format("  checked: {}", name),
                      [check](const Statement& row) { return contains(row.checks, check); });
  out << count_line("  checked nowhere, excused",
                    [](const Statement& row) { return row.checks == mqttspec::Check::none; });
  out << count_line("  cited by a case", [](const Statement& row) {
    return !book::cases_of(*StatementId::find(row.version, row.id)).empty();
  });
}

}  // namespace

int spec_command(const SpecOptions& options, std::istream&, std::ostream& out, std::ostream&) {
  if (options.json) {
    out << export_specification().dump(1) << "\n";
    return exit_fine;
  }
  print_counts(out);
  out << fmt::format("\n{} properties in {} places, {} names of reason codes, {} packet types\n",
                     property_table.size(), property_places.size(), export_reason_codes().size(),
                     packet_table.size());
  out << "(--json writes them all; mqttspec explain ID tells more of one)\n";
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
