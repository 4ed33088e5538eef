// Traces for the monitors of Wills: when they are published, in what shape, and for which session.
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {
namespace {

constexpr auto server = Actor::server;
constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;
constexpr auto qos_1 = Qos::at_least_once;
constexpr auto qos_2 = Qos::exactly_once;

ConnectProperties kept() {
  ConnectProperties properties;
  properties.session_expiry_interval = 1'000;
  return properties;
}

TheWill delayed_by(std::uint32_t delay_s) {
  TheWill will{"w", "gone", qos_1};
  will.properties.will_delay_interval = delay_s;
  return will;
}

/// A subscriber on 1, and on 2 a client "w" with this Will, whose session lasts.
TraceOf with(const TheWill& will, Version version = v5, const Sub& sub = {"w", qos_2}) {
  return TraceOf(version).connect(1, "c").subscribe(1, {sub}).connect(
      2, "w", version == v5, false, version == v5 ? kept() : ConnectProperties{}, {}, will);
}

/// The Will as it comes.
Pub gone(std::uint16_t id = 1) { return on("w", q1(id, "gone")); }

TraceOf& come_back(TraceOf& trace, bool clean = false) {
  return trace.connect(3, "w", clean, !clean, kept());
}

/// The connection with a Will that is delayed by 10 s is lost, and its client back some time later.
TraceOf back_after(Time wait_ms) {
  TraceOf trace = with(delayed_by(10)).ping(2).cut(2).pass(wait_ms);
  return come_back(trace);
}

/// The Will's client falls silent, and its connection is closed.
TraceOf silent(const TheWill& will, Version version = v5) {
  TraceOf trace = TraceOf(version).connect(1, "c").subscribe(1, {{"w", qos_2}}).keep_alive(10);
  return trace.connect(2, "w", true, false, {}, {}, will).pass(15'000).closed(2);
}

/// The Will's client connects anew while the old connection is open.
TraceOf taken_over(const TheWill& will, bool clean, Version version = v5) {
  TraceOf trace = with(will, version);
  trace.connect(3, "w", clean, !clean, version == v5 ? kept() : ConnectProperties{});
  return trace.closed(2);
}

TheWill retained_will() { return {"w", "gone", qos_1, true}; }

/// The Will has come; then another client subscribes.
TraceOf subscribed_later(const TheWill& will, Version version = v5) {
  return with(will, version)
      .cut(2)
      .delivered(1, gone())
      .connect(4, "d")
      .subscribe(4, {{"w", qos_2}});
}

TheWill expiring_will() {
  TheWill will{"w", "gone", qos_1};
  will.properties.message_expiry_interval = 20;
  return will;
}

Pub expiring(Pub publish, std::uint32_t interval_s) {
  publish.properties.message_expiry_interval = interval_s;
  return publish;
}

const MonitorCase cases[] = {
    {"P59 WillWhen", server, "back in time", [] { return back_after(5'000).pass(90'000).ping(1); }},
    {"", server, "back too late",
     [] {
       TraceOf trace = with(delayed_by(10)).ping(2).cut(2).pass(10'000).delivered(1, gone());
       return come_back(trace).ping(1);
     }},
    {"", server, "an early one, whose session may have been ended",
     [] { return with(delayed_by(10)).cut(2).pass(100).delivered(1, gone()).ping(1); }},
    {"", server, "the connection may have been lost much earlier",
     [] {
       TraceOf trace = with(delayed_by(10)).pass(60'000).delivered(1, gone());
       return come_back(trace.cut(2)).ping(1);
     }},
    {"P59 WillWhen", server, "after its delay",
     [] {
       return with(delayed_by(10)).cut(2).pass(11'000).delivered(1, gone()).pass(90'000).ping(1);
     }},
    {"P59 WillWhen", server, "when the server has closed",
     [] { return silent(delayed_by(0)).delivered(1, gone()).pass(90'000).ping(1); }},
    {"", server, "after a failure it may come later",
     [] { return silent(delayed_by(0)).closed(1).pass(90'000).connect(4, "d").ping(4); }},
    {"P59 WillWhen", server, "too early",
     [] {
       TraceOf trace = with(delayed_by(10)).ping(2).cut(2).delivered(1, gone()).pass(5'000);
       return come_back(trace);
     },
     "MQTT-3.1.2-8"},
    {"P59 WillWhen", server, "though its client was back",
     [] { return back_after(5'000).pass(5'000).delivered(1, gone()); }, "MQTT-3.1.3-9"},
    {"P59 WillWhen", server, "not after its delay",
     [] { return with(delayed_by(10)).cut(2).pass(90'000).ping(1); }, "MQTT-3.1.2-8"},
    {"P59 WillWhen", server, "not when the server has closed",
     [] { return silent({"w", "gone", qos_1}, v3).pass(90'000).ping(1); }, "MQTT-3.1.2-8"},
    {"P58 WillExactlyOnce", server, "not before the end of its session",
     [] { return with({"w", "gone", qos_1}).cut(2).pass(90'000).ping(1); }, "U5.0-3.1.3.2.2-2"},

    {"P60 WillShape", server, "as it was given",
     [] { return with({"w", "gone", qos_1}).cut(2).delivered(1, gone()); }},
    {"P60 WillShape", server, "at the QoS that was granted",
     [] { return with({"w", "gone", qos_2}, v5, {"w", qos_1}).cut(2).delivered(1, gone()); }},
    {"P60 WillShape", server, "retained",
     [] { return subscribed_later(retained_will()).delivered(4, retained(gone())).ping(4); }},
    {"P60 WillShape", server, "retained before, perhaps",
     [] { return subscribed_later({"w", "gone", qos_1}).delivered(4, retained(gone())).ping(4); }},
    {"P60 WillShape", server, "with what is left of its time",
     [] { return with(expiring_will()).cut(2).delivered(1, expiring(gone(), 19)); }},
    {"P60 WillShape", server, "at another QoS",
     [] { return with({"w", "gone", qos_1}).cut(2).s(1, on("w", q0("gone"))); }, "MQTT-3.8.4-8"},
    {"P60 WillShape", server, "at another QoS in 3.1.1",
     [] { return with({"w", "gone", qos_1}, v3).cut(2).s(1, on("w", q0("gone"))); },
     "MQTT-3.1.2-9"},
    {"P60 WillShape", server, "at its own QoS where a lower one was granted",
     [] {
       return with({"w", "gone", qos_2}, v5, {"w", qos_1}).cut(2).s(1, on("w", q2(1, "gone")));
     },
     "MQTT-3.8.4-8"},
    {"P60 WillShape", server, "retained, and should not be",
     [] {
       return with({"w", "gone", qos_1}, v5, {"w", qos_2, false, true})
           .cut(2)
           .delivered(1, retained(on("w", q1(1, "old"))))
           .delivered(1, retained(gone(2)));
     },
     "MQTT-3.1.2-14"},
    {"P60 WillShape", server, "retained, and should not be, in 3.1.1",
     [] {
       return with({"w", "gone", qos_1}, v3)
           .cut(2)
           .delivered(1, retained(gone(1)))
           .delivered(1, retained(gone(2)));
     },
     "MQTT-3.1.2-16"},
    {"P60 WillShape", server, "not retained, and should be",
     [] { return subscribed_later(retained_will()).ping(4); }, "MQTT-3.1.2-15"},
    {"P60 WillShape", server, "not retained, and should be, in 3.1.1",
     [] { return subscribed_later(retained_will(), v3).ping(4); }, "MQTT-3.1.2-17"},
    {"P60 WillShape", server, "without its time",
     [] { return with(expiring_will()).cut(2).delivered(1, gone()); }, "U5.0-3.1.3.2.4-2"},

    {"P61 WillNotInOtherSession", server, "published",
     [] { return taken_over(delayed_by(60), true).delivered(1, gone()).pass(90'000).ping(1); }},
    {"", server, "dropped, as its session goes on",
     [] { return taken_over(delayed_by(60), false).pass(90'000).ping(1); }},
    {"", server, "taken over after the client was cut off",
     [] {
       TraceOf trace = with(delayed_by(60)).cut(2).pass(1'000);
       return come_back(trace, true).pass(90'000).ping(1);
     }},
    {"P61 WillNotInOtherSession", server, "dropped with its session",
     [] { return taken_over(delayed_by(60), true).pass(90'000).ping(1); }, "MQTT-3.1.2-8"},
    {"P61 WillNotInOtherSession", server, "dropped without a delay",
     [] { return taken_over(delayed_by(0), false).pass(90'000).ping(1); }, "U5.0-3.1.4-6"},
    {"P61 WillNotInOtherSession", server, "dropped in 3.1.1",
     [] { return taken_over({"w", "gone", qos_1}, false, v3).pass(90'000).ping(1); },
     "MQTT-3.1.2-8"},
};

}  // namespace

std::span<const MonitorCase> will_cases() { return cases; }

}  // namespace mqttspec::model::monitors::testing
