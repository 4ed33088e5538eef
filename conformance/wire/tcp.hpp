// Brokers behind sockets.
#pragma once

#include <string_view>
#include <vector>

#include "conformance/wire/network.hpp"
#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::wire {

/// A target at an address that parse_target() reads. The host is looked up here, once; nothing is
/// connected yet. An attempt to connect may take `connect_limit` milliseconds, with all of its
/// handshakes. On failure says what is wrong with the text, or that there is no such host.
///
/// Memory is bounded: one wait() takes at most 16 KiB from a connection, and a Network reads at
/// most 64 KiB plus 16 times what was sent on it. What a peer sends beyond that is left with the
/// system, which stops the peer; the end of the connection is still noticed.
std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(std::string_view url,
                                                                    Time connect_limit);
/// The same by that transport; `name` is how the target was named.
std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(std::string name,
                                                                    Transport transport,
                                                                    Time connect_limit);

/// A node of a target: how it was named, and by what it is reached.
struct NamedTransport {
  std::string name;
  Transport transport;
};
/// The same of one that has several nodes.
std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(
    std::vector<NamedTransport> nodes, Time connect_limit);
/// The same of one that serves either version at an address of its own.
std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(NamedTransport for_v3_1_1,
                                                                    NamedTransport for_v5_0,
                                                                    Time connect_limit);

}  // namespace mqttspec::conformance::wire
