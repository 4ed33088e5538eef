// P01 SessionPresentTruth, P04 ExpiryExact: Session Present is 1 if and only if the server has the
// client's session and takes it up again; and it has it for as long as the Session Expiry Interval
// says, not less and not more.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr std::uint32_t never_expires_s = 0xFFFF'FFFF;
// Servers count whole seconds.
constexpr Time slack_ms = 2'000;

// Milliseconds in which a session that ends with its connection may still be there.
constexpr Time time_to_end = 200;

// Milliseconds for which a session without connection is kept, whatever the policy: in 3.1.1 the
// Server may have one, and says nothing of it (4.1.1, F16).
constexpr Time shortest_policy_ms = 30'000;

constexpr Cited zero_if_clean = "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5;
constexpr Cited one_if_stored = "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited zero_if_not_stored = "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited kept = "MQTT-4.1.0-1"_v311 | "MQTT-3.1.2-23"_v5;
constexpr Cited zero_if_refused = "MQTT-3.2.2-4"_v311 | "MQTT-3.2.2-6"_v5;

/// True if another CONNECT with the ClientId came since, whatever became of it.
bool others_tried(const TraceFacts& facts, const ConnectionFacts& last,
                  const ConnectionFacts& now) {
  for (const auto& [id, other] : facts.connections())
    if (id != last.id && id != now.id && other.connect != never &&
        other.client_id == now.client_id &&
        (other.connack == never || other.connack > last.connect))
      return true;
  return false;
}

/// A server that closes connections unasked may be going down, with or without its state; unless
/// this is the connection that the newest one takes over.
bool server_may_have_restarted(const TraceFacts& facts, const ConnectionFacts& last,
                               const ConnectionFacts& now) {
  for (const auto& [id, other] : facts.connections())
    if (other.server_closed != never && other.server_closed > last.connack &&
        other.server_closed < other.client_disconnect &&
        (id != last.id || other.server_closed < now.connect))
      return true;
  return false;
}

class SessionPresentTruth final : public Monitor {
  enum class Stored : std::uint8_t { unknown, no, yes };

  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    const auto* connack = packet_from<Connack>(event, Sender::server);
    if (connack == nullptr || connection.connack != facts.now() || connection.garbage) return;
    note_antecedent();
    if (!connection.accepted) {
      if (connack->session_present) wrong(zero_if_refused, facts, "1 with a refusal");
      return;
    }
    if (connection.clean_start) {
      if (connack->session_present) wrong(zero_if_clean, facts, "1 for a new session");
    } else {
      const Stored stored = is_stored(facts, connection);
      if (stored == Stored::yes && !connack->session_present)
        denials_.push_back({connection.id, facts.now()});
      if (stored == Stored::no && connack->session_present)
        wrong(zero_if_not_stored, facts, "1 though the session had ended");
    }
    newest_[connection.client_id] = connection.id;
  }

  // The server is taken at its word, and has lost the session, unless it is seen to go on.
  void settle(const TraceFacts& facts) override {
    for (const Denial& denial : denials_) {
      const ConnectionFacts& connection = facts.at(denial.connection);
      const bool goes_on = facts.sessions()[connection.session].goes_on;
      report(goes_on ? one_if_stored : kept, connection.version, denial.connack,
             fmt::format("Session Present is 0 though the session cannot have ended{}",
                         goes_on ? ", and it goes on" : ""));
    }
    denials_.clear();
  }

  Stored is_stored(const TraceFacts& facts, const ConnectionFacts& connection) const {
    const auto found = newest_.find(connection.client_id);
    if (found == newest_.end() || connection.client_id.empty()) return Stored::unknown;
    const ConnectionFacts& last = facts.at(found->second);
    if (last.version != connection.version || last.connack > connection.connect ||
        others_tried(facts, last, connection))
      return Stored::unknown;
    // A DISCONNECT can change the interval, and may not have arrived.
    if (last.disconnect_expiry_interval_s) return Stored::unknown;
    if (last.session_expiry_interval_s == 0)
      return has_ended(facts, last, connection) ? Stored::no : Stored::unknown;
    if (server_may_have_restarted(facts, last, connection)) return Stored::unknown;
    if (last.session_expiry_interval_s != never_expires_s) return Stored::unknown;  // P04
    return may_have_ended_by_policy(facts, last, connection) ? Stored::unknown : Stored::yes;
  }

  static bool may_have_ended_by_policy(const TraceFacts& facts, const ConnectionFacts& last,
                                       const ConnectionFacts& now) {
    const Position closed = std::min(last.client_closed, last.server_closed);
    const Position end = closed == never ? last.processed : closed;
    return now.version == Version::v3_1_1 &&
           facts.time_of(end) + shortest_policy_ms <= now.connect_at;
  }

  static bool has_ended(const TraceFacts& facts, const ConnectionFacts& last,
                        const ConnectionFacts& now) {
    const Position end = std::min(last.client_closed, last.server_closed);
    return end != never && facts.time_of(end) + time_to_end <= now.connect_at;
  }

  void wrong(Cited cited, const TraceFacts& facts, std::string_view how) {
    report(cited, facts, fmt::format("Session Present is {}", how));
  }

  /// A CONNACK with Session Present 0 where a session has to be left.
  struct Denial {
    ConnectionId connection;
    Position connack;
  };
  std::vector<Denial> denials_;
  std::map<std::string, ConnectionId> newest_;
};

