// See first_opinion.hpp.
#include "conformance/search/first_opinion.hpp"

#include <set>

#include "conformance/judges/declared.hpp"
#include "conformance/judges/replay.hpp"

namespace mqttspec::conformance::search {

namespace {

constexpr std::size_t few_steps = 3'000;

// Connections on which time matters, if nothing is sent.
std::set<model::ConnectionId> with_keep_alive(const model::Trace& trace) {
  std::set<model::ConnectionId> all;
  for (const auto& event : trace) {
    if (!event.packet) continue;
    const auto* const connect = std::get_if<Connect>(&*event.packet);
    const auto* const connack = std::get_if<Connack>(&*event.packet);
    if ((connect != nullptr && connect->keep_alive != 0) ||
        (connack != nullptr && connack->properties.server_keep_alive))
      all.insert(event.connection);
  }
  return all;
}

bool is_ping(const model::TraceEvent& event) {
  return event.packet && (std::holds_alternative<Pingreq>(*event.packet) ||
                          std::holds_alternative<Pingresp>(*event.packet));
}

}  // namespace

std::optional<model::RuleSet> first_opinion(const play::CaseResult& result,
                                            const judges::Terms& terms,
                                            const model::FaultSet& fault) {
  const auto declared = judges::declared_by(result.trace, terms.version, terms.settings.limits);
  if (judges::is_too_large(result.trace, declared)) return std::nullopt;
  const auto timed = with_keep_alive(result.trace);
  auto thinned = result;
  std::erase_if(thinned.trace, [&](const auto& event) {
    return is_ping(event) && !timed.contains(event.connection);
  });
  const auto replayed = judges::replay(thinned, terms, declared,
                                       {few_steps, judges::permitted_closings(terms), 1}, fault);
  if (replayed.explained != judges::Explained::yes) return std::nullopt;
  return replayed.fired;
}

}  // namespace mqttspec::conformance::search
