// Traces for the monitors of sessions: whether one is there, and what it makes a sender send again.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

ConnectProperties kept(std::uint32_t expiry_s = 1'000) {
  ConnectProperties properties;
  properties.session_expiry_interval = expiry_s;
  return properties;
}

/// A client "c" with a subscription to "t" whose session is kept, and a publisher "p" on 9.
TraceOf subscriber(Version version = v5) {
  TraceOf trace(version);
  if (version == v3)
    trace.connect(9, "p").connect(1, "c", false);
  else
    trace.connect(9, "p").connect(1, "c", true, false, kept());
  return trace.subscribe(1, {{}});
}

TraceOf& resume(TraceOf& trace, ConnectionId connection, bool session_present = true) {
  return trace.connect(connection, "c", false, session_present,
                       trace.version() == v5 ? kept() : ConnectProperties{});
}

TraceOf resumed(TraceOf trace, ConnectionId connection, bool session_present = true) {
  return resume(trace, connection, session_present);
}

/// Two messages came to the subscriber, who acknowledges neither; the connection is cut.
TraceOf two_unacknowledged(Version version = v5) {
  TraceOf trace = subscriber(version);
  trace.published(9, q1(1, "a")).published(9, q1(2, "b"));
  return trace.s(1, q1(11, "a")).s(1, q1(12, "b")).cut(1);
}

/// A session that lasts 60 s after its connection, which both sides have closed; another client is
/// there all the time.
TraceOf gone_for(Time wait_ms) {
  return TraceOf()
      .connect(9, "p")
      .connect(1, "c", true, false, kept(60))
      .c(1, Disconnect{})
      .closed(1)
      .pass(wait_ms);
}

