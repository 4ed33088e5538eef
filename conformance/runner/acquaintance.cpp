// Asking a target, version by version.
#include "conformance/runner/acquaintance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/runner/settling.hpp"
#include "conformance/runner/survey.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

constexpr Time probe_limit = 60'000;
constexpr unsigned survey_number = 40'000;
constexpr unsigned settling_number = survey_number + 2 * survey_names;
constexpr unsigned meeting_number = settling_number + 2 * settling_names;

class Introduction {
 public:
  Introduction(Target& target, const RunPlan& plan, const std::stop_token& stop)
      : target_(target), plan_(plan), stop_(stop) {}

  Acquaintance make();

 private:
  Probe probe_once(Version version) const;
  VersionKnown ask(Version version) const;
  void let_settle(VersionKnown& known, std::string& unusable) const;
  void let_meet(Acquaintance& all) const;
  void survey_in(VersionKnown& known, std::string& unusable) const;

  Target& target_;
  const RunPlan& plan_;
  const std::stop_token& stop_;
};

Probe Introduction::probe_once(Version version) const {
  const auto network = target_.network();
  GuardedNetwork guard(*network, target_.virtual_time(), stop_, probe_limit);
  const Names names(plan_.nonce, probe_number, plan_.settings.prefixes);
  return probe(guard, version, names, plan_.settings, "probe");
}

VersionKnown Introduction::ask(Version version) const {
  VersionKnown known{probe_once(version), plan_.settings, false};
  const auto answer = known.probe.answer;
  // Once more: a hurried or restarting target is not one that lacks the version.
  if (answer != Probe::Answer::accepted && answer != Probe::Answer::refused)
    known.probe = probe_once(version);
  known.settings.limits.add(plan_.profile.limits);
  known.settings.limits.add(known.probe.facts.limits);
  return known;
}

// A target of several nodes.
void Introduction::let_settle(VersionKnown& known, std::string& unusable) const {
  auto& facts = known.probe.facts;
  if (target_.nodes() == 1 || !facts.served || stop_.stop_requested()) return;
  const auto number = settling_number + (facts.version == Version::v5_0 ? settling_names : 0);
  const auto found =
      measure_settling(target_, facts.version, plan_.nonce, number, known.settings, stop_);
  known.settings.settle = found.settle;
  known.settings.patience += found.settle;
  if (found.unusable.empty())
    facts.evidence += "; " + settling_text(found);
  else if (unusable.empty())
    unusable = fmt::format("its nodes cannot be tested as one Server: {}: {}",
                           to_string(facts.version), found.unusable);
}

// Clients of the version that is not played may be part of a world.
void Introduction::let_meet(Acquaintance& all) const {
  const bool is_apart = target_.serves_apart();
  if (!is_apart && std::ranges::none_of(plan_.worlds, circumstances::has_both_versions)) return;
  auto known = all.versions;
  for (const Version version : {Version::v3_1_1, Version::v5_0})
    if (std::ranges::find(plan_.versions, version) == plan_.versions.end())
      known.push_back(ask(version));
  const auto unserved = std::ranges::find(
      known, false, [](const VersionKnown& each) { return each.probe.facts.served; });
  all.has_both = unserved == known.end();
  if (!is_apart || stop_.stop_requested()) return;
  if (!all.has_both) {
    const auto& facts = unserved->probe.facts;
    all.unusable = fmt::format("{}: {}", to_string(facts.version), facts.evidence);
    return;
  }
  const auto why =
      why_two_servers(target_, plan_.nonce, meeting_number, known.front().settings, stop_);
  all.has_both = why.empty();
  const auto told = why.empty() ? "the other version is served by the same Server"
                                : "Clients of the other version are left out, as another Server "
                                  "may serve it: " +
                                      why;
  for (auto& each : all.versions) each.probe.facts.evidence += "; " + told;
}

void Introduction::survey_in(VersionKnown& known, std::string& unusable) const {
  const auto& facts = known.probe.facts;
  if (!facts.served || stop_.stop_requested()) return;
  const auto number = survey_number + (facts.version == Version::v5_0 ? survey_names : 0);
  const auto found = survey(target_, facts.version, plan_.nonce, number, known.settings, stop_);
  known.settings.limits.add(found.limits);
  known.resends_late = found.resends_late;
  if (found.resends_late)
    known.settings.late_limit = std::max(known.settings.late_limit, timer_limit);
  if (unusable.empty() && !found.unusable.empty())
    unusable = fmt::format("{}: {}", to_string(facts.version), found.unusable);
}

Acquaintance Introduction::make() {
  Acquaintance all;
  for (const Version version : plan_.versions) all.versions.push_back(ask(version));
  for (auto& each : all.versions) let_settle(each, all.unusable);
  let_meet(all);
  if (target_.virtual_time() || !plan_.survey || !all.unusable.empty()) return all;
  const auto v5 = std::ranges::find(all.versions, Version::v5_0, [](const VersionKnown& each) {
    return each.probe.facts.version;
  });
  VersionKnown apart;
  if (v5 == all.versions.end()) {
    apart = ask(Version::v5_0);
    let_settle(apart, all.unusable);
  }
  auto& in_v5 = v5 == all.versions.end() ? apart : *v5;
  survey_in(in_v5, all.unusable);
  for (auto& each : all.versions) {
    if (&each == &in_v5) continue;
    if (all.has_both || !target_.serves_apart()) each.settings.limits.add(in_v5.settings.limits);
    survey_in(each, all.unusable);
  }
  for (auto& each : all.versions) each.probe.facts.limits = each.settings.limits;
  return all;
}

}  // namespace

const VersionKnown& Acquaintance::in(Version version) const {
  return *std::ranges::find(versions, version,
                            [](const VersionKnown& each) { return each.probe.facts.version; });
}

Acquaintance get_acquainted(Target& target, const RunPlan& plan, const std::stop_token& stop) {
  return Introduction(target, plan, stop).make();
}

}  // namespace mqttspec::conformance::runner
