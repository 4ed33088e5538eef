// See table.hpp.
#include "conformance/commands/table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <ostream>
#include <random>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/live_target.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/run.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/delivery/json.hpp"
#include "conformance/delivery/text.hpp"
#include "conformance/report/console.hpp"

namespace mqttspec::conformance::commands {

using namespace delivery;
using namespace report;
using namespace wire;

namespace {

/// Measures; returns the exit code, and has complained if that is not a result.
int measure_target(const TableOptions& options, DeliveryReport& report) {
  DeliveryPlan plan;
  plan.settings.patience = static_cast<Time>(options.patience * 1000);
  plan.settings.user_name = options.user_name;
  plan.settings.password = options.password;
  plan.jobs = options.jobs;
  plan.nonce = nonce_of(std::random_device()() % seeds);
  auto target = make_live_target(options.target, options.tls, plan.settings.patience);
  if (!target) return complain(target.error().status, target.error().text);
  const Interrupt interrupt;
  measure_all(report, **target, plan, interrupt.token());
  if (std::ranges::none_of(report.facts, &VersionFacts::served)) {
    for (const auto& facts : report.facts) complain(exit_unreachable, facts.evidence);
    return complain(exit_unreachable, report.target + ": nothing there serves MQTT");
  }
  if (report.count(model::delivery::DeliveryVerdict::wrong) != 0) return exit_violated;
  const auto cells = report.count(model::delivery::DeliveryVerdict::right);
  return report.missing() > cells ? exit_unreachable : exit_fine;
}

}  // namespace

int table_command(const TableOptions& options, std::ostream& out) {
  std::optional<OutputFile> json;
  if (!options.json.empty()) {
    auto file = OutputFile::open(options.json);
    if (!file) return complain(exit_usage, file.error());
    json = *std::move(file);
  }
  auto report = delivery_report();
  const int status = options.target.empty() ? exit_fine : measure_target(options, report);
  if (status == exit_usage || (!options.target.empty() && report.target.empty())) return status;
  print_delivery(report, Paint(use_colours()), out);
  if (json)
    if (const auto written = json->commit(to_json(report).dump(2) + "\n"); !written)
      return complain(exit_own_fault, written.error());
  return status;
}

}  // namespace mqttspec::conformance::commands
