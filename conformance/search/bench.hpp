// What a search plays its scripts with: on a target, under names of their own, judged by all
// judges. Private to the search.
#pragma once

#include <atomic>

#include "conformance/runner/acquaintance.hpp"
#include "conformance/search/manner.hpp"
#include "conformance/search/scripted_clients.hpp"
#include "conformance/search/search.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::search {

inline constexpr play::Time patient = 1'000;  // milliseconds of quiet, where it counts

/// Plays lines on a target and judges them.
class Bench {
 public:
  Bench(wire::Target& target, const SearchPlan& plan, const std::stop_token& stop)
      : target_(target),
        plan_(plan),
        stop_(stop),
        known_(runner::get_acquainted(target, plan.target, stop)) {
    for (const auto& each : known_.versions) {
      if (!each.probe.facts.served) continue;
      (each.probe.facts.version == Version::v5_0 ? kind_.v5_0 : kind_.v3_1_1) = true;
      settings_.limits.add(each.settings.limits);
    }
    auto limits = settings_.limits;
    settings_ = known_.versions.back().settings;
    settings_.limits = std::move(limits);
    kind_.virtual_time = target.virtual_time();
  }

  const ScriptKind& kind() const { return kind_; }
  const std::string& unusable() const { return known_.unusable; }

  play::CaseResult play(const Lines& lines, play::Time quiet) {
    const auto network = target_.network();
    wire::GuardedNetwork guard(*network, target_.virtual_time(), stop_, script_limit);
    const auto number = next_name_++;
    const auto block = play::base36(static_cast<unsigned>(number / names_of_a_nonce), 2);
    const play::Names names(plan_.target.nonce.substr(0, 2) + block,
                            static_cast<unsigned>(number % names_of_a_nonce) + 1,
                            plan_.target.settings.prefixes, world_of(lines));
    auto settings = settings_;
    settings.patience = quiet;
    auto result = play_script(lines, guard, names, settings, kind_);
    if (guard.end() != wire::GuardedNetwork::End::none)
      result.verdict = play::Verdict::inconclusive;
    return result;
  }

  Judgement judged(const play::CaseResult& result, play::Time quiet,
                   const Shortcuts* shortcuts = nullptr) const {
    if (result.verdict != play::Verdict::note) return {};
    auto settings = settings_;
    settings.patience = quiet;
    return judge(result, terms(settings), shortcuts);
  }
  std::optional<Complaint> complaint(const play::CaseResult& result, play::Time quiet) const {
    return judged(result, quiet).complaint;
  }
  std::vector<judges::Suspicion> like(const play::CaseResult& result,
                                      const Complaint& complaint) const {
    auto settings = settings_;
    settings.patience = patient;
    return explanations(result, terms(settings), complaint);
  }
  bool is_like(const model::FaultSet& fault, const play::CaseResult& result,
               play::Time quiet) const {
    auto settings = settings_;
    settings.patience = quiet;
    return may_be_explained_by(fault, result, terms(settings));
  }

 private:
  static constexpr play::Time script_limit = 120'000;
  static constexpr unsigned names_of_a_nonce = 40'000;

  judges::Terms terms(const play::Settings& settings) const {
    return {kind_.v5_0 ? Version::v5_0 : Version::v3_1_1, settings, target_.virtual_time()};
  }

  wire::Target& target_;
  const SearchPlan& plan_;
  const std::stop_token& stop_;
  runner::Acquaintance known_;
  ScriptKind kind_{.v3_1_1 = false, .v5_0 = false};
  play::Settings settings_;
  std::atomic<std::uint64_t> next_name_ = 0;
};

}  // namespace mqttspec::conformance::search
