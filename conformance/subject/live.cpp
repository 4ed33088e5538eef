// A Client's process, its pipes and its Network Connections with poll(2).
#include "conformance/subject/live.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <mutex>
#include <semaphore>

#include "conformance/subject/process.hpp"
#include "conformance/wire/send_queue.hpp"

namespace mqttspec::conformance::subject {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t received_at_once = 64 * 1024;
constexpr std::size_t longest_line = 4 * 1024 * 1024;  // bytes: a payload in hexadecimal fits
constexpr std::size_t most_nonsense = 100;             // lines; what comes after them says no more
constexpr Time between_looks = 20;                     // milliseconds: whether the process ended
constexpr std::size_t begun_ahead = 4;                 // drivers that wait for their case
constexpr std::ptrdiff_t awaited = 4;                  // those that are waited for at a time

struct Connection {
  wire::Socket socket;
  std::unique_ptr<wire::Layer> layer;  // or nullptr
  wire::SendQueue unsent;
  bool closing = false;
};

std::string with_place(std::string word, const Place& place) {
  const auto replace = [&](std::string_view what, const std::string& by) {
    for (auto at = word.find(what); at != word.npos; at = word.find(what, at + by.size()))
      word.replace(at, what.size(), by);
  };
  replace("{host}", place.host);
  replace("{port}", std::to_string(place.port));
  replace("{url}", place.url);
  replace("{ca}", place.ca);
  return word;
}

class LiveSubject final : public Subject {
 public:
  LiveSubject(Process process, wire::Socket listener, Place place,
              const std::optional<wire::Transport>& transport)
      : process_(std::move(process)),
        listener_(std::move(listener)),
        place_(std::move(place)),
        transport_(transport) {
    if (transport_) layers_ = transport_->accepting();
  }

  /// Waits until it is known whether it is a driver. Why it is neither a driver nor a Client, or
  /// nothing.
  std::string get_ready(Time limit);
  bool is_driver() const { return ready_.has_value(); }

  const Abilities* abilities(Version version) const override {
    if (!ready_) return nullptr;
    const auto found = ready_->versions.find(version);
    return found == ready_->versions.end() ? nullptr : &found->second;
  }
  void ask(const Command& command) override;
  bool send(ConnectionId connection, Bytes bytes) override;
  void close(ConnectionId connection) override;
  void cut(ConnectionId connection) override;
  std::vector<Happening> wait(Time deadline) override;
  Time now() const override {
    return static_cast<Time>(
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_).count());
  }
  bool by_web_socket() const override { return transport_ && transport_->target().web_socket(); }
  wire::WebSocketLayer* web_socket(ConnectionId connection) override {
    const auto& layer = connections_[connection].layer;
    return layer ? layer->web_socket() : nullptr;
  }

 private:
  bool takes_url() const;
  std::string become_known(Time limit);
  void attend(Time deadline);
  bool read_lines();
  void write_lines();
  void accept_all();
  void serve(ConnectionId id, short happened);
  void flush(Connection& connection);
  void take_of_layer(Connection& connection);
  void take(ConnectionId id, std::vector<std::uint8_t> bytes);
  void end(ConnectionId id, Closing how);
  void happened(Happening::Kind kind, ConnectionId connection = 0) {
    happenings_.push_back({kind, now(), connection});
  }

  Process process_;
  wire::Socket listener_;
  Place place_;
  const std::optional<wire::Transport>& transport_;
  wire::Transport::Layers layers_;  // or none
  Clock::time_point start_ = Clock::now();
  std::optional<Ready> ready_;
  std::optional<std::string> first_line_;
  std::vector<std::uint8_t> output_;  // of the process, not a whole line yet
  wire::SendQueue input_;             // to the process
  std::vector<Connection> connections_;
  std::vector<Happening> happenings_;
  std::size_t nonsense_ = 0;  // lines
  bool ended_ = false;
};

std::string LiveSubject::get_ready(Time limit) {
  auto why = become_known(limit);
  // The time of its case begins now, however long it has been waiting for that.
  if (is_driver()) {
    start_ = Clock::now();
    for (auto& each : happenings_) each.at = 0;
  }
  return why;
}

