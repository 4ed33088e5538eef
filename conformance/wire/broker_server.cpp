// One thread and one poll(2) for all clients; the model's clock follows the system's. Whatever has
// arrived is read before the clock passes a deadline: a Client that did something in time must not
// be taken for a late one because the broker was busy or asleep.
#include "conformance/wire/broker_server.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "conformance/wire/broker_log.hpp"
#include "conformance/wire/send_queue.hpp"
#include "conformance/wire/socket.hpp"
#include "model/broker/reference_broker.hpp"

namespace mqttspec::conformance::wire {
namespace {

using Clock = std::chrono::steady_clock;
using model::Time;

constexpr std::size_t most_at_once = 64 * 1024;          // bytes read from a client in one turn
constexpr std::size_t part_size = 512;                   // … of which as many are read together
constexpr std::chrono::milliseconds longest_serving{5};  // of one client, while others wait
constexpr std::chrono::seconds closing_time{1};  // for a client to close after the broker did
constexpr int most_readings = 64;       // of all that is there, before a deadline is passed
constexpr Time longest_lateness = 100;  // milliseconds; a broker that is later has stood still

struct Client {
  Socket socket;
  std::unique_ptr<Layer> layer;  // or nullptr
  SendQueue unsent;
  std::optional<Clock::time_point> closed_at;  // by the broker: the rest is sent, then FIN
  bool fin_sent = false;
};

// File descriptors that are left for clients.
std::size_t most_clients() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
  return std::clamp<std::size_t>(limit.rlim_cur, 64, 10'000) - 32;
}

}  // namespace

struct BrokerServer::Impl {
  Impl(Transport transport_, TargetAddress target_, Socket listener_, const model::Profile& profile,
       const model::FaultSet& faults, ServerSettings settings_)
      : transport(std::move(transport_)),
        target(std::move(target_)),
        listener(std::move(listener_)),
        settings(std::move(settings_)),
        broker(profile, faults) {
    if (!settings.log) return;
    broker.watch([this](const auto& input, auto outputs, const auto& applied) {
      const auto lines = log.lines(broker.now(), input, outputs, applied);
      if (!lines.empty()) settings.log(lines);
    });
  }

  ~Impl() {
    if (!target.path.empty()) ::unlink(target.path.c_str());
  }

  Transport transport;
  TargetAddress target;  // with the port in use
  Socket listener;
  ServerSettings settings;
  Transport::Layers layers = settings.layers ? settings.layers : transport.accepting();
  Socket wake{::eventfd(0, EFD_CLOEXEC)};
  model::broker::ReferenceBroker broker;
  BrokerLog log;
  std::map<model::ConnectionId, Client> clients;
  std::size_t limit = most_clients();
  std::size_t unsent = 0;  // bytes that wait for all clients
  Clock::time_point start = settings.clock();

  Time now() const {
    const auto elapsed = settings.clock() - start;
    return static_cast<Time>(
        std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count());
  }
  void turn();
  int timeout() const;
  bool serve_sockets(int milliseconds);
  void hold_clock();
  void accept_all();
  void read(model::ConnectionId id, Client& client);
  bool receive(model::ConnectionId id, Client& client, std::vector<std::uint8_t> bytes);
  void queue(Client& client, Bytes bytes);
  void close(Client& client);
  void flush(model::ConnectionId id, Client& client);
  void perform(std::vector<model::broker::WireAction> actions);
  void lose(model::ConnectionId id);
  void discard(Client& client);
  void keep_within_limit();
  void bury();
};

// Milliseconds until something is due, or until it is worth looking.
int BrokerServer::Impl::timeout() const {
  Time least = 60'000;
  const auto here = now();
  if (const auto due = broker.next_deadline()) least = std::min(least, std::max(*due, here) - here);
  for (const auto& [id, client] : clients)
    if (client.closed_at) {
      const auto left = *client.closed_at + closing_time - settings.clock();
      const auto count = std::chrono::ceil<std::chrono::milliseconds>(left).count();
      least = std::min(least, static_cast<Time>(std::max<decltype(count)>(count, 0)));
    }
  return static_cast<int>(least);
}

// Waits until some socket is ready, and serves those that are. False if none was.
bool BrokerServer::Impl::serve_sockets(int milliseconds) {
  std::vector<pollfd> polled = {{wake.descriptor(), POLLIN, 0}};
  const bool room = clients.size() < limit;
  polled.push_back({room ? listener.descriptor() : -1, POLLIN, 0});
  std::vector<model::ConnectionId> ids;
  for (const auto& [id, client] : clients) {
    const int events = client.unsent.empty() ? POLLIN : POLLIN | POLLOUT;
    polled.push_back({client.socket.descriptor(), static_cast<short>(events), 0});
    ids.push_back(id);
  }
  const int ready = ::poll(polled.data(), polled.size(), milliseconds);
  hold_clock();
  if (ready <= 0) return false;
  if (polled[1].revents != 0) accept_all();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto revents = polled[i + 2].revents;
    const auto found = clients.find(ids[i]);
    if (revents == 0 || found == clients.end()) continue;
    if ((revents & POLLOUT) != 0) flush(ids[i], found->second);
    if ((revents & ~POLLOUT) != 0) read(ids[i], found->second);
  }
  bury();
  return true;
}

