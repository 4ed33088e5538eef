// What is wrong with what a script showed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/judges/attribution.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::search {

/// What no broker that follows the Standard does.
struct Complaint {
  std::optional<StatementId> statement;  // that a monitor, or the codec, found broken
  std::string text;
  std::size_t event = 0;  // of the trace, or its size if something is missing at the end
};

/// The first complaint that the codec, the monitors or the tracker have, and the statements that
/// were come across. The monitors are asked only if the Clients did nothing illegal that the Server
/// has not noticed. With shortcuts the quickest explanation will do: plain_run.hpp, for a target
/// that is likely to be a right broker of that profile, and first_opinion.hpp.
struct Judgement {
  std::optional<Complaint> complaint = {};
  model::RuleSet rules = {};
  bool is_alike = false;  // one of the known faults explains it, and it was looked into no further
  bool is_unclear = false;  // it was put off
};
/// How judge() may come to its end sooner.
struct Shortcuts {
  const model::Profile* likely = nullptr;
  std::vector<model::FaultSet> known = {};  // like which the target is known to behave
  bool puts_off = false;                    // what has no quick explanation
};
Judgement judge(const play::CaseResult& result, const judges::Terms& terms,
                const Shortcuts* shortcuts);

/// True if a Client did what it must not, and its Network Connection was not closed: a Server that
/// takes it has not noticed, which most statements leave to it.
bool is_provoked(const model::Trace& trace);

/// What would explain it all: what a broker with one fault does. None if no single fault does.
std::vector<judges::Suspicion> explanations(const play::CaseResult& result,
                                            const judges::Terms& terms, const Complaint& complaint);

/// True unless it is certain that a broker with this fault does not do all that was seen.
bool may_be_explained_by(const model::FaultSet& fault, const play::CaseResult& result,
                         const judges::Terms& terms);

}  // namespace mqttspec::conformance::search
