// A Server of a few lines, in virtual time: it answers each piece that a client sends. For tests
// only, hence all in one header.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>

#include "conformance/packets/raw.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::play::testing {

class ScriptedNetwork : public wire::Network {
 public:
  /// Called with what a client sends in one piece.
  using Script = std::function<void(ScriptedNetwork&, wire::ConnectionId, Bytes)>;

  explicit ScriptedNetwork(Script script) : script_(std::move(script)) {}

  /// The Server sends these bytes, in hexadecimal.
  void say(wire::ConnectionId connection, std::string_view hex) {
    events_.push_back({wire::NetworkEvent::Kind::bytes, connection, now_,
                       packets::Raw(hex).bytes({names_, Version::v5_0})});
  }
  /// The Server closes.
  void hang_up(wire::ConnectionId connection) {
    events_.push_back({wire::NetworkEvent::Kind::closed, connection, now_, {}, wire::Closing::fin});
  }

  std::expected<wire::ConnectionId, std::string> connect() override { return next_++; }
  bool send(wire::ConnectionId connection, Bytes bytes) override {
    script_(*this, connection, bytes);
    return true;
  }
  void close(wire::ConnectionId connection) override { cut(connection); }
  void await_end(wire::ConnectionId, wire::Time) override {}
  void cut(wire::ConnectionId connection) override {
    std::erase_if(events_, [&](const auto& event) { return event.connection == connection; });
  }
  std::vector<wire::NetworkEvent> wait(wire::Time deadline) override {
    if (events_.empty()) now_ = std::max(now_, deadline);
    return std::exchange(events_, {});
  }
  wire::Time now() const override { return now_; }

 private:
  Script script_;
  Names names_{"test", 1};
  wire::ConnectionId next_ = 0;
  wire::Time now_ = 0;
  std::vector<wire::NetworkEvent> events_;
};

}  // namespace mqttspec::conformance::play::testing
