// See attribution.hpp.
#include "conformance/judges/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "codec/decode.hpp"
#include "conformance/judges/declared.hpp"
#include "conformance/judges/replay.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::FaultSet;
using model::conditions::ConditionSet;

namespace {

constexpr std::size_t most_named = 3;
constexpr std::size_t suspicion_steps = 12'000;     // for one suspicion
constexpr std::size_t most_steps_in_all = 100'000;  // for one case
// Where many others are about, a step costs more.
constexpr std::size_t most_steps_in_worlds = 3'000;

// Of those that work under a condition, each with all conditions at once.
constexpr std::size_t conditional_steps = 2'000;

std::size_t most_steps(const CaseResult& result) {
  return result.world.is_plain() ? most_steps_in_all : most_steps_in_worlds;
}

// What is wrong with the bytes that the case sent, each once.
std::vector<StatementId> broken_by_the_case(const model::Trace& trace) {
  std::vector<StatementId> broken;
  for (const auto& event : trace) {
    if (event.kind != model::TraceEvent::Kind::client_garbage) continue;
    const auto decoded =
        decode_packet(Bytes(*event.bytes), {.version = event.version, .strict = true});
    if (decoded) continue;
    const auto* violation = std::get_if<Violation>(&decoded.error());
    if (violation != nullptr && std::ranges::find(broken, violation->statement) == broken.end())
      broken.push_back(violation->statement);
  }
  return broken;
}

// Of its Clients, beside that of the case.
bool is_spoken(const model::Trace& trace, Version version) {
  return std::ranges::any_of(
      trace, [&](const auto& event) { return event.packet && event.version == version; });
}

bool breaks_any(const model::FaultRow& row, const Accused& accused) {
  return std::ranges::any_of(std::array{Version::v3_1_1, Version::v5_0}, [&](Version version) {
    const auto id = row.cited.of(version);
    return id && accused.contains(*id);
  });
}

// How often all was done before that the trace shows.
unsigned rehearsals(World world) {
  using enum circumstances::CircumstanceId;
  return world.has(tenth_time) ? 9 : world.has(second_time) ? 1 : 0;
}

// What was seen of a target, in one playing or two, that one fault is to explain.
class Evidence {
 public:
  // `in_order`: an explanation is looked for in which the target takes what Clients do in their
  // order, as there are fewer.
  Evidence(const CaseResult& result, const CaseResult* plain, const Terms& terms,
           std::size_t steps_for_each, bool in_order)
      : terms_(terms) {
    // A closing needs a cause in what went wrong: a fault may be one.
    add(result, {.most_steps = steps_for_each,
                 .unprompted_closings = 0,
                 .in_order = in_order,
                 .shown_before = rehearsals(result.world)});
    if (plain != nullptr)
      add(*plain, {.most_steps = steps_for_each,
                   .unprompted_closings = permitted_closings(terms),
                   .in_order = true});
  }

  bool is_explained_without_fault() {
    return replayed(all_.front(), {}).explained != Explained::no;
  }
  // Rules out conditions under which it does not.
  bool is_explained_by(FaultSet& faults) {
    for (const auto& each : all_) {
      const auto replay = replayed(each, faults);
      const bool is_first = &each == &all_.front();
      if (replay.explained == Explained::no || (is_first && replay.explained != Explained::yes))
        return false;
      if (replay.explained == Explained::yes) faults = faults.when_one_of(replay.conditions);
    }
    return true;
  }
  std::size_t steps() const { return steps_; }

 private:
  struct Seen {
    const CaseResult* result;
    model::Profile declared;
    ReplaySettings settings;
  };

  void add(const CaseResult& result, const ReplaySettings& settings) {
    all_.push_back(
        {&result, declared_by(result.trace, terms_.version, terms_.settings.limits), settings});
  }
  Replayed replayed(const Seen& seen, const FaultSet& faults) {
    auto replayed = replay(*seen.result, terms_, seen.declared, seen.settings, faults);
    steps_ += replayed.steps;
    return replayed;
  }

  const Terms& terms_;
  std::vector<Seen> all_;
  std::size_t steps_ = 0;
};

std::vector<Suspicion> first_that_explain(Evidence& evidence, std::size_t most_steps,
                                          std::vector<Suspicion> suspicions) {
  std::vector<Suspicion> named;
  for (auto& each : suspicions) {
    if (named.size() == most_named || evidence.steps() > most_steps) break;
    if (evidence.is_explained_by(each.faults)) named.push_back(std::move(each));
  }
  return named;
}

}  // namespace

Accused accused_by(const CaseResult& result) {
  Accused accused;
  for (const auto& each : result.judgements)
    if (each.verdict > StatementVerdict::undecided) accused.insert(each.statement);
  return accused;
}

std::vector<Suspicion> suspicions(const CaseResult& result, Version version,
                                  const Accused& accused) {
  std::vector<Suspicion> first;
  std::vector<Suspicion> others;
  const Version other = version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
  const bool both = is_spoken(result.trace, other);
  for (const auto& row : model::faults()) {
    if (!row.cited.of(version) && !(both && row.cited.of(other))) continue;
    // What it does in one version it is likely to do in the other.
    const bool is_accused = breaks_any(row, accused);
    (is_accused ? first : others)
        .push_back({model::FaultSet::of(row.id), std::string(row.text), is_accused});
  }
  for (const auto id : broken_by_the_case(result.trace))
    first.push_back({model::FaultSet::blind_to(id),
                     fmt::format("does not notice what breaks [{}]", id.id()),
                     accused.contains(id)});
  std::ranges::move(others, std::back_inserter(first));
  return first;
}

std::vector<Suspicion> attribute(const CaseResult& result, const CaseResult* plain,
                                 const Terms& terms, std::vector<Suspicion> suspicions) {
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  if (is_too_large(result.trace, declared)) return {};
  Evidence evidence(result, plain, terms, suspicion_steps, !result.world.is_plain());
  if (evidence.is_explained_without_fault()) return {};
  auto named = first_that_explain(evidence, most_steps(result), suspicions);
  if (!named.empty()) return named;
  for (auto& each : suspicions) each.faults = each.faults.when_one_of(ConditionSet().set());
  Evidence at_times(result, plain, terms, conditional_steps, true);
  return first_that_explain(at_times, most_steps_in_worlds, std::move(suspicions));
}

std::optional<Suspicion> culprit(const CaseResult& result, const Terms& terms,
                                 std::vector<Suspicion> suspicions) {
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  // As the second opinion was come to.
  const ReplaySettings limits{suspicion_steps, permitted_closings(terms)};
  const auto right = replay(result, terms, declared, limits);
  if (right.explained != Explained::no) return std::nullopt;
  for (auto& each : suspicions) {
    const auto replayed = replay(result, terms, declared, limits, each.faults);
    if (replayed.explained == Explained::yes || replayed.event > right.event)
      return std::move(each);
  }
  return std::nullopt;
}

}  // namespace mqttspec::conformance::judges
