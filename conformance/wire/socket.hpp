// A little over the system's sockets: owned descriptors, name resolution, non-blocking connections.
#pragma once

#include <sys/socket.h>

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/bytes.hpp"
#include "conformance/wire/address.hpp"

namespace mqttspec::conformance::wire {

/// Owns a file descriptor; closes it when it goes.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Socket() { close(); }

  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  /// Closes it now; with unread data in the system's buffer the peer sees a reset.
  void close();
  /// Closes it with a reset, whatever is under way.
  void cut();

 private:
  int descriptor_ = -1;
};

/// An address that the system understands.
struct Endpoint {
  sockaddr_storage storage{};
  socklen_t size = 0;

  int family() const { return storage.ss_family; }
  const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

/// The endpoints of a host, or that of a Unix domain socket; may block for as long as the resolver
/// does.
std::expected<std::vector<Endpoint>, std::string> resolve(const Address& address);
std::expected<std::vector<Endpoint>, std::string> resolve(const TargetAddress& target);

/// What is wrong, in the system's words: "connection refused".
std::string system_error(int error);

/// A stream socket that does not block and sends small packets at once.
std::expected<Socket, std::string> make_socket(int family);

/// What came of an attempt to read or write without blocking.
struct Transfer {
  enum class End : std::uint8_t {
    none,   // that is all for now
    fin,    // the peer closed in order (reading only)
    reset,  // the connection is broken
  };
  std::size_t size = 0;
  End end = End::none;
};

/// Appends up to `limit` bytes to `bytes`.
Transfer receive_some(const Socket& socket, std::vector<std::uint8_t>& bytes, std::size_t limit);
/// Sends what the system takes; never raises SIGPIPE.
Transfer send_some(const Socket& socket, Bytes bytes);

/// A socket that listens. Port 0 lets the system choose; the port in use is written back.
std::expected<Socket, std::string> listen_on(Address& address);
std::expected<Socket, std::string> listen_on(TargetAddress& target);
/// The next connection that somebody made, already not blocking, or nothing.
std::optional<Socket> accept_one(const Socket& listener);

}  // namespace mqttspec::conformance::wire