class ExpiryExact final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    const auto* connack = packet_from<Connack>(event, Sender::server);
    if (connack == nullptr || connection.connack != facts.now() || connection.garbage ||
        !connection.accepted)
      return;
    const auto found = newest_.find(connection.client_id);
    if (found != newest_.end() && !connection.clean_start && !connection.client_id.empty())
      judge_return(facts, connection, facts.at(found->second), connack->session_present);
    newest_[connection.client_id] = connection.id;
  }

  void judge_return(const TraceFacts& facts, const ConnectionFacts& connection,
                    const ConnectionFacts& last, bool session_present) {
    if (last.version != Version::v5_0 || connection.version != Version::v5_0 ||
        last.connack > connection.connect || last.client_erred || last.garbage ||
        others_tried(facts, last, connection))
      return;
    // A DISCONNECT can change the interval, and may not have arrived.
    const std::uint32_t agreed_s = last.session_expiry_interval_s;
    const std::uint32_t asked_s = last.disconnect_expiry_interval_s.value_or(agreed_s);
    const std::uint32_t shortest_s = std::min(agreed_s, asked_s);
    const std::uint32_t longest_s = std::max(agreed_s, asked_s);
    if (session_present)
      judge_late(facts, connection, last, longest_s);
    else if (shortest_s != 0 && shortest_s != never_expires_s)
      judge_early(facts, connection, last, shortest_s);
  }

  // The connection was open at least until the client sent what was answered last. A server that is
  // full may end sessions (F16); the few of one run give no cause for it.
  void judge_early(const TraceFacts& facts, const ConnectionFacts& connection,
                   const ConnectionFacts& last, std::uint32_t interval_s) {
    const Time end = facts.time_of(last.processed) + Time{interval_s} * 1'000;
    if (facts.time() + slack_ms >= end || server_may_have_restarted(facts, last, connection))
      return;
    note_antecedent();
    early_.push_back({&facts.session(), facts.now(),
                      fmt::format("Session Present is 0, with {} ms left of a Session Expiry "
                                  "Interval of {} s",
                                  end - facts.time(), interval_s)});
  }

  // Either the session is lost, or what is said of it is wrong: what the server sends then tells.
  void settle(const TraceFacts&) override {
    for (const Early& early : early_)
      if (early.session->goes_on)
        report(one_if_stored, Version::v5_0, early.connack, early.text + ", but it goes on");
      else
        report("MQTT-3.1.2-23"_v5, Version::v5_0, early.connack, early.text);
    early_.clear();
  }

  // A server that is not running need not watch the time (F16), but then no other connection would
  // have lasted.
  void judge_late(const TraceFacts& facts, const ConnectionFacts& connection,
                  const ConnectionFacts& last, std::uint32_t interval_s) {
    note_antecedent();
    const auto closed = latest_close(facts, last);
    if (!closed || interval_s == never_expires_s) return;
    const Time end = *closed + Time{interval_s} * 1'000 + sweep_ms;
    const Position before = std::min(last.client_closed, last.server_closed);
    if (connection.connect_at <= end || before == never ||
        std::ranges::none_of(facts.connections(), [&](const auto& entry) {
          return entry.second.open() && entry.second.connack < before;
        }))
      return;
    report("MQTT-4.1.0-2"_v5, Version::v5_0, facts.now(),
           fmt::format("Session Present is 1, {} ms after the session's connection was closed, at "
                       "a Session Expiry Interval of {} s",
                       connection.connect_at - *closed, interval_s));
  }

  /// When the server had noticed the end of the connection at the latest, if that is known: a
  /// client that is cut off may be missed by its Keep Alive only.
  static std::optional<Time> latest_close(const TraceFacts& facts, const ConnectionFacts& last) {
    if (last.server_closed != never) return facts.time_of(last.server_closed);
    if (last.keep_alive_s == 0) return std::nullopt;
    return facts.time_of(last.client_active) + Time{last.keep_alive_s} * 1'500 + sweep_ms;
  }

  /// A session that the server says it does not have before its time.
  struct Early {
    const SessionFacts* session;
    Position connack;
    std::string text;
  };
  std::vector<Early> early_;
  std::map<std::string, ConnectionId> newest_;
};

}  // namespace

NewMonitor make_session_present_truth() { return std::make_unique<SessionPresentTruth>(); }
NewMonitor make_expiry_exact() { return std::make_unique<ExpiryExact>(); }

}  // namespace mqttspec::model::monitors
