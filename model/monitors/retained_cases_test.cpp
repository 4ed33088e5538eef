// Traces for the monitors of retained messages and Wills.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr auto qos_1 = Qos::at_least_once;
constexpr auto qos_2 = Qos::exactly_once;
constexpr auto if_new = RetainHandling::send_if_new;
constexpr auto not_wanted = RetainHandling::do_not_send;

TraceOf two(Version version = v5) { return TraceOf(version).connect(9, "p").connect(1, "c"); }

Sub handling(RetainHandling retain_handling) { return {"t", qos_2, false, false, retain_handling}; }
constexpr auto as_published = [] { return Sub{"t", qos_2, false, true}; };

/// A client "w" on 2 with a Will at QoS 1, and a subscriber to it on 1.
TraceOf willed(Version version = v5) {
  return TraceOf(version)
      .connect(1, "c")
      .subscribe(1, {{"w", qos_1}})
      .connect(2, "w", true, false, {}, {}, TheWill{"w", "gone", qos_1});
}
Pub will(std::uint16_t id = 1) { return on("w", q1(id, "gone")); }

/// "p" retains a message, which "c" gets, and is gone then.
TraceOf retained_by_who_is_gone(Version version = v5) {
  return two(version)
      .published(9, retained(q1(1, "a")))
      .subscribe(1, {{}})
      .delivered(1, retained(q1(1, "a")))
      .ping(1)
      .c(9, Disconnect{})
      .closed(9)
      .connect(2, "d")
      .subscribe(2, {{}});
}

/// "p" retains a message for 10 s, and so much later "c" subscribes.
TraceOf retained_for_10_s(Time wait_ms) {
  Pub expiring = retained(q1(1, "a"));
  expiring.properties.message_expiry_interval = 10;
  return two().published(9, expiring).pass(wait_ms).subscribe(1, {{}});
}

