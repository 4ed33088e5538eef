// Messages are published at one node, one after the other, until the first of them reaches a
// subscription that was made at the other one.
#include "conformance/runner/settling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/play/peer.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace packets;
using namespace play;
using namespace wire;

namespace {

constexpr Time measurement_limit = 60'000;
constexpr unsigned rounds = 5;
constexpr Time between_messages = 5;  // milliseconds
// The machine and the target have more to do when the cases are played.
constexpr Time least_margin = 100;

// From the SUBACK to the first message.
Time time_to_arrive(Run& run, Peer& sub, Peer& pub, const std::string& topic) {
  sub.subscribe(Topic(topic));
  const Time begin = run.now();
  for (;;) {
    pub.send(publish(Topic(topic), "x"));
    run.let_time_pass(between_messages);
    for (const auto& each : sub.drain())
      if (!publish(Topic(topic)).mismatch(each.packet, run.setting())) return each.at - begin;
    if (run.now() - begin > settle_limit)
      run.inconclusive("what is published at one node reaches a Client at the other",
                       fmt::format("it does not within {} ms", settle_limit));
  }
}

class Measurement {
 public:
  Measurement(Target& target, Version version, const Settings& settings,
              const std::stop_token& stop)
      : target_(target), version_(version), settings_(settings), stop_(stop) {}

  /// What was in the way, or nothing.
  template <class Ask>
  std::string play(const Names& names, const Ask& ask) const {
    const auto network = target_.network();
    GuardedNetwork guard(*network, target_.virtual_time(), stop_, measurement_limit);
    Run run(guard, version_, names, settings_);
    bool is_over = false;
    try {
      ask(run);
      is_over = true;
    } catch (const CaseOver&) {
      // The result says how.
    }
    const auto result = run.finish();
    return is_over ? "" : fmt::format("{}: {}", result.expected, result.actual);
  }

 private:
  Target& target_;
  Version version_;
  const Settings& settings_;
  const std::stop_token& stop_;
};

}  // namespace

Settling measure_settling(Target& target, Version version, const std::string& nonce,
                          unsigned number, const Settings& settings, const std::stop_token& stop) {
  Settling found;
  const auto names = [&](unsigned i) { return Names(nonce, number + i, settings.prefixes); };
  const Measurement measurement(target, version, settings, stop);
  found.unusable = measurement.play(names(0), [&](Run& run) {
    Peer one = run.client("one");
    Peer other = run.client("other");
    for (unsigned i = 0; i < rounds; ++i) {
      const auto there = time_to_arrive(run, one, other, fmt::format("there-{}", i));
      const auto back = time_to_arrive(run, other, one, fmt::format("back-{}", i));
      found.longest = std::max({found.longest, there, back});
    }
  });
  if (!found.unusable.empty()) return found;
  found.settle = found.longest + std::max(found.longest, least_margin);
  (void)measurement.play(names(1), [&](Run& run) {
    Peer sub = run.client("sub", Session::kept);
    // Of a Session with nothing to keep some brokers keep nothing.
    sub.subscribe("t", Qos::at_least_once);
    sub.disconnect();
    run.let_time_pass(found.settle);
    sub.reconnect();
    found.shares_sessions = sub.connack().session_present;
  });
  return found;
}

std::string why_two_servers(Target& target, const std::string& nonce, unsigned number,
                            const Settings& settings, const std::stop_token& stop) {
  auto with_both = settings;
  with_both.world = circumstances::CircumstanceId::other_version_partner;
  for (const Version version : {Version::v3_1_1, Version::v5_0}) {
    const Names names(nonce, number++, settings.prefixes);
    const Measurement measurement(target, version, with_both, stop);
    const auto why = measurement.play(names, [&](Run& run) {
      const auto same = names.client_id("same");
      Peer sub = run.client("sub");
      Peer first = run.client(connect("first").exact_client_id(same));
      // In this world it is of the other version.
      Peer pub = run.client(connect("pub").exact_client_id(same));
      if (!first.closes())
        run.inconclusive("a Client takes over from one that has its ClientId at the other address",
                         "both stay connected");
      for (unsigned i = 0; i < rounds; ++i) {
        const auto topic = fmt::format("meets-{}", i);
        sub.subscribe(Topic(topic));
        pub.send(publish(Topic(topic), "x"));
        sub.expect(publish(Topic(topic), "x"));
      }
    });
    if (!why.empty()) return why;
  }
  return {};
}

std::string settling_text(const Settling& settling) {
  return fmt::format(
      "what one node is told the other knows after {} ms; {} ms are waited for{}", settling.longest,
      settling.settle,
      settling.shares_sessions ? "" : "; a Session that was made at one is not there at the other");
}

}  // namespace mqttspec::conformance::runner
