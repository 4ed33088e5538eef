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

constexpr std::size_t few_explanations = 1;

}  // namespace

SecondOpinion second_opinion(const CaseResult& result, const Terms& terms) {
  if (is_too_large(result.trace))
    return {Explained::unknown, 0, "the trace is too large to be followed"};
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  const ReplaySettings all{result.world.is_plain() ? opinion_steps : opinion_steps_in_worlds,
                           permitted_closings(terms)};
  // Mostly one of the first explanations does.
  auto few = all;
  few.enough = few_explanations;
  auto replayed = replay(result, terms, declared, few);
  if (replayed.explained != Explained::yes) replayed = replay(result, terms, declared, all);
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
