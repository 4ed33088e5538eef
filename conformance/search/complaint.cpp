// See complaint.hpp.
#include "conformance/search/complaint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/decode.hpp"
#include "conformance/judges/declared.hpp"
#include "conformance/judges/replay.hpp"
#include "conformance/search/first_opinion.hpp"
#include "conformance/search/plain_run.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::search {

using namespace play;
using Kind = model::TraceEvent::Kind;

namespace {

constexpr std::size_t most_steps = 12'000;

void observe(model::monitors::MonitorSet& monitors, const model::Trace& trace) {
  for (const auto& event : trace) monitors.observe(event);
  monitors.finish(false);
}

std::optional<Complaint> of_the_codec(const model::Trace& trace) {
  const auto garbage = std::ranges::find(trace, Kind::server_garbage, &model::TraceEvent::kind);
  if (garbage == trace.end()) return std::nullopt;
  const auto decoded = decode_packet(Bytes(*garbage->bytes),
                                     {.version = garbage->version, .sender = Sender::server});
  const auto* const violation = decoded ? nullptr : std::get_if<Violation>(&decoded.error());
  if (violation == nullptr || violation->statement.level() != Level::must) return std::nullopt;
  return Complaint{violation->statement,
                   fmt::format("a packet that breaks [{}] at byte {}", violation->statement.id(),
                               violation->offset),
                   static_cast<std::size_t>(garbage - trace.begin())};
}

std::optional<Complaint> of_the_monitors(const model::Trace& trace) {
  model::monitors::MonitorSet monitors;
  observe(monitors, trace);
  for (const auto& finding : monitors.findings(Actor::server))
    if (finding.statement.level() == Level::must && !is_provoked(trace))
      return Complaint{finding.statement, finding.text, finding.event};
  return std::nullopt;
}

}  // namespace

bool is_provoked(const model::Trace& trace) {
  const auto is_closed_behind = [&](std::size_t position) {
    return std::any_of(trace.begin() + static_cast<std::ptrdiff_t>(position), trace.end(),
                       [&](const auto& event) {
                         return event.kind == Kind::server_closed &&
                                event.connection == trace[position].connection;
                       });
  };
  for (std::size_t i = 0; i < trace.size(); ++i) {
    if (trace[i].kind != Kind::client_garbage) continue;
    const auto decoded = decode_packet(Bytes(*trace[i].bytes), {.version = trace[i].version});
    if (!decoded && std::holds_alternative<Violation>(decoded.error()) && !is_closed_behind(i))
      return true;
  }
  model::monitors::MonitorSet monitors;
  observe(monitors, trace);
  return std::ranges::any_of(monitors.findings(Actor::client), [&](const auto& finding) {
    return finding.event >= trace.size() || !is_closed_behind(finding.event);
  });
}

Judgement judge(const CaseResult& result, const judges::Terms& terms, const Shortcuts* shortcuts) {
  if (shortcuts != nullptr && shortcuts->likely != nullptr)
    if (const auto applied = plain_run(result, *shortcuts->likely)) return {{}, *applied};
  if (auto found = of_the_codec(result.trace)) return {std::move(found)};
  if (auto found = of_the_monitors(result.trace)) return {std::move(found)};
  if (shortcuts != nullptr) {
    if (const auto applied = first_opinion(result, terms)) return {{}, *applied};
    for (const auto& fault : shortcuts->known)
      if (first_opinion(result, terms, fault)) return {.is_alike = true};
    if (shortcuts->puts_off) return {.is_unclear = true};
  }
  const auto opinion = judges::second_opinion(result, terms);
  Judgement judgement{{}, opinion.fired};
  if (opinion.explained == judges::Explained::no)
    judgement.complaint = Complaint{std::nullopt, opinion.text, opinion.event};
  return judgement;
}

std::vector<judges::Suspicion> explanations(const CaseResult& result, const judges::Terms& terms,
                                            const Complaint& complaint) {
  judges::Accused accused;
  if (complaint.statement) accused.insert(*complaint.statement);
  return judges::attribute(result, nullptr, terms,
                           judges::suspicions(result, terms.version, accused));
}

bool may_be_explained_by(const model::FaultSet& fault, const CaseResult& result,
                         const judges::Terms& terms) {
  const auto declared = judges::declared_by(result.trace, terms.version, terms.settings.limits);
  if (judges::is_too_large(result.trace, declared)) return true;
  judges::ReplaySettings settings{most_steps, judges::permitted_closings(terms), 1};
  const auto explained = [&] {
    return judges::replay(result, terms, declared, settings, fault).explained;
  };
  if (explained() == judges::Explained::yes) return true;
  settings.enough = 0;
  return explained() != judges::Explained::no;
}

}  // namespace mqttspec::conformance::search
