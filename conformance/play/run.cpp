// Connections of a case and what passes over them: sending, receiving, the trace.
#include "conformance/play/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "codec/notation.hpp"
#include "conformance/play/connection.hpp"
#include "conformance/play/trace_events.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::play {

using namespace packets;
using namespace wire;

using Kind = model::TraceEvent::Kind;
using Circumstance = circumstances::CircumstanceId;

Run::Run(Network& network, Version version, Names names, Settings settings)
    : network_(network),
      version_(version),
      names_(std::move(names)),
      settings_(std::move(settings)),
      monitors_(std::make_unique<model::monitors::MonitorSet>()),
      disguise_(settings_.world, nearby("will").text) {}

Run::~Run() = default;

std::size_t Run::add_connection(std::string_view name) {
  for (std::size_t i = 0; i < connections_.size(); ++i)
    if (connections_[i]->name == name && !connections_[i]->open) return i;
  connections_.push_back(std::make_unique<Connection>());
  connections_.back()->name = name;
  connections_.back()->version = version_;
  return connections_.size() - 1;
}

void Run::connect_network(Connection& connection) {
  connection.node = node_for(connection);
  const auto id = network_.connect_to(*connection.node, connection.version);
  if (!id) end(Verdict::inconclusive, "the target accepts a Network Connection", id.error());
  connection.id = *id;
  connection.open = true;
  connection.ignored = false;
  connection.closing = Closing::none;
  connection.other_protocol = false;
  connection.sent_packet_id_0 = false;
  connection.connack.reset();
  connection.refusal.reset();
  connection.aliases.clear();
  connection.undecoded.clear();
  connection.inbox.clear();
  connection.arrivals = 0;
  connection.hidden_pings = 0;
  note_node(connection);
  record({Kind::opened, now(), connection.id, connection.version, nullptr, std::nullopt});
}

void Run::record(model::TraceEvent event) {
  if (tidying_) return;
  note_told(event);
  monitors_->observe(event);
  observed_.push_back(result_.trace.size());
  result_.trace.push_back(std::move(event));
}

namespace {

// True of a CONNECT with another Protocol Name, or a Protocol Version of no Standard.
bool asks_for_another_protocol(const std::optional<Violation>& violation) {
  if (!violation) return false;
  const auto id = violation->statement.id();
  return id == "MQTT-3.1.2-1" || id == "MQTT-3.1.2-2";
}

// True of a packet whose Packet Identifier is 0.
bool has_packet_id_0(const std::optional<Violation>& violation) {
  if (!violation) return false;
  const auto id = violation->statement.id();
  return id == "MQTT-2.3.1-1" || id == "MQTT-2.2.1-3";
}

}  // namespace

Passage Run::passage(const Connection& connection) const {
  return {now(), connection.id, connection.version};
}

void Run::transmit(Connection& connection, model::TraceEvent event) {
  const auto sent = event.bytes;
  if (event.packet) remember(connection, *event.packet);
  // What follows CONNECT in one piece is the point of other cases.
  if (sends_glued(connection) && event.packet && connection.connack && !tidying_)
    return transmit_glued(connection, std::move(event));
  if (is_cut_now(connection.id) && sent->size() > 1) event.arrival = model::Arrival::in_pieces;
  record(std::move(event));
  put_on_wire(connection.id, Bytes(*sent));
}

void Run::send(Connection& connection, const Stimulus& stimulus) {
  check_partner(connection, stimulus);
  auto packet = stimulus.packet(setting(connection.version));
  if (!tidying_) disguise_.change(packet, connection.name, connection.version, !surrounding_);
  auto bytes = bytes_of(packet, connection.version);
  if (!bytes)
    end(Verdict::error, "a legal packet from the case",
        fmt::format("{} breaks [{}]", stimulus.describe(setting()), bytes.error().statement.id()));
  if (!tidying_)
    if (const auto reason = settings_.limits.refuses(packet, bytes->size())) decline(*reason);
  await_nodes(connection, packet);
  if (connection.open)
    transmit(connection, sent_packet(std::move(packet), *std::move(bytes), passage(connection)));
}

void Run::send_illegal(Connection& connection, const Stimulus& stimulus) {
  check_partner(connection, stimulus);
  auto packet = stimulus.packet(setting(connection.version));
  disguise_.change(packet, connection.name, connection.version);
  auto bytes = bytes_of(packet, connection.version);
  assert(bytes && "a packet that is malformed is sent as Raw");
  await_nodes(connection);
  if (!connection.open) return;
  declared_.push_back(connection.id);
  transmit(connection, sent_packet(std::move(packet), *std::move(bytes), passage(connection)));
}

