// See reproduce.hpp.
#include "conformance/commands/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "conformance/commands/live_target.hpp"
#include "conformance/commands/near.hpp"
#include "conformance/commands/run.hpp"
#include "conformance/runner/acquaintance.hpp"
#include "conformance/search/reproducer.hpp"

namespace mqttspec::conformance::commands {

using namespace play;

namespace {

const Case* find_case(const std::string& name) {
  for (const auto& [group, which] : runner::select_cases(std::span(&name, 1)))
    if (which->name == name) return which;
  return nullptr;
}

std::string no_such_case(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& [group, which] : runner::select_cases({})) names.emplace_back(which->name);
  auto text = fmt::format("there is no case \"{}\"", name);
  for (const auto& near : nearest(name, std::move(names), 3)) text += fmt::format("; {}?", near);
  return text;
}

std::string title_of(const Case& which, Version version, const CaseResult& result) {
  auto title =
      fmt::format("{} ({}): {}.", which.name, to_string(version), to_string(result.verdict));
  if (!result.expected.empty())
    title += fmt::format(" Expected: {}. What came: {}.", result.expected, result.actual);
  return title;
}

}  // namespace

int reproduce_command(const ReproduceOptions& options, std::ostream& out) {
  const auto* const which = find_case(options.name);
  if (which == nullptr) return complain(exit_usage, no_such_case(options.name));
  const auto version = options.version == "3.1.1" ? Version::v3_1_1 : Version::v5_0;
  if (!which->runs_in(version))
    return complain(exit_usage, fmt::format("{} is no case of {}", which->name, options.version));
  if (const auto refusal = no_reproducer_for(options.target))
    return complain(refusal->status, refusal->text);
  runner::RunPlan plan;
  plan.versions = {version};
  plan.select = {options.name};
  plan.settings.user_name = options.user_name;
  plan.settings.password = options.password;
  plan.nonce = nonce_of(std::random_device()() % seeds);
  auto target = make_live_target(options.target, options.tls, plan.settings.patience);
  if (!target) return complain(target.error().status, target.error().text);
  const auto known = runner::get_acquainted(**target, plan, {});
  const auto& facts = known.versions.front().probe.facts;
  if (!facts.served) return complain(exit_unreachable, facts.evidence);
  const auto network = (*target)->network();
  const auto result = runner::run_case(*which, *network, version, Names(plan.nonce, 1),
                                       known.versions.front().settings);
  out << search::python_program(result, title_of(*which, version, result));
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