std::string LiveSubject::become_known(Time limit) {
  const auto deadline = now() + limit;
  while (now() < deadline) {
    attend(std::min(deadline, now() + 100));
    if (ready_ && transport_ && !takes_url()) return "its driver takes no `url`";
    // A Client that is no driver may print what it likes.
    if (ready_ || !connections_.empty()) return {};
    if (first_line_ && first_line_->starts_with('{')) return parse_ready(*first_line_).error();
    if (ended_)
      return fmt::format("it ended ({}) before it connected or said that it is ready",
                         happenings_.back().text);
  }
  return fmt::format("within {} s it neither connected nor said that it is ready", limit / 1'000);
}

bool LiveSubject::takes_url() const {
  return std::ranges::all_of(ready_->versions, [](const auto& each) {
    return each.second.takes.empty() || each.second.takes.contains("connect.url");
  });
}

void LiveSubject::ask(const Command& command) {
  if (!ready_) return;
  auto told = place_;
  if (!transport_) told.url.clear();
  const auto line = to_json(command, told).dump() + "\n";
  input_.append(as_bytes(line));
  write_lines();
}

void LiveSubject::write_lines() {
  while (!input_.empty() && process_.input().is_open()) {
    const auto sent = wire::send_some(process_.input(), input_.front());
    if (sent.end == wire::Transfer::End::reset) return input_.clear();
    if (sent.size == 0) return;
    input_.drop(sent.size);
  }
}

bool LiveSubject::send(ConnectionId id, Bytes bytes) {
  auto& connection = connections_[id];
  if (!connection.socket.is_open() || connection.closing) return false;
  if (connection.layer) {
    connection.layer->send(bytes);
    take_of_layer(connection);
  } else {
    connection.unsent.append(bytes);
  }
  flush(connection);
  return true;
}

// What a layer has to send.
void LiveSubject::take_of_layer(Connection& connection) {
  connection.unsent.append(connection.layer->take_outgoing());
}

void LiveSubject::flush(Connection& connection) {
  while (!connection.unsent.empty()) {
    const auto sent = wire::send_some(connection.socket, connection.unsent.front());
    if (sent.end == wire::Transfer::End::reset) connection.unsent.clear();
    if (sent.size == 0) break;
    connection.unsent.drop(sent.size);
  }
  if (connection.closing && connection.unsent.empty()) connection.socket.close();
}

void LiveSubject::close(ConnectionId id) {
  auto& connection = connections_[id];
  if (!connection.socket.is_open()) return;
  if (connection.layer) {
    connection.layer->end();
    take_of_layer(connection);
  }
  connection.closing = true;
  flush(connection);
}

void LiveSubject::cut(ConnectionId id) { connections_[id].socket.cut(); }

std::vector<Happening> LiveSubject::wait(Time deadline) {
  attend(now());
  while (happenings_.empty() && now() < deadline) attend(deadline);
  return std::exchange(happenings_, {});
}

void LiveSubject::attend(Time deadline) {
  std::vector<pollfd> all = {{listener_.descriptor(), POLLIN, 0}};
  const bool hears = process_.output().is_open() && !ended_;
  all.push_back({hears ? process_.output().descriptor() : -1, POLLIN, 0});
  all.push_back({input_.empty() || ended_ ? -1 : process_.input().descriptor(), POLLOUT, 0});
  for (const auto& each : connections_) {
    const auto wanted =
        static_cast<short>((each.closing ? 0 : POLLIN) | (each.unsent.empty() ? 0 : POLLOUT));
    all.push_back({each.socket.is_open() ? each.socket.descriptor() : -1, wanted, 0});
  }
  const auto time = now();
  const auto patience = deadline > time ? deadline - time : 0;
  const auto limit = ended_ ? patience : std::min(patience, between_looks);
  if (::poll(all.data(), all.size(), static_cast<int>(limit)) > 0) {
    // What the Client sends comes before what its application says of it.
    for (ConnectionId id = 0; id < all.size() - 3; ++id)
      if (all[id + 3].revents != 0) serve(id, all[id + 3].revents);
    if (all[0].revents != 0) accept_all();
    if (all[1].revents != 0) read_lines();
    if (all[2].revents != 0) write_lines();
  }
  if (ended_) return;
  if (const auto how = process_.ended()) {
    while (read_lines()) {
    }
    accept_all();
    ended_ = true;
    happened(Happening::Kind::ended);
    happenings_.back().text = *how;
  }
}

void LiveSubject::accept_all() {
  while (auto socket = wire::accept_one(listener_)) {
    auto& connection = connections_.emplace_back();
    connection.socket = *std::move(socket);
    if (layers_) connection.layer = layers_();
    if (connection.layer) connection.layer->open();
    happened(Happening::Kind::opened, static_cast<ConnectionId>(connections_.size() - 1));
  }
}

// True if there may be more to read.
bool LiveSubject::read_lines() {
  const auto received = wire::receive_some(process_.output(), output_, received_at_once);
  if (output_.size() > longest_line) output_.clear();
  auto begin = output_.begin();
  for (auto end = begin; (end = std::find(begin, output_.end(), '\n')) != output_.end();
       begin = end + 1) {
    std::string line(begin, end);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!first_line_) {
      if (auto ready = parse_ready(line)) ready_ = *std::move(ready);
      first_line_ = std::move(line);
      continue;
    }
    if (!ready_) continue;
    auto said = parse_said(line);
    if (said.kind == Said::Kind::nonsense && ++nonsense_ > most_nonsense) continue;
    happened(Happening::Kind::said);
    happenings_.back().said = std::move(said);
  }
  output_.erase(output_.begin(), begin);
  return received.size > 0 && received.end == wire::Transfer::End::none;
}

