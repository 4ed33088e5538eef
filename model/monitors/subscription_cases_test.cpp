// Traces for the monitors of subscriptions: what they match, how they are replaced and shared.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr auto shared = "$share/g/t";

/// A subscriber "c" to this filter on 1, a publisher "p" on 9.
TraceOf subscribed(std::string filter, Version version = v5) {
  return TraceOf(version).connect(9, "p").connect(1, "c").subscribe(1, {{std::move(filter)}});
}

/// A message on a topic comes to that subscriber.
TraceOf match(std::string filter, std::string topic, Version version = v5) {
  const Pub message = on(std::move(topic), q0("m"));
  return subscribed(std::move(filter), version).published(9, message).s(1, message);
}

/// Messages on two topics come to a subscriber to both; of "c" on 1, the first one only.
TraceOf mismatch(std::string filter, std::string first, std::string second, Version version = v5) {
  TraceOf trace = subscribed(std::move(filter), version);
  trace.connect(2, "d").subscribe(2, {{first}, {second}});
  return trace.published(9, on(first, q1(1, "a")))
      .delivered(2, on(first, q1(1, "a")))
      .delivered(1, on(first, q1(1, "a")))
      .published(9, on(second, q1(2, "b")))
      .delivered(2, on(second, q1(2, "b")))
      .ping(1);
}

/// The subscription has brought a message, and is replaced.
TraceOf replaced(Version version = v5) {
  return subscribed("t", version)
      .published(9, q1(1, "a"))
      .delivered(1, q1(1, "a"))
      .published(9, q1(2, "b"))
      .subscribe(1, {{"t", Qos::at_least_once}});
}

/// Two clients share a subscription; a message has been published.
TraceOf sharing(const Pub& message, std::uint32_t session_expiry_interval_s = 0) {
  ConnectProperties kept;
  kept.session_expiry_interval = session_expiry_interval_s;
  return TraceOf()
      .connect(9, "p")
      .connect(1, "c", true, false, kept)
      .connect(2, "d")
      .subscribe(1, {{shared}})
      .subscribe(2, {{shared}})
      .published(9, message);
}

