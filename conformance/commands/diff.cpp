// See diff.hpp.
#include "conformance/commands/diff.hpp"

#include <fmt/format.h>

#include <ostream>

#include "conformance/commands/report_files.hpp"
#include "conformance/report/console.hpp"
#include "conformance/report/difference_text.hpp"
#include "conformance/report/junit.hpp"
#include "conformance/report/sarif.hpp"

namespace mqttspec::conformance::commands {

using namespace report;

int diff_command(const DiffOptions& options, std::ostream& out) {
  const auto refuse = [](const Refusal& refusal) { return complain(refusal.status, refusal.text); };
  auto files = open_report_files({.junit = options.junit, .sarif = options.sarif});
  if (!files) return refuse(files.error());
  const auto before = read_report(options.before);
  if (!before) return refuse(before.error());
  const auto now = read_report(options.now);
  if (!now) return refuse(now.error());
  const auto difference = compare(*before, *now);
  print_difference(*before, *now, difference, Paint(use_colours()), out);
  out.flush();
  std::expected<void, std::string> written;
  if (options.github)
    written = tell_github(fmt::format("{} against {}", target_name(*now), target_name(*before)),
                          totals_line(difference), findings(difference));
  if (written && files->junit) written = files->junit->commit(to_junit(*now, &difference));
  if (written && files->sarif)
    written = files->sarif->commit(to_sarif(*now, &difference).dump(2) + "\n");
  if (!written) return complain(exit_own_fault, written.error());
  return exit_code(difference, options.strict);
}

}  // namespace mqttspec::conformance::commands
