// See second_opinion.hpp.
#include "conformance/judges/second_opinion.hpp"

#include <algorithm>

#include "conformance/judges/declared.hpp"
#include "conformance/judges/excuses.hpp"
#include "conformance/judges/replay.hpp"

namespace mqttspec::conformance::judges {

using namespace play;

namespace {

constexpr std::size_t opinion_steps = 12'000;
// Where many others are about, a step costs more, and there are more of them.
constexpr std::size_t opinion_steps_in_worlds = 200;
constexpr std::size_t crowd = 120;  // packets of Clients

// True in a world of several circumstances if so much was done by Clients that following it would
// take longer than to play it.
bool is_too_crowded(const CaseResult& result) {
  const auto several = std::ranges::count_if(circumstances::circumstances(), [&](const auto& row) {
                         return result.world.has(row.id);
                       }) > 1;
  const auto done_by_clients = std::ranges::count_if(result.trace, [](const auto& event) {
    return event.kind == model::TraceEvent::Kind::client_packet ||
           event.kind == model::TraceEvent::Kind::client_closed;
  });
  return several && static_cast<std::size_t>(done_by_clients) > crowd;
}

constexpr std::size_t few_explanations = 1;

}  // namespace

SecondOpinion second_opinion(const CaseResult& result, const Terms& terms) {
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  if (is_too_large(result.trace, declared) || is_too_crowded(result))
    return {Explained::unknown, 0, "the trace is too large to be followed"};
  // Mostly one of the first explanations does.
  auto replayed =
      replay(result, terms, declared, {opinion_steps, permitted_closings(terms), few_explanations});
  if (replayed.explained != Explained::yes)
    replayed = replay(result, terms, declared,
                      {result.world.is_plain() ? opinion_steps : opinion_steps_in_worlds,
                       permitted_closings(terms)});
  SecondOpinion opinion{replayed.explained, replayed.event, replayed.text, replayed.steps,
                        replayed.fired};
  if (opinion.explained == Explained::no && opinion.event < result.trace.size())
    if (const auto reason = excuse(result.trace, opinion.event, terms); !reason.empty()) {
      opinion.explained = Explained::unknown;
      opinion.text = reason;
    }
  if (opinion.explained == Explained::unknown && opinion.text.empty())
    opinion.text = "more explanations than there is room for";
  return opinion;
}

bool disagree(const CaseResult& result, const SecondOpinion& opinion) {
  if (opinion.explained != Explained::no) return false;
  if (result.verdict < Verdict::note || result.verdict > Verdict::warn) return false;
  return std::ranges::none_of(result.judgements, [](const Judgement& each) {
    return each.verdict > StatementVerdict::undecided;
  });
}

}  // namespace mqttspec::conformance::judges
