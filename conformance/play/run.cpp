// Connections of a case and what passes over them: sending, receiving, the trace.
#include "conformance/play/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "codec/decode.hpp"
#include "conformance/play/connection.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::play {

using namespace packets;
using namespace wire;

using Kind = model::TraceEvent::Kind;

Run::Run(Network& network, Version version, Names names, Settings settings)
    : network_(network),
      version_(version),
      names_(std::move(names)),
      settings_(std::move(settings)),
      monitors_(std::make_unique<model::monitors::MonitorSet>()) {}

Run::~Run() = default;

std::size_t Run::add_connection(std::string_view name) {
  for (std::size_t i = 0; i < connections_.size(); ++i)
    if (connections_[i]->name == name && !connections_[i]->open) return i;
  connections_.push_back(std::make_unique<Connection>());
  connections_.back()->name = name;
  return connections_.size() - 1;
}

void Run::connect_wire(Connection& connection, Verdict on_failure) {
  const auto wire = network_.connect();
  if (!wire) end(on_failure, "the target accepts a Network Connection", wire.error());
  connection.wire = *wire;
  connection.id = *wire;
  connection.open = true;
  connection.deaf = false;
  connection.closing = Closing::none;
  connection.foreign = false;
  connection.connack.reset();
  connection.aliases.clear();
  connection.unparsed.clear();
  connection.inbox.clear();
  connection.arrivals = 0;
  for (std::size_t i = 0; i < connections_.size(); ++i)
    if (connections_[i].get() == &connection) by_wire_[*wire] = i;
  result_.connection_names[connection.id] = connection.name;
  record({Kind::opened, now(), connection.id, version_, nullptr, std::nullopt});
}

void Run::record(model::TraceEvent event) {
  if (tidying_) return;
  monitors_->observe(event);
  result_.trace.push_back(std::move(event));
}

namespace {

// The event of a packet, with the packet decoded in place if it is a valid one.
model::TraceEvent packet_event(std::vector<std::uint8_t> bytes, Sender sender, Version version,
                               Time at, model::ConnectionId id) {
  const bool ours = sender == Sender::client;
  auto shared = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  // We are not to send what can be contested, but let it be sent to us.
  const auto decoded =
      decode_packet(Bytes(*shared), {.version = version, .sender = sender, .strict = ours});
  if (!decoded || decoded->size != shared->size())
    return {ours ? Kind::client_garbage : Kind::server_garbage, at, id, version, shared, {}};
  return {
      ours ? Kind::client_packet : Kind::server_packet, at, id, version, shared, decoded->packet};
}

// True for a CONNECT with another Protocol Name, or a Protocol Version of no Standard.
bool asks_for_another_protocol(Bytes bytes, Version version) {
  const auto decoded = decode_packet(bytes, {.version = version, .sender = Sender::client});
  if (decoded) return false;
  const auto* violation = std::get_if<Violation>(&decoded.error());
  if (violation == nullptr) return false;
  const auto id = violation->statement.id();
  return id == "MQTT-3.1.2-1" || id == "MQTT-3.1.2-2";
}

}  // namespace

void Run::transmit(Connection& connection, std::vector<std::uint8_t> bytes, bool declared) {
  if (!connection.open) return;
  auto event = packet_event(std::move(bytes), Sender::client, version_, now(), connection.id);
  const auto sent = event.bytes;
  if (declared) declared_.push_back(connection.id);
  if (!event.packet) connection.foreign = asks_for_another_protocol(Bytes(*sent), version_);
  if (event.packet) remember(connection, *event.packet);
  record(std::move(event));
  network_.send(connection.wire, Bytes(*sent));
}

void Run::send_legal(Connection& connection, const PacketSpec& packet) {
  auto bytes = packet.bytes({names_, version_});
  if (!bytes)
    end(Verdict::error, "a legal packet from the case",
        fmt::format("{} breaks [{}]", packet.describe(), bytes.error().statement.id()));
  if (const auto* message = dynamic_cast<const PublishSpec*>(&packet)) {
    if (message->retained() && message->has_payload()) retained_topics_.push_back(message->topic());
  } else if (const auto* connect = dynamic_cast<const ConnectSpec*>(&packet)) {
    connection.connect = *connect;
    if (const auto topic = connect->retained_will_topic()) retained_topics_.push_back(*topic);
    if (connect->keeps_session()) kept_clients_.push_back(connect->client());
  }
  transmit(connection, *std::move(bytes), false);
}

// Follows what the client asks for, so that fences know where a message would arrive.
void Run::remember(Connection& connection, const Packet& packet) {
  auto& subscribed = connection.subscribed;
  const auto forget = [&](std::string_view filter) {
    std::erase_if(subscribed, [&](const auto& each) { return each.topic_filter == filter; });
  };
  if (const auto* connect = std::get_if<Connect>(&packet)) {
    if (connect->clean_start) subscribed.clear();
  } else if (const auto* subscribe = std::get_if<Subscribe>(&packet)) {
    for (const auto each : subscribe->subscriptions) {
      forget(each.topic_filter);
      subscribed.push_back({std::string(each.topic_filter), each.no_local});
    }
  } else if (const auto* unsubscribe = std::get_if<Unsubscribe>(&packet)) {
    for (const auto each : unsubscribe->topic_filters) forget(each.text);
  } else if (const auto* message = std::get_if<Publish>(&packet)) {
    for (std::size_t i = 0; i < connections_.size(); ++i)
      if (connections_[i].get() == &connection && !message->topic.empty())
        sent_messages_.push_back({i, std::string(message->topic), message->qos});
  }
}