// Lets time pass until now, but no deadline.
void BrokerServer::Impl::hold_clock() {
  const auto here = now();
  const auto due = broker.next_deadline();
  if (!due || *due > here) return perform(broker.advance(here));
  perform(broker.advance(std::max(broker.now() + 1, *due) - 1));
  // Nobody knows what would have been in time if the broker had not stood still: it does not count.
  if (here - *due > longest_lateness)
    start = settings.clock() - std::chrono::milliseconds(broker.now());
}

void BrokerServer::Impl::turn() {
  bool any = serve_sockets(timeout());
  if (const auto due = broker.next_deadline(); due && *due <= now()) {
    for (int i = 0; any && i < most_readings; ++i) any = serve_sockets(0);
    hold_clock();
    perform(broker.advance(now()));
  }
  bury();
}

void BrokerServer::Impl::accept_all() {
  while (clients.size() < limit) {
    auto socket = accept_one(listener);
    if (!socket) return;
    auto& client = clients[broker.open()];
    client.socket = *std::move(socket);
    client.layer = layers();
    if (client.layer) client.layer->open();
  }
}

void BrokerServer::Impl::read(model::ConnectionId id, Client& client) {
  const auto until = settings.clock() + longest_serving;
  for (std::size_t size = 0; size < most_at_once && settings.clock() < until; size += part_size) {
    std::vector<std::uint8_t> bytes;
    const auto transfer = receive_some(client.socket, bytes, part_size);
    bool is_over = transfer.end != Transfer::End::none;
    // The client's data may make the broker close this connection: then there is nothing to lose.
    if (!bytes.empty() && !client.closed_at) is_over = !receive(id, client, bytes) || is_over;
    if (is_over) return client.closed_at ? discard(client) : lose(id);
    if (transfer.size < part_size) return;
  }
}

// Passes on what came of MQTT; false if nothing more can come.
bool BrokerServer::Impl::receive(model::ConnectionId id, Client& client,
                                 std::vector<std::uint8_t> bytes) {
  if (!client.layer) {
    perform(broker.receive(id, bytes));
    return true;
  }
  client.layer->receive(bytes);
  bytes = client.layer->take_incoming();
  const bool goes_on = client.layer->state() <= Layer::State::open;
  queue(client, client.layer->take_outgoing());
  if (!bytes.empty()) perform(broker.receive(id, bytes));
  flush(id, client);
  return goes_on;
}

void BrokerServer::Impl::lose(model::ConnectionId id) {
  auto& client = clients.at(id);
  discard(client);
  if (std::exchange(client.closed_at, settings.clock())) return;
  perform(broker.end(id));
}

// Puts it behind what is still to be sent.
void BrokerServer::Impl::queue(Client& client, Bytes bytes) {
  client.unsent.append(bytes);
  unsent += bytes.size();
}