const MonitorCase cases[] = {
    {"P46 ReplaceKeepsFlow", server, "nothing is lost",
     [] { return replaced().delivered(1, q1(2, "b")).ping(1); }},
    {"P46 ReplaceKeepsFlow", server, "a message is lost", [] { return replaced().ping(1); },
     "MQTT-3.8.4-4"},
    {"P46 ReplaceKeepsFlow", server, "a message is lost in 3.1.1",
     [] { return replaced(v3).ping(1); }, "MQTT-3.8.4-3"},
    {"", server, "the subscription was deleted in between",
     [] {
       return subscribed("t")
           .published(9, q1(1, "a"))
           .delivered(1, q1(1, "a"))
           .published(9, q1(2, "b"))
           .unsubscribe(1, "t")
           .subscribe(1, {{}})
           .ping(1);
     }},

    {"P48 MatchingExact", server, "# and its parent", [] { return match("a/#", "a"); }},
    {"P48 MatchingExact", server, "# and nothing", [] { return match("a/#", "a/"); }},
    {"P48 MatchingExact", server, "# and several levels", [] { return match("a/#", "a/b//c"); }},
    {"P48 MatchingExact", server, "+ and an empty level", [] { return match("+/+", "/a", v3); }},
    {"P48 MatchingExact", server, "$ by its name", [] { return match("$a/#", "$a/b"); }},
    {"P48 MatchingExact", server, "within a Shared Subscription",
     [] { return match("$share/g/+/b", "a/b"); }},
    {"P48 MatchingExact", server, "a wildcard and $", [] { return match("#", "$a"); },
     "MQTT-4.7.2-1"},
    {"P48 MatchingExact", server, "another wildcard and $", [] { return match("+/b", "$a/b", v3); },
     "MQTT-4.7.2-1"},
    {"P48 MatchingExact", server, "another case", [] { return match("a/B", "A/b"); },
     "U5.0-4.7.3-1"},
    {"P48 MatchingExact", server, "another slash", [] { return match("a/b", "a/b/", v3); },
     "U3.1.1-4.7.3-3"},
    {"P48 MatchingExact", server, "+ and two levels", [] { return match("a/+/d", "a/b/c/d"); },
     "U5.0-4.7.1.3-1"},
    {"P48 MatchingExact", server, "the beginning", [] { return match("a/b", "a/bc"); },
     "U5.0-4.7.3-6"},
    {"P48 MatchingExact", server, "# does not take two levels",
     [] { return mismatch("a/#", "a/b", "a/b/c"); }, "U5.0-4.7.1.2-1"},
    {"P48 MatchingExact", server, "# does not take its parent",
     [] { return mismatch("a/#", "a/b", "a", v3); }, "U3.1.1-4.7.1.2-2"},
    {"P48 MatchingExact", server, "+ does not take an empty level",
     [] { return mismatch("a/+", "a/b", "a/"); }, "U5.0-4.7.1.1-2"},
    {"P48 MatchingExact", server, "+ does not take a level",
     [] { return mismatch("+/b", "a/b", "c/b"); }, "U5.0-4.7.1.3-1"},
    {"P48 MatchingExact", server, "a plain filter does not take its topic",
     [] {
       return subscribed("a")
           .connect(2, "d")
           .subscribe(2, {{"a"}})
           .published(9, on("a", q1(1, "a")))
           .delivered(1, on("a", q1(1, "a")))
           .delivered(2, on("a", q1(1, "a")))
           .published(9, on("a", q1(2, "b")))
           .delivered(2, on("a", q1(2, "b")))
           .ping(1);
     },
     "U5.0-4.7.3-7"},
    {"", server, "a message may be kept from everybody",
     [] {
       return subscribed("a/+")
           .published(9, on("a/b", q1(1, "a")))
           .delivered(1, on("a/b", q1(1, "a")))
           .published(9, on("a/", q1(2, "b")))
           .ping(1);
     }},

    {"P51 SharedOnce", server, "to one of them",
     [] { return sharing(q1(1)).delivered(2, q1(1)).ping(1).ping(2); }},
    {"P51 SharedOnce", server, "to another when the first is lost",
     [] { return sharing(q1(1)).s(1, q1(1)).cut(1).delivered(2, q1(1)).ping(2); }},
    {"P51 SharedOnce", server, "the first was closed, and that is seen later",
     [] { return sharing(q1(1)).s(1, q1(1)).delivered(2, q1(1)).closed(1).ping(2); }},
    {"P51 SharedOnce", server, "to all",
     [] { return sharing(q0("m")).s(1, q0("m")).s(2, q0("m")); }, "U5.0-4.8.2-12"},
    {"P51 SharedOnce", server, "to the second, while the first is served on",
     [] { return sharing(q1(1)).s(1, q1(1)).s(2, q1(1)).ping(1).ping(2).cut(1); }, "U5.0-4.8.2-12",
     false},
    {"P51 SharedOnce", server, "QoS 2 to another when the first is lost and ends its session",
     [] { return sharing(q2(1)).s(1, q2(1)).cut(1).s(2, q2(1)); }, "MQTT-4.8.2-5"},
    {"P51 SharedOnce", server, "QoS 2 to another when the first is lost and may come back",
     [] { return sharing(q2(1), 60).s(1, q2(1)).cut(1).s(2, q2(1)); }, "U5.0-4.8.2-12"},
    {"P51 SharedOnce", server, "to another when the first refuses",
     [] {
       return sharing(q1(1))
           .s(1, q1(1))
           .c(1, Puback{1, ReasonCode::unspecified_error, {}})
           .s(2, q1(1));
     },
     "MQTT-4.8.2-6"},
};

}  // namespace

std::span<const MonitorCase> subscription_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
