// 3.1.4  CONNECT Actions: what a new connection finds of the old one's Session, by how long that is
// to last, whether the new one is clean, and whether the old one is still open
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr Cited present_is_1 = "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited goes_on_from_state = "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5;
constexpr Cited unacknowledged_comes_again = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;
constexpr Cited stored_comes = "MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5;
constexpr Cited present_is_0_if_clean = "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5;
constexpr Cited clean_forgets = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;
constexpr Cited end_forgets = "MQTT-3.1.2-6"_v311 | "MQTT-4.1.0-2"_v5;

enum class Lifetime : std::uint8_t { lasting, ending };
enum class Old : std::uint8_t { open, closed };

// A Client with a message that it has not acknowledged and, if it has gone, one more that came
// later.
void connect_first(Run& run, Lifetime lifetime, Old state) {
  auto spec = connect("c");
  if (lifetime == Lifetime::lasting) spec.keep_session();
  auto old = run.client(spec);
  mark(old);
  old.answer_by_hand();
  granted(run, old.subscribe("t", at_least_once), at_least_once);
  auto pub = run.client("pub");
  pub.publish(publish("t", "unanswered").qos1());
  old.expect(publish("t", "unanswered").qos1());
  if (state == Old::open) return;
  leave(old);
  pub.publish(publish("t", "stored").qos1());
}

void publish_later(Run& run) { run.client("late").publish(publish("t", "later").qos1()); }

void goes_on_with_lasting(Run& run, Old state) {
  connect_first(run, Lifetime::lasting, state);
  // The same Client on a Network Connection of its own: the old one is still open, or has gone.
  auto anew = run.client("other");
  must_find_session(run, anew, connect("c").keep_session(), present_is_1);
  anew.must(unacknowledged_comes_again, publish("t", "unanswered"));
  if (state == Old::closed) anew.must(stored_comes, publish("t", "stored"));
  publish_later(run);
  anew.must(goes_on_from_state, publish("t", "later"));
}

void starts_afresh(Run& run, Lifetime lifetime, Old state, const ConnectSpec& next,
                   Must present_is_0, Must forgotten) {
  connect_first(run, lifetime, state);
  auto anew = run.client("other");
  must_start_afresh(run, anew, next, present_is_0);
  publish_later(run);
  anew.must_not_receive(forgotten, publish("t"));
}

void clean_finds_nothing(Run& run, Lifetime lifetime, Old state) {
  starts_afresh(run, lifetime, state, connect("c"), present_is_0_if_clean, clean_forgets);
}

void nothing_has_lasted(Run& run) {
  starts_afresh(run, Lifetime::ending, Old::closed, connect("c").keep_session(), end_forgets,
                end_forgets);
}

// The takeover closes the old connection, with which the Session ends; when it is discarded may
// take a moment (spec/ambiguities.md, 51), but it cannot go on.
void nothing_is_taken_over(Run& run) {
  connect_first(run, Lifetime::ending, Old::open);
  auto anew = run.client("other");
  if (finds_session(anew, connect("c").keep_session())) {
    run.must_hold(end_forgets, !goes_on(run, anew), "a new Session", "the old one goes on");
    run.remark("Session Present is 1, though nothing of the Session is left");
  }
  publish_later(run);
  anew.must_not_receive(end_forgets, publish("t"));
}

}  // namespace

std::span<const Case> s3_01_4_connect_actions() {
  static const Case cases[] = {
      {"new-connection/goes-on-with-a-lasting-session",
       {present_is_1, unacknowledged_comes_again, stored_comes, goes_on_from_state},
       [](Run& run) { goes_on_with_lasting(run, Old::closed); },
       Need::qos_1},
      {"new-connection/goes-on-with-a-lasting-session-that-it-takes-over",
       {present_is_1, unacknowledged_comes_again, goes_on_from_state},
       [](Run& run) { goes_on_with_lasting(run, Old::open); },
       Need::qos_1},
      {"new-connection/that-is-clean-finds-no-lasting-session",
       {present_is_0_if_clean, clean_forgets},
       [](Run& run) { clean_finds_nothing(run, Lifetime::lasting, Old::closed); },
       Need::qos_1},
      {"new-connection/that-is-clean-takes-over-no-lasting-session",
       {present_is_0_if_clean, clean_forgets},
       [](Run& run) { clean_finds_nothing(run, Lifetime::lasting, Old::open); },
       Need::qos_1},
      {"new-connection/finds-no-session-that-ended",
       {end_forgets},
       nothing_has_lasted,
       Need::qos_1},
      {"new-connection/takes-over-no-session-that-ends-thereby",
       {end_forgets},
       nothing_is_taken_over,
       Need::qos_1},
      {"new-connection/that-is-clean-finds-no-session-that-ended",
       {present_is_0_if_clean, clean_forgets},
       [](Run& run) { clean_finds_nothing(run, Lifetime::ending, Old::closed); },
       Need::qos_1},
      {"new-connection/that-is-clean-takes-over-no-session-that-ends-thereby",
       {present_is_0_if_clean, clean_forgets},
       [](Run& run) { clean_finds_nothing(run, Lifetime::ending, Old::open); },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
