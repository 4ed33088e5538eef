// Each call is carried to the broker at once; what it does is queued until it is waited for.
#include "conformance/wire/loopback.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "model/broker/reference_broker.hpp"

namespace mqttspec::conformance::wire {
namespace {

class LoopbackNetwork final : public Network {
 public:
  LoopbackNetwork(const model::Profile& profile, const model::FaultSet& faults,
                  std::span<const model::conditions::NotedFault> noted)
      : broker_(profile, faults) {
    for (const auto& each : noted) broker_.note(each);
  }

  std::expected<ConnectionId, std::string> connect() override {
    const auto in_broker = broker_.open();
    const auto id = static_cast<ConnectionId>(connections_.size());
    connections_.push_back({in_broker, true});
    ids_[in_broker] = id;
    return id;
  }

  bool send(ConnectionId id, Bytes bytes) override {
    if (!connections_[id].open) return false;
    take(broker_.receive(connections_[id].in_broker, bytes));
    return true;
  }

  void close(ConnectionId id) override {
    if (!connections_[id].open) return;
    connections_[id].open = false;
    std::erase_if(events_, [&](const NetworkEvent& event) { return event.connection == id; });
    take(broker_.end(connections_[id].in_broker));
  }

  void await_end(ConnectionId, Time) override {}
  void cut(ConnectionId id) override { close(id); }

  std::vector<NetworkEvent> wait(Time deadline) override {
    while (events_.empty() && now_ < deadline) {
      // A broker that names a deadline in the past has no more to do than one without.
      const auto next = broker_.next_deadline().value_or(deadline);
      now_ = next > now_ ? std::min(next, deadline) : deadline;
      take(broker_.advance(now_));
    }
    return std::exchange(events_, {});
  }

  Time now() const override { return now_; }

 private:
  struct Connection {
    model::ConnectionId in_broker;
    bool open;
  };

  void take(std::vector<model::broker::WireAction> actions) {
    for (auto& action : actions) {
      const auto id = ids_.at(action.connection);
      if (!connections_[id].open) continue;
      if (!action.bytes.empty())
        events_.push_back({NetworkEvent::Kind::bytes, id, now_, std::move(action.bytes)});
      if (action.close) {
        connections_[id].open = false;
        events_.push_back({NetworkEvent::Kind::closed, id, now_, {}, Closing::fin});
      }
    }
  }

  model::broker::ReferenceBroker broker_;
  Time now_ = 0;
  std::vector<Connection> connections_;
  std::map<model::ConnectionId, ConnectionId> ids_;
  std::vector<NetworkEvent> events_;
};

class LoopbackTarget final : public Target {
 public:
  LoopbackTarget(const model::Profile& profile, const model::FaultSet& faults)
      : profile_(profile), faults_(faults) {}

  std::unique_ptr<Network> network() override { return make_loopback_network(profile_, faults_); }
  std::string name() const override { return "reference broker (in process)"; }
  bool virtual_time() const override { return true; }

 private:
  const model::Profile& profile_;
  model::FaultSet faults_;
};

}  // namespace

std::unique_ptr<Target> make_loopback_target(const model::Profile& profile,
                                             const model::FaultSet& faults) {
  return std::make_unique<LoopbackTarget>(profile, faults);
}

std::unique_ptr<Network> make_loopback_network(
    const model::Profile& profile, const model::FaultSet& faults,
    std::span<const model::conditions::NotedFault> noted) {
  return std::make_unique<LoopbackNetwork>(profile, faults, noted);
}

}  // namespace mqttspec::conformance::wire
