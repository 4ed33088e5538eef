// What the cases of several sections do alike: illegal packets on which the two Standards are not
// equally strict, and windows of time for what is due.
#pragma once

#include <fmt/format.h>

#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

/// The fault obliges a receiver of 3.1.1 to close; 5.0 only calls it an error of the sender.
inline void refuse(Run& run, Must in_3_1_1, Detects in_5_0, const Raw& bad, const Raw& twin) {
  if (run.is_v5())
    run.detects(in_5_0, bad, twin);
  else
    run.must_refuse(in_3_1_1, bad, twin);
}

/// The Server has to validate a CONNECT, and to close if it does not conform to section 3.1.
inline constexpr Cited connect_is_validated = "MQTT-3.1.4-1"_v311 | "MQTT-3.1.4-1"_v5;

/// A CONNECT that does not have the format of section 3.1, because it breaks `rule`.
inline void refuse_connect(Run& run, Detects rule, const Raw& bad, const Raw& twin) {
  run.detects(rule, bad, twin);
  run.must_refuse(connect_is_validated, bad, twin);
}

/// Two packets that leave in one piece, so that both are sent whatever becomes of the first.
inline Raw together(const Run& run, const Raw& first, const Raw& second) {
  std::string hex;
  for (const auto& each : {first, second})
    for (const auto byte : each.bytes(run.setting())) hex += fmt::format("{:02x}", byte);
  return raw(std::string_view(hex));
}

/// The Server must answer the CONNECT that was sent; one that it refuses for reasons of its own
/// proves nothing.
inline void must_be_accepted(Run& run, Peer& peer, Must statement) {
  if (peer.must(statement, connack()).as<Connack>().reason_code != ReasonCode::success)
    run.inconclusive("a CONNACK that accepts", "one that refuses");
}

/// Disconnects, and waits until the Server has closed, as it should: what is sent elsewhere comes
/// after that.
inline void leave(Peer& peer) {
  peer.send(disconnect());
  if (!peer.closes()) peer.drop_connection();
}

/// Connects anew and has to be accepted; true if the Server says that it has a Session.
inline bool finds_session(Peer& peer, const ConnectSpec& connect) {
  return peer.reconnect(connect).as<Connack>().session_present;
}

/// What 3.1.2.4 of 3.1.1 and 4.1 of 5.0 list is the Session state that a Server has to keep while
/// the Session lasts.
inline constexpr Cited state_is_kept = "MQTT-4.1.0-1"_v311 | "MQTT-3.1.2-23"_v5;

/// The Server must say that it has a Session. One that says otherwise is taken at its word, and has
/// lost it, unless what it sends to a client with a `mark` shows that the Session goes on.
inline void must_find_session(Run& run, Peer& peer, const ConnectSpec& connect, Must statement) {
  if (finds_session(peer, connect)) return run.must_hold(statement, true, "", "");
  const bool kept = goes_on(run, peer);
  run.must_hold(kept ? statement : Must(state_is_kept), false, "Session Present 1",
                kept ? "Session Present 0, though the Session goes on" : "Session Present 0");
}

/// The Server must go on with the Session of a client with a `mark`; that Session Present is 0
/// nevertheless is another matter [MQTT-3.2.2-3].
inline void must_resume(Run& run, Peer& peer, const ConnectSpec& connect, Must statement) {
  run.must_hold(statement, finds_session(peer, connect) || goes_on(run, peer),
                "the Session goes on", "Session Present 0, and nothing comes for it");
}
/// Milliseconds in which a Session that ends with its connection may still be there: it is what the
/// Server sees last of the connection, and need not end before that is closed.
inline constexpr Time time_to_end = 300;

/// The Server must begin a new Session.
inline void must_start_afresh(Run& run, Peer& peer, const ConnectSpec& connect, Must statement) {
  if (!connect.is_clean()) run.let_time_pass(time_to_end);
  run.must_hold(statement, !finds_session(peer, connect), "Session Present 0", "Session Present 1");
}

/// A client of 5.0 with a mark, whose Session is to last for some seconds, unless the Server wants
/// otherwise.
inline Peer lasting(Run& run, std::uint32_t seconds) {
  auto peer = run.client(connect("c").keep_session(seconds));
  if (peer.connack().properties.session_expiry_interval.value_or(seconds) != seconds)
    run.decline("the Server replaces the Session Expiry Interval");
  mark(peer);
  return peer;
}

/// Whether there was a Session matters only if the Server was asked within `limit` milliseconds: it
/// was asked before its answer came.
inline void must_resume_within(Run& run, Peer& peer, const ConnectSpec& connect, Must statement,
                               Time since, Time limit) {
  const auto answer = peer.reconnect(connect);
  const bool present = answer.as<Connack>().session_present;
  if (!present && answer.at >= since + limit)
    run.inconclusive("a CONNACK before the Session ends", "one after that");
  run.must_hold(statement, present || goes_on(run, peer), "the Session goes on",
                "Session Present 0, and nothing comes for it");
}

/// For what is due at once, but need not be prompt: later than patience it is late, not missing.
inline Window at_once(const Run& run) { return {0, run.settings().patience}; }

/// For what is due after some seconds. Servers that count in whole seconds may be up to one early.
inline Window after_seconds(const Run& run, Time seconds) {
  return {(seconds - 1) * 1'000, seconds * 1'000 + run.settings().patience};
}

}  // namespace mqttspec::conformance::cases
