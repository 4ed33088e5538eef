// P24 NoPublishAfterPubrel: once the PUBREL of an exchange is sent, its PUBLISH is not sent again.
#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class NoPublishAfterPubrel final : public BookedMonitor {
 public:
  explicit NoPublishAfterPubrel(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    if (packet_from<Pubrel>(event, subject_) != nullptr && book.exchange() != nullptr) reached();
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr || book.kind() != SendingKind::again || book.held() == nullptr) return;
    // A PUBREL without PUBREC is no part of the exchange: it may say that the identifier is
    // unknown.
    if (book.held()->released == never || book.held()->received == never) return;
    if (holds_for_certain(book, subject_))
      accuse("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, book.connection().version, book.now(),
             text_of("PUBLISH with Packet Identifier ", publish->packet_id,
                     " after its PUBREL and before its PUBCOMP"));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_no_publish_after_pubrel(Sender subject) {
  return std::make_unique<NoPublishAfterPubrel>(subject);
}

}  // namespace mqttspec::model
