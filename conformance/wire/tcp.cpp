// Real Network Connections with poll(2): one thread, no waiting but in poll.
#include "conformance/wire/tcp.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::wire {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t received_at_once = 16 * 1024;  // bytes from one connection in one wait()
constexpr std::size_t free_allowance = 64 * 1024;    // bytes that a Network reads in any case
constexpr std::size_t most_per_byte_sent = 16;       // and for each byte sent
constexpr Time flush_time = 200;  // milliseconds for what is still unsent when a Network goes

struct Connection {
  enum class State : std::uint8_t {
    open,
    closing,  // by us: what is queued is sent, then FIN; what arrives is thrown away
    gone,
  };
  Socket socket;
  State state = State::open;
  std::vector<std::uint8_t> unsent;  // kept whole until all of it is sent
  std::size_t sent = 0;              // of `unsent`
  bool reset_seen = false;           // while sending; reading will see no more than an end of file
  bool fin_sent = false;
};

class TcpNetwork final : public Network {
 public:
  TcpNetwork(const Address& address, const std::vector<Endpoint>& endpoints, Time connect_limit)
      : address_(address), endpoints_(endpoints), connect_limit_(connect_limit) {}
  ~TcpNetwork() override;

  std::expected<ConnectionId, std::string> connect() override;
  bool send(ConnectionId connection, Bytes bytes) override;
  void close(ConnectionId connection) override;
  void await_end(ConnectionId connection, Time deadline) override;
  void cut(ConnectionId connection) override;
  std::vector<NetworkEvent> wait(Time deadline) override;
  Time now() const override {
    const auto elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
    return static_cast<Time>(elapsed.count());
  }

 private:
  std::expected<Socket, std::string> reach(const Endpoint& endpoint);
  /// Serves all wires once, waiting for at most until `deadline`; true if `other` became writable.
  bool attend(Time deadline, const Socket* other);
  short interest(const Connection& connection) const;
  void serve(ConnectionId id, short happened);
  void flush(Connection& connection);
  void read(ConnectionId id, bool at_end);
  void discard(Connection& connection);
  void report_end(ConnectionId id, Closing closing);
  bool may_read() const { return received_ < free_allowance + most_per_byte_sent * sent_; }

  const Address& address_;
  const std::vector<Endpoint>& endpoints_;
  Time connect_limit_;
  Clock::time_point start_ = Clock::now();
  std::vector<Connection> connections_;
  std::vector<NetworkEvent> events_;
  std::size_t received_ = 0;
  std::size_t sent_ = 0;
};

TcpNetwork::~TcpNetwork() {
  const auto deadline = now() + flush_time;
  for (ConnectionId id = 0; id < connections_.size(); ++id) close(id);
  const auto has_unsent = [](const Connection& connection) {
    return connection.state == Connection::State::closing && !connection.unsent.empty();
  };
  while (now() < deadline && std::ranges::any_of(connections_, has_unsent))
    attend(deadline, nullptr);
  // Unread data would turn the FIN into a reset.
  for (auto& connection : connections_)
    if (connection.state == Connection::State::closing) discard(connection);
}

std::expected<ConnectionId, std::string> TcpNetwork::connect() {
  std::string reason = "no address";
  for (const auto& endpoint : endpoints_) {
    auto socket = reach(endpoint);
    if (socket) {
      connections_.emplace_back().socket = std::move(*socket);
      return static_cast<ConnectionId>(connections_.size() - 1);
    }
    reason = socket.error();
  }
  return std::unexpected(fmt::format("{}: {}", to_string(address_), reason));
}

