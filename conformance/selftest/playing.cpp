// All of it in process and in virtual time.
#include "conformance/selftest/playing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/guard.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;
using namespace wire;

namespace {

constexpr Time case_limit = 3'600'000;  // virtual milliseconds

// What a run learns from CONNACK before it begins, and takes care of in its worlds.
Limits limits_of(const model::Profile& profile) {
  Limits limits;
  const auto note = [&](bool has, Need need) {
    if (!has) limits.lacks.push_back({need, "CONNACK"});
  };
  note(profile.maximum_qos >= Qos::at_least_once, Need::qos_1);
  note(profile.maximum_qos >= Qos::exactly_once, Need::qos_2);
  note(profile.retain_available, Need::retain);
  note(profile.wildcard_subscription_available, Need::wildcard);
  note(profile.subscription_identifier_available, Need::subscription_identifiers);
  note(profile.shared_subscription_available, Need::shared_subscriptions);
  limits.packet_size = profile.maximum_packet_size;
  return limits;
}

}  // namespace

std::string label(const Case& which, Version version) {
  return fmt::format("{} [{}]", which.name, to_string(version));
}

Settings settings_for(const model::Profile& profile, World world) {
  Settings settings;
  settings.world = world;
  if (!world.is_plain()) settings.limits = limits_of(profile);
  if (!profile.permits_guests) {
    settings.user_name = profile.user_name;
    settings.password = profile.password;
  }
  if (!profile.authentication_method.empty())
    settings.auth = echo_script(std::string(profile.authentication_method));
  return settings;
}

CaseResult result_on(const Case& which, Version version, const model::Profile& profile,
                     const model::FaultSet& faults, World world, Noted noted) {
  const auto network = make_loopback_network(profile, faults, noted);
  GuardedNetwork guard(*network, true, {}, case_limit);
  const Names names(nonce, 1, {}, world);
  auto result = runner::run_case(which, guard, version, names, settings_for(profile, world));
  // Virtual time repeats itself: three tries would end alike.
  result.blame_closing();
  // The case is alone with the broker.
  if (result.target_gone) result.verdict = Verdict::fail;
  if (guard.end() != GuardedNetwork::End::none) result.verdict = Verdict::inconclusive;
  return result;
}

Verdict verdict_on(const Case& which, Version version, const model::Profile& profile,
                   const model::FaultSet& faults, World world, Noted noted) {
  return result_on(which, version, profile, faults, world, noted).verdict;
}

bool is_killed(Verdict verdict, Verdict reference) {
  return (verdict == Verdict::fail || verdict == Verdict::warn) && verdict > reference;
}

bool cites(const Case& which, Version version, const Mutant& mutant) {
  return std::ranges::any_of(which.statements, [&](const Cited& cited) {
    const auto id = cited.of(version);
    return id && std::ranges::find(mutant.breaks, *id) != mutant.breaks.end();
  });
}

}  // namespace mqttspec::conformance::selftest
