// Host and port as people write them, and the addresses of targets.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace mqttspec::conformance::wire {

struct Address {
  std::string host;  // a name or a literal address, without the brackets of IPv6
  std::uint16_t port = 0;

  friend bool operator==(const Address&, const Address&) = default;
};

/// Where a Server is, and by what it is reached.
struct TargetAddress {
  Address address = {};       // unless it is at a Unix domain socket
  std::string path = {};      // of that socket
  bool tls = false;           // beneath everything else
  std::string resource = {};  // what a WebSocket is asked for: "/mqtt"; empty where there is none

  bool web_socket() const { return !resource.empty(); }
  friend bool operator==(const TargetAddress&, const TargetAddress&) = default;
};

/// Reads "host:port" or "[2001:db8::1]:1883". Port 0, which lets the system choose, only if
/// `any_port`. On failure says what is wrong with the text.
std::expected<Address, std::string> parse_address(std::string_view text, bool any_port);

/// Reads "tcp://host:port" and its like, "host:port" and "unix:path"; mqtt, mqtts, ws and wss have
/// ports of their own. On failure says what is wrong, and which forms there are.
std::expected<TargetAddress, std::string> parse_target(std::string_view text,
                                                       bool any_port = false);

/// True of whatever is meant to be the address of a target, right or wrong.
bool looks_like_target(std::string_view text);

/// "127.0.0.1:1883", "[::1]:1883".
std::string to_string(const Address& address);
/// Its host and port, or the path of its socket.
std::string place_of(const TargetAddress& target);
/// "tcp://127.0.0.1:1883", "wss://[::1]:443/mqtt", "unix:/run/mqtt".
std::string to_string(const TargetAddress& target);

}  // namespace mqttspec::conformance::wire
