// Traces for the monitors of deliveries: to whom, how often, at what QoS, in what order.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr auto qos_0 = Qos::at_most_once;
constexpr auto qos_1 = Qos::at_least_once;
constexpr auto qos_2 = Qos::exactly_once;

/// A publisher "p" on 9 and a subscriber "c" on 1.
TraceOf with(std::vector<Sub> subs, Version version = v5) {
  return TraceOf(version).connect(9, "p").connect(1, "c").subscribe(1, std::move(subs));
}

Pub identified(Pub publish, std::vector<std::uint32_t> identifiers) {
  publish.subscription_identifiers = std::move(identifiers);
  return publish;
}

/// Two overlapping subscriptions with identifiers 5 and 6.
TraceOf identified_subscriber() {
  return TraceOf()
      .connect(9, "p")
      .connect(1, "c")
      .subscribe(1, {{"t"}}, 100, 5)
      .subscribe(1, {{"#"}}, 101, 6);
}

const MonitorCase cases[] = {
    {"P19 QoS0AtMostOnce", server, "once, or once for each subscription",
     [] {
       return with({{"t"}, {"#"}})
           .published(9, q0("a"))
           .s(1, q0("a"))
           .published(9, q0("b"))
           .s(1, q0("b"))
           .s(1, q0("b"));
     }},
    {"P19 QoS0AtMostOnce", server, "the same again is another message",
     [] {
       return with({{"t"}}).published(9, q0("a")).published(9, q0("a")).s(1, q0("a")).s(1, q0("a"));
     }},
    {"P19 QoS0AtMostOnce", server, "twice",
     [] { return with({{"t"}}, v3).published(9, q0("a")).s(1, q0("a")).s(1, q0("a")); },
     "U3.1.1-4.3.1-2"},
    {"", server, "a QoS 1 message may come several times at QoS 0",
     [] { return with({{"t", qos_0}}, v3).published(9, q1(1)).s(1, q0("m")).s(1, q0("m")); }},
    {"", server, "QoS 0 kept for a session that was offline",
     [] {
       return TraceOf(v3)
           .connect(9, "p")
           .connect(1, "c", false)
           .subscribe(1, {{}})
           .cut(1)
           .published(9, q0("a"))
           .connect(2, "c", false, true)
           .s(2, q0("a"));
     }},
    {"", server, "a message that is lost at QoS 0",
     [] { return with({{"t"}}).published(9, q0("a")).ping(9).ping(1); }},

    {"P21 QoS1AtLeastOnce", server, "delivered",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q1(1, "b"))
           .delivered(1, q1(1, "a"))
           .delivered(1, q1(2, "b"))
           .ping(1);
     }},
    {"P21 QoS1AtLeastOnce", server, "refused",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .delivered(1, q1(1, "a"))
           .c(9, q1(1, "b"))
           .s(9, Puback{1, ReasonCode::quota_exceeded, {}})
           .ping(1);
     }},
    {"P21 QoS1AtLeastOnce", server, "a session that may not read keeps it waiting",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .s(1, q1(1, "a"))
           .ping(1);
     }},
    {"P21 QoS1AtLeastOnce", server, "lost",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .delivered(1, q1(1, "a"))
           .ping(1);
     },
     "MQTT-4.5.0-1"},
    {"P23 QoS2ExactlyOnce", server, "delivered",
     [] { return with({{"t"}}).published(9, q2(1, "a")).delivered(1, q2(1, "a")).ping(1); }},
    {"P23 QoS2ExactlyOnce", server, "lost",
     [] {
       return with({{"t"}}, v3)
           .published(9, q2(1, "a"))
           .published(9, q2(2, "b"))
           .delivered(1, q2(1, "b"))
           .ping(1);
     },
     "MQTT-4.5.0-1"},

    {"P22 QoS2NoDuplicate", server, "once for all sendings",
     [] {
       return with({{"t"}}, v3)
           .c(9, q2(1))
           .s(9, Pubrec{1, {}, {}})
           .published(9, again(q2(1)))
           .delivered(1, q2(1))
           .ping(1);
     }},
    {"P22 QoS2NoDuplicate", server, "method A waits for the PUBREL",
     [] {
       return with({{"t"}}, v3)
           .c(9, q2(1))
           .c(9, again(q2(1)))
           .s(9, Pubrec{1, {}, {}})
           .s(9, Pubrec{1, {}, {}})
           .c(9, Pubrel{1, {}, {}})
           .delivered(1, q2(1))
           .s(9, Pubcomp{1, {}, {}});
     }},
    {"P22 QoS2NoDuplicate", server, "twice",
     [] {
       return with({{"t"}}, v3)
           .c(9, q2(1))
           .s(9, Pubrec{1, {}, {}})
           .published(9, again(q2(1)))
           .delivered(1, q2(1))
           .delivered(1, q2(2));
     },
     "MQTT-4.3.3-2"},
    {"", server, "a QoS 1 message that was sent twice may be two messages",
     [] {
       return with({{"t"}}, v3)
           .c(9, q1(1))
           .published(9, again(q1(1)))
           .s(9, Puback{1, {}, {}})
           .delivered(1, q1(1))
           .delivered(1, q1(2));
     }},

    {"P26 IdNewAfterEnd", server, "new after PUBCOMP",
     [] {
       return with({{"t"}})
           .published(9, q2(1, "a"))
           .published(9, q2(1, "b"))
           .delivered(1, q2(1, "a"))
           .delivered(1, q2(2, "b"))
           .ping(1);
     }},
    {"P26 IdNewAfterEnd", server, "taken for the old one after PUBCOMP",
     [] {
       return with({{"t"}})
           .published(9, q2(1, "a"))
           .published(9, q2(1, "b"))
           .delivered(1, q2(1, "a"))
           .ping(1);
     },
     "MQTT-4.3.3-12"},
    {"P26 IdNewAfterEnd", server, "taken for the old one after PUBACK",
     [] {
       return with({{"t"}}, v3)
           .published(9, q1(1, "a"))
           .published(9, q1(1, "b"))
           .delivered(1, q1(1, "a"))
           .ping(1);
     },
     "MQTT-4.3.2-2"},

    {"P32 EffectiveQoS", server, "the lower of both",
     [] {
       return with({{"t", qos_1}})
           .published(9, q2(1, "a"))
           .delivered(1, q1(1, "a"))
           .published(9, q0("b"))
           .s(1, q0("b"));
     }},
    {"P32 EffectiveQoS", server, "copies at the QoS of each subscription",
     [] {
       return with({{"t", qos_2}, {"#", qos_0}})
           .published(9, q2(1))
           .s(1, q0("m"))
           .delivered(1, q2(1))
           .ping(1);
     }},
    {"", server, "the last of equal filters in one SUBSCRIBE counts",
     [] {
       return with({{"#", qos_2}, {"+", qos_0}, {"#", qos_0}}, v3)
           .published(9, q2(1))
           .s(1, q0("m"))
           .ping(1);
     }},
    {"P32 EffectiveQoS", server, "PUBLISH before its SUBACK, which grants less",
     [] {
       TraceOf trace;
       trace.connect(9, "p")
           .connect(1, "c")
           .c(1, trace.subscribe_packet({{"t", qos_2}}, 1))
           .published(9, q2(1))
           .delivered(1, q1(1));
       return trace.s(1, trace.suback_packet(1, {1}));
     }},
    {"P32 EffectiveQoS", server, "too high",
     [] { return with({{"t", qos_1}}, v3).published(9, q2(1)).s(1, q2(1)); }, "MQTT-3.8.4-6"},
    {"P32 EffectiveQoS", server, "too low",
     [] { return with({{"t", qos_2}}).published(9, q1(1)).s(1, q0("m")); }, "MQTT-3.8.4-8"},
    {"P32 EffectiveQoS", server, "none of the copies has the highest",
     [] {
       return with({{"t", qos_2}, {"#", qos_1}}, v3)
           .published(9, q2(1))
           .delivered(1, q1(1))
           .ping(1);
     },
     "MQTT-3.3.5-1"},

    {"P33 DeliveredOnlyIfMatched", server, "by wildcards",
     [] { return with({{"a/+/#"}}).published(9, on("a/b", q0("m"))).s(1, on("a/b", q0("m"))); }},
    {"P33 DeliveredOnlyIfMatched", server, "not at all",
     [] { return with({{"a/+"}}).published(9, on("a/b/c", q0("m"))).s(1, on("a/b/c", q0("m"))); },
     "MQTT-3.3.2-3"},
    {"P33 DeliveredOnlyIfMatched", server, "by a subscription that was refused",
     [] {
       TraceOf trace(v3);
       trace.connect(9, "p").connect(1, "c").c(1, trace.subscribe_packet({{"t"}}, 1));
       return trace.s(1, trace.suback_packet(1, {0x80})).published(9, q0("m")).s(1, q0("m"));
     },
     "MQTT-3.3.2-3"},
    {"", server, "topics of others are not judged",
     [] { return with({{"t"}}).published(9, q0("m")).s(1, on("$SYS/uptime", q0("1"))); }},

    {"P34 CopiesBounded", server, "one for each subscription",
     [] {
       return with({{"t"}, {"#"}, {"+"}})
           .published(9, q1(1))
           .delivered(1, q1(1))
           .delivered(1, q1(2))
           .delivered(1, q1(3));
     }},
    {"P34 CopiesBounded", server, "one too many",
     [] {
       return with({{"t"}, {"#"}})
           .published(9, q1(1))
           .delivered(1, q1(1))
           .delivered(1, q1(2))
           .delivered(1, q1(3));
     },
     "MQTT-3.3.4-2"},
    {"P34 CopiesBounded", server, "one for each time that the filter was subscribed to",
     [] {
       return with({{"t"}})
           .subscribe(1, {{"t", qos_1}}, 101)
           .published(9, q1(1))
           .delivered(1, q1(1))
           .delivered(1, q1(2));
     },
     "MQTT-3.8.4-3"},
    {"", server, "resubscribing replaces, and a shared subscription may bring one more",
     [] {
       return with({{"t"}, {"$share/g/t"}})
           .published(9, q1(1))
           .delivered(1, q1(1))
           .delivered(1, q1(2));
     }},

    {"P35 Conservation", server, "it was published, or is a Will",
     [] {
       return with({{"t"}, {"w"}})
           .connect(2, "w", true, false, {}, {}, TheWill{})
           .cut(2)
           .published(9, q0("a"))
           .s(1, on("w", q0("gone")))
           .s(1, q0("a"));
     }},
    {"P35 Conservation", server, "nobody published it",
     [] { return with({{"t"}}).published(9, q0("a")).s(1, q0("A")); }, "MQTT-4.5.0-1"},
    {"P35 Conservation", server, "before it was published",
     [] { return with({{"t"}}, v3).published(9, q0("a")).s(1, q0("b")).published(9, q0("b")); },
     "MQTT-4.5.0-1"},

    {"P37 OrderedTopic", server, "as published",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .delivered(1, q1(1, "a"))
           .delivered(1, q1(2, "b"));
     }},
    {"P37 OrderedTopic", server, "each QoS by itself",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q0("b"))
           .published(9, q0("d"))
           .s(1, q0("b"))
           .s(1, q0("d"))
           .delivered(1, q1(1, "a"));
     }},
    {"P37 OrderedTopic", server, "turned round",
     [] {
       return with({{"t"}})
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .delivered(1, q1(1, "b"))
           .delivered(1, q1(2, "a"));
     },
     "MQTT-4.6.0-5"},
    {"P37 OrderedTopic", server, "turned round at QoS 0",
     [] {
       return with({{"#"}}, v3)
           .published(9, q0("a"))
           .published(9, q0("b"))
           .s(1, q0("b"))
           .s(1, q0("a"));
     },
     "MQTT-4.6.0-6"},
    {"", server, "topics, publishers and shared subscriptions have no common order",
     [] {
       return with({{"#"}, {"$share/g/u"}})
           .connect(8, "other")
           .published(9, on("x", q0("1")))
           .published(9, on("y", q0("2")))
           .published(8, on("y", q0("3")))
           .s(1, on("y", q0("3")))
           .s(1, on("y", q0("2")))
           .s(1, on("x", q0("1")));
     }},

    {"P47 UnsubscribeStops", server, "what was under way may still come",
     [] { return with({{"t"}}).published(9, q1(1)).unsubscribe(1, "t").delivered(1, q1(1)); }},
    {"P47 UnsubscribeStops", server, "another subscription matches",
     [] {
       return with({{"t"}, {"#"}}).unsubscribe(1, "t").published(9, q1(1)).delivered(1, q1(1));
     }},
    {"P47 UnsubscribeStops", server, "new messages come",
     [] { return with({{"t"}}).unsubscribe(1, "t").published(9, q1(1)).s(1, q1(1)); },
     "MQTT-3.10.4-2"},

    {"P49 NoLocal", server, "others come",
     [] { return with({{"t", qos_2, true}}).c(1, q0("own")).published(9, q0("m")).s(1, q0("m")); }},
    {"P49 NoLocal", server, "its own comes",
     [] { return with({{"t", qos_2, true}}).c(1, q0("own")).s(1, q0("own")); }, "MQTT-3.8.3-3"},
    {"P49 NoLocal", client, "not on a Shared Subscription",
     [] { return TraceOf().connect(1).subscribe(1, {{"$share/g/t"}, {"t", qos_0, true}}); }},
    {"P49 NoLocal", client, "on a Shared Subscription",
     [] { return TraceOf().connect(1).subscribe(1, {{"$share/g/t", qos_0, true}}); },
     "MQTT-3.8.3-4"},

    {"P50 SubscriptionIdentifiers", server, "all in the only copy",
     [] {
       return identified_subscriber()
           .published(9, q1(1))
           .delivered(1, identified(q1(1), {6, 5}))
           .ping(1);
     }},
    {"P50 SubscriptionIdentifiers", server, "each copy has its own",
     [] {
       return identified_subscriber()
           .published(9, q1(1))
           .delivered(1, identified(q1(1), {5}))
           .delivered(1, identified(q1(2), {6}))
           .ping(1);
     }},
    {"P50 SubscriptionIdentifiers", server, "of no subscription",
     [] { return identified_subscriber().published(9, q1(1)).s(1, identified(q1(1), {5, 6, 7})); },
     "U5.0-3.3.4-5"},
    {"P50 SubscriptionIdentifiers", server, "none",
     [] { return identified_subscriber().published(9, q0("m")).s(1, q0("m")); }, "MQTT-3.3.4-3"},
    {"P50 SubscriptionIdentifiers", server, "one missing in the only copy",
     [] {
       return identified_subscriber()
           .published(9, q1(1))
           .delivered(1, identified(q1(1), {6}))
           .ping(1);
     },
     "MQTT-3.3.4-4"},
    {"P50 SubscriptionIdentifiers", client, "none", [] { return with({}).published(9, q0("m")); }},
    {"P50 SubscriptionIdentifiers", client, "one",
     [] { return with({}).published(9, identified(q0("m"), {1})); }, "MQTT-3.3.4-6"},
};

}  // namespace

std::span<const MonitorCase> delivery_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
