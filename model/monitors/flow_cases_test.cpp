// Traces for the monitors of QoS flows beyond plain acknowledgement, of order and of sizes.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr auto refusal = ReasonCode::unspecified_error;

/// A subscriber "c" to "t" on 1 and a publisher "p" on 9.
TraceOf subscriber(Version version = v5, ConnectProperties properties = {}) {
  TraceOf trace(version);
  return trace.connect(9, "p").connect(1, "c", version == v5, false, properties).subscribe(1, {{}});
}

ConnectProperties kept() {
  ConnectProperties properties;
  properties.session_expiry_interval = 1'000;
  return properties;
}

ConnectProperties at_most(std::uint32_t bytes) {
  ConnectProperties properties;
  properties.maximum_packet_size = bytes;
  return properties;
}

ConnackProperties takes_at_most(std::uint32_t bytes) {
  ConnackProperties properties;
  properties.maximum_packet_size = bytes;
  return properties;
}

/// A QoS 2 exchange from the server up to its PUBREL.
TraceOf released(Version version = v5) {
  return subscriber(version, version == v5 ? kept() : ConnectProperties{})
      .published(9, q2(1))
      .s(1, q2(4))
      .c(1, Pubrec{4, {}, {}})
      .s(1, Pubrel{4, {}, {}});
}

/// A subscriber that takes one message at a time, and has not acknowledged the one that came.
TraceOf busy_subscriber() {
  ConnectProperties properties;
  properties.receive_maximum = 1;
  return subscriber(v5, properties).published(9, q1(1, "a")).s(1, q1(1, "a"));
}

