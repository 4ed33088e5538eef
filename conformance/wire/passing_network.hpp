// A Network around another one. What changes a little of what passes derives from it, so that
// nothing is left out of the rest: a Network that says nothing of its nodes has one.
#pragma once

#include <string>
#include <vector>

#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::wire {

/// Passes everything on. To make a connection is one thing: connect() is connect_to() the first
/// address.
class PassingNetwork : public Network {
 public:
  /// `inner` has to outlive it.
  explicit PassingNetwork(Network& inner) : inner_(inner) {}

  std::expected<ConnectionId, std::string> connect() final {
    return connect_to(0, Version::v3_1_1);
  }
  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    return inner_.connect_to(node, version);
  }
  std::size_t nodes() const override { return inner_.nodes(); }
  bool send(ConnectionId connection, Bytes bytes) override {
    return inner_.send(connection, bytes);
  }
  void close(ConnectionId connection) override { inner_.close(connection); }
  void await_end(ConnectionId connection, Time deadline) override {
    inner_.await_end(connection, deadline);
  }
  void cut(ConnectionId connection) override { inner_.cut(connection); }
  std::vector<NetworkEvent> wait(Time deadline) override { return inner_.wait(deadline); }
  Time now() const override { return inner_.now(); }
  void overdue() override { inner_.overdue(); }
  WebSockets* web_sockets(Version version) override { return inner_.web_sockets(version); }

 protected:
  Network& inner() { return inner_; }
  const Network& inner() const { return inner_; }

 private:
  Network& inner_;
};

}  // namespace mqttspec::conformance::wire
