// Reading addresses strictly, so that a typing error is not looked up as a host name.
#include "conformance/wire/address.hpp"

#include <fmt/format.h>

#include <charconv>

namespace mqttspec::conformance::wire {
namespace {

using Failure = std::unexpected<std::string>;

std::expected<std::uint16_t, std::string> parse_port(std::string_view text, bool any_port) {
  unsigned port = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (text.empty()) return Failure("the port is missing");
  if (error != std::errc{} || stop != end || port > 65'535 || (port == 0 && !any_port))
    return Failure(fmt::format("\"{}\" is not a port", text));
  return static_cast<std::uint16_t>(port);
}

}  // namespace

std::expected<Address, std::string> parse_address(std::string_view text, bool any_port) {
  std::string_view host;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto bracket = text.find(']');
    if (bracket == std::string_view::npos) return Failure("\"[\" without \"]\"");
    host = text.substr(1, bracket - 1);
    rest = text.substr(bracket + 1);
  } else {
    const auto colon = text.find(':');
    host = text.substr(0, colon);
    if (colon != std::string_view::npos) rest = text.substr(colon);
    if (rest.find(':', 1) != std::string_view::npos)
      return Failure("an IPv6 address stands in brackets: [::1]:1883");
  }
  if (host.empty()) return Failure("the host is missing");
  if (host.find_first_of("/ \t\r\n") != std::string_view::npos)
    return Failure(fmt::format("\"{}\" is not a host", host));
  if (!rest.empty() && !rest.starts_with(':'))
    return Failure(fmt::format("\"{}\" after the host is not a port", rest));
  const auto port = parse_port(rest.empty() ? rest : rest.substr(1), any_port);
  if (!port) return Failure(port.error());
  return Address{std::string(host), *port};
}

std::expected<Address, std::string> parse_target(std::string_view url) {
  const auto mark = url.find("://");
  if (mark == std::string_view::npos)
    return Failure(fmt::format("\"{}\" is not a target: write tcp://host:port", url));
  const auto scheme = url.substr(0, mark);
  if (scheme == "tls" || scheme == "mqtts" || scheme == "ws" || scheme == "wss")
    return Failure(fmt::format("{}:// is not supported yet: only tcp://host:port is", scheme));
  if (scheme != "tcp")
    return Failure(fmt::format("unknown scheme {}:// (there is tcp://host:port)", scheme));
  auto rest = url.substr(mark + 3);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  auto address = parse_address(rest, false);
  if (!address) return Failure(fmt::format("{}: {}", url, address.error()));
  return address;
}

std::string to_string(const Address& address) {
  const bool literal_v6 = address.host.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(literal_v6 ? "[{}]:{}" : "{}:{}"), address.host, address.port);
}

}  // namespace mqttspec::conformance::wire
