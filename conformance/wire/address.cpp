// Reading addresses strictly, so that a typing error is not looked up as a host name.
#include "conformance/wire/address.hpp"

#include <fmt/format.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace mqttspec::conformance::wire {
namespace {

using Failure = std::unexpected<std::string>;

struct Scheme {
  std::string_view name;
  std::optional<std::uint16_t> port;  // where none is given
  bool tls;
  bool web_socket;
};
constexpr Scheme schemes[] = {
    {"tcp", std::nullopt, false, false},
    {"mqtt", 1883, false, false},
    {"tls", std::nullopt, true, false},
    {"mqtts", 8883, true, false},
    {"ws", 80, false, true},
    {"wss", 443, true, true},
};

constexpr std::string_view forms =
    "tcp://host:port, mqtt://host, tls://host:port, mqtts://host, ws://host/path, wss://host/path, "
    "host:port, unix:path";

std::expected<std::uint16_t, std::string> parse_port(std::string_view text, bool any_port) {
  unsigned port = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (text.empty()) return Failure("the port is missing");
  if (error != std::errc{} || stop != end || port > 65'535 || (port == 0 && !any_port))
    return Failure(fmt::format("\"{}\" is not a port", text));
  return static_cast<std::uint16_t>(port);
}

std::expected<Address, std::string> parse(std::string_view text, bool any_port,
                                          std::optional<std::uint16_t> default_port) {
  std::string_view host;
  std::string_view rest;
  if (text.contains('@'))
    return Failure("user name and password have options of their own and stand in no address");
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
  if (rest.empty() && default_port) return Address{std::string(host), *default_port};
  const auto port = parse_port(rest.empty() ? rest : rest.substr(1), any_port);
  if (!port) return Failure(port.error());
  return Address{std::string(host), *port};
}

std::expected<TargetAddress, std::string> parse_socket(std::string_view path) {
  if (path.empty()) return Failure("the path of the socket is missing");
  if (path.size() >= sizeof sockaddr_un{}.sun_path)
    return Failure(fmt::format("the path of a socket has at most {} characters",
                               sizeof sockaddr_un{}.sun_path - 1));
  return TargetAddress{.path = std::string(path)};
}

// What a WebSocket asks for, as it goes into the first line of HTTP.
std::expected<std::string, std::string> parse_resource(std::string_view path) {
  const auto is_bad = [](char c) { return c <= ' ' || c > '~' || c == '#'; };
  if (const auto bad = std::ranges::find_if(path, is_bad); bad != path.end())
    return Failure(fmt::format("\"{}\" is not a path", path));
  return path.empty() ? "/" : std::string(path);
}

std::expected<TargetAddress, std::string> parse_url(const Scheme& scheme, std::string_view rest,
                                                    bool any_port) {
  const auto slash = std::min(rest.find('/'), rest.size());
  auto address = parse(rest.substr(0, slash), any_port, scheme.port);
  if (!address) return Failure(address.error());
  TargetAddress target{.address = *std::move(address), .path = {}, .tls = scheme.tls};
  const auto path = rest.substr(slash);
  if (!scheme.web_socket) {
    if (path.size() > 1) return Failure("a path is for ws:// and wss:// alone");
    return target;
  }
  auto resource = parse_resource(path);
  if (!resource) return Failure(resource.error());
  target.resource = *std::move(resource);
  return target;
}

}  // namespace

std::expected<Address, std::string> parse_address(std::string_view text, bool any_port) {
  return parse(text, any_port, std::nullopt);
}

std::expected<TargetAddress, std::string> parse_target(std::string_view text, bool any_port) {
  const auto explained = [&](std::expected<TargetAddress, std::string> target) {
    if (!target) target = Failure(fmt::format("{}: {}", text, target.error()));
    return target;
  };
  if (text.starts_with("unix:")) return explained(parse_socket(text.substr(5)));
  const auto mark = text.find("://");
  if (mark == std::string_view::npos) {
    if (!looks_like_target(text))
      return Failure(fmt::format("\"{}\" is not a target: there is {}", text, forms));
    return explained(parse_url(schemes[0], text, any_port));
  }
  const auto* const scheme = std::ranges::find(schemes, text.substr(0, mark), &Scheme::name);
  if (scheme == std::end(schemes))
    return Failure(fmt::format("unknown scheme {}:// (there is {})", text.substr(0, mark), forms));
  return explained(parse_url(*scheme, text.substr(mark + 3), any_port));
}

bool looks_like_target(std::string_view text) { return text.contains(':'); }

std::string to_string(const Address& address) {
  const bool literal_v6 = address.host.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(literal_v6 ? "[{}]:{}" : "{}:{}"), address.host, address.port);
}

std::string place_of(const TargetAddress& target) {
  return target.path.empty() ? to_string(target.address) : target.path;
}

std::string to_string(const TargetAddress& target) {
  if (!target.path.empty()) return "unix:" + target.path;
  const auto* const scheme =
      target.web_socket() ? (target.tls ? "wss" : "ws") : (target.tls ? "tls" : "tcp");
  return fmt::format("{}://{}{}", scheme, to_string(target.address), target.resource);
}

}  // namespace mqttspec::conformance::wire
