// P31 DupTruth: DUP says whether a PUBLISH is a retransmission, no more and no less.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited set_on_resend = "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5;
constexpr Cited clear_at_qos_0 = "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5;
constexpr Cited only_on_resend = "MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5;

class DupTruth final : public Monitor {
 public:
  explicit DupTruth(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_, PacketType::publish); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr) return;
    note_antecedent();
    const Version version = facts.connection().version;
    if (publish->qos == Qos::at_most_once) {
      if (publish->dup) report(clear_at_qos_0, version, facts.now(), "DUP set at QoS 0");
    } else if (facts.sending_kind() == SendingKind::again) {
      if (!publish->dup && holds_for_certain(facts, subject_))
        report(set_on_resend, version, facts.now(),
               fmt::format(
                   "an unacknowledged PUBLISH, Packet Identifier {}, is sent again without DUP",
                   publish->packet_id));
    } else if (publish->dup && facts.sending_kind() != SendingKind::late &&
               (knows_all_sendings(facts) || is_younger_than_absence(facts, *publish))) {
      report(
          only_on_resend, version, facts.now(),
          fmt::format("DUP is set on the first PUBLISH of this message with Packet Identifier {}",
                      publish->packet_id));
    }
  }

  /// True if the sender cannot have sent anything in this session that is not in the trace.
  bool knows_all_sendings(const TraceFacts& facts) const {
    const ConnectionFacts& connection = facts.connection();
    if (subject_ == Sender::server)
      return connection.judgeable() && !connection.session_present && facts.session().judgeable() &&
             facts.session().connections.size() == 1;
    // Clients of 3.1.1 may keep their half of a session that the server has lost.
    return connection.clean_start &&
           std::ranges::none_of(facts.connections(), [&](const auto& entry) {
             return entry.first != connection.id && entry.second.client_id == connection.client_id;
           });
  }

  /// True if the server had closed every earlier connection of the session when the message came to
  /// it. A retained one may have come before the trace.
  bool is_younger_than_absence(const TraceFacts& facts, const Publish& publish) const {
    const SessionFacts& session = facts.session();
    if (subject_ == Sender::client || publish.retain || !facts.connection().judgeable() ||
        !session.judgeable() || facts.saw_client_garbage())
      return false;
    Position left = 0;
    for (const ConnectionId id : session.connections)
      if (id != facts.connection().id) left = std::max(left, facts.at(id).server_closed);
    const auto& origins = facts.origins(facts.message());
    return left != never && !origins.empty() &&
           std::ranges::all_of(origins, [&](const auto& origin) { return origin.event > left; });
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_dup_truth(Sender subject) { return std::make_unique<DupTruth>(subject); }

}  // namespace mqttspec::model::monitors
