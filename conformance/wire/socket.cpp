// The system calls behind all networking, each with its failures as values.
#include "conformance/wire/socket.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <memory>

namespace mqttspec::conformance::wire {
namespace {

using Failure = std::unexpected<std::string>;

void set_option(const Socket& socket, int level, int name, int value) {
  // Best effort: a socket that does not know the option still works.
  (void)::setsockopt(socket.descriptor(), level, name, &value, sizeof value);
}

bool is_broken(int error) { return error != EAGAIN && error != EWOULDBLOCK && error != EINTR; }

std::uint16_t bound_port(const Socket& socket) {
  Endpoint endpoint;
  endpoint.size = sizeof endpoint.storage;
  auto* const address = reinterpret_cast<sockaddr*>(&endpoint.storage);
  if (::getsockname(socket.descriptor(), address, &endpoint.size) != 0) return 0;
  if (endpoint.family() == AF_INET6)
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&endpoint.storage)->sin6_port);
  return ntohs(reinterpret_cast<const sockaddr_in*>(&endpoint.storage)->sin_port);
}

}  // namespace

void Socket::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void Socket::cut() {
  if (descriptor_ < 0) return;
  const linger at_once{1, 0};
  (void)::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

std::expected<std::vector<Endpoint>, std::string> resolve(const Address& address) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const auto service = std::to_string(address.port);
  const int error = ::getaddrinfo(address.host.c_str(), service.c_str(), &hints, &list);
  if (error != 0)
    return Failure(fmt::format("{}: {}", address.host,
                               error == EAI_NONAME ? "host not found" : ::gai_strerror(error)));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  std::vector<Endpoint> endpoints;
  for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
    Endpoint endpoint;
    std::memcpy(&endpoint.storage, entry->ai_addr, entry->ai_addrlen);
    endpoint.size = entry->ai_addrlen;
    endpoints.push_back(endpoint);
  }
  return endpoints;
}

std::expected<std::vector<Endpoint>, std::string> resolve(const TargetAddress& target) {
  if (target.path.empty()) return resolve(target.address);
  Endpoint endpoint;
  auto* const address = reinterpret_cast<sockaddr_un*>(&endpoint.storage);
  if (target.path.size() >= sizeof address->sun_path) return Failure("the path is too long");
  address->sun_family = AF_UNIX;
  std::ranges::copy(target.path, address->sun_path);
  endpoint.size = sizeof *address;
  return std::vector{endpoint};
}

std::string system_error(int error) {
  std::array<char, 128> buffer{};
  std::string text = ::strerror_r(error, buffer.data(), buffer.size());
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

std::expected<Socket, std::string> make_socket(int family) {
  Socket socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.is_open()) return Failure(system_error(errno));
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  return socket;
}

Transfer receive_some(const Socket& socket, std::vector<std::uint8_t>& bytes, std::size_t limit) {
  Transfer result;
  std::array<std::uint8_t, 16'384> buffer;
  while (result.size < limit) {
    const auto room = std::min(buffer.size(), limit - result.size);
    const auto size = ::recv(socket.descriptor(), buffer.data(), room, 0);
    if (size > 0) {
      bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + size);
      result.size += static_cast<std::size_t>(size);
    } else {
      if (size == 0) result.end = Transfer::End::fin;
      if (size < 0 && is_broken(errno)) result.end = Transfer::End::reset;
      break;
    }
  }
  return result;
}

Transfer send_some(const Socket& socket, Bytes bytes) {
  Transfer result;
  while (result.size < bytes.size()) {
    const auto rest = bytes.subspan(result.size);
    const auto size = ::send(socket.descriptor(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (size < 0) {
      if (is_broken(errno)) result.end = Transfer::End::reset;
      break;
    }
    result.size += static_cast<std::size_t>(size);
  }
  return result;
}

std::expected<Socket, std::string> listen_on(TargetAddress& target) {
  const auto endpoints = resolve(target);
  if (!endpoints) return Failure(endpoints.error());
  const auto& endpoint = endpoints->front();
  auto socket = make_socket(endpoint.family());
  if (!socket) return socket;
  set_option(*socket, SOL_SOCKET, SO_REUSEADDR, 1);
  if (::bind(socket->descriptor(), endpoint.address(), endpoint.size) != 0 ||
      ::listen(socket->descriptor(), 512) != 0)
    return Failure(fmt::format("{}: {}", place_of(target), system_error(errno)));
  if (target.path.empty()) target.address.port = bound_port(*socket);
  return socket;
}

std::expected<Socket, std::string> listen_on(Address& address) {
  TargetAddress target{.address = address};
  auto socket = listen_on(target);
  address = target.address;
  return socket;
}

std::optional<Socket> accept_one(const Socket& listener) {
  Socket socket(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket.is_open()) return std::nullopt;
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  return socket;
}

}  // namespace mqttspec::conformance::wire
