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

namespace {

constexpr std::size_t most_named = 3;
constexpr std::size_t suspicion_steps = 12'000;     // for one suspicion
constexpr std::size_t most_steps_in_all = 100'000;  // for one case
// Where many others are about, a step costs more.
constexpr std::size_t most_steps_in_worlds = 10'000;
// A closing needs a cause here: a fault may be one.
constexpr ReplaySettings strict{suspicion_steps, 0};

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

std::vector<Suspicion> attribute(const CaseResult& result, const Terms& terms,
                                 std::vector<Suspicion> suspicions) {
  std::vector<Suspicion> named;
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  if (is_too_large(result.trace, declared)) return named;
  const auto right = replay(result, terms, declared, strict);
  if (right.explained != Explained::no) return named;
  std::size_t steps = right.steps;
  for (auto& each : suspicions) {
    if (named.size() == most_named || steps > most_steps(result)) break;
    const auto replayed = replay(result, terms, declared, strict, each.faults);
    steps += replayed.steps;
    if (replayed.explained == Explained::yes) named.push_back(std::move(each));
  }
  return named;
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
