// Real Network Connections with poll(2): one thread, no waiting but in poll. TLS and WebSocket are
// layers that turn what arrives on a socket into what came of MQTT, and the other way round.
#include "conformance/wire/tcp_network.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ranges>

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
    opening,  // the handshakes of its layers are under way
    open,
    closing,  // by us: what is queued is sent, then FIN; what arrives is thrown away
    gone,
  };
  Socket socket;
  std::unique_ptr<Layer> layer;  // or nullptr
  State state = State::open;
  std::vector<std::uint8_t> unsent;  // kept whole until all of it is sent
  std::size_t sent = 0;              // of `unsent`
  bool reset_seen = false;           // while sending; reading will see no more than an end of file
  bool fin_sent = false;
};

class TcpNetwork final : public Network, public WebSockets {
 public:
  TcpNetwork(const TcpNodes& nodes, Time connect_limit)
      : nodes_(nodes), connect_limit_(connect_limit) {
    for (const auto& node : nodes.all) layers_.push_back(node.transport.connecting());
  }
  ~TcpNetwork() override;

  std::expected<ConnectionId, std::string> connect() override {
    return connect_to(0, Version::v3_1_1);
  }
  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    const auto position = nodes_.position(node, version);
    return connect(nodes_.all[position], layers_[position]);
  }
  std::size_t nodes() const override { return nodes_.count(); }
  bool send(ConnectionId connection, Bytes bytes) override;
  void close(ConnectionId connection) override;
  void await_end(ConnectionId connection, Time deadline) override;
  void cut(ConnectionId connection) override;
  std::vector<NetworkEvent> wait(Time deadline) override;
  Time now() const override {
    const auto elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
    return static_cast<Time>(elapsed.count());
  }
  WebSockets* web_sockets(Version version) override {
    const auto has_frames = [&](std::size_t node) {
      return node_for(node, version).transport.target().web_socket();
    };
    return std::ranges::all_of(std::views::iota(0UZ, nodes()), has_frames) ? this : nullptr;
  }

  std::expected<std::string, std::string> offer(
      Version version, const std::vector<std::string>& sub_protocols) override;
  void frame(ConnectionId connection, const Framing& framing) override;
  void ping(ConnectionId connection) override;
  void pong(ConnectionId connection) override;
  bool text_came(ConnectionId connection) const override;

 private:
  std::expected<ConnectionId, std::string> connect(const TcpNode& node,
                                                   const Transport::Layers& layers);
  const TcpNode& node_for(std::size_t node, Version version) const {
    return nodes_.all[nodes_.position(node, version)];
  }
  std::expected<Socket, std::string> reach(const Endpoint& endpoint, Time deadline);
  /// The handshakes of a new connection; why they failed, or nothing.
  std::string shake_hands(ConnectionId id, Time deadline);
  /// Serves all wires once, waiting for at most until `deadline`; true if `other` became writable.
  bool attend(Time deadline, const Socket* other);
  short interest(const Connection& connection) const;
  void serve(ConnectionId id, short happened);
  void flush(Connection& connection);
  void push(Connection& connection);
  void read(ConnectionId id, bool at_end);
  void receive(ConnectionId id, std::vector<std::uint8_t> bytes);
  void discard(Connection& connection);
  void report_end(ConnectionId id, Closing closing, std::string reason = {});
  bool may_read() const { return received_ < free_allowance + most_per_byte_sent * sent_; }

  const TcpNodes& nodes_;
  Time connect_limit_;
  std::vector<Transport::Layers> layers_;  // of each node
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

std::expected<ConnectionId, std::string> TcpNetwork::connect(const TcpNode& node,
                                                             const Transport::Layers& layers) {
  std::string reason = "no address";
  for (const auto& endpoint : node.endpoints) {
    const auto deadline = now() + connect_limit_;
    auto socket = reach(endpoint, deadline);
    if (!socket) {
      reason = socket.error();
      continue;
    }
    const auto id = static_cast<ConnectionId>(connections_.size());
    auto& connection = connections_.emplace_back();
    connection.socket = *std::move(socket);
    connection.layer = layers();
    reason = connection.layer ? shake_hands(id, deadline) : std::string();
    if (reason.empty()) return id;
    connections_.pop_back();
  }
  return std::unexpected(fmt::format("{}: {}", place_of(node.transport.target()), reason));
}

std::string TcpNetwork::shake_hands(ConnectionId id, Time deadline) {
  const auto here = [&]() -> Connection& { return connections_[id]; };
  here().state = Connection::State::opening;
  here().layer->open();
  push(here());
  while (here().state == Connection::State::opening && now() < deadline) attend(deadline, nullptr);
  if (here().state == Connection::State::open) return {};
  if (here().state == Connection::State::opening)
    return fmt::format("the handshake is not over after {} ms", connect_limit_);
  const auto& why = here().layer->failure();
  return why.empty() ? "the target closed the connection in the handshake" : why;
}