const MonitorCase cases[] = {
    {"P18 NoIdAtQoS0", server, "none",
     [] { return subscriber().published(9, q0("m")).s(1, q0("m")); }},
    {"P18 NoIdAtQoS0", server, "one",
     [] {
       Pub wrong = q0("m");
       wrong.id = 3;
       return subscriber(v3).published(9, q0("m")).s(1, wrong);
     },
     "MQTT-2.3.1-5"},
    {"P18 NoIdAtQoS0", client, "none", [] { return subscriber().published(9, q0("m")); }},
    {"P18 NoIdAtQoS0", client, "one",
     [] {
       Pub wrong = q0("m");
       wrong.id = 3;
       return subscriber().c(9, wrong);
     },
     "MQTT-2.2.1-2"},

    {"P24 NoPublishAfterPubrel", server, "PUBREL again instead",
     [] {
       return released(v3)
           .cut(1)
           .connect(2, "c", false, true)
           .s(2, Pubrel{4, {}, {}})
           .c(2, Pubcomp{4, {}, {}});
     }},
    {"P24 NoPublishAfterPubrel", server, "new message after PUBCOMP",
     [] { return released().c(1, Pubcomp{4, {}, {}}).published(9, q2(1)).delivered(1, q2(4)); }},
    {"P24 NoPublishAfterPubrel", server, "in the next connection",
     [] { return released().cut(1).connect(2, "c", false, true, kept()).s(2, again(q2(4))); },
     "MQTT-4.3.3-6"},
    {"P24 NoPublishAfterPubrel", server, "in the same connection",
     [] { return released(v3).s(1, again(q2(4))); }, "MQTT-4.3.3-1"},
    {"P24 NoPublishAfterPubrel", client, "PUBREL again instead",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, kept())
           .c(1, q2(1))
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .cut(1)
           .connect(2, "c", false, true, kept())
           .c(2, Pubrel{1, {}, {}})
           .s(2, Pubcomp{1, {}, {}});
     }},
    {"P24 NoPublishAfterPubrel", client, "PUBLISH",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, kept())
           .c(1, q2(1))
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .cut(1)
           .connect(2, "c", false, true, kept())
           .c(2, again(q2(1)));
     },
     "MQTT-4.3.3-6"},

    {"P27 NegativeAckEnds", server, "it does",
     [] {
       return subscriber()
           .published(9, q2(1))
           .s(1, q2(4))
           .c(1, Pubrec{4, refusal, {}})
           .published(9, q2(1, "b"))
           .delivered(1, q2(4, "b"));
     }},
    {"P27 NegativeAckEnds", server, "the refusal may be lost with the connection",
     [] {
       return subscriber(v5, kept())
           .published(9, q1(1))
           .s(1, q1(4))
           .c(1, Puback{4, refusal, {}})
           .cut(1)
           .connect(2, "c", false, true, kept())
           .delivered(2, again(q1(4)));
     }},
    {"P27 NegativeAckEnds", server, "PUBREL all the same, which is in doubt",
     [] {
       return subscriber()
           .published(9, q2(1))
           .s(1, q2(4))
           .c(1, Pubrec{4, refusal, {}})
           .s(1, Pubrel{4, {}, {}})
           .c(1, Pubcomp{4, ReasonCode::packet_identifier_not_found, {}});
     }},
    {"P30 NoResendInConnection", server, "PUBREL of a refused message, on another connection",
     [] {
       return subscriber(v5, kept())
           .published(9, q2(1))
           .s(1, q2(4))
           .c(1, Pubrec{4, refusal, {}})
           .s(1, Pubrel{4, {}, {}})
           .cut(1)
           .connect(2, "c", false, true, kept())
           .s(2, Pubrel{4, {}, {}})
           .c(2, Pubcomp{4, {}, {}});
     }},
    {"P27 NegativeAckEnds", server, "PUBLISH after a resume",
     [] {
       return subscriber(v5, kept())
           .published(9, q1(1))
           .s(1, q1(4))
           .c(1, Puback{4, refusal, {}})
           .ping(1)
           .cut(1)
           .connect(2, "c", false, true, kept())
           .s(2, again(q1(4)));
     },
     "MQTT-4.4.0-2"},

    {"P39 AckOrder", client, "in order, QoS 1 and 2 each by itself",
     [] {
       return subscriber()
           .published(9, q2(1, "a"))
           .published(9, q1(2, "b"))
           .published(9, q1(3, "d"))
           .s(1, q2(1, "a"))
           .s(1, q1(2, "b"))
           .s(1, q1(3, "d"))
           .c(1, Puback{2, {}, {}})
           .c(1, Puback{3, {}, {}})
           .c(1, Pubrec{1, {}, {}});
     }},
    {"P39 AckOrder", client, "PUBACK turned round",
     [] {
       return subscriber()
           .published(9, q1(2, "b"))
           .published(9, q1(3, "d"))
           .s(1, q1(2, "b"))
           .s(1, q1(3, "d"))
           .c(1, Puback{3, {}, {}})
           .c(1, Puback{2, {}, {}});
     },
     "MQTT-4.6.0-2"},
    {"P39 AckOrder", client, "PUBREC turned round",
     [] {
       return subscriber(v3)
           .published(9, q2(2, "b"))
           .published(9, q2(3, "d"))
           .s(1, q2(2, "b"))
           .s(1, q2(3, "d"))
           .c(1, Pubrec{3, {}, {}})
           .c(1, Pubrec{2, {}, {}});
     },
     "MQTT-4.6.0-3"},
    {"P39 AckOrder", client, "PUBREL turned round",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, q2(1, "a"))
           .c(1, q2(2, "b"))
           .s(1, Pubrec{2, {}, {}})
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .c(1, Pubrel{2, {}, {}});
     },
     "MQTT-4.6.0-4"},
    {"", client, "PUBREL follows PUBREC, not PUBLISH",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, q2(1, "a"))
           .c(1, q2(2, "b"))
           .s(1, Pubrec{2, {}, {}})
           .c(1, Pubrel{2, {}, {}})
           .s(1, Pubrec{1, {}, {}})
           .c(1, Pubrel{1, {}, {}})
           .s(1, Pubcomp{2, {}, {}})
           .s(1, Pubcomp{1, {}, {}});
     }},

    {"P43 MaxPacketSize", server, "just as large",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, at_most(40))
           .c(1, Pingreq{}, 2)
           .s(1, Pingresp{}, 40);
     }},
    {"P43 MaxPacketSize", server, "larger",
     [] {
       return TraceOf()
           .connect(1, "c", true, false, at_most(40))
           .c(1, Pingreq{}, 2)
           .s(1, Pingresp{}, 41);
     },
     "MQTT-3.1.2-24"},
    {"P43 MaxPacketSize", client, "just as large",
     [] {
       return TraceOf().connect(1, "c", true, false, {}, takes_at_most(40)).c(1, Pingreq{}, 40);
     }},
    {"P43 MaxPacketSize", client, "larger",
     [] {
       return TraceOf().connect(1, "c", true, false, {}, takes_at_most(40)).c(1, Pingreq{}, 41);
     },
     "MQTT-3.2.2-15"},

    {"P42 QuotaNeverBlocksOthers", server, "answers PINGREQ",
     [] { return busy_subscriber().ping(1); }},
    {"P42 QuotaNeverBlocksOthers", server, "does not answer PINGREQ",
     [] {
       return busy_subscriber()
           .c(1, Pingreq{})
           .published(1, on("u", q1(1)))
           .c(1, Puback{1, {}, {}});
     },
     "MQTT-3.3.4-10"},
    {"P42 QuotaNeverBlocksOthers", server, "does not answer SUBSCRIBE",
     [] {
       TraceOf trace = busy_subscriber();
       return trace.c(1, trace.subscribe_packet({{"u"}}, 5)).c(1, Puback{1, {}, {}}).ping(1);
     },
     "MQTT-4.9.0-3"},

    {"P44 NoStarvation", server, "goes on when it may",
     [] {
       return busy_subscriber()
           .published(9, q1(2, "b"))
           .c(1, Puback{1, {}, {}})
           .delivered(1, q1(1, "b"))
           .ping(1);
     }},
    {"P44 NoStarvation", server, "waits for ever",
     [] { return busy_subscriber().published(9, q1(2, "b")).c(1, Puback{1, {}, {}}).ping(1); },
     "MQTT-4.5.0-1"},
};

}  // namespace

std::span<const MonitorCase> flow_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