void Run::pump(Time deadline) {
  for (const auto& event : network_.wait(deadline)) take(event);
}

void Run::take(const WireEvent& event) {
  const auto known = by_wire_.find(event.wire);
  if (known == by_wire_.end()) return;
  Connection& connection = *connections_[known->second];
  if (connection.wire != event.wire || !connection.open) return;
  if (event.kind == WireEvent::Kind::closed) {
    connection.open = false;
    connection.closing = event.closing;
    record({Kind::server_closed, event.at, connection.id, version_, nullptr, std::nullopt});
    return;
  }
  if (connection.deaf) return;
  connection.unparsed.insert(connection.unparsed.end(), event.bytes.begin(), event.bytes.end());
  parse(connection, event.at);
}

void Run::parse(Connection& connection, Time at) {
  std::size_t used = 0;
  while (!connection.deaf && used < connection.unparsed.size()) {
    const Bytes rest(connection.unparsed.data() + used, connection.unparsed.size() - used);
    Version version = version_;
    auto decoded = decode_packet(rest, {.version = version, .sender = Sender::server});
    // Whoever is asked for a protocol that it does not know refuses in a version of its choice.
    if (!decoded && connection.foreign) {
      version = version_ == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
      decoded = decode_packet(rest, {.version = version, .sender = Sender::server});
    }
    if (!decoded) {
      if (const auto* violation = std::get_if<Violation>(&decoded.error())) {
        connection.unparsed.erase(connection.unparsed.begin(),
                                  connection.unparsed.begin() + static_cast<std::ptrdiff_t>(used));
        note_garbage(connection, *violation, at);
      }
      break;
    }
    deliver(connection, {rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(decoded->size)},
            version, at);
    used += decoded->size;
    if (++connection.arrivals > most_arrivals) note_flood(connection);
  }
  if (!connection.deaf)
    connection.unparsed.erase(connection.unparsed.begin(),
                              connection.unparsed.begin() + static_cast<std::ptrdiff_t>(used));
}

// A Topic Alias stands for the topic of an earlier message on the same connection (3.3.2.3.4).
void Run::resolve_alias(Connection& connection, Publish& message) {
  const auto alias = message.properties.topic_alias;
  if (!alias) return;
  if (message.topic.empty()) {
    message.topic = connection.aliases[*alias];
  } else {
    connection.aliased_topics.emplace_back(message.topic);
    connection.aliases[*alias] = connection.aliased_topics.back();
  }
}

void Run::deliver(Connection& connection, std::vector<std::uint8_t> bytes, Version version,
                  Time at) {
  auto event = packet_event(std::move(bytes), Sender::server, version, at, connection.id);
  Arrival arrival{event.bytes, *event.packet, at};
  record(std::move(event));
  if (auto* message = std::get_if<Publish>(&arrival.packet)) resolve_alias(connection, *message);
  if (const auto* connack = std::get_if<Connack>(&arrival.packet)) {
    if (connack->reason_code == ReasonCode::success) connection.connack = arrival;
    if (!connack->session_present) connection.subscribed.clear();
  }
  connection.inbox.push_back(arrival);
  if (!connection.by_hand) acknowledge(connection, arrival.packet);
}

void Run::acknowledge(Connection& connection, const Packet& packet) {
  if (const auto* message = std::get_if<Publish>(&packet)) {
    if (message->qos == Qos::at_least_once) send_legal(connection, puback(message->packet_id));
    if (message->qos == Qos::exactly_once) send_legal(connection, pubrec(message->packet_id));
  } else if (const auto* release = std::get_if<Pubrel>(&packet)) {
    send_legal(connection, pubcomp(release->packet_id));
  }
}

Peer Run::open(std::string_view name) {
  const auto index = add_connection(name);
  connect_wire(connection(index));
  return {*this, index};
}

// Some targets want a user name from everybody.
ConnectSpec Run::with_credentials(ConnectSpec connect) const {
  if (connect.has_user_name() || settings_.user_name.empty()) return connect;
  connect.user_name(settings_.user_name);
  if (!settings_.password.empty()) connect.password(settings_.password);
  return connect;
}

Peer Run::client(std::string_view name, Session session) {
  auto spec = connect(name);
  if (session == Session::kept) spec.keep_session();
  return client(spec);
}

Peer Run::client(const ConnectSpec& spec) {
  Peer peer = open(spec.client());
  peer.send(with_credentials(spec));
  peer.connected();
  return peer;
}

Peer Run::subscriber(Topic topic_filter, Qos maximum_qos, std::string_view name) {
  Peer peer = client(name);
  peer.subscribe(std::move(topic_filter), maximum_qos);
  return peer;
}

Peer Run::subscriber(const SubscribeSpec& subscribe, std::string_view name) {
  Peer peer = client(name);
  peer.subscribe(subscribe);
  return peer;
}

void Run::let_time_pass(Time milliseconds) {
  const Time until = now() + milliseconds;
  while (now() < until) pump(until);
}

}  // namespace mqttspec::conformance::play