std::expected<Socket, std::string> TcpNetwork::reach(const Endpoint& endpoint, Time deadline) {
  auto socket = make_socket(endpoint.family());
  if (!socket) return socket;
  if (::connect(socket->descriptor(), endpoint.address(), endpoint.size) == 0) return socket;
  if (errno != EINPROGRESS) return std::unexpected(system_error(errno));
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

std::expected<std::string, std::string> TcpNetwork::offer(
    Version version, const std::vector<std::string>& sub_protocols) {
  const auto& node = node_for(0, version);
  const auto id = connect(node, node.transport.connecting(sub_protocols));
  if (!id) return std::unexpected(id.error());
  auto selected = connections_[*id].layer->web_socket()->sub_protocol();
  close(*id);
  return selected;
}

void TcpNetwork::frame(ConnectionId id, const Framing& framing) {
  connections_[id].layer->web_socket()->frame(framing);
}

void TcpNetwork::ping(ConnectionId id) {
  if (connections_[id].state != Connection::State::open) return;
  connections_[id].layer->web_socket()->ping();
  push(connections_[id]);
}

void TcpNetwork::pong(ConnectionId id) {
  if (connections_[id].state != Connection::State::open) return;
  connections_[id].layer->web_socket()->pong();
  push(connections_[id]);
}

bool TcpNetwork::text_came(ConnectionId id) const {
  return connections_[id].layer->web_socket()->text_came();
}

bool TcpNetwork::send(ConnectionId id, Bytes bytes) {
  auto& connection = connections_[id];
  if (connection.state != Connection::State::open) return false;
  sent_ += bytes.size();
  if (connection.layer) {
    connection.layer->send(bytes);
    push(connection);
    return true;
  }
  connection.unsent.insert(connection.unsent.end(), bytes.begin(), bytes.end());
  flush(connection);
  return true;
}

// Sends what the layer wants to be sent.
void TcpNetwork::push(Connection& connection) {
  const auto bytes = connection.layer->take_outgoing();
  connection.unsent.insert(connection.unsent.end(), bytes.begin(), bytes.end());
  flush(connection);
}

void TcpNetwork::close(ConnectionId id) {
  auto& connection = connections_[id];
  if (connection.state != Connection::State::open) return;
  connection.state = Connection::State::closing;
  if (connection.layer) {
    connection.layer->end();
    push(connection);
  } else {
    flush(connection);
  }
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
  if (may_read() || connection.state != Connection::State::open) events |= POLLIN;
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
  if (!may_read() && connection.state == Connection::State::open) {
    if (at_end) report_end(id, connection.reset_seen ? Closing::reset : Closing::fin);
    return;
  }
  std::vector<std::uint8_t> bytes;
  const auto transfer = receive_some(connection.socket, bytes, received_at_once);
  if (!bytes.empty()) receive(id, std::move(bytes));
  if (connection.state == Connection::State::gone) return;
  if (transfer.end == Transfer::End::reset ||
      (transfer.end == Transfer::End::fin && connection.reset_seen))
    report_end(id, Closing::reset);
  else if (transfer.end == Transfer::End::fin)
    report_end(id, Closing::fin);
}

// What arrived on the socket.
void TcpNetwork::receive(ConnectionId id, std::vector<std::uint8_t> bytes) {
  auto& connection = connections_[id];
  auto state = Layer::State::open;
  if (connection.state == Connection::State::open) received_ += bytes.size();
  if (connection.layer) {
    connection.layer->receive(bytes);
    push(connection);
    bytes = connection.layer->take_incoming();
    state = connection.layer->state();
    if (state == Layer::State::open) connection.state = Connection::State::open;
  }
  if (!bytes.empty())
    events_.push_back({NetworkEvent::Kind::bytes, id, now(), std::move(bytes), Closing::none});
  if (state == Layer::State::ended) report_end(id, Closing::fin);
  if (state == Layer::State::failed) report_end(id, Closing::reset, connection.layer->failure());
}

void TcpNetwork::discard(Connection& connection) {
  std::vector<std::uint8_t> ignored;
  const auto transfer = receive_some(connection.socket, ignored, received_at_once);
  if (transfer.end == Transfer::End::none) return;
  connection.socket.close();
  connection.state = Connection::State::gone;
}

void TcpNetwork::report_end(ConnectionId id, Closing closing, std::string reason) {
  const auto state = std::exchange(connections_[id].state, Connection::State::gone);
  connections_[id].socket.close();
  // Whoever is opening it finds out.
  if (state == Connection::State::opening) return;
  events_.push_back({NetworkEvent::Kind::closed, id, now(), {}, closing, std::move(reason)});
}

}  // namespace

std::unique_ptr<Network> make_tcp_network(const TcpNodes& nodes, Time connect_limit) {
  return std::make_unique<TcpNetwork>(nodes, connect_limit);
}

}  // namespace mqttspec::conformance::wire