void Run::send_bytes(Connection& connection, const Raw& raw, bool declared) {
  check_is_judged(connection);
  auto bytes = raw.bytes(setting());
  await_nodes(connection);
  if (!connection.open) return;
  auto sent = sent_bytes(std::move(bytes), passage(connection));
  if (declared) declared_.push_back(connection.id);
  if (!declared && sent.event.packet)
    if (const auto reason =
            settings_.limits.refuses(to_owned(*sent.event.packet), sent.event.bytes->size()))
      decline(*reason);
  if (!sent.event.packet) connection.other_protocol = asks_for_another_protocol(sent.violation);
  connection.sent_packet_id_0 = connection.sent_packet_id_0 || has_packet_id_0(sent.violation);
  transmit(connection, std::move(sent.event));
}

// Follows what may be left on the target when the case is over.
void Run::remember_what_stays(const Packet& packet) {
  const auto may_be_retained = [&](const auto& message) {
    if (message.retain && !message.payload.empty() && !message.topic.empty())
      retained_topics_.emplace_back(message.topic);
  };
  if (const auto* message = std::get_if<Publish>(&packet)) may_be_retained(*message);
  const auto* connect = std::get_if<Connect>(&packet);
  if (connect == nullptr) return;
  if (connect->will) may_be_retained(*connect->will);
  // A Will that is delayed may keep a Client's state as well.
  const bool stays = connect->version == Version::v5_0
                         ? connect->properties.session_expiry_interval.value_or(0) > 0 ||
                               (connect->will && connect->will->properties.will_delay_interval)
                         : !connect->clean_start;
  if (stays && !connect->client_id.empty()) kept_clients_.emplace_back(connect->client_id);
}

// Follows what the client asks for, so that fences know where a message would arrive.
void Run::remember(Connection& connection, const Packet& packet) {
  if (!tidying_) remember_what_stays(packet);
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
    for (std::size_t i = 0; i < connections_.size() && !connection.is_surroundings; ++i)
      if (connections_[i].get() == &connection && !message->topic.empty())
        sent_messages_.push_back({i, std::string(message->topic), message->qos});
  }
}

void Run::pump(Time deadline) {
  for (const auto& event : network_.wait(deadline)) take(event);
}

void Run::take(const NetworkEvent& event) {
  const auto known = std::ranges::find_if(
      connections_, [&](const auto& each) { return each->id == event.connection && each->open; });
  if (known == connections_.end()) return;
  Connection& connection = **known;
  if (event.kind == NetworkEvent::Kind::closed) {
    connection.open = false;
    connection.closing = event.closing;
    connection.closing_reason = event.reason.empty() ? "" : ": " + event.reason;
    connection.ended_at = event.at;
    record(
        {Kind::server_closed, event.at, connection.id, connection.version, nullptr, std::nullopt});
    return;
  }
  if (connection.ignored) return;
  connection.undecoded.insert(connection.undecoded.end(), event.bytes.begin(), event.bytes.end());
  parse(connection, event.at);
}

