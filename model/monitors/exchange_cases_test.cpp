// Traces for the monitors of Packet Identifiers and acknowledgements.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;

TraceOf subscribed(Version version = Version::v5_0, ConnectProperties properties = {}) {
  TraceOf trace(version);
  return trace.connect(9, "p").connect(1, "c", true, false, properties).subscribe(1, {{}});
}

ConnectProperties allowing(std::uint16_t receive_maximum) {
  ConnectProperties properties;
  properties.receive_maximum = receive_maximum;
  return properties;
}

ConnackProperties granting(std::uint16_t receive_maximum) {
  ConnackProperties properties;
  properties.receive_maximum = receive_maximum;
  return properties;
}

/// The server has sent with Packet Identifier 7, and the same client publishes with it.
TraceOf in_both_directions(Version version = Version::v5_0) {
  return subscribed(version)
      .published(1, q1(1, "a"))
      .delivered(1, q1(1, "a"))
      .published(9, q1(1, "b"))
      .s(1, q1(7, "b"))
      .published(1, q1(7, "c"))
      .c(1, Puback{7, {}, {}});
}

/// A subscriber with Receive Maximum 1 is back: it has been sent the PUBREL of 1, and 2.
TraceOf going_on() {
  auto allowed = allowing(1);
  allowed.session_expiry_interval = 60U;
  return subscribed(Version::v5_0, allowed)
      .published(9, q2(1, "a"))
      .published(9, q1(1, "b"))
      .published(9, q1(1, "d"))
      .published(9, q1(1, "e"))
      .s(1, q2(1, "a"))
      .c(1, Pubrec{1, {}, {}})
      .s(1, Pubrel{1, {}, {}})
      .cut(1)
      .connect(2, "c", false, true, allowed)
      .s(2, Pubrel{1, {}, {}})
      .s(2, q1(2, "b"));
}