const MonitorCase cases[] = {
    {"P52 RetainedIsLast", server, "the last",
     [] {
       return two()
           .published(9, retained(q1(1, "a")))
           .published(9, retained(q1(1, "b")))
           .subscribe(1, {{}})
           .delivered(1, retained(q1(1, "b")))
           .ping(1);
     }},
    {"P52 RetainedIsLast", server, "either, while they change",
     [] {
       TraceOf trace = two();
       trace.published(9, retained(q1(1, "a")))
           .c(1, trace.subscribe_packet({{}}, 1))
           .c(9, retained(q1(1, "b")))
           .delivered(1, retained(q1(1, "a")))
           .delivered(1, q1(2, "b"));
       return trace.s(1, trace.suback_packet(1, {2})).s(9, Puback{1, {}, {}});
     }},
    {"P52 RetainedIsLast", server, "an older one",
     [] {
       return two()
           .published(9, retained(q1(1, "a")))
           .published(9, retained(q1(1, "b")))
           .subscribe(1, {{}})
           .s(1, retained(q1(1, "a")));
     },
     "MQTT-3.3.1-5"},
    {"P52 RetainedIsLast", server, "an older one in 3.1.1",
     [] {
       return two(v3)
           .published(9, retained(q2(1, "a")))
           .published(9, retained(q1(1, "b")))
           .subscribe(1, {{}})
           .s(1, retained(q2(1, "a")));
     },
     "MQTT-3.3.1-6"},
    {"", server, "retained by others before the trace began",
     [] { return two().published(9, q0("x")).subscribe(1, {{}}).s(1, retained(q0("old"))); }},
    {"", server, "a QoS 0 message may be forgotten at any time",
     [] { return two().published(9, retained(q0("a"))).ping(9).subscribe(1, {{}}).ping(1); }},

    {"P53 EmptyClears", server, "cleared",
     [] {
       return two()
           .published(9, retained(q1(1, "a")))
           .published(9, retained(q1(1, "")))
           .published(9, retained(on("u", q1(1, "b"))))
           .subscribe(1, {{"#"}})
           .delivered(1, retained(on("u", q1(1, "b"))))
           .ping(1);
     }},
    {"P53 EmptyClears", server, "still there",
     [] {
       return two()
           .published(9, retained(q1(1, "a")))
           .published(9, retained(q1(1, "")))
           .subscribe(1, {{}})
           .s(1, retained(q1(1, "a")));
     },
     "MQTT-3.3.1-6"},
    {"P53 EmptyClears", server, "stored empty",
     [] {
       return two(v3)
           .published(9, retained(q1(1, "")))
           .subscribe(1, {{}})
           .s(1, retained(q1(1, "")));
     },
     "MQTT-3.3.1-11"},

    {"P54 RetainedOnSubscribe", server, "again with each subscription",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {{}}, 1)
           .delivered(1, retained(q1(1)))
           .subscribe(1, {{}}, 2)
           .delivered(1, retained(q1(2)))
           .ping(1);
     }},
    {"P54 RetainedOnSubscribe", server, "before the SUBACK",
     [] {
       TraceOf trace = two(v3);
       trace.published(9, retained(q1(1)))
           .c(1, trace.subscribe_packet({{}}, 1))
           .delivered(1, retained(q1(1)));
       return trace.s(1, trace.suback_packet(1, {2})).ping(1);
     }},
    {"P54 RetainedOnSubscribe", server, "not at all",
     [] { return two().published(9, retained(q1(1))).subscribe(1, {{}}).ping(1); }, "MQTT-3.3.1-9"},
    {"P54 RetainedOnSubscribe", server, "not at all in 3.1.1",
     [] {
       return two(v3)
           .published(9, retained(q1(1)))
           .subscribe(1, {{}})
           .delivered(1, retained(q1(1)))
           .unsubscribe(1, "t")
           .subscribe(1, {{"+"}}, 4)
           .ping(1);
     },
     "MQTT-3.3.1-6"},
    {"P54 RetainedOnSubscribe", server, "for an existing subscription",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {{}}, 1)
           .delivered(1, retained(q1(1)))
           .subscribe(1, {handling(if_new)}, 2)
           .delivered(1, retained(q1(2)));
     },
     "MQTT-3.3.1-10"},
    {"P54 RetainedOnSubscribe", server, "unwanted",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {handling(not_wanted)})
           .s(1, retained(q1(1)));
     },
     "MQTT-3.3.1-11"},
    {"P54 RetainedOnSubscribe", server, "unwanted, or for a Shared Subscription",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {handling(not_wanted), {"$share/g/t"}})
           .s(1, retained(q1(1)));
     },
     "U5.0-4.8.2-8"},
    {"P54 RetainedOnSubscribe", server, "for a Shared Subscription",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {{"$share/g/t"}})
           .s(1, retained(q1(1)));
     },
     "U5.0-4.8.2-8"},
    {"", server, "unsubscribed in between, it is new again",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .subscribe(1, {handling(if_new)}, 1)
           .delivered(1, retained(q1(1)))
           .unsubscribe(1, "t")
           .subscribe(1, {handling(if_new)}, 2)
           .delivered(1, retained(q1(2)))
           .ping(1);
     }},

    {"P55 RetainFlagForwarding", server, "cleared when forwarded",
     [] {
       return two().subscribe(1, {{}}).published(9, retained(q1(1))).delivered(1, q1(1)).ping(1);
     }},
    {"P55 RetainFlagForwarding", server, "a late look at the retained messages",
     [] {
       return two()
           .subscribe(1, {{}})
           .published(9, retained(q1(1)))
           .delivered(1, q1(1))
           .delivered(1, retained(q1(2)));
     }},
    {"", server, "the second of equal filters in one SUBSCRIBE is not new",
     [] {
       return two()
           .published(9, retained(q1(1)))
           .pass(2'000)
           .subscribe(1, {handling(not_wanted), handling(if_new)})
           .ping(1);
     }},
    {"P55 RetainFlagForwarding", server, "kept by Retain As Published",
     [] {
       return two()
           .subscribe(1, {as_published()})
           .published(9, retained(q1(1)))
           .delivered(1, retained(q1(1)))
           .published(9, q1(1, "b"))
           .delivered(1, q1(1, "b"));
     }},
    {"P55 RetainFlagForwarding", server, "set when forwarded",
     [] {
       return two(v3)
           .subscribe(1, {{}})
           .published(9, retained(q1(1, "a")))
           .delivered(1, retained(q1(1, "a")))
           .published(9, retained(q1(1, "b")))
           .delivered(1, retained(q1(1, "b")));
     },
     "MQTT-3.3.1-9"},
    {"P55 RetainFlagForwarding", server, "lost",
     [] {
       return two()
           .subscribe(1, {as_published()})
           .published(9, retained(q1(1)))
           .delivered(1, q1(1));
     },
     "MQTT-3.3.1-13"},
    {"P55 RetainFlagForwarding", server, "cleared on a retained message",
     [] {
       return two(v3)
           .published(9, retained(q1(1)))
           .pass(2'000)
           .subscribe(1, {{}})
           .delivered(1, q1(1));
     },
     "MQTT-3.3.1-8"},
    {"", server, "a message that was still on its way may come to a new subscription",
     [] { return two(v3).published(9, retained(q1(1))).subscribe(1, {{}}).delivered(1, q1(1)); }},

    {"P58 WillExactlyOnce", server, "after the cut",
     [] { return willed().cut(2).delivered(1, will()).ping(1); }},
    {"P58 WillExactlyOnce", server, "not after DISCONNECT",
     [] { return willed(v3).c(2, Disconnect{}).closed(2).ping(1); }},
    {"P58 WillExactlyOnce", server, "after DISCONNECT with Will",
     [] {
       return willed()
           .c(2, Disconnect{ReasonCode::disconnect_with_will_message, {}})
           .closed(2)
           .delivered(1, will())
           .ping(1);
     }},
    {"P58 WillExactlyOnce", server, "the cut may overtake the DISCONNECT",
     [] { return willed().c(2, Disconnect{}).cut(2).delivered(1, will()).ping(1); }},
    {"P58 WillExactlyOnce", server, "after DISCONNECT",
     [] { return willed(v3).c(2, Disconnect{}).closed(2).delivered(1, will()); }, "MQTT-3.14.4-3"},
    {"P58 WillExactlyOnce", server, "too soon",
     [] { return willed().delivered(1, will()).ping(2); }, "MQTT-3.1.2-8"},
    {"", server, "it need not be prompt", [] { return willed().cut(2).pass(1'000).ping(1); }},
    {"P58 WillExactlyOnce", server, "never", [] { return willed(v3).cut(2).pass(13'000).ping(1); },
     "MQTT-3.1.2-8"},
    {"", server, "the client was back before the server saw it go",
     [] {
       return willed()
           .cut(2)
           .connect(3, "w", true, false, {}, {}, TheWill{"w", "gone", qos_1})
           .ping(1)
           .ping(3);
     }},

    {"P56 RetainedOutlivesSession", server, "still there",
     [] { return retained_by_who_is_gone().delivered(2, retained(q1(1, "a"))).ping(2); }},
    {"P56 RetainedOutlivesSession", server, "gone",
     [] { return retained_by_who_is_gone().ping(2); }, "U5.0-4.1-13"},
    {"P56 RetainedOutlivesSession", server, "gone in 3.1.1",
     [] { return retained_by_who_is_gone(v3).ping(2); }, "MQTT-3.1.2-7"},

    {"P57 RetainedExpires", server, "in time",
     [] { return retained_for_10_s(9'000).delivered(1, retained(q1(1, "a"))); }},
    {"", server, "gone when it has expired", [] { return retained_for_10_s(20'000).ping(1); }},
    {"P57 RetainedExpires", server, "counted in whole seconds",
     [] { return retained_for_10_s(11'000).delivered(1, retained(q1(1, "a"))); }},
    {"P57 RetainedExpires", server, "expired",
     [] { return retained_for_10_s(20'000).delivered(1, retained(q1(1, "a"))); }, "U5.0-3.3.1.3-6"},
};

}  // namespace

std::span<const MonitorCase> retained_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
