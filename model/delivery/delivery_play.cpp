// One row of the delivery table played on the model: a publisher, a subscriber that answers what it
// gets, and what reached it. See delivery_table.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "codec/owned.hpp"
#include "model/broker/step.hpp"
#include "model/delivery/delivery_table.hpp"
#include "model/scripts/script_words.hpp"

namespace mqttspec::model::delivery {

namespace {

constexpr ConnectionId publisher = 1;

/// Milliseconds after which every subscription has taken effect (F17).
constexpr Time settling_time = 2'000;

class Play {
 public:
  Play(const DeliveryRow& row, const Profile& profile, const FaultSet& faults, Chooser& chooser)
      : row_(row), profile_(profile), faults_(faults), chooser_(chooser) {
    open();
    send(publisher, "pub connect clean");
  }

  void connect() {
    subscriber_ = open();
    const auto kept = row_.version == Version::v5_0 ? " expiry=120" : "";
    send(subscriber_, fmt::format("sub connect{}", row_.clean ? " clean" : kept));
  }

  void disconnect() { send(subscriber_, "sub disconnect"); }

  void subscribe() {
    auto line = fmt::format("sub subscribe 1 t:{}", static_cast<unsigned>(row_.subscribed));
    if (row_.version == Version::v5_0)
      line += fmt::format("{}h{}", row_.retain_as_published ? "p" : "",
                          static_cast<unsigned>(row_.retain_handling));
    send(subscriber_, line);
    perform(Advance{state_.now + settling_time});
  }

  void publish_all() {
    for (unsigned number = 1; number <= published_messages; ++number)
      send(publisher, fmt::format("pub publish t M{} q={} id={}{}", number,
                                  static_cast<unsigned>(row_.published),
                                  row_.published == Qos::at_most_once ? 0 : number,
                                  row_.retain ? " retain" : ""));
  }

  /// Only the messages that come from now on count.
  void forget_messages() { result_.messages.clear(); }
  /// Only the statements that are applied from now on count.
  void forget_statements() { result_.fired = {}; }

  const DeliveryPlay& result() const { return result_; }
  /// False if a subscription was granted less than it asked for.
  bool granted() const { return granted_; }

 private:
  ConnectionId open() {
    perform(Opened{++connections_});
    return connections_;
  }

  void send(ConnectionId connection, const std::string& line) {
    const scripts::Words words(line);
    const auto packet = scripts::packet_of(words, row_.version);
    const BorrowedPacket borrowed(*packet);
    perform(Received{connection, &borrowed.packet()});
  }

  void perform(const Input& input) {
    std::vector<Output> outputs;
    broker::apply(state_, input, profile_, faults_, chooser_, outputs, result_.fired);
    for (const auto& output : outputs)
      if (const auto* pending = std::get_if<Pending>(&output))
        std::visit([&](const auto& packet) { answer(pending->connection, packet); },
                   pending->packet);
  }

  void answer(ConnectionId connection, const owned::Publish& publish) {
    if (publish.payload.starts_with('M')) {
      const auto number =
          scripts::Words::to_number(std::string_view(publish.payload).substr(1), 10);
      result_.messages.push_back({static_cast<unsigned>(number), publish.qos, publish.retain});
    }
    if (publish.qos == Qos::at_most_once) return;
    const auto* const word = publish.qos == Qos::at_least_once ? "puback" : "pubrec";
    send(connection, fmt::format("sub {} {}", word, publish.packet_id));
  }

  void answer(ConnectionId connection, const owned::Pubrec& pubrec) {
    send(connection, fmt::format("pub pubrel {}", pubrec.packet_id));
  }

  void answer(ConnectionId connection, const owned::Pubrel& pubrel) {
    send(connection, fmt::format("sub pubcomp {}", pubrel.packet_id));
  }

  void answer(ConnectionId, const owned::Suback& suback) {
    for (const auto code : suback.reason_codes)
      granted_ = granted_ && static_cast<unsigned>(code) == static_cast<unsigned>(row_.subscribed);
  }

  template <class Other>
  void answer(ConnectionId, const Other&) {}

  const DeliveryRow& row_;
  const Profile& profile_;
  FaultSet faults_;
  Chooser& chooser_;
  BrokerState state_;
  ConnectionId connections_ = 0;
  ConnectionId subscriber_ = 0;
  bool granted_ = true;
  DeliveryPlay result_;
};

}  // namespace

std::optional<DeliveryPlay> play_delivery(const DeliveryRow& row, Situation situation,
                                          const Profile& profile, const FaultSet& faults,
                                          Chooser& chooser) {
  if (row.published > profile.maximum_qos || (row.retain && !profile.retain_available)) return {};
  Play play(row, profile, faults, chooser);
  if (situation != Situation::subscribes_late) {
    play.connect();
    play.subscribe();
  }
  play.forget_statements();
  const bool leaves = situation == Situation::returns || situation == Situation::subscribes_again;
  if (leaves) play.disconnect();
  play.publish_all();
  if (situation != Situation::stays) play.connect();
  if (situation == Situation::subscribes_again) play.forget_messages();
  if (situation == Situation::subscribes_again || situation == Situation::subscribes_late)
    play.subscribe();
  if (!play.granted()) return {};
  return play.result();
}

}  // namespace mqttspec::model::delivery
