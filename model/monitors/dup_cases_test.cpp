// Traces for the monitors of DUP: whether a PUBLISH was sent before.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;

/// A client "c" of 3.1.1 with a subscription to "t" whose session is kept, and a publisher "p"
/// on 9.
TraceOf subscriber() {
  return TraceOf(v3).connect(9, "p").connect(1, "c", false).subscribe(1, {{}});
}

TraceOf& resume(TraceOf& trace) { return trace.connect(2, "c", false, true); }

/// A message came to the subscriber, who did not acknowledge it; the connection is cut.
TraceOf unacknowledged() { return subscriber().published(9, q1(1)).s(1, q1(11)).cut(1); }

/// A message waits for the subscriber, whose connection the server has closed, or whose end it may
/// not have noticed.
TraceOf awaited(bool noticed) {
  TraceOf trace = subscriber();
  trace.c(1, Disconnect{});
  return (noticed ? trace.closed(1) : trace.cut(1)).published(9, q1(1));
}

const MonitorCase cases[] = {
    {"P31 DupTruth", client, "the same content is a new message",
     [] { return TraceOf().connect(1).published(1, q1(1)).published(1, q1(1)); }},
    {"P31 DupTruth", client, "set on the first sending",
     [] { return TraceOf().connect(1).published(1, again(q1(1))); }, "MQTT-3.3.1-3"},
    {"P31 DupTruth", client, "forgotten on the second sending",
     [] { return TraceOf(v3).connect(1).c(1, q1(1)).c(1, q1(1)); }, "MQTT-3.3.1-1"},
    {"", client, "a client may be older than the trace",
     [] { return TraceOf(v3).connect(1, "c", false).published(1, again(q1(1))); }},

    {"P31 DupTruth", server, "set on the second sending only",
     [] {
       TraceOf trace = unacknowledged();
       return resume(trace).delivered(2, again(q1(11)));
     }},
    {"P31 DupTruth", server, "forgotten on the second sending",
     [] {
       TraceOf trace = unacknowledged();
       return resume(trace).s(2, q1(11));
     },
     "MQTT-3.3.1-1"},
    {"P31 DupTruth", server, "copied from the publisher",
     [] { return subscriber().c(9, q1(1)).published(9, again(q1(1))).s(1, again(q1(1))); },
     "MQTT-3.3.1-3"},
    {"P31 DupTruth", server, "at QoS 0",
     [] { return subscriber().published(9, q0("a")).s(1, again(q0("a"))); }, "MQTT-3.3.1-2"},
    {"P31 DupTruth", server, "set on what waited for a client that was away",
     [] {
       TraceOf trace = awaited(true);
       return resume(trace).s(2, again(q1(1)));
     },
     "MQTT-3.3.1-3"},
    {"P31 DupTruth", server, "not set on it",
     [] {
       TraceOf trace = awaited(true);
       return resume(trace).delivered(2, q1(1));
     }},
    {"", server, "it may have been sent to a client that had gone unnoticed",
     [] {
       TraceOf trace = awaited(false);
       return resume(trace).delivered(2, again(q1(1)));
     }},
};

}  // namespace

std::span<const MonitorCase> dup_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