void Run::parse(Connection& connection, Time at) {
  auto& undecoded = connection.undecoded;
  std::size_t used = 0;
  const auto drop_used = [&] {
    undecoded.erase(undecoded.begin(), undecoded.begin() + static_cast<std::ptrdiff_t>(used));
    used = 0;
  };
  while (!connection.ignored && used < undecoded.size()) {
    // Whoever is asked for a protocol that it does not know refuses in a version of its choice.
    auto event =
        received_packet(Bytes(undecoded).subspan(used), {at, connection.id, connection.version},
                        connection.other_protocol);
    // The same identifier in the answer is right, whatever may be said of the packet that had it.
    if (!event && connection.sent_packet_id_0)
      if (auto echo = received_echo_of_0(Bytes(undecoded).subspan(used), passage(connection)))
        event = *std::move(echo);
    if (!event) {
      if (const auto foreign = foreign_garbage(connection, Bytes(undecoded).subspan(used))) {
        used += *foreign;
        continue;
      }
      drop_used();
      if (const auto* violation = std::get_if<Violation>(&event.error()))
        note_garbage(connection, *violation, at);
      return;
    }
    used += event->bytes->size();
    deliver(connection, *std::move(event));
    if (++connection.arrivals > most_arrivals) note_flood(connection);
  }
  if (!connection.ignored) drop_used();
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

// A message that no client of this case can have published, or its PUBREL: of another case, that
// the target lets through where it should not, or of the target itself.
bool Run::is_foreign(Connection& connection, const Packet& packet) {
  if (const auto* release = std::get_if<Pubrel>(&packet))
    return connection.foreign_ids.erase(release->packet_id) > 0;
  const auto* message = std::get_if<Publish>(&packet);
  if (message == nullptr || message->topic.starts_with(names_.prefix()) ||
      (!connection.own_topics.empty() && message->topic.starts_with(connection.own_topics)) ||
      std::ranges::find(sent_messages_, message->topic, &SentMessage::topic) !=
          sent_messages_.end())
    return false;
  if (message->qos == Qos::exactly_once) connection.foreign_ids.insert(message->packet_id);
  return true;
}

// The size of a PUBLISH that breaks a rule, if by its topic it is of another case.
std::optional<std::size_t> Run::foreign_garbage(const Connection& connection, Bytes bytes) {
  const auto message = topic_of_publish(bytes);
  if (!message || !connection.connack) return std::nullopt;
  const auto topic = as_text(message->topic);
  const std::string_view own = names_.prefix();
  if (topic.starts_with(own) || !topic.starts_with(names_.run_prefix())) return std::nullopt;
  if (!tidying_) explain("passed over, since it is not of this case: a PUBLISH that breaks a rule");
  return message->size;
}

// Shown, answered, and otherwise as if it had not come.
void Run::set_aside(Connection& connection, model::TraceEvent event) {
  if (tidying_) return;
  const auto& packet = *event.packet;
  explain(fmt::format("passed over, since it is not of this case: {}",
                      to_text(packet, connection.version)));
  const auto answer = [&](const Stimulus& stimulus) {
    put_on_wire(connection.id, Bytes(*stimulus.bytes(setting(connection.version))));
  };
  if (const auto* release = std::get_if<Pubrel>(&packet)) answer(pubcomp(release->packet_id));
  if (const auto* message = std::get_if<Publish>(&packet)) {
    if (message->qos == Qos::at_least_once) answer(puback(message->packet_id));
    if (message->qos == Qos::exactly_once) answer(pubrec(message->packet_id));
  }
  result_.set_aside.push_back(result_.trace.size());
  result_.trace.push_back(std::move(event));
}

void Run::deliver(Connection& connection, model::TraceEvent event) {
  Arrival arrival{event.bytes, *event.packet, event.at, connection.arrivals};
  disguise_.undo(arrival.packet, connection.name);
  if (auto* message = std::get_if<Publish>(&arrival.packet)) resolve_alias(connection, *message);
  if (is_foreign(connection, arrival.packet)) return set_aside(connection, std::move(event));
  record(std::move(event));
  if (const auto* connack = std::get_if<Connack>(&arrival.packet)) {
    (connack->reason_code == ReasonCode::success ? connection.connack : connection.refusal) =
        arrival;
    if (!connack->session_present) connection.subscribed.clear();
    if (connack->reason_code == ReasonCode::success && connection.connect) {
      connection.session_denied =
          connection.keeps_session && !connection.connect->is_clean() && !connack->session_present;
      connection.keeps_session = connection.connect->keeps_session();
    }
    if (const auto assigned = connack->properties.assigned_client_identifier; assigned && !tidying_)
      kept_clients_.emplace_back(*assigned);
  }
  if (connection.hidden_pings > 0 && std::holds_alternative<Pingresp>(arrival.packet)) {
    --connection.hidden_pings;
    return;
  }
  connection.inbox.push_back(arrival);
  if (!connection.by_hand) acknowledge(connection, arrival.packet);
}

void Run::acknowledge(Connection& connection, const Packet& packet) {
  if (const auto* message = std::get_if<Publish>(&packet)) {
    if (message->qos == Qos::at_least_once) send(connection, puback(message->packet_id));
    if (message->qos == Qos::exactly_once) send(connection, pubrec(message->packet_id));
  } else if (const auto* release = std::get_if<Pubrel>(&packet)) {
    send(connection, pubcomp(release->packet_id));
  }
}

Peer Run::open(std::string_view name) {
  const auto index = add_connection(name);
  connect_network(connection(index));
  return {*this, index};
}

Peer Run::client(std::string_view name, Session session) {
  auto spec = connect(name);
  if (session == Session::kept) spec.keep_session();
  return client(spec);
}

Peer Run::client(const ConnectSpec& spec) {
  take_over_soon(spec);
  const auto index = add_connection(spec.client());
  if (lives_with(Circumstance::other_version_partner) && spec.client() == "pub")
    connection(index).version = the_other(version_);
  connect_network(connection(index));
  Peer peer(*this, index);
  peer.send(spec);
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
