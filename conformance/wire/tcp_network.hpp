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

/// The nodes have to outlive it.
std::unique_ptr<Network> make_tcp_network(const std::vector<TcpNode>& nodes, Time connect_limit);

}  // namespace mqttspec::conformance::wire