std::expected<Socket, std::string> TcpNetwork::reach(const Endpoint& endpoint) {
  auto socket = make_socket(endpoint.family());
  if (!socket) return socket;
  if (::connect(socket->descriptor(), endpoint.address(), endpoint.size) == 0) return socket;
  if (errno != EINPROGRESS) return std::unexpected(system_error(errno));
  const auto deadline = now() + connect_limit_;
  // The other wires are served meanwhile, so that their arrivals have the right time.
  while (!attend(deadline, &*socket))
    if (now() >= deadline)
      return std::unexpected(
          fmt::format("no answer to an attempt to connect in {} ms", connect_limit_));
  int error = 0;
  socklen_t size = sizeof error;
  (void)::getsockopt(socket->descriptor(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return std::unexpected(system_error(error));
  return socket;
}

bool TcpNetwork::send(ConnectionId id, Bytes bytes) {
  auto& connection = connections_[id];
  if (connection.state != Connection::State::open) return false;
  sent_ += bytes.size();
  connection.unsent.insert(connection.unsent.end(), bytes.begin(), bytes.end());
  flush(connection);
  return true;
}

void TcpNetwork::close(ConnectionId id) {
  auto& connection = connections_[id];
  if (connection.state != Connection::State::open) return;
  connection.state = Connection::State::closing;
  flush(connection);
  discard(connection);
}

void TcpNetwork::await_end(ConnectionId id, Time deadline) {
  while (connections_[id].state == Connection::State::closing && now() < deadline)
    attend(deadline, nullptr);
}

void TcpNetwork::cut(ConnectionId id) {
  connections_[id].socket.cut();
  connections_[id].state = Connection::State::gone;
}

std::vector<NetworkEvent> TcpNetwork::wait(Time deadline) {
  while (events_.empty() && now() < deadline) attend(deadline, nullptr);
  // A deadline that has passed still collects what is there.
  if (events_.empty()) attend(0, nullptr);
  return std::exchange(events_, {});
}

bool TcpNetwork::attend(Time deadline, const Socket* other) {
  std::vector<pollfd> polled;
  std::vector<ConnectionId> ids;
  for (ConnectionId id = 0; id < connections_.size(); ++id) {
    if (connections_[id].state == Connection::State::gone) continue;
    polled.push_back({connections_[id].socket.descriptor(), interest(connections_[id]), 0});
    ids.push_back(id);
  }
  if (other != nullptr) polled.push_back({other->descriptor(), POLLOUT, 0});
  const auto here = now();
  const auto timeout = deadline > here ? std::min<Time>(deadline - here, 60'000) : 0;
  if (::poll(polled.data(), polled.size(), static_cast<int>(timeout)) <= 0) return false;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (polled[i].revents != 0) serve(ids[i], polled[i].revents);
  return other != nullptr && polled.back().revents != 0;
}

short TcpNetwork::interest(const Connection& connection) const {
  // Beyond the allowance only the end of the connection is of interest.
  int events = POLLRDHUP;
  if (may_read() || connection.state == Connection::State::closing) events |= POLLIN;
  if (!connection.unsent.empty()) events |= POLLOUT;
  return static_cast<short>(events);
}

void TcpNetwork::serve(ConnectionId id, short happened) {
  auto& connection = connections_[id];
  if ((happened & POLLOUT) != 0) flush(connection);
  if (connection.state == Connection::State::closing)
    discard(connection);
  else
    read(id, (happened & (POLLERR | POLLHUP | POLLRDHUP)) != 0);
}

void TcpNetwork::flush(Connection& connection) {
  const auto transfer =
      send_some(connection.socket, Bytes(connection.unsent).subspan(connection.sent));
  connection.sent += transfer.size;
  if (connection.sent == connection.unsent.size()) {
    connection.unsent.clear();
    connection.sent = 0;
  }
  if (transfer.end == Transfer::End::reset) {
    connection.reset_seen = true;
    connection.unsent.clear();
    connection.sent = 0;
  }
  if (connection.state == Connection::State::closing && connection.unsent.empty() &&
      !connection.fin_sent) {
    (void)::shutdown(connection.socket.descriptor(), SHUT_WR);
    connection.fin_sent = true;
  }
}

void TcpNetwork::read(ConnectionId id, bool at_end) {
  auto& connection = connections_[id];
  if (!may_read()) {
    if (at_end) report_end(id, connection.reset_seen ? Closing::reset : Closing::fin);
    return;
  }
  NetworkEvent event{NetworkEvent::Kind::bytes, id, now(), {}, Closing::none};
  const auto transfer = receive_some(connection.socket, event.bytes, received_at_once);
  received_ += transfer.size;
  if (!event.bytes.empty()) events_.push_back(std::move(event));
  if (transfer.end == Transfer::End::reset ||
      (transfer.end == Transfer::End::fin && connection.reset_seen))
    report_end(id, Closing::reset);
  else if (transfer.end == Transfer::End::fin)
    report_end(id, Closing::fin);
}

void TcpNetwork::discard(Connection& connection) {
  std::vector<std::uint8_t> ignored;
  const auto transfer = receive_some(connection.socket, ignored, received_at_once);
  if (transfer.end == Transfer::End::none) return;
  connection.socket.close();
  connection.state = Connection::State::gone;
}

void TcpNetwork::report_end(ConnectionId id, Closing closing) {
  connections_[id].socket.close();
  connections_[id].state = Connection::State::gone;
  events_.push_back({NetworkEvent::Kind::closed, id, now(), {}, closing});
}

class TcpTarget final : public Target {
 public:
  TcpTarget(std::string url, Address address, std::vector<Endpoint> endpoints, Time connect_limit)
      : url_(std::move(url)),
        address_(std::move(address)),
        endpoints_(std::move(endpoints)),
        connect_limit_(connect_limit) {}

  std::unique_ptr<Network> network() override {
    return std::make_unique<TcpNetwork>(address_, endpoints_, connect_limit_);
  }
  std::string name() const override { return url_; }
  bool virtual_time() const override { return false; }

 private:
  std::string url_;
  Address address_;
  std::vector<Endpoint> endpoints_;
  Time connect_limit_;
};

}  // namespace

std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(std::string_view url,
                                                                    Time connect_limit) {
  auto address = parse_target(url);
  if (!address) return std::unexpected(address.error());
  auto endpoints = resolve(*address);
  if (!endpoints) return std::unexpected(endpoints.error());
  return std::make_unique<TcpTarget>(std::string(url), std::move(*address), std::move(*endpoints),
                                     connect_limit);
}

}  // namespace mqttspec::conformance::wire
