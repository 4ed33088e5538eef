// P24 NoPublishAfterPubrel: once the PUBREL of an exchange is sent, its PUBLISH is not sent again.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class NoPublishAfterPubrel final : public Monitor {
 public:
  explicit NoPublishAfterPubrel(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override {
    return Interest::in_packets(subject_, PacketType::publish, PacketType::pubrel);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Pubrel>(event, subject_) != nullptr && facts.exchange() != nullptr)
      note_antecedent();
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr || facts.sending_kind() != SendingKind::again || facts.held() == nullptr)
      return;
    // A PUBREL without PUBREC is no part of the exchange: it may say that the identifier is
    // unknown.
    if (facts.held()->released == never || facts.held()->received == never) return;
    if (holds_for_certain(facts, subject_))
      report(
          "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, facts,
          fmt::format("PUBLISH with Packet Identifier {} after its PUBREL and before its PUBCOMP",
                      publish->packet_id));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_no_publish_after_pubrel(Sender subject) {
  return std::make_unique<NoPublishAfterPubrel>(subject);
}

}  // namespace mqttspec::model::monitors
