// What a Server may refuse by closing, followed through a trace.
#include "conformance/play/freedom_to_close.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "conformance/play/case_result.hpp"

namespace mqttspec::conformance::play {

namespace {

// True of reasons that have nothing to do with what the Client sent, or that refuse it for a limit
// that the Server may set (4.13, table 2-6 of 5.0).
bool is_administrative(ReasonCode reason) {
  using enum ReasonCode;
  constexpr ReasonCode all[] = {not_authorized,
                                server_busy,
                                server_shutting_down,
                                packet_too_large,
                                message_rate_too_high,
                                quota_exceeded,
                                administrative_action,
                                retain_not_supported,
                                qos_not_supported,
                                use_another_server,
                                server_moved,
                                shared_subscriptions_not_supported,
                                connection_rate_exceeded,
                                maximum_connect_time,
                                subscription_identifiers_not_supported,
                                wildcard_subscriptions_not_supported};
  return std::ranges::find(all, reason) != std::end(all);
}

// A filter that a Server of 3.1.1 does not support may be rejected by closing ([MQTT-3.8.3-2]), and
// one for topics of its own by its security rules (5.4.8 of both).
bool may_be_rejected(const Subscribe& subscribe) {
  for (const auto each : subscribe.subscriptions)
    if (each.topic_filter.starts_with('$') ||
        each.topic_filter.find_first_of("+#") != each.topic_filter.npos)
      return true;
  return false;
}

// Follows whether the Server, if it closes now, may do so to refuse something: a PUBLISH that is
// not authorised may be answered by closing ([MQTT-3.3.5-2] of 3.1.1, which knows no other way to
// refuse it), but not one like another that was acknowledged.
class Refusals {
 public:
  explicit Refusals(model::ConnectionId connection) : connection_(connection) {}

  void observe(const model::TraceEvent& event) {
    if (!event.packet) return;
    event_ = &event;
    std::visit([this](const auto& packet) { follow(packet); }, *event.packet);
  }
  bool possible() const {
    return last_words_ ? is_administrative(*last_words_) : !doubtful_.empty();
  }

 private:
  struct Message {
    std::string topic;
    bool retain;
    Qos qos;
  };
  using Numbered = std::pair<model::ConnectionId, std::uint16_t>;

  bool ours() const { return event_->connection == connection_; }
  void follow(const Publish& packet) {
    if (event_->kind != model::TraceEvent::Kind::client_packet) return;
    Message message{std::string(packet.topic), packet.retain, packet.qos};
    if (const auto alias = packet.properties.topic_alias) {
      auto& named = aliases_[{event_->connection, *alias}];
      if (message.topic.empty()) message.topic = named;
      named = message.topic;
    }
    const bool is_like_another = std::ranges::any_of(taken_, [&](const Message& each) {
      return each.topic == message.topic && each.retain == message.retain &&
             each.qos >= message.qos;
    });
    if (ours() && !is_like_another) doubtful_.insert(packet.packet_id);
    sent_[{event_->connection, packet.packet_id}] = std::move(message);
  }
  void follow(const Subscribe& packet) {
    if (ours() && may_be_rejected(packet)) doubtful_.insert(packet.packet_id);
  }
  void follow(const Puback& packet) { acknowledged(packet); }
  void follow(const Pubrec& packet) { acknowledged(packet); }
  // What is answered in order shows that all before it was taken.
  void follow(const Pingresp&) { answered(); }
  void follow(const Suback&) { answered(); }
  void follow(const Unsuback&) { answered(); }
  void follow(const Disconnect& packet) {
    if (ours()) last_words_ = packet.reason_code;
  }
  template <class Other>
  void follow(const Other&) {}

  template <class Acknowledgement>
  void acknowledged(const Acknowledgement& packet) {
    if (event_->kind != model::TraceEvent::Kind::server_packet) return;
    const auto found = sent_.find({event_->connection, packet.packet_id});
    if (found != sent_.end() && !is_failure(packet.reason_code)) taken_.push_back(found->second);
    if (ours()) doubtful_.erase(packet.packet_id);
  }
  void answered() {
    if (ours()) doubtful_.clear();
  }

  model::ConnectionId connection_;
  const model::TraceEvent* event_ = nullptr;
  std::map<Numbered, std::string> aliases_;
  std::map<Numbered, Message> sent_;
  std::vector<Message> taken_;
  std::set<std::uint16_t> doubtful_;  // what may be refused, by Packet Identifier, of QoS 0 by 0
  std::optional<ReasonCode> last_words_;
};

}  // namespace

bool may_have_been_refused(const model::Trace& trace, model::ConnectionId connection) {
  Refusals refusals(connection);
  for (const auto& event : trace) refusals.observe(event);
  return refusals.possible();
}

void CaseResult::blame_closing() {
  if (!owed_at_close) return;
  for (auto& each : judgements)
    if (each.statement == *owed_at_close && each.verdict == StatementVerdict::undecided)
      each.verdict = StatementVerdict::violated;
  verdict = worst(verdict, Verdict::fail);
}

}  // namespace mqttspec::conformance::play
