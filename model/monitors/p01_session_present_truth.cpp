// P01 SessionPresentTruth: Session Present is 1 if and only if the server has the client's session
// and takes it up again.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr std::uint32_t forever_s = 0xFFFF'FFFF;
// Servers count whole seconds.
constexpr Time slack_ms = 2'000;

constexpr Cited zero_if_clean = "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5;
constexpr Cited one_if_stored = "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited zero_if_not_stored = "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited zero_if_refused = "MQTT-3.2.2-4"_v311 | "MQTT-3.2.2-6"_v5;

class SessionPresentTruth final : public BookedMonitor {
  enum class Stored : std::uint8_t { unknown, no, yes };

  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    const auto* connack = packet_from<Connack>(event, Sender::server);
    if (connack == nullptr || connection.connack != book.now() || connection.garbage) return;
    reached();
    if (!connection.accepted) {
      if (connack->session_present) wrong(zero_if_refused, book, "1 with a refusal");
      return;
    }
    if (connection.clean_start) {
      if (connack->session_present) wrong(zero_if_clean, book, "1 for a new session");
    } else {
      const Stored stored = is_stored(book, connection);
      if (stored == Stored::yes && !connack->session_present)
        wrong(one_if_stored, book, "0 though the session cannot have ended");
      if (stored == Stored::no && connack->session_present)
        wrong(zero_if_not_stored, book, "1 though the session had ended");
    }
    newest_[connection.client_id] = connection.id;
  }

  Stored is_stored(const Book& book, const ConnectionFacts& connection) const {
    const auto found = newest_.find(connection.client_id);
    if (found == newest_.end() || connection.client_id.empty()) return Stored::unknown;
    const ConnectionFacts& last = book.at(found->second);
    if (last.version != connection.version || last.connack > connection.connect ||
        others_tried(book, last, connection))
      return Stored::unknown;
    // A DISCONNECT can change the interval, and may not have arrived.
    if (last.disconnect_sets_expiry) return Stored::unknown;
    if (last.session_expiry_interval_s == 0) return Stored::no;
    if (server_may_have_restarted(book, last)) return Stored::unknown;
    if (last.session_expiry_interval_s == forever_s) return Stored::yes;
    // Time runs from the close, which came after the CONNECT; too late is not judged here.
    const Time end = last.connect_at + Time{last.session_expiry_interval_s} * 1'000;
    return book.time() + slack_ms < end ? Stored::yes : Stored::unknown;
  }

  /// True if another CONNECT with the ClientId came since, whatever became of it.
  static bool others_tried(const Book& book, const ConnectionFacts& last,
                           const ConnectionFacts& now) {
    for (const auto& [id, other] : book.connections())
      if (id != last.id && id != now.id && other.connect != never &&
          other.client_id == now.client_id &&
          (other.connack == never || other.connack > last.connect))
        return true;
    return false;
  }

  /// A server that closes connections unasked may be going down, with or without its state.
  static bool server_may_have_restarted(const Book& book, const ConnectionFacts& last) {
    for (const auto& [id, other] : book.connections())
      if (other.server_closed != never && other.server_closed > last.connack &&
          other.server_closed < other.client_disconnect)
        return true;
    return false;
  }

  void wrong(Cited cited, const Book& book, std::string_view how) {
    accuse(cited, book.connection().version, book.now(), text_of("Session Present is ", how));
  }

  std::map<std::string, ConnectionId> newest_;
};

}  // namespace

NewMonitor make_session_present_truth() { return std::make_unique<SessionPresentTruth>(); }

}  // namespace mqttspec::model