const MonitorCase cases[] = {
    {"", server, "a PUBREL for nothing is answered, or is not",
     [] {
       const Pubrel unknown{3, ReasonCode::packet_identifier_not_found, {}};
       return TraceOf().connect(1).c(1, unknown).s(1, Pubcomp{3, {}, {}}).c(1, unknown).ping(1);
     }},
    {"P13 IdUniqueInFlight", client, "free again after its acknowledgement",
     [] { return TraceOf().connect(1).published(1, q1(1, "a")).published(1, q2(1, "b")); }},
    {"P13 IdUniqueInFlight", client, "sent again in 3.1.1",
     [] { return TraceOf(v3).connect(1).c(1, q1(1)).published(1, again(q1(1))); }},
    {"P13 IdUniqueInFlight", client, "in use by a PUBLISH",
     [] { return TraceOf().connect(1).c(1, q1(1, "a")).c(1, q1(1, "b")); }, "MQTT-2.2.1-3"},
    {"P13 IdUniqueInFlight", client, "in use by a SUBSCRIBE",
     [] {
       TraceOf trace(v3);
       return trace.connect(1).c(1, trace.subscribe_packet({{}}, 1)).c(1, q1(1));
     },
     "MQTT-2.3.1-2"},
    {"P13 IdUniqueInFlight", client, "SUBSCRIBE takes that of a PUBLISH",
     [] {
       TraceOf trace;
       return trace.connect(1).c(1, q2(1)).c(1, trace.subscribe_packet({{}}, 1));
     },
     "MQTT-2.2.1-3"},
    {"P13 IdUniqueInFlight", client, "zero", [] { return TraceOf(v3).connect(1).c(1, q1(0)); },
     "MQTT-2.3.1-1"},

    {"P14 IdUniqueInFlight", server, "jumps and comes back",
     [] {
       return subscribed()
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .delivered(1, q1(65'535, "a"))
           .delivered(1, q1(65'535, "b"));
     }},
    {"P14 IdUniqueInFlight", server, "both directions have their own",
     [] {
       return subscribed()
           .published(9, q1(5))
           .c(1, q1(5, "x"))
           .delivered(1, q1(5))
           .s(1, Puback{5, {}, {}});
     }},
    {"P14 IdUniqueInFlight", server, "in use",
     [] {
       return subscribed()
           .published(9, q1(1, "a"))
           .published(9, q1(2, "b"))
           .s(1, q1(1, "a"))
           .s(1, q1(1, "b"));
     },
     "MQTT-2.2.1-4"},
    {"P14 IdUniqueInFlight", server, "in use until PUBCOMP",
     [] {
       return subscribed(v3)
           .published(9, q2(1, "a"))
           .published(9, q2(2, "b"))
           .s(1, q2(1, "a"))
           .c(1, Pubrec{1, {}, {}})
           .s(1, Pubrel{1, {}, {}})
           .s(1, q2(1, "b"));
     },
     "MQTT-2.3.1-4"},

    {"P16 AckMatches", server, "one for each",
     [] {
       return TraceOf().connect(1).published(1, q1(1)).published(1, q2(1)).published(1, q1(1));
     }},
    {"P16 AckMatches", server, "never asked for",
     [] { return TraceOf().connect(1).s(1, Puback{7, {}, {}}); }, "MQTT-2.2.1-5"},
    {"P16 AckMatches", server, "PUBACK for QoS 2",
     [] { return TraceOf(v3).connect(1).c(1, q2(7)).s(1, Puback{7, {}, {}}); }, "MQTT-3.3.4-1"},
    {"P16 AckMatches", server, "twice",
     [] { return TraceOf().connect(1).published(1, q1(7)).s(1, Puback{7, {}, {}}); },
     "MQTT-2.2.1-5"},
    {"P16 AckMatches", server, "SUBACK with another identifier",
     [] {
       TraceOf trace(v3);
       return trace.connect(1)
           .c(1, trace.subscribe_packet({{}}, 5))
           .s(1, trace.suback_packet(6, {0}));
     },
     "MQTT-2.3.1-7"},
    {"", server, "an old PUBREC comes in the resumed session",
     [] {
       TraceOf trace(v3);
       trace.connect(1, "c", false).c(1, q2(1)).cut(1).connect(2, "c", false, true);
       return trace.c(2, again(q2(1))).s(2, Pubrec{1, {}, {}}).s(2, Pubrec{1, {}, {}});
     }},
    {"", server, "PUBREC for a session that is older than the trace",
     [] { return TraceOf(v3).connect(1, "c", false, true).s(1, Pubrec{1, {}, {}}); }},
    {"P16 AckMatches", server,
     "a PUBREC that may have been lost is repeated on the next connection",
     [] {
       ConnectProperties kept;
       kept.session_expiry_interval = 1'000;
       return TraceOf()
           .connect(1, "c", true, false, kept)
           .c(1, q2(7))
           .s(1, Pubrec{7, {}, {}})
           .cut(1)
           .connect(2, "c", false, true, kept)
           .s(2, Pubrec{7, {}, {}});
     }},
    {"P16 AckMatches", client, "answers",
     [] { return subscribed().published(9, q1(1)).delivered(1, q1(3)); }},
    {"P16 AckMatches", client, "never asked for",
     [] { return subscribed().c(1, Puback{3, {}, {}}); }, "MQTT-2.2.1-5"},
    {"P16 AckMatches", client, "PUBCOMP without PUBREL",
     [] { return subscribed(v3).s(1, q2(3)).c(1, Pubcomp{3, {}, {}}); }, "MQTT-4.3.3-2"},

    {"P20 QoS1AckObligation", server, "acknowledged, in any order",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, q1(1, "a"))
           .c(1, q1(2, "b"))
           .ping(1)
           .s(1, Puback{2, {}, {}})
           .s(1, Puback{1, {}, {}});
     }},
    {"P20 QoS1AckObligation", server, "refused",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, q1(1))
           .s(1, Puback{1, ReasonCode::not_authorized, {}})
           .ping(1);
     }},
    {"P20 QoS1AckObligation", server, "not acknowledged",
     [] { return TraceOf().connect(1).c(1, q1(1)).ping(1); }, "MQTT-4.3.2-4"},
    {"P20 QoS1AckObligation", server, "not acknowledged the second time",
     [] { return TraceOf(v3).connect(1).published(1, q1(1, "a")).c(1, q1(1, "b")).ping(1); },
     "MQTT-4.3.2-2"},
    {"",
     server,
     "a run that was cut short",
     [] { return TraceOf().connect(1).c(1, q1(1)).ping(1); },
     {},
     false},

    {"P22 QoS2AckObligation", server, "each sending",
     [] {
       return TraceOf(v3)
           .connect(1)
           .c(1, q2(1))
           .c(1, again(q2(1)))
           .s(1, Pubrec{1, {}, {}})
           .s(1, Pubrec{1, {}, {}})
           .ping(1);
     }},
    {"P22 QoS2AckObligation", server, "the first sending only",
     [] {
       return TraceOf(v3).connect(1).c(1, q2(1)).s(1, Pubrec{1, {}, {}}).c(1, again(q2(1))).ping(1);
     },
     "MQTT-4.3.3-2"},
    {"P22 QoS2AckObligation", server, "none",
     [] { return TraceOf().connect(1).c(1, q2(1)).ping(1); }, "MQTT-4.3.3-8"},

    {"P23 PubrecAnswered", server, "by PUBREL",
     [] { return subscribed().published(9, q2(1)).delivered(1, q2(1)).ping(1); }},
    {"P23 PubrecAnswered", server, "not",
     [] { return subscribed().published(9, q2(1)).s(1, q2(1)).c(1, Pubrec{1, {}, {}}).ping(1); },
     "MQTT-4.3.3-4"},
    {"P23 PubrecAnswered", client, "by PUBREL",
     [] { return TraceOf().connect(1).published(1, q2(1)); }},
    {"P23 PubrecAnswered", client, "not",
     [] { return TraceOf(v3).connect(1).c(1, q2(1)).s(1, Pubrec{1, {}, {}}).ping(1); },
     "MQTT-4.3.3-1"},
    {"", server, "a negative PUBREC asks for nothing",
     [] {
       return subscribed()
           .published(9, q2(1))
           .s(1, q2(1))
           .c(1, Pubrec{1, ReasonCode::unspecified_error, {}})
           .ping(1);
     }},

    {"P25 PubrelAnswered", server, "by PUBCOMP",
     [] { return TraceOf().connect(1).published(1, q2(1)).ping(1); }},
    {"P25 PubrelAnswered", server, "not",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, q2(1))
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .ping(1);
     },
     "MQTT-4.3.3-11"},
    {"P25 PubrelAnswered", server, "not after a resume",
     [] {
       TraceOf trace(v3);
       trace.connect(1, "c", false).c(1, q2(1)).s(1, Pubrec{1, {}, {}}).cut(1);
       return trace.connect(2, "c", false, true).c(2, Pubrel{1, {}, {}}).ping(2);
     },
     "MQTT-4.3.3-2"},
    {"P25 PubrelAnswered", client, "by PUBCOMP",
     [] { return subscribed().published(9, q2(1)).delivered(1, q2(1)).ping(1); }},
    {"P25 PubrelAnswered", client, "not",
     [] {
       return subscribed()
           .published(9, q2(1))
           .s(1, q2(1))
           .c(1, Pubrec{1, {}, {}})
           .s(1, Pubrel{1, {}, {}})
           .ping(1);
     },
     "MQTT-4.3.3-11"},

    {"P36 ReceiverAcksQoS1", client, "acknowledges",
     [] { return subscribed().published(9, q1(1)).delivered(1, q1(1)).ping(1); }},
    {"P36 ReceiverAcksQoS1", client, "does not",
     [] { return subscribed().published(9, q1(1)).s(1, q1(1)).ping(1); }, "MQTT-4.5.0-2"},
    {"P36 ReceiverAcksQoS2", client, "acknowledges",
     [] { return subscribed().published(9, q2(1)).delivered(1, q2(1)).ping(1); }},
    {"P36 ReceiverAcksQoS2", client, "does not",
     [] { return subscribed(v3).published(9, q2(1)).s(1, q2(1)).ping(1); }, "MQTT-4.5.0-2"},

    {"P40 ReceiveMaximum", server, "fills it, and again after an acknowledgement",
     [] {
       return subscribed(Version::v5_0, allowing(2))
           .published(9, q1(1, "a"))
           .published(9, q1(1, "b"))
           .published(9, q1(1, "d"))
           .s(1, q1(1, "a"))
           .s(1, q1(2, "b"))
           .c(1, Puback{1, {}, {}})
           .s(1, q1(3, "d"));
     }},
    {"P40 ReceiveMaximum", server, "one too many",
     [] {
       return subscribed(Version::v5_0, allowing(2))
           .published(9, q1(1, "a"))
           .published(9, q1(1, "b"))
           .published(9, q1(1, "d"))
           .s(1, q1(1, "a"))
           .s(1, q1(2, "b"))
           .s(1, q1(3, "d"));
     },
     "MQTT-3.3.4-9"},
    {"P40 ReceiveMaximum", server, "PUBREC takes nothing back",
     [] {
       return subscribed(Version::v5_0, allowing(1))
           .published(9, q2(1, "a"))
           .published(9, q1(1, "b"))
           .s(1, q2(1, "a"))
           .c(1, Pubrec{1, {}, {}})
           .s(1, q1(2, "b"));
     },
     "MQTT-3.3.4-9"},
    {"P40 ReceiveMaximum", server, "PUBCOMP of a PUBREL sent again counts, or does not",
     [] { return going_on().c(2, Pubcomp{1, {}, {}}).s(2, q1(3, "d")); }},
    {"P40 ReceiveMaximum", server, "but not twice",
     [] { return going_on().c(2, Pubcomp{1, {}, {}}).s(2, q1(3, "d")).s(2, q1(4, "e")); },
     "MQTT-3.3.4-9"},
    {"P41 ReceiveMaximum", client, "fills it",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, {}, granting(1))
           .published(1, q2(1, "a"))
           .published(1, q1(2, "b"));
     }},
    {"P41 ReceiveMaximum", client, "PUBCOMP of a PUBREL sent again counts, or does not",
     [] {
       ConnectProperties kept;
       kept.session_expiry_interval = 60U;
       return TraceOf()
           .connect(1, "c", true, false, kept, granting(1))
           .c(1, q2(1, "a"))
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .cut(1)
           .connect(2, "c", false, true, kept, granting(1))
           .c(2, q1(2, "b"))
           .c(2, Pubrel{1, {}, {}})
           .s(2, Pubcomp{1, {}, {}})
           .c(2, q1(3, "d"));
     }},
    {"P41 ReceiveMaximum", client, "one too many",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, {}, granting(1))
           .c(1, q2(1, "a"))
           .s(1, Pubrec{1, {}, {}})
           .c(1, q1(2, "b"));
     },
     "MQTT-3.3.4-7"},

    {"P45 SubackShape", server, "as many codes as filters",
     [] { return TraceOf().connect(1).subscribe(1, {{"a"}, {"b"}}).unsubscribe(1, "none"); }},
    {"P45 SubackShape", server, "a code missing",
     [] {
       TraceOf trace;
       return trace.connect(1)
           .c(1, trace.subscribe_packet({{"a"}, {"b"}}, 1))
           .s(1, trace.suback_packet(1, {0}));
     },
     "MQTT-3.8.4-6"},
    {"P45 SubackShape", server, "a code too many",
     [] {
       TraceOf trace;
       return trace.connect(1)
           .c(1, trace.unsubscribe_packet("a", 1))
           .s(1, trace.unsuback_packet(1, {0, 0}));
     },
     "MQTT-3.11.3-1"},
    {"P45 SubackShape", server, "no SUBACK",
     [] {
       TraceOf trace(v3);
       return trace.connect(1).c(1, trace.subscribe_packet({{"a"}}, 1)).ping(1);
     },
     "MQTT-3.8.4-1"},
    {"P45 SubackShape", server, "no UNSUBACK",
     [] {
       TraceOf trace(v3);
       return trace.connect(1).c(1, trace.unsubscribe_packet("a", 1)).ping(1);
     },
     "MQTT-3.10.4-4"},

    {"P17 DirectionsIndependent", server, "both are served",
     [] { return in_both_directions().delivered(1, q1(8, "c")).ping(1); }},
    {"P17 DirectionsIndependent", server, "one is taken for the other",
     [] { return in_both_directions().ping(1); }, "U5.0-2.2.1-6"},
    {"P17 DirectionsIndependent", server, "one is taken for the other in 3.1.1",
     [] { return in_both_directions(v3).ping(1); }, "U3.1.1-2.3.1-1"},
};

}  // namespace

std::span<const MonitorCase> exchange_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