// Ends it in order, behind what is still to be sent.
void BrokerServer::Impl::close(Client& client) {
  client.closed_at = settings.clock();
  if (!client.layer) return;
  client.layer->end();
  queue(client, client.layer->take_outgoing());
}

// What was not sent to it never will be.
void BrokerServer::Impl::discard(Client& client) {
  client.socket.close();
  unsent -= client.unsent.size();
  client.unsent.clear();
}

// Loses clients that do not read, those first for which most is held.
void BrokerServer::Impl::keep_within_limit() {
  while (unsent > settings.most_unsent_in_total)
    lose(std::ranges::max_element(clients, {}, [](const auto& each) {
           return each.second.unsent.size();
         })->first);
}

void BrokerServer::Impl::flush(model::ConnectionId id, Client& client) {
  if (!client.socket.is_open()) return;
  auto end = Transfer::End::none;
  while (!client.unsent.empty()) {
    const auto piece = client.unsent.front();
    const auto transfer = send_some(client.socket, piece);
    client.unsent.drop(transfer.size);
    unsent -= transfer.size;
    end = transfer.end;
    if (transfer.size < piece.size()) break;
  }
  if (end == Transfer::End::reset || client.unsent.size() > settings.most_unsent) return lose(id);
  if (client.closed_at && client.unsent.empty() && !client.fin_sent) {
    (void)::shutdown(client.socket.descriptor(), SHUT_WR);
    client.fin_sent = true;
  }
}

void BrokerServer::Impl::perform(std::vector<model::broker::WireAction> actions) {
  // Many small packets go out together.
  std::vector<model::ConnectionId> begun;
  for (auto& action : actions) {
    const auto found = clients.find(action.connection);
    if (found == clients.end() || found->second.closed_at) continue;
    auto& client = found->second;
    if (client.unsent.empty()) begun.push_back(action.connection);
    if (client.layer && !action.bytes.empty()) {
      client.layer->send(action.bytes);
      queue(client, client.layer->take_outgoing());
    } else {
      queue(client, action.bytes);
    }
    if (action.close) close(client);
    if (action.close || client.unsent.size() > SendQueue::piece_size)
      flush(action.connection, client);
    keep_within_limit();
  }
  for (const auto id : begun) flush(id, clients.at(id));
}

// Forgets the clients whose connections are over.
void BrokerServer::Impl::bury() {
  const auto here = settings.clock();
  for (auto& [id, client] : clients)
    if (client.closed_at && here >= *client.closed_at + closing_time) discard(client);
  std::erase_if(clients, [](const auto& each) { return !each.second.socket.is_open(); });
}

BrokerServer::BrokerServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BrokerServer::~BrokerServer() = default;
BrokerServer::BrokerServer(BrokerServer&&) noexcept = default;
BrokerServer& BrokerServer::operator=(BrokerServer&&) noexcept = default;

std::expected<BrokerServer, std::string> BrokerServer::listen(const Address& address,
                                                              const model::Profile& profile,
                                                              const model::FaultSet& faults,
                                                              ServerSettings settings) {
  auto transport = Transport::at({.address = address}, "", "");
  if (!transport) return std::unexpected(transport.error());
  return listen(*std::move(transport), profile, faults, std::move(settings));
}

std::expected<BrokerServer, std::string> BrokerServer::listen(Transport transport,
                                                              const model::Profile& profile,
                                                              const model::FaultSet& faults,
                                                              ServerSettings settings) {
  auto used = transport.target();
  auto listener = listen_on(used);
  if (!listener) return std::unexpected(listener.error());
  return BrokerServer(std::make_unique<Impl>(std::move(transport), std::move(used),
                                             *std::move(listener), profile, faults,
                                             std::move(settings)));
}

const TargetAddress& BrokerServer::target() const { return impl_->target; }

void BrokerServer::serve(const std::stop_token& stop) {
  const std::stop_callback waken(stop,
                                 [this] { (void)::eventfd_write(impl_->wake.descriptor(), 1); });
  while (!stop.stop_requested()) impl_->turn();
  impl_->clients.clear();
}

}  // namespace mqttspec::conformance::wire
