// The Network Connections of one case to a target behind sockets. Private to tcp_target.cpp.
#pragma once

#include <memory>
#include <vector>

#include "conformance/wire/network.hpp"
#include "conformance/wire/socket.hpp"
#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::wire {

/// One node of a target, and where its name leads.
struct TcpNode {
  Transport transport;
  std::vector<Endpoint> endpoints;
};

/// The nodes of a target, and behind them where it serves 5.0 if that is apart from 3.1.1: then
/// there is one.
struct TcpNodes {
  std::vector<TcpNode> all;
  bool last_is_for_v5 = false;

  std::size_t count() const { return last_is_for_v5 ? 1 : all.size(); }
  /// Where in `all` the node is, for Clients of that version.
  std::size_t position(std::size_t node, Version version) const {
    return last_is_for_v5 && version == Version::v5_0 ? all.size() - 1 : node;
  }
};

/// The nodes have to outlive it.
std::unique_ptr<Network> make_tcp_network(const TcpNodes& nodes, Time connect_limit);

}  // namespace mqttspec::conformance::wire
