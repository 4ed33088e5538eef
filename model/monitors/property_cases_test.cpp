// Traces for the monitors of what 5.0 added: properties, limits, authentication.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;
constexpr auto v3 = Version::v3_1_1;

TraceOf subscriber() { return TraceOf().connect(9, "p").connect(1, "c").subscribe(1, {{}}); }

Pub typed(Pub publish, std::string_view content_type) {
  publish.properties.content_type = content_type;
  return publish;
}

Pub with_properties(Pub publish, std::vector<std::pair<std::string, std::string>> properties) {
  publish.user_properties = std::move(properties);
  return publish;
}

Pub expiring(Pub publish, std::uint32_t interval_s) {
  publish.properties.message_expiry_interval = interval_s;
  return publish;
}

/// A message that expires waits for a subscriber who is away for 30 seconds.
TraceOf waiting(std::uint32_t interval_s) {
  ConnectProperties kept;
  kept.session_expiry_interval = 1'000;
  return TraceOf()
      .connect(9, "p")
      .connect(1, "c", true, false, kept)
      .subscribe(1, {{}})
      .cut(1)
      .published(9, expiring(q1(1), interval_s))
      .pass(30'000)
      .connect(2, "c", false, true, kept);
}

ConnectProperties aliases(std::uint16_t maximum) {
  ConnectProperties properties;
  properties.topic_alias_maximum = maximum;
  return properties;
}

ConnackProperties takes_aliases(std::uint16_t maximum) {
  ConnackProperties properties;
  properties.topic_alias_maximum = maximum;
  return properties;
}

Pub aliased(Pub publish, std::uint16_t alias, bool named = true) {
  publish.properties.topic_alias = alias;
  if (!named) publish.topic.clear();
  return publish;
}

TraceOf alias_reader(std::uint16_t maximum) {
  return TraceOf()
      .connect(9, "p")
      .connect(1, "c", true, false, aliases(maximum))
      .subscribe(1, {{}})
      .published(9, q0("a"))
      .published(9, q0("b"));
}

TraceOf alias_writer(std::uint16_t maximum) {
  return TraceOf().connect(1, "c", true, false, {}, takes_aliases(maximum));
}

TraceOf incurious() {
  ConnectProperties properties;
  properties.request_problem_information = 0;
  return TraceOf().connect(1, "c", true, false, properties).c(1, q1(1));
}

AckProperties reason() {
  AckProperties properties;
  properties.reason_string = "because";
  return properties;
}

AuthProperties method(std::string_view name) {
  AuthProperties properties;
  properties.authentication_method = name;
  return properties;
}

constexpr auto go_on = ReasonCode::continue_authentication;

/// CONNECT with Authentication Method "m".
TraceOf authenticating() {
  TraceOf trace;
  ConnectProperties properties;
  properties.authentication_method = "m";
  return trace.c(1, trace.connect_packet("c", true, properties));
}

Packet authenticated(std::optional<std::string_view> name) {
  Connack connack;
  connack.properties.authentication_method = name;
  return connack;
}

ConnackProperties limited() {
  ConnackProperties properties;
  properties.maximum_qos = 1;
  properties.retain_available = 0;
  properties.wildcard_subscription_available = 0;
  properties.subscription_identifier_available = 0;
  properties.shared_subscription_available = 0;
  return properties;
}

TraceOf limited_server() { return TraceOf().connect(1, "c", true, false, {}, limited()); }

TraceOf nameless(std::optional<std::string_view> assigned) {
  TraceOf trace;
  Connack connack;
  connack.properties.assigned_client_identifier = assigned;
  return trace.connect(9, "p").c(1, trace.connect_packet("", true)).s(1, connack);
}

const MonitorCase cases[] = {
    {"P06 ConnectFirstOnce", client, "first, once", [] { return TraceOf().connect(1).ping(1); }},
    {"P06 ConnectFirstOnce", client, "not first",
     [] { return TraceOf(v3).c(1, Pingreq{}).closed(1); }, "MQTT-3.1.0-1"},
    {"P06 ConnectFirstOnce", client, "twice",
     [] {
       TraceOf trace;
       return trace.connect(1).c(1, trace.connect_packet("c1", true)).closed(1);
     },
     "U5.0-3.1-1"},

    {"P62 Unaltered", server, "as published",
     [] {
       const Pub sent = with_properties(typed(q1(1), "text"), {{"a", "1"}, {"b", "2"}, {"a", "1"}});
       return subscriber().published(9, sent).delivered(1, sent);
     }},
    {"P62 Unaltered", server, "with another of the server's own",
     [] {
       return subscriber()
           .published(9, with_properties(q1(1), {{"a", "1"}}))
           .delivered(1, with_properties(q1(1), {{"server", "x"}, {"a", "1"}}));
     }},
    {"P62 Unaltered", server, "with a Content Type of the server's own",
     [] { return subscriber().published(9, q1(1)).s(1, typed(q1(1), "text")); }, "MQTT-3.3.2-20"},
    {"P62 Unaltered", server, "with a Response Topic of the server's own",
     [] {
       Pub request = q1(1);
       request.properties.response_topic = "answers";
       return subscriber().published(9, q1(1)).s(1, request);
     },
     "MQTT-3.3.2-15"},
    {"P62 Unaltered", server, "with Correlation Data of the server's own",
     [] {
       Pub correlated = q1(1);
       correlated.properties.correlation_data = as_bytes("7");
       return subscriber().published(9, q1(1)).s(1, correlated);
     },
     "MQTT-3.3.2-16"},
    {"P62 Unaltered", server, "without its Content Type",
     [] { return subscriber().published(9, typed(q1(1), "text")).delivered(1, q1(1)); },
     "MQTT-3.3.2-20"},
    {"P62 Unaltered", server, "without a User Property",
     [] {
       return subscriber()
           .published(9, with_properties(q1(1), {{"a", "1"}, {"a", "1"}}))
           .delivered(1, with_properties(q1(1), {{"a", "1"}}));
     },
     "MQTT-3.3.2-17"},
    {"P62 Unaltered", server, "in another order",
     [] {
       return subscriber()
           .published(9, with_properties(q1(1), {{"a", "1"}, {"b", "2"}}))
           .delivered(1, with_properties(q1(1), {{"b", "2"}, {"a", "1"}}));
     },
     "MQTT-3.3.2-18"},

    {"P63 MessageExpiry", server, "lessened by the time of waiting",
     [] { return waiting(100).delivered(2, expiring(q1(1), 70)); }},
    {"P63 MessageExpiry", server, "the same at once",
     [] { return subscriber().published(9, expiring(q1(1), 9)).delivered(1, expiring(q1(1), 9)); }},
    {"P63 MessageExpiry", server, "not lessened",
     [] { return waiting(100).delivered(2, expiring(q1(1), 100)); }, "MQTT-3.3.2-6"},
    {"P63 MessageExpiry", server, "lessened by too much",
     [] { return waiting(100).delivered(2, expiring(q1(1), 40)); }, "MQTT-3.3.2-6"},
    {"P63 MessageExpiry", server, "missing",
     [] { return subscriber().published(9, expiring(q1(1), 9)).delivered(1, q1(1)); },
     "MQTT-3.3.2-6"},
    {"P63 MessageExpiry", server, "expired",
     [] { return waiting(10).delivered(2, expiring(q1(1), 1)); }, "MQTT-3.3.2-5"},

    {"P64 TopicAlias", server, "set, used, set anew",
     [] { return alias_reader(2).s(1, aliased(q0("a"), 2)).s(1, aliased(q0("b"), 2, false)); }},
    {"P64 TopicAlias", server, "where none is allowed",
     [] { return alias_reader(0).s(1, aliased(q0("a"), 1)); }, "MQTT-3.1.2-27"},
    {"P64 TopicAlias", server, "above the maximum",
     [] { return alias_reader(2).s(1, aliased(q0("a"), 3)); }, "MQTT-3.1.2-26"},
    {"P64 TopicAlias", server, "unknown",
     [] { return alias_reader(2).s(1, aliased(q0("a"), 1, false)); }, "U5.0-3.3.4-13"},
    {"P64 TopicAlias", server, "known on another connection",
     [] {
       return alias_reader(2)
           .s(1, aliased(q0("a"), 1))
           .cut(1)
           .connect(2, "c", true, false, aliases(2))
           .subscribe(2, {{}})
           .s(2, aliased(q0("b"), 1, false));
     },
     "MQTT-3.3.2-7"},
    {"", server, "one from before the CONNACK that does not permit it",
     [] {
       TraceOf trace;
       Connack connack;
       connack.properties = takes_aliases(2);
       return trace.c(1, trace.connect_packet("c", true))
           .c(1, aliased(q0("a"), 5))
           .s(1, connack)
           .s(1, Disconnect{ReasonCode::topic_alias_invalid, {}})
           .closed(1);
     }},
    {"P64 TopicAlias", server, "a permitted one is refused",
     [] {
       return alias_reader(2)
           .s(1, aliased(q0("a"), 1))
           .speak(Version::v5_0)
           .connect(3, "x", true, false, {}, takes_aliases(5))
           .c(3, aliased(q0("x"), 5))
           .s(3, Disconnect{ReasonCode::topic_alias_invalid, {}})
           .closed(3);
     },
     "MQTT-3.3.2-12"},
    {"P64 TopicAlias", client, "within the maximum",
     [] { return alias_writer(5).c(1, aliased(q0("a"), 5)).c(1, aliased(q0("a"), 5, false)); }},
    {"P64 TopicAlias", client, "where none is allowed",
     [] { return alias_writer(0).c(1, aliased(q0("a"), 1)); }, "MQTT-3.2.2-18"},
    {"P64 TopicAlias", client, "above the maximum",
     [] { return alias_writer(5).c(1, aliased(q0("a"), 6)); }, "MQTT-3.3.2-9"},
    {"P64 TopicAlias", client, "zero", [] { return alias_writer(5).c(1, aliased(q0("a"), 0)); },
     "MQTT-3.3.2-8"},

    {"P65 ProblemInformation", server, "none, but in DISCONNECT",
     [] {
       Disconnect disconnect{ReasonCode::server_busy, {}};
       disconnect.properties.reason_string = "busy";
       return incurious().s(1, Puback{1, {}, {}}).s(1, disconnect).closed(1);
     }},
    {"P65 ProblemInformation", server, "in PUBACK",
     [] { return incurious().s(1, Puback{1, {}, reason()}); }, "MQTT-3.1.2-29"},
    {"", server, "wanted by default",
     [] { return TraceOf().connect(1).c(1, q1(1)).s(1, Puback{1, {}, reason()}); }},

    {"P66 AuthDiscipline", server, "the method of CONNECT",
     [] {
       return authenticating()
           .s(1, Auth{go_on, method("m")})
           .c(1, Auth{go_on, method("m")})
           .s(1, authenticated("m"));
     }},
    {"P66 AuthDiscipline", server, "another method",
     [] { return authenticating().s(1, Auth{go_on, method("x")}); }, "MQTT-4.12.0-5"},
    {"P66 AuthDiscipline", server, "CONNACK without it",
     [] { return authenticating().s(1, authenticated({})); }, "MQTT-4.12.0-5"},
    {"P66 AuthDiscipline", server, "success before CONNACK",
     [] { return authenticating().s(1, Auth{ReasonCode::success, method("m")}); }, "MQTT-4.12.0-2"},
    {"P66 AuthDiscipline", server, "not asked for",
     [] { return TraceOf().connect(1).s(1, Auth{go_on, method("m")}); }, "MQTT-4.12.0-6"},
    {"P66 AuthDiscipline", client, "the method of CONNECT",
     [] {
       return authenticating()
           .s(1, Auth{go_on, method("m")})
           .c(1, Auth{go_on, method("m")})
           .s(1, authenticated("m"))
           .c(1, Auth{ReasonCode::re_authenticate, method("m")});
     }},
    {"P66 AuthDiscipline", client, "something else in between",
     [] { return authenticating().c(1, Pingreq{}); }, "MQTT-3.1.2-30"},
    {"P66 AuthDiscipline", client, "without a method in CONNECT",
     [] { return TraceOf().connect(1).c(1, Auth{ReasonCode::re_authenticate, method("m")}); },
     "MQTT-4.12.0-7"},
    {"P66 AuthDiscipline", client, "another method later",
     [] {
       return authenticating()
           .s(1, authenticated("m"))
           .c(1, Auth{ReasonCode::re_authenticate, method("x")});
     },
     "MQTT-4.12.1-1"},

    {"P68 NegotiatedLimits", server, "a name for the nameless", [] { return nameless("new"); }},
    {"P68 NegotiatedLimits", server, "no name", [] { return nameless({}); }, "MQTT-3.2.2-16"},
    {"P68 NegotiatedLimits", server, "another's name", [] { return nameless("p").closed(9); },
     "MQTT-3.2.2-16"},
    {"P68 NegotiatedLimits", server, "a Will above its Maximum QoS",
     [] {
       return TraceOf().connect(1, "c", true, false, {}, limited(),
                                TheWill{"w", "x", Qos::exactly_once});
     },
     "MQTT-3.2.2-12"},
    {"P68 NegotiatedLimits", server, "a retained Will without Retain Available",
     [] {
       return TraceOf().connect(1, "c", true, false, {}, limited(),
                                TheWill{"w", "x", Qos::at_most_once, true});
     },
     "MQTT-3.2.2-13"},
    {"P68 NegotiatedLimits", client, "within them",
     [] { return limited_server().published(1, q1(1)).subscribe(1, {{"t", Qos::exactly_once}}); }},
    {"P68 NegotiatedLimits", client, "above Maximum QoS",
     [] { return limited_server().c(1, q2(1)); }, "MQTT-3.2.2-11"},
    {"P68 NegotiatedLimits", client, "RETAIN",
     [] { return limited_server().c(1, retained(q0("m"))); }, "MQTT-3.2.2-14"},
    {"P68 NegotiatedLimits", client, "a wildcard",
     [] { return limited_server().subscribe(1, {{"#"}}); }, "U5.0-3.2.2.3.11-5"},
    {"P68 NegotiatedLimits", client, "an identifier",
     [] { return limited_server().subscribe(1, {{"t"}}, 1, 7); }, "U5.0-3.2.2.3.12-5"},
    {"P68 NegotiatedLimits", client, "a Shared Subscription",
     [] { return limited_server().subscribe(1, {{"$share/g/t"}}); }, "U5.0-3.2.2.3.13-5"},
};

}  // namespace

std::span<const MonitorCase> property_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