/// A QoS 2 message that expires has come, and the connection is cut.
TraceOf expiring_unacknowledged() {
  Pub expiring = q2(1);
  expiring.properties.message_expiry_interval = 5;
  TraceOf trace = subscriber().published(9, expiring);
  expiring.id = 11;
  trace.s(1, expiring).cut(1).pass(60'000);
  return resume(trace, 2);
}

const MonitorCase cases[] = {
    {"P01 SessionPresentTruth", server, "new, kept, resumed",
     [] { return resumed(subscriber().cut(1), 2); }},
    {"P01 SessionPresentTruth", server, "a session may be older than the trace",
     [] { return TraceOf(v3).connect(1, "c", false, true); }},
    {"P01 SessionPresentTruth", server, "lost after its end",
     [] {
       TraceOf trace;
       trace.connect(1, "c", true, false, kept(10)).cut(1).pass(60'000);
       return resume(trace, 2, false);
     }},
    {"P01 SessionPresentTruth", server, "after a cut CONNECT nothing is certain",
     [] {
       TraceOf trace = subscriber().cut(1);
       trace.c(2, trace.connect_packet("c", true)).cut(2);
       return resume(trace, 3, false);
     }},
    {"P01 SessionPresentTruth", server, "1 after Clean Start",
     [] { return TraceOf().connect(1, "c", true, true); }, "MQTT-3.2.2-2"},
    {"P01 SessionPresentTruth", server, "1 after a session that ended with its connection",
     [] { return TraceOf(v3).connect(1, "c").cut(1).pass(3'000).connect(2, "c", false, true); },
     "MQTT-3.2.2-3"},
    {"P01 SessionPresentTruth", server, "1 before the end of the connection need be known",
     [] { return TraceOf(v3).connect(1, "c").cut(1).connect(2, "c", false, true); }},
    {"P01 SessionPresentTruth", server, "0 in 3.1.1",
     [] { return resumed(subscriber(v3).cut(1), 2, false); }, "MQTT-4.1.0-1"},
    {"P01 SessionPresentTruth", server, "0 in 3.1.1 after so long that a policy may have ended it",
     [] { return resumed(subscriber(v3).cut(1).pass(60'000), 2, false); }},
    {"P01 SessionPresentTruth", server, "0 in 3.1.1 at once, of a Client that was silent before",
     [] { return resumed(subscriber(v3).pass(60'000).cut(1), 2, false); }, "MQTT-4.1.0-1"},
    {"P01 SessionPresentTruth", server, "0 in 5.0 after as long",
     [] {
       TraceOf trace;
       trace.connect(1, "c", false, false, kept(0xFFFF'FFFF)).cut(1).pass(60'000);
       return resume(trace, 2, false);
     },
     "MQTT-3.1.2-23"},
    {"P01 SessionPresentTruth", server, "0 for a session that goes on, and nothing else is wrong",
     [] {
       TraceOf trace = subscriber(v3).published(9, q1(1, "a")).s(1, q1(11, "a")).cut(1);
       resume(trace, 2, false).s(2, again(q1(11, "a"))).published(9, q1(2, "b"));
       return trace.delivered(2, q1(12, "b")).ping(2);
     },
     "MQTT-3.2.2-2", true, true},
    {"P01 SessionPresentTruth", server, "0 for a session that is lost, and nothing else is wrong",
     [] {
       TraceOf trace = subscriber(v3).connect(3, "d").subscribe(3, {{}}).cut(1);
       resume(trace, 2, false).published(9, q1(1)).delivered(3, q1(1)).ping(2);
       return trace;
     },
     "MQTT-4.1.0-1", true, true},
    {"P01 SessionPresentTruth", server, "1 with a refusal",
     [] {
       TraceOf trace(v3);
       return trace.c(1, trace.connect_packet("c", false))
           .s(1, Connack{true, return_code::not_authorized, {}})
           .closed(1);
     },
     "MQTT-3.2.2-4"},

    {"P02 CleanDiscards", server, "nothing comes of it",
     [] { return subscriber().cut(1).connect(2, "c").published(9, q1(1)).ping(2); }},
    {"P02 CleanDiscards", server, "subscribed again",
     [] {
       return subscriber()
           .cut(1)
           .connect(2, "c")
           .subscribe(2, {{}})
           .published(9, q1(1))
           .delivered(2, q1(1))
           .ping(2);
     }},
    {"P02 CleanDiscards", server, "an old subscription",
     [] { return subscriber().cut(1).connect(2, "c").published(9, q1(1)).s(2, q1(1)); },
     "MQTT-3.1.2-4"},
    {"P02 CleanDiscards", server, "an old exchange",
     [] {
       return subscriber(v3)
           .published(9, q2(1))
           .s(1, q2(4))
           .c(1, Pubrec{4, {}, {}})
           .cut(1)
           .connect(2, "c", true)
           .s(2, Pubrel{4, {}, {}});
     },
     "MQTT-3.1.2-6"},
    {"P09 ClientSessionAgreement", client, "leaves",
     [] { return TraceOf().connect(1, "c", true, true).cut(1); }},
    {"P09 ClientSessionAgreement", client, "stays",
     [] { return TraceOf().connect(1, "c", true, true).ping(1); }, "MQTT-3.2.2-4"},

    {"P15 IdRelease", server, "keeps it",
     [] {
       TraceOf trace = two_unacknowledged();
       return resume(trace, 2).delivered(2, again(q1(11, "a"))).delivered(2, again(q1(12, "b")));
     }},
    {"P15 IdRelease", server, "takes another",
     [] {
       TraceOf trace = two_unacknowledged(v3);
       return resume(trace, 2).delivered(2, again(q1(11, "a"))).delivered(2, again(q1(13, "b")));
     },
     "MQTT-4.4.0-1"},
    {"P15 IdRelease", server, "takes another, as if the message was new",
     [] {
       TraceOf trace = two_unacknowledged();
       resume(trace, 2).delivered(2, again(q1(11, "a"))).delivered(2, q1(13, "b"));
       return trace.c(2, Disconnect{});
     },
     "MQTT-4.4.0-1", true, true},
    {"P15 IdRelease", server, "takes another on the same connection",
     [] { return subscriber(v3).published(9, q1(1)).s(1, q1(11)).s(1, again(q1(12))); },
     "MQTT-2.3.1-4"},
    {"", server, "a message that the cut swallowed comes with DUP and a new identifier",
     [] {
       TraceOf trace = subscriber().published(9, q1(1, "a")).cut(1);
       return resume(trace, 2).delivered(2, again(q1(77, "a")));
     }},

    {"P29 ResumeResends", server, "all of it",
     [] {
       TraceOf trace = two_unacknowledged(v3);
       return resume(trace, 2)
           .delivered(2, again(q1(11, "a")))
           .delivered(2, again(q1(12, "b")))
           .ping(2);
     }},
    {"P29 ResumeResends", server, "one at a time, while the client is slow",
     [] {
       TraceOf trace = two_unacknowledged();
       return resume(trace, 2).s(2, again(q1(11, "a"))).ping(2);
     }},
    {"P29 ResumeResends", server, "PUBREL instead of PUBLISH after PUBREC",
     [] {
       TraceOf trace = subscriber().published(9, q2(1)).s(1, q2(4)).c(1, Pubrec{4, {}, {}}).cut(1);
       return resume(trace, 2).s(2, Pubrel{4, {}, {}}).c(2, Pubcomp{4, {}, {}}).ping(2);
     }},
    {"P29 ResumeResends", server, "not all",
     [] {
       TraceOf trace = two_unacknowledged();
       return resume(trace, 2).delivered(2, again(q1(11, "a"))).ping(2);
     },
     "MQTT-4.4.0-1"},
    {"P29 ResumeResends", server, "no PUBREL",
     [] {
       TraceOf trace = subscriber(v3)
                           .published(9, q2(1))
                           .s(1, q2(4))
                           .c(1, Pubrec{4, {}, {}})
                           .s(1, Pubrel{4, {}, {}})
                           .cut(1);
       return resume(trace, 2).ping(2);
     },
     "MQTT-4.4.0-1"},

    {"P30 NoResendInConnection", server, "on another connection",
     [] {
       TraceOf trace = two_unacknowledged();
       return resume(trace, 2).delivered(2, again(q1(11, "a"))).delivered(2, again(q1(12, "b")));
     }},
    {"P30 NoResendInConnection", server, "PUBLISH",
     [] { return subscriber().published(9, q1(1)).s(1, q1(1)).s(1, again(q1(1))); },
     "MQTT-4.4.0-1"},
    {"P30 NoResendInConnection", server, "PUBLISH that is acknowledged",
     [] { return subscriber().published(9, q1(1)).delivered(1, q1(1)).s(1, again(q1(1))); },
     "MQTT-4.4.0-1"},
    {"P30 NoResendInConnection", server, "PUBREL",
     [] {
       return subscriber()
           .published(9, q2(1))
           .s(1, q2(1))
           .c(1, Pubrec{1, {}, {}})
           .s(1, Pubrel{1, {}, {}})
           .s(1, Pubrel{1, {}, {}})
           .c(1, Pubcomp{1, {}, {}});
     },
     "MQTT-4.4.0-1"},
    {"", server, "3.1.1 permits retransmission",
     [] {
       return subscriber(v3)
           .published(9, q1(1))
           .s(1, q1(1))
           .s(1, again(q1(1)))
           .c(1, Puback{1, {}, {}})
           .c(1, Puback{1, {}, {}})
           .s(1, again(q1(1)))
           .c(1, Puback{1, {}, {}});
     }},
    {"P30 NoResendInConnection", client, "on another connection",
     [] {
       TraceOf trace;
       trace.connect(1, "c", true, false, kept()).c(1, q2(1)).cut(1);
       return resume(trace, 2).published(2, again(q2(1)));
     }},
    {"P30 NoResendInConnection", client, "PUBLISH",
     [] { return TraceOf().connect(1).c(1, q1(1)).c(1, again(q1(1))); }, "MQTT-4.4.0-1"},

    {"P38 ResendOrder", server, "as before",
     [] {
       TraceOf trace = two_unacknowledged(v3);
       return resume(trace, 2).delivered(2, again(q1(11, "a"))).delivered(2, again(q1(12, "b")));
     }},
    {"P38 ResendOrder", server, "turned round",
     [] {
       TraceOf trace = two_unacknowledged(v3);
       return resume(trace, 2).delivered(2, again(q1(12, "b"))).delivered(2, again(q1(11, "a")));
     },
     "MQTT-4.6.0-6"},
    {"", server, "5.0 leaves the server's order open",
     [] {
       TraceOf trace = two_unacknowledged();
       return resume(trace, 2).delivered(2, again(q1(12, "b"))).delivered(2, again(q1(11, "a")));
     }},
    {"P38 ResendOrder", client, "as before",
     [] {
       TraceOf trace;
       trace.connect(1, "c", true, false, kept()).c(1, q1(1, "a")).c(1, q2(2, "b")).cut(1);
       return resume(trace, 2).published(2, again(q1(1, "a"))).published(2, again(q2(2, "b")));
     }},
    {"P38 ResendOrder", client, "turned round",
     [] {
       TraceOf trace;
       trace.connect(1, "c", true, false, kept()).c(1, q1(1, "a")).c(1, q2(2, "b")).cut(1);
       return resume(trace, 2).published(2, again(q2(2, "b"))).published(2, again(q1(1, "a")));
     },
     "MQTT-4.6.0-1"},

    {"P03 ResumeComplete", server, "what was missed comes",
     [] {
       TraceOf trace = subscriber()
                           .published(9, q1(1, "a"))
                           .delivered(1, q1(1, "a"))
                           .cut(1)
                           .published(9, q1(2, "b"));
       return resume(trace, 2).delivered(2, q1(2, "b")).ping(2);
     }},
    {"P03 ResumeComplete", server, "a subscription is forgotten",
     [] {
       TraceOf trace = subscriber(v3).published(9, q1(1, "a")).delivered(1, q1(1, "a")).cut(1);
       return resume(trace, 2).published(9, q1(2, "b")).ping(2);
     },
     "MQTT-3.1.2-4"},
    {"P03 ResumeComplete", server, "a message is forgotten in 3.1.1",
     [] {
       TraceOf trace = subscriber(v3)
                           .published(9, q1(1, "a"))
                           .delivered(1, q1(1, "a"))
                           .cut(1)
                           .published(9, q1(2, "b"));
       return resume(trace, 2).ping(2);
     },
     "MQTT-3.1.2-5"},
    {"P03 ResumeComplete", server, "a message is forgotten",
     [] {
       TraceOf trace = subscriber()
                           .published(9, q1(1, "a"))
                           .delivered(1, q1(1, "a"))
                           .cut(1)
                           .published(9, q1(2, "b"));
       return resume(trace, 2).ping(2);
     },
     "MQTT-3.1.2-5"},

    {"", server, "gone after its time", [] { return resumed(gone_for(90'000), 2, false); }},
    {"P04 ExpiryExact", server, "there in time", [] { return resumed(gone_for(50'000), 2); }},
    {"P04 ExpiryExact", server, "somewhat late", [] { return resumed(gone_for(65'000), 2); }},
    {"P04 ExpiryExact", server, "nobody can tell whether the server was there",
     [] { return resumed(gone_for(50'000).closed(9).pass(90'000), 2); }},
    {"P04 ExpiryExact", server, "when the server missed the client is not known",
     [] {
       TraceOf trace = subscriber();
       trace.connect(2, "d", true, false, kept(60)).cut(2).pass(900'000);
       return trace.connect(3, "d", false, true, kept(60));
     }},
    {"P04 ExpiryExact", server, "too early", [] { return resumed(gone_for(30'000), 2, false); },
     "MQTT-3.1.2-23"},
    {"P04 ExpiryExact", server, "too early by what is said, but not in fact",
     [] {
       TraceOf trace = TraceOf().connect(9, "p").connect(1, "c", true, false, kept(60));
       trace.subscribe(1, {{}}).c(1, Disconnect{}).closed(1).pass(30'000);
       return resume(trace, 2, false).published(9, q1(1)).delivered(2, q1(11));
     },
     "MQTT-3.2.2-3", true, true},
    {"P04 ExpiryExact", server, "never", [] { return resumed(gone_for(900'000), 2); },
     "MQTT-4.1.0-2"},
    {"P04 ExpiryExact", server, "not as DISCONNECT asked",
     [] {
       Disconnect sooner;
       sooner.properties.session_expiry_interval = 5;
       TraceOf trace;
       trace.connect(9, "p").connect(1, "c", true, false, kept(60)).c(1, sooner).closed(1);
       return resume(trace.pass(90'000), 2);
     },
     "MQTT-4.1.0-2"},

    {"P28 ExpiryNeverBreaksExchange", server, "sent again though it has expired",
     [] { return expiring_unacknowledged().delivered(2, again(q2(11))).ping(2); }},
    {"P28 ExpiryNeverBreaksExchange", server, "not sent again",
     [] { return expiring_unacknowledged().ping(2); }, "MQTT-4.3.3-7"},
};

}  // namespace

std::span<const MonitorCase> session_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