void LiveSubject::serve(ConnectionId id, short) {
  flush(connections_[id]);
  if (!connections_[id].socket.is_open() || connections_[id].closing) return;
  std::vector<std::uint8_t> bytes;
  const auto received = wire::receive_some(connections_[id].socket, bytes, received_at_once);
  if (!bytes.empty()) take(id, std::move(bytes));
  if (received.end == wire::Transfer::End::none) return;
  end(id, received.end == wire::Transfer::End::fin ? Closing::fin : Closing::reset);
}

// Bytes that came from the socket.
void LiveSubject::take(ConnectionId id, std::vector<std::uint8_t> bytes) {
  auto& connection = connections_[id];
  const auto& layer = connection.layer;
  if (layer) {
    layer->receive(bytes);
    bytes = layer->take_incoming();
    take_of_layer(connection);
    flush(connection);
  }
  if (!bytes.empty()) {
    happened(Happening::Kind::bytes, id);
    happenings_.back().bytes = std::move(bytes);
  }
  if (!layer || layer->state() <= wire::Layer::State::open) return;
  end(id, layer->state() == wire::Layer::State::ended ? Closing::fin : Closing::reset);
}

void LiveSubject::end(ConnectionId id, Closing how) {
  if (!connections_[id].socket.is_open()) return;
  connections_[id].socket.close();
  happened(Happening::Kind::closed, id);
  happenings_.back().closing = how;
}

using Begun = std::expected<std::unique_ptr<LiveSubject>, std::string>;

/// Once it is known that the command starts drivers, some are always begun before they are needed:
/// interpreters take their time. Anything else connects when it is begun, and is not.
class LiveSubjects final : public Subjects {
 public:
  explicit LiveSubjects(LiveOptions options) : options_(std::move(options)) {}

  std::expected<std::unique_ptr<Subject>, std::string> start() override {
    auto subject = next();
    if (!subject) return std::unexpected(subject.error());
    // Those that come up must not take the machine from those that are tested.
    const bool in_turn = turns_.try_acquire_for(std::chrono::milliseconds(options_.start_limit));
    auto why = (*subject)->get_ready(options_.start_limit);
    if (in_turn) turns_.release();
    if (!why.empty()) return std::unexpected(std::move(why));
    if ((*subject)->is_driver()) begin_others();
    return *std::move(subject);
  }
  std::string name() const override { return fmt::format("{}", fmt::join(options_.command, " ")); }
  bool virtual_time() const override { return false; }

 private:
  Begun begin() const;
  Begun next();
  void begin_others();

  LiveOptions options_;
  std::counting_semaphore<awaited> turns_{awaited};
  std::mutex mutex_;
  std::deque<std::unique_ptr<LiveSubject>> ahead_;
};

// A process and its port.
Begun LiveSubjects::begin() const {
  wire::TargetAddress address{{"127.0.0.1", 0}};
  if (options_.transport) address = options_.transport->target();
  auto listener = wire::listen_on(address);
  if (!listener) return std::unexpected(listener.error());
  Place place{address.address.host, address.address.port, wire::to_string(address), options_.ca};
  std::vector<std::string> command;
  for (const auto& each : options_.command) command.push_back(with_place(each, place));
  auto process = Process::start(command, options_.show_errors);
  if (!process) return std::unexpected(process.error());
  return std::make_unique<LiveSubject>(*std::move(process), *std::move(listener), std::move(place),
                                       options_.transport);
}

Begun LiveSubjects::next() {
  const std::lock_guard lock(mutex_);
  if (ahead_.empty()) return begin();
  auto next = std::move(ahead_.front());
  ahead_.pop_front();
  return next;
}

void LiveSubjects::begin_others() {
  const std::lock_guard lock(mutex_);
  while (ahead_.size() < begun_ahead) {
    auto another = begin();
    if (!another) return;
    ahead_.push_back(*std::move(another));
  }
}

}  // namespace

std::unique_ptr<Subjects> make_live_subjects(LiveOptions options) {
  return std::make_unique<LiveSubjects>(std::move(options));
}

}  // namespace mqttspec::conformance::subject
