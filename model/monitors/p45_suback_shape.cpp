// P45 SubackShape: each SUBSCRIBE and UNSUBSCRIBE gets its answer, with one code for each Topic
// Filter.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/answer_duty.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class SubackShape final : public AnswerDuty {
 public:
  SubackShape()
      : AnswerDuty(Sender::server,
                   {{PacketType::suback, "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5},
                    {PacketType::unsuback, "MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5}}) {}

 private:
  Interest interest() const override {
    return AnswerDuty::interest() |
           Interest::in_packets(Sender::server, PacketType::suback, PacketType::unsuback);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    AnswerDuty::judge(facts, event);
    if (facts.answers() == never) return;
    const auto is_answered = [&](const auto& entry) { return entry.sent == facts.answers(); };
    if (const auto* suback = packet_from<Suback>(event, Sender::server)) {
      const auto filters = std::ranges::count_if(facts.session().subscriptions, is_answered);
      judge_count("MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-6"_v5, facts, filters,
                  suback->reason_codes.size());
    } else if (const auto* unsuback = packet_from<Unsuback>(event, Sender::server)) {
      const auto filters = std::ranges::count_if(facts.session().unsubscriptions, is_answered);
      judge_count("MQTT-3.11.3-1"_v5, facts, filters, unsuback->reason_codes.size());
    }
  }

  void judge_count(Cited cited, const TraceFacts& facts, std::ptrdiff_t filters,
                   std::size_t codes) {
    // The filters of a request from before the CONNACK may be in the facts of another session.
    if (!facts.connection().judgeable() || filters == 0 ||
        static_cast<std::size_t>(filters) == codes)
      return;
    report(cited, facts, fmt::format("{} Reason Codes for {} Topic Filters", codes, filters));
  }
};

}  // namespace

NewMonitor make_suback_shape() { return std::make_unique<SubackShape>(); }

}  // namespace mqttspec::model::monitors
