// Beside the verdicts: what broker would have failed a case that failed, and what becomes of those
// on which the two judges disagree.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>

#include "conformance/judges/attribution.hpp"
#include "conformance/report/report.hpp"
#include "conformance/runner/acquaintance.hpp"

namespace mqttspec::conformance::runner {

/// Fills in the attribution of a case that failed. Takes as much computing as playing a hundred.
void attribute(report::CaseReport& report, const Acquaintance& known, bool virtual_time);

/// Whether every case was played, or only those that were asked for.
enum class Played : std::uint8_t { all, some };

/// Once the cases have been played and attributed, with as many threads as the machine has. What
/// passes, and what no right broker does, is an error of ours: unless it is explained by a fault
/// that breaks what another case found broken, which then is the target's. If not all cases were
/// played, any single fault that explains it may be the target's, and is told without a verdict.
void settle(std::vector<report::CaseReport>& cases, const Acquaintance& known, bool virtual_time,
            Played played, const std::stop_token& stop);

/// Faults that a target is suspected of: those that break what is accused, those whose text other
/// cases were attributed, or any.
struct Suspected {
  judges::Accused accused;
  std::map<std::string, model::conditions::ConditionSet> attributed = {};  // and the conditions
  bool of_anything = false;

  bool names(bool is_accused, const std::string& text) const {
    return of_anything || is_accused || attributed.contains(text);
  }
};

/// Looks for one of them that explains what the tracker does not. Returns its text.
using FindCulprit = std::function<std::optional<std::string>(const report::CaseReport& report,
                                                             const Suspected& suspected)>;

/// The same, less what is noticed in any case, of whatever target.
void settle_disagreements(std::vector<report::CaseReport>& cases, const FindCulprit& find_culprit,
                          Played played, const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
