// Host and port as people write them, and the URLs of targets.
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

/// Reads "host:port" or "[2001:db8::1]:1883". Port 0, which lets the system choose, only if
/// `any_port`. On failure says what is wrong with the text.
std::expected<Address, std::string> parse_address(std::string_view text, bool any_port);

/// Reads "tcp://host:port"; on failure says what is wrong, and which schemes there are.
std::expected<Address, std::string> parse_target(std::string_view url);

/// "127.0.0.1:1883", "[::1]:1883".
std::string to_string(const Address& address);

}  // namespace mqttspec::conformance::wire
