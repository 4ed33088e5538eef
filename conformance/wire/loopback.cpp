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
  LoopbackNetwork(const model::Profile& profile, const model::FaultSet& faults)
      : broker_(profile, faults) {}

  std::expected<WireId, std::string> connect() override {
    const auto connection = broker_.open();
    const auto wire = static_cast<WireId>(wires_.size());
    wires_.push_back({connection, true});
    by_connection_[connection] = wire;
    return wire;
  }

  bool send(WireId wire, Bytes bytes) override {
    if (!wires_[wire].open) return false;
    take(broker_.receive(wires_[wire].connection, bytes));
    return true;
  }

  void close(WireId wire) override {
    if (!wires_[wire].open) return;
    wires_[wire].open = false;
    std::erase_if(events_, [&](const WireEvent& event) { return event.wire == wire; });
    take(broker_.end(wires_[wire].connection));
  }

  void cut(WireId wire) override { close(wire); }

  std::vector<WireEvent> wait(Time deadline) override {
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
  struct Wire {
    model::ConnectionId connection;
    bool open;
  };

  void take(std::vector<model::WireAction> actions) {
    for (auto& action : actions) {
      const auto wire = by_connection_.at(action.connection);
      if (!wires_[wire].open) continue;
      if (!action.bytes.empty())
        events_.push_back({WireEvent::Kind::bytes, wire, now_, std::move(action.bytes)});
      if (action.close) {
        wires_[wire].open = false;
        events_.push_back({WireEvent::Kind::closed, wire, now_, {}, Closing::fin});
      }
    }
  }

  model::ReferenceBroker broker_;
  Time now_ = 0;
  std::vector<Wire> wires_;
  std::map<model::ConnectionId, WireId> by_connection_;
  std::vector<WireEvent> events_;
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

std::unique_ptr<Network> make_loopback_network(const model::Profile& profile,
                                               const model::FaultSet& faults) {
  return std::make_unique<LoopbackNetwork>(profile, faults);
}

}  // namespace mqttspec::conformance::wire
