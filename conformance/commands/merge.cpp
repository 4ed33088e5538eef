// See merge.hpp.
#include "conformance/commands/merge.hpp"

#include <ostream>

#include "conformance/report/outcomes.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::commands {

using namespace report;

int merge_command(const MergeOptions& options, std::ostream& out) {
  const auto refuse = [](const Refusal& refusal) { return complain(refusal.status, refusal.text); };
  auto files = open_report_files(options.files);
  if (!files) return refuse(files.error());
  std::vector<Document> parts;
  for (const auto& path : options.reports) {
    auto part = read_report(path);
    if (!part) return refuse(part.error());
    parts.push_back(*std::move(part));
  }
  const auto whole = merge(parts);
  if (!whole) return complain(exit_usage, whole.error());
  for (const auto& line : wrapped(text_of(whole->at("summary"), "text"), 80)) out << line << "\n";
  out.flush();
  if (const auto written = files->write(*whole); !written)
    return complain(exit_own_fault, written.error());
  return exit_code(*whole, options.strict);
}

}  // namespace mqttspec::conformance::commands
