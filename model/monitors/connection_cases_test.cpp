// Traces for the monitors of connections: who may speak when, and what ends a connection.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

TraceOf refused(Version version = v5) {
  TraceOf trace(version);
  const ReasonCode code = version == v5 ? ReasonCode::not_authorized : return_code::not_authorized;
  return trace.c(1, trace.connect_packet("c", true)).s(1, Connack{false, code, {}});
}

TraceOf taken_over(Version version = v5) {
  return TraceOf(version).connect(1, "c").connect(2, "c");
}

TraceOf second_connect(Version version = v5) {
  TraceOf trace(version);
  trace.connect(1, "c");
  return trace.c(1, trace.connect_packet("c", true));
}

/// A client "c" on 1 with a Keep Alive of 10 s, subscribed, and one without on 9.
TraceOf with_keep_alive(Version version = v5) {
  return TraceOf(version).connect(9, "p").keep_alive(10).connect(1, "c").subscribe(1, {{}});
}

Packet timed_out() { return Disconnect{ReasonCode::keep_alive_timeout, {}}; }

const MonitorCase cases[] = {
    {"P05 OneConnectionPerClient", server, "old closed", [] { return taken_over().closed(1); }},
    {"P05 OneConnectionPerClient", server, "with DISCONNECT before or after the new CONNACK",
     [] { return taken_over().s(1, Disconnect{ReasonCode::session_taken_over, {}}).closed(1); }},
    {"P05 OneConnectionPerClient", server, "old open", [] { return taken_over(); }, "MQTT-3.1.4-3"},
    {"P05 OneConnectionPerClient", server, "old open in 3.1.1", [] { return taken_over(v3); },
     "MQTT-3.1.4-2"},
    {"P05 OneConnectionPerClient", server, "DISCONNECT but still open",
     [] { return taken_over().s(1, Disconnect{ReasonCode::session_taken_over, {}}); },
     "MQTT-3.1.4-3"},
    {"", server, "old connection cut by its client",
     [] { return TraceOf().connect(1, "c").cut(1).connect(2, "c"); }},

    {"", server, "two clients without a name, in 3.1.1",
     [] {
       TraceOf trace(v3);
       return trace.c(1, trace.connect_packet("", true))
           .s(1, Connack{})
           .c(2, trace.connect_packet("", true))
           .s(2, Connack{});
     }},

    {"P06 ConnectFirstOnce", server, "closes", [] { return second_connect().closed(1); }},
    {"P06 ConnectFirstOnce", server, "DISCONNECT, then closes",
     [] { return second_connect().s(1, Disconnect{ReasonCode::protocol_error, {}}).closed(1); }},
    {"P06 ConnectFirstOnce", server, "answers what came before it",
     [] {
       TraceOf trace;
       trace.connect(1, "c").c(1, Pingreq{}).c(1, trace.connect_packet("c", true));
       return trace.s(1, Pingresp{}).closed(1);
     }},
    {"P06 ConnectFirstOnce", server, "serves on", [] { return second_connect().ping(1).cut(1); },
     "MQTT-3.1.0-2"},
    {"P06 ConnectFirstOnce", server, "stays open", [] { return second_connect(v3); },
     "MQTT-3.1.0-2"},

    {"P07 ConnackFirstOnce", server, "first", [] { return TraceOf().connect(1).ping(1); }},
    {"P07 ConnackFirstOnce", server, "AUTH may come before",
     [] {
       TraceOf trace;
       ConnectProperties properties;
       properties.authentication_method = "m";
       AuthProperties auth;
       auth.authentication_method = "m";
       ConnackProperties granted;
       granted.authentication_method = "m";
       const auto code = ReasonCode::continue_authentication;
       return trace.c(1, trace.connect_packet("c", true, properties))
           .s(1, Auth{code, auth})
           .c(1, Auth{code, auth})
           .s(1, Connack{false, {}, granted});
     }},
    {"P07 ConnackFirstOnce", server, "PINGRESP first",
     [] {
       TraceOf trace(v3);
       return trace.c(1, trace.connect_packet("c", true)).c(1, Pingreq{}).s(1, Pingresp{});
     },
     "MQTT-3.2.0-1"},
    {"P07 ConnackFirstOnce", server, "twice", [] { return TraceOf().connect(1).s(1, Connack{}); },
     "MQTT-3.2.0-2"},
    {"P07 ConnackFirstOnce", server, "DISCONNECT first",
     [] {
       TraceOf trace;
       return trace.c(1, trace.connect_packet("c", true))
           .s(1, Disconnect{ReasonCode::server_busy, {}})
           .closed(1);
     },
     "MQTT-3.14.0-1"},
    {"", server, "DISCONNECT to garbage before any CONNECT",
     [] {
       return TraceOf().garbage(1).s(1, Disconnect{ReasonCode::malformed_packet, {}}).closed(1);
     }},

    {"P08 RefusalInert", server, "closes", [] { return refused().closed(1); }},
    {"P08 RefusalInert", server, "stays open", [] { return refused(v3); }, "MQTT-3.2.2-5"},
    {"P08 RefusalInert", server, "stays open in 5.0", [] { return refused(); }, "MQTT-3.2.2-7"},
    {"P08 RefusalInert", server, "serves on",
     [] {
       TraceOf trace(v3);
       return trace.c(1, trace.connect_packet("c", true))
           .c(1, Pingreq{})
           .s(1, Connack{false, return_code::not_authorized, {}})
           .s(1, Pingresp{})
           .closed(1);
     },
     "MQTT-3.1.4-5"},
    {"P08 RefusalInert", server, "forwards what was published",
     [] {
       TraceOf trace;
       return trace.connect(2)
           .subscribe(2, {{}})
           .c(1, trace.connect_packet("c", true))
           .c(1, q0("m"))
           .s(1, Connack{false, ReasonCode::not_authorized, {}})
           .closed(1)
           .s(2, q0("m"));
     },
     "MQTT-3.1.4-6"},

    {"P10 SilenceAfterDisconnect", server, "closes",
     [] { return TraceOf().connect(1).s(1, Disconnect{ReasonCode::server_busy, {}}).closed(1); }},
    {"P10 SilenceAfterDisconnect", server, "speaks on",
     [] {
       return TraceOf()
           .connect(1)
           .c(1, Pingreq{})
           .s(1, Disconnect{ReasonCode::server_busy, {}})
           .s(1, Pingresp{})
           .closed(1);
     },
     "MQTT-3.14.4-1"},
    {"P10 SilenceAfterDisconnect", server, "stays open",
     [] { return TraceOf().connect(1).s(1, Disconnect{ReasonCode::server_busy, {}}); },
     "MQTT-3.14.4-2"},
    {"P10 SilenceAfterDisconnect", client, "closes",
     [] { return TraceOf(v3).connect(1).c(1, Disconnect{}).cut(1); }},
    {"P10 SilenceAfterDisconnect", client, "the server closes first",
     [] { return TraceOf(v3).connect(1).c(1, Disconnect{}).closed(1); }},
    {"P10 SilenceAfterDisconnect", client, "speaks on",
     [] { return TraceOf(v3).connect(1).c(1, Disconnect{}).c(1, Pingreq{}).cut(1); },
     "MQTT-3.14.4-2"},
    {"P10 SilenceAfterDisconnect", client, "stays open",
     [] { return TraceOf().connect(1).c(1, Disconnect{}); }, "MQTT-3.14.4-2"},

    {"P67 PingAnswered", server, "answered", [] { return TraceOf().connect(1).ping(1).ping(1); }},
    {"P67 PingAnswered", server, "not answered",
     [] { return TraceOf(v3).connect(1).ping(1).c(1, Pingreq{}).subscribe(1, {{}}); },
     "MQTT-3.12.4-1"},
    {"", server, "a server that has hung says nothing at all",
     [] { return TraceOf().connect(1).c(1, Pingreq{}).c(1, q1(1)); }},
    {"", server, "bytes that are no packet may still be taken for a message",
     [] {
       return TraceOf()
           .connect(1)
           .subscribe(1, {{}})
           .connect(2)
           .published(2, q0("a"))
           .connect(3)
           .garbage(3)
           .s(1, q0("b"));
     }},
    {"", server, "an answer that the cut swallowed",
     [] { return TraceOf().connect(1).c(1, Pingreq{}).subscribe(1, {{}}).cut(1); }},

    {"P11 KeepAlive", server, "closes a silent one",
     [] {
       return with_keep_alive().pass(15'000).s(1, timed_out()).closed(1).pass(90'000).ping(9);
     }},
    {"P11 KeepAlive", server, "somewhat late",
     [] { return with_keep_alive().pass(25'000).s(1, timed_out()).closed(1); }},
    {"P11 KeepAlive", server, "the client was cut off",
     [] { return with_keep_alive(v3).cut(1).pass(90'000).ping(9); }},
    {"", server, "closes whenever it likes, and says nothing",
     [] { return with_keep_alive().pass(100).closed(1); }},
    {"", server, "a message that was long under way",
     [] { return with_keep_alive().published(9, q0("m")).pass(90'000).s(1, q0("m")).closed(1); }},
    {"", server, "a sign of life that may have been lost",
     [] {
       return with_keep_alive().pass(9'000).c(1, Pingreq{}).pass(6'000).s(1, timed_out()).closed(1);
     }},
    {"", server, "none at all", [] { return TraceOf().connect(1, "c").pass(900'000).ping(1); }},
    {"P11 KeepAlive", server, "stays open", [] { return with_keep_alive(v3).pass(90'000).ping(9); },
     "MQTT-3.1.2-24"},
    {"P11 KeepAlive", server, "serves on",
     [] {
       return with_keep_alive()
           .pass(90'000)
           .published(9, q0("m"))
           .s(1, q0("m"))
           .s(1, timed_out())
           .closed(1);
     },
     "MQTT-3.1.2-22"},
    {"P11 KeepAlive", server, "too early",
     [] { return with_keep_alive().pass(9'000).s(1, timed_out()).closed(1); }, "MQTT-3.1.2-22"},
    {"P11 KeepAlive", server, "in spite of a sign of life",
     [] { return with_keep_alive().pass(9'000).ping(1).pass(6'000).s(1, timed_out()).closed(1); },
     "MQTT-3.1.2-22"},
    {"P11 KeepAlive", server, "where there is none",
     [] { return TraceOf().connect(1, "c").pass(90'000).s(1, timed_out()).closed(1); },
     "U5.0-3.1.2.10-4"},

    {"P12 ErrorCloses", server, "closes",
     [] { return TraceOf(v3).connect(1).garbage(1, 0xC1).c(1, Pingreq{}).closed(1); }},
    {"P12 ErrorCloses", server, "answers what came before",
     [] {
       return TraceOf().connect(1).c(1, Pingreq{}).garbage(1, 0x80).s(1, Pingresp{}).closed(1);
     }},
    {"", server, "need not look that closely",
     [] { return TraceOf().connect(1).garbage(1, 0xC1).ping(1); }},
    {"P12 ErrorCloses", server, "serves on",
     [] { return TraceOf(v3).connect(1).garbage(1, 0xC1).ping(1).closed(1); }, "MQTT-2.2.2-2"},
    {"P12 ErrorCloses", server, "serves on after QoS 3",
     [] { return TraceOf(v3).connect(1).garbage(1, 0x36).ping(1).closed(1); }, "MQTT-3.3.1-4"},
    {"P12 ErrorCloses", server, "stays open", [] { return TraceOf().connect(1).garbage(1, 0x80); },
     "MQTT-3.8.1-1"},
};

}  // namespace

std::span<const MonitorCase> connection_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
