// See bearable.hpp.
#include "conformance/runner/bearable.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

#include "conformance/play/case.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;
using packets::connect;
using packets::publish;

namespace {

constexpr Time limit = 60'000;
constexpr unsigned first_number = 42'000;
constexpr unsigned tries = 2;

void exchange_simply(Run& run) {
  const auto highest =
      run.settings().limits.find(Need::qos_1) == nullptr ? Qos::at_least_once : Qos::at_most_once;
  auto sub = run.client(connect("sub").keep_session());
  sub.subscribe("t", highest);
  auto pub = run.client("pub");
  pub.publish(publish("t", "first").at(highest));
  sub.expect(publish("t", "first"));
  sub.disconnect();
  sub.reconnect();
  pub.publish(publish("t", "second").at(highest));
  sub.expect(publish("t", "second"));
  run.remark("as simple as can be");
}

const Case simplest{"circumstances/simple-exchange", {}, exchange_simply};

// Why it cannot be set up, or nothing. What is wrong in it is for the cases to say.
std::string try_once_or_twice(Target& target, Version version, std::string_view nonce,
                              unsigned number, Settings settings,
                              circumstances::CircumstanceId circumstance,
                              const std::stop_token& stop) {
  settings.world = circumstance;
  CaseResult result;
  for (unsigned i = 0; i < tries && !stop.stop_requested(); ++i) {
    const auto network = target.network();
    GuardedNetwork guard(*network, target.virtual_time(), stop, limit);
    const Names names(nonce, number + i, settings.prefixes, settings.world);
    result = run_case(simplest, guard, version, names, settings);
    if (result.verdict != Verdict::declined) return {};
  }
  return stop.stop_requested() ? "" : result.explanation;
}

}  // namespace

std::map<Version, LeftOut> try_circumstances(Target& target, const Acquaintance& known,
                                             std::span<const World> worlds, std::string_view nonce,
                                             const std::stop_token& stop) {
  std::map<Version, LeftOut> left_out;
  std::mutex mutex;
  std::vector<std::jthread> trials;
  unsigned number = first_number;
  for (const auto& each : known.versions) {
    const auto version = each.probe.facts.version;
    auto& found = left_out[version];
    for (const auto& row : circumstances::circumstances()) {
      number += tries;
      if (!each.probe.facts.served || !known.unusable.empty() ||
          std::ranges::none_of(worlds, [&](World world) { return world.has(row.id); }))
        continue;
      trials.emplace_back([&, version, number, id = row.id] {
        auto reason = try_once_or_twice(target, version, nonce, number, each.settings, id, stop);
        const std::lock_guard lock(mutex);
        if (!reason.empty()) found.emplace_back(id, std::move(reason));
      });
    }
  }
  trials.clear();
  for (auto& [version, found] : left_out) std::ranges::sort(found);
  return left_out;
}

}  // namespace mqttspec::conformance::runner
