// A Network that tells how the case that uses it gets on.
#pragma once

#include <functional>

#include "conformance/play/lateness.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::runner {

/// What is called, in the thread of the case; either may be empty.
struct Watch {
  std::function<void(bool)> idles;  // true: nothing has come for a moment; false: it goes on
  std::function<void()> overdue;    // the case waits on for what did not come in time
};

/// Passes everything on to another Network.
class WatchedNetwork final : public wire::Network, public play::LatenessListener {
 public:
  WatchedNetwork(wire::Network& inner, const Watch& watch) : inner_(inner), watch_(watch) {}

  std::expected<wire::ConnectionId, std::string> connect() override { return inner_.connect(); }
  bool send(wire::ConnectionId connection, Bytes bytes) override {
    return inner_.send(connection, bytes);
  }
  void close(wire::ConnectionId connection) override { inner_.close(connection); }
  void await_end(wire::ConnectionId connection, wire::Time deadline) override {
    inner_.await_end(connection, deadline);
  }
  void cut(wire::ConnectionId connection) override { inner_.cut(connection); }
  std::vector<wire::NetworkEvent> wait(wire::Time deadline) override;
  wire::Time now() const override { return inner_.now(); }
  wire::WebSockets* web_sockets() override { return inner_.web_sockets(); }

  void overdue() override {
    if (watch_.overdue) watch_.overdue();
  }

 private:
  wire::Network& inner_;
  const Watch& watch_;
};

}  // namespace mqttspec::conformance::runner
