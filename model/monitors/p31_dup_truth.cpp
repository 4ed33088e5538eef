// P31 DupTruth: DUP says whether a PUBLISH is a retransmission, no more and no less.
#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr Cited set_on_resend = "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5;
constexpr Cited clear_at_qos_0 = "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5;
constexpr Cited only_on_resend = "MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5;

class DupTruth final : public BookedMonitor {
 public:
  explicit DupTruth(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr) return;
    reached();
    const Version version = book.connection().version;
    if (publish->qos == Qos::at_most_once) {
      if (publish->dup) accuse(clear_at_qos_0, version, book.now(), "DUP set at QoS 0");
    } else if (book.kind() == SendingKind::again) {
      if (!publish->dup && holds_for_certain(book, subject_))
        accuse(set_on_resend, version, book.now(),
               text_of("an unacknowledged PUBLISH, Packet Identifier ", publish->packet_id,
                       ", is sent again without DUP"));
    } else if (publish->dup && book.kind() != SendingKind::late && knows_all_sendings(book)) {
      accuse(only_on_resend, version, book.now(),
             text_of("DUP is set on the first PUBLISH of this message with Packet Identifier ",
                     publish->packet_id));
    }
  }

  /// True if the sender cannot have sent anything in this session that is not in the trace.
  bool knows_all_sendings(const Book& book) const {
    const ConnectionFacts& connection = book.connection();
    if (subject_ == Sender::server)
      return connection.judgeable() && !connection.session_present && book.session().judgeable() &&
             book.session().connections.size() == 1;
    // Clients of 3.1.1 may keep their half of a session that the server has lost.
    return connection.clean_start &&
           std::ranges::none_of(book.connections(), [&](const auto& entry) {
             return entry.first != connection.id && entry.second.client_id == connection.client_id;
           });
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_dup_truth(Sender subject) { return std::make_unique<DupTruth>(subject); }

}  // namespace mqttspec::model
